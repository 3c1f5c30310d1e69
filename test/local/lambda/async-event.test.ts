import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { call, startLambda } from "./harness.ts";

/** AWS Lambda developer guide, "How Lambda handles errors and retries with asynchronous invocation". */
describe("an asynchronous event", () => {
  const FAILS_TWICE = `
    import { appendFileSync, existsSync, readFileSync } from "node:fs";
    export const handler = async ({ file, failures }) => {
      appendFileSync(file, "x");
      if (readFileSync(file, "utf8").length <= failures) throw new Error("not yet");
    };`;

  const given = async (failures: number) => {
    const lambda = await startLambda();
    const file = join(lambda.context.dataDir, "attempts");
    await lambda.declare("effort", FAILS_TWICE);
    const accepted = await call(lambda.client, "effort", { file, failures }, { InvocationType: "Event" });
    await lambda.service.settle();
    return { ...lambda, accepted, attempts: () => readFileSync(file, "utf8").length };
  };

  it("is acknowledged at once and run", async () => {
    const { accepted, attempts } = await given(0);
    expect(accepted.status).toBe(202);
    expect(attempts()).toBe(1);
  });

  it("is tried again after one minute and after two more, on the shared clock", async () => {
    const { clock, advanceTo, attempts } = await given(9);
    const start = clock.now();
    expect(attempts()).toBe(1);
    await advanceTo(start + 61_000);
    expect(attempts()).toBe(2);
    await advanceTo(start + 182_000);
    expect(attempts()).toBe(3);
    await advanceTo(start + 86_400_000);
    expect(attempts()).toBe(3);
  });

  it("waits on disk for a function that is no longer there, without being tried over and over", async () => {
    const first = await given(1);
    await first.stop();
    const second = await startLambda({ dataDir: first.context.dataDir });
    await second.advanceTo(second.clock.now() + 61_000);
    expect(second.lines).toEqual([expect.stringContaining("Function not found")]);
    expect(second.service.timed.nextDue()).toBeUndefined();
  });

  it("outlives the runtime", async () => {
    const first = await given(1);
    const { dataDir } = first.context;
    await first.stop();
    const second = await startLambda({ dataDir });
    await second.declare("effort", FAILS_TWICE);
    await second.advanceTo(second.clock.now() + 61_000);
    expect(first.attempts()).toBe(2);
  });
});
