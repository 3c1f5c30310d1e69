import { fork } from "node:child_process";
import { once } from "node:events";
import { describe, expect, it, onTestFinished } from "vitest";
import { createClock } from "#infra/local/clock/clock.ts";
import type { Instant, TimedSource } from "#infra/local/contracts.ts";
import { temporaryDirectory } from "#test/local/lambda/harness.ts";

const DAY = 86_400_000;
const settled = async (): Promise<void> => undefined;

const openClock = (dataDir = temporaryDirectory()) => {
  const clock = createClock(dataDir);
  onTestFinished(() => clock.close());
  return { clock, dataDir };
};

/** Due at the given instants, in turn; notes what the clock read each time. */
const sourceAt = (clock: { now(): Instant }, instants: readonly Instant[], name = "") => {
  const left = [...instants];
  const fired: { readonly name: string; readonly at: Instant; readonly clock: Instant }[] = [];
  const source: TimedSource = {
    nextDue: () => left[0],
    fire: async (now) => {
      while (left[0] !== undefined && left[0] <= now) fired.push({ name, at: left.shift() ?? 0, clock: clock.now() });
    },
  };
  return { source, fired };
};

describe("the shared clock", () => {
  it("reads the machine's time until it is moved", () => {
    const { clock } = openClock();
    expect(Math.abs(clock.now() - Date.now())).toBeLessThan(50);
  });

  it("moves forward to an instant and goes on from there", async () => {
    const { clock } = openClock();
    const target = Date.now() + 15 * DAY;
    await clock.advanceTo(target, [], settled);
    expect(clock.now() - target).toBeGreaterThanOrEqual(0);
    expect(clock.now() - target).toBeLessThan(1_000);
  });

  it("refuses to go back, saying so, and stays where it is", async () => {
    const { clock } = openClock();
    const before = clock.now();
    await expect(clock.advanceTo(before - DAY, [], settled)).rejects.toThrow("The clock only moves forward");
    expect(clock.now()).toBeGreaterThanOrEqual(before);
  });

  it("stops at every due instant in order, whatever the source", async () => {
    const { clock } = openClock();
    const start = clock.now();
    const one = sourceAt(clock, [start + 1 * DAY, start + 3 * DAY], "one");
    const other = sourceAt(clock, [start + 2 * DAY, start + 9 * DAY], "other");
    await clock.advanceTo(start + 4 * DAY, [one.source, other.source], settled);

    const fired = [...one.fired, ...other.fired].sort((a, b) => a.clock - b.clock);
    expect(fired.map(({ name, at }) => [name, (at - start) / DAY])).toEqual([
      ["one", 1],
      ["other", 2],
      ["one", 3],
    ]);
    for (const { at, clock: read } of fired) expect(read - at).toBeLessThan(1_000);
  });

  it("waits for the work that an instant started before it goes to the next one", async () => {
    const { clock } = openClock();
    const start = clock.now();
    const steps: string[] = [];
    const left = [start + DAY, start + 2 * DAY];
    const source: TimedSource = {
      nextDue: () => left[0],
      fire: async () => {
        left.shift();
        steps.push("fired");
      },
    };
    await clock.advanceTo(start + 2 * DAY, [source], async () => {
      await new Promise((resolve) => setTimeout(resolve, 5));
      steps.push("settled");
    });
    expect(steps).toEqual(["settled", "fired", "settled", "fired", "settled"]);
  });

  it("sees what an instant made due on the way", async () => {
    const { clock } = openClock();
    const start = clock.now();
    const later = sourceAt(clock, []);
    const chain: Instant[] = [];
    let next: Instant | undefined = start + DAY;
    const source: TimedSource = {
      nextDue: () => next,
      fire: async (now) => {
        chain.push(now);
        next = chain.length < 3 ? now + DAY : undefined;
      },
    };
    await clock.advanceTo(start + 10 * DAY, [source, later.source], settled);
    expect(chain).toHaveLength(3);
  });

  it("gives up on a source that stays due for ever", async () => {
    const { clock } = openClock();
    const due = clock.now() + DAY;
    const source: TimedSource = { nextDue: () => due, fire: async () => undefined };
    await expect(clock.advanceTo(due + DAY, [source], settled)).rejects.toThrow("still due");
  });

  it("never goes back over a restart", async () => {
    const { clock, dataDir } = openClock();
    await clock.advanceTo(clock.now() + 15 * DAY, [], settled);
    const seen = clock.now();
    expect(openClock(dataDir).clock.now()).toBeGreaterThanOrEqual(seen);
  });

  it("has written where it stands before anybody can read it: kill -9 loses nothing", async () => {
    const dataDir = temporaryDirectory();
    const child = fork(new URL("./moves-and-hangs.ts", import.meta.url), [dataDir], { execArgv: [] });
    const [seen] = await once(child, "message");
    child.kill("SIGKILL");
    await once(child, "exit");
    expect(openClock(dataDir).clock.now()).toBeGreaterThanOrEqual(Number(seen));
  });

  it("fires sources as real time passes, and not while it is being moved", async () => {
    const { clock } = openClock();
    const { source, fired } = sourceAt(clock, [clock.now() + 30, clock.now() + 60]);
    const stop = clock.runTimers([source], () => undefined);
    await expect.poll(() => fired.length, { timeout: 3_000 }).toBe(2);
    stop();
    expect(fired.every(({ at, clock: read }) => read >= at)).toBe(true);
  });

  it("reports a source that fails and goes on with its timers", async () => {
    const { clock } = openClock();
    const failures: unknown[] = [];
    let calls = 0;
    const source: TimedSource = {
      nextDue: () => (calls < 2 ? 0 : undefined),
      fire: async () => {
        calls += 1;
        if (calls === 1) throw new Error("disk full");
      },
    };
    const stop = clock.runTimers([source], (error) => failures.push(error));
    await expect.poll(() => calls, { timeout: 3_000 }).toBe(2);
    stop();
    expect(failures).toEqual([new Error("disk full")]);
  });
});
