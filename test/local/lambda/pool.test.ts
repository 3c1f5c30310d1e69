import { describe, expect, it } from "vitest";
import { functionArn, startLambda } from "./harness.ts";

/** Answers how many invocations of all functions of the process were running when it ran, itself included. */
const COUNTS = `
  import { threadId } from "node:worker_threads";
  export const handler = async ({ ms = 50 } = {}) => {
    const from = performance.timeOrigin + performance.now();
    await new Promise((resolve) => setTimeout(resolve, ms));
    return { from, to: performance.timeOrigin + performance.now(), threadId };
  };`;

interface Span {
  readonly from: number;
  readonly to: number;
  readonly threadId: number;
}

const spans = async (results: readonly Promise<{ readonly payload: string }>[]): Promise<readonly Span[]> =>
  (await Promise.all(results)).map(({ payload }) => JSON.parse(payload));

const most = (all: readonly Span[]): number =>
  Math.max(...all.map(({ from }) => all.filter((other) => other.from <= from && from < other.to).length));

const threads = (all: readonly Span[]): number => new Set(all.map(({ threadId }) => threadId)).size;

describe("the threads of functions", () => {
  it("run one function no more often at a time than it has reserved", async () => {
    const { service, declare } = await startLambda({ limits: { running: 8, threads: 8, idleMs: 60_000 } });
    await declare("reserved", COUNTS, { ReservedConcurrentExecutions: 2 });
    const all = await spans(Array.from({ length: 8 }, () => service.invoke(functionArn("reserved"), "{}")));
    expect(all).toHaveLength(8);
    expect(most(all)).toBe(2);
    expect(threads(all)).toBe(2);
  });

  it("run four at a time where the template reserves nothing", async () => {
    const { service, declare } = await startLambda({ limits: { running: 8, threads: 8, idleMs: 60_000 } });
    await declare("free", COUNTS);
    const all = await spans(Array.from({ length: 10 }, () => service.invoke(functionArn("free"), '{"ms":300}')));
    expect(most(all)).toBe(4);
  });

  it("are capped in all, across functions", async () => {
    const { service, declare } = await startLambda({ limits: { running: 3, threads: 6, idleMs: 60_000 } });
    await declare("one", COUNTS);
    await declare("two", COUNTS);
    const all = await spans(
      Array.from({ length: 12 }, (_, index) => service.invoke(functionArn(index % 2 === 0 ? "one" : "two"), "{}")),
    );
    expect(most(all)).toBeLessThanOrEqual(3);
  });

  it("make room for another function by ending the one that has been idle longest", async () => {
    const { service, declare } = await startLambda({ limits: { running: 2, threads: 2, idleMs: 60_000 } });
    const names = ["one", "two", "three"];
    for (const name of names) await declare(name, COUNTS);
    const run = async (name: string) => (await spans([service.invoke(functionArn(name), '{"ms":0}')]))[0]?.threadId;
    const first = [await run("one"), await run("two"), await run("three")];
    expect(await run("three")).toBe(first[2]);
    expect(await run("two")).toBe(first[1]);
    expect(await run("one")).not.toBe(first[0]);
  });

  it("end after a while without work", async () => {
    const { service, declare } = await startLambda({ limits: { running: 2, threads: 2, idleMs: 50 } });
    await declare("rare", COUNTS);
    const run = async () => (await spans([service.invoke(functionArn("rare"), '{"ms":0}')]))[0]?.threadId;
    const first = await run();
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(await run()).not.toBe(first);
  });

  it("are ended with the runtime, which rejects what they were doing and what was waiting", async () => {
    const { service, declare, stop } = await startLambda({ limits: { running: 1, threads: 1, idleMs: 50 } });
    await declare("endless", "export const handler = () => new Promise(() => {});", { Timeout: 900 });
    const calls = [1, 2].map(() => service.invoke(functionArn("endless"), "{}"));
    const outcomes = Promise.allSettled(calls);
    await new Promise((resolve) => setTimeout(resolve, 300));
    await stop();
    expect((await outcomes).map(({ status }) => status)).toEqual(["rejected", "rejected"]);
    await expect(service.invoke(functionArn("endless"), "{}")).rejects.toThrow("stopping");
  });
});
