import { once } from "node:events";
import { Worker } from "node:worker_threads";
import { describe, expect, it } from "vitest";

const YEAR = 365 * 86_400_000;

/** Evaluates an expression in a thread whose clock is `ahead` milliseconds ahead. */
const inThread = async (expression: string, ahead = YEAR): Promise<unknown> => {
  const shared = new SharedArrayBuffer(8);
  Atomics.store(new BigInt64Array(shared), 0, BigInt(ahead));
  const preload = new URL("../../../infra/local/clock/virtual-date.ts", import.meta.url).href;
  const worker = new Worker(
    `const { parentPort, workerData } = require("node:worker_threads");
     const machine = { Date, now: Date.now.bind(Date), setTimeout };
     import(workerData.preload).then(({ installVirtualDate }) => {
       installVirtualDate(workerData.shared);
       parentPort.postMessage(${expression});
     });`,
    { eval: true, workerData: { preload, shared }, execArgv: [] },
  );
  const [value] = await once(worker, "message");
  await worker.terminate();
  return value;
};

describe("the Date of a thread", () => {
  it.each([
    ["Date.now()", "Date.now() - machine.now()"],
    ["new Date()", "new Date().getTime() - machine.now()"],
    ["Date() called as a function", "Date.parse(Date()) - machine.now()"],
    ["the constructor of a date", "new (new Date().constructor)().getTime() - machine.now()"],
    ["a class that extends Date", "new (class Day extends Date {})().getTime() - machine.now()"],
  ])("is ahead by the offset in %s", async (_, expression) => {
    expect(Math.abs(Number(await inThread(expression)) - YEAR)).toBeLessThan(2_000);
  });

  it.each([
    ["a date from a string", "new Date('2026-05-01T00:00:00Z').toISOString()", "2026-05-01T00:00:00.000Z"],
    ["a date from a number", "new Date(0).toISOString()", "1970-01-01T00:00:00.000Z"],
    ["a date from its parts", "new Date(2026, 4, 1).getMonth()", 4],
    ["an invalid date", "Number.isNaN(new Date(undefined).getTime())", true],
    ["Date.UTC", "Date.UTC(1970, 0, 2)", 86_400_000],
    ["Date.parse", "Date.parse('1970-01-02T00:00:00Z')", 86_400_000],
    ["instanceof", "new Date() instanceof Date && new machine.Date(0) instanceof Date", true],
    [
      "a subclass, which stays itself",
      "(class Day extends Date {}).name + new (class Day extends Date {})().constructor.name",
      "DayDay",
    ],
    ["its name and length", "Date.name + Date.length", "Date7"],
  ])("leaves %s as it is", async (_, expression, expected) => {
    expect(await inThread(expression)).toBe(expected);
  });

  it("leaves performance.now() and timers on real time", async () => {
    expect(await inThread("performance.now() < 60_000 && setTimeout === machine.setTimeout")).toBe(true);
  });
});
