/** The platform that is killed: on one set of data and ports, in one process after the other. */
import { setTimeout as pause } from "node:timers/promises";
import { type ChildPlace, type ChildPlatform, startChild } from "#test/given/child-platform.ts";

export interface Victim {
  /** Resolves once the first process serves. */
  readonly serving: () => Promise<void>;
  /** Kills it, and resolves once the next process serves. */
  readonly kill: () => Promise<void>;
  /** Kills it, kills the next process in the midst of its start, and resolves once the one after serves. */
  readonly killTwice: (random: number) => Promise<void>;
  /** Kills it for good. */
  readonly end: () => Promise<void>;
}

export const createVictim = (place: ChildPlace): Victim => {
  let child: ChildPlatform = startChild(place);
  let longestStartMs = 0;

  const serving = async (): Promise<void> => {
    const start = performance.now();
    await child.ready;
    longestStartMs = Math.max(longestStartMs, performance.now() - start);
  };
  const replace = async (): Promise<void> => {
    await child.kill();
    child = startChild(place);
  };
  return {
    serving,
    kill: async () => {
      await replace();
      await serving();
    },
    killTwice: async (random) => {
      await replace();
      await pause(random * longestStartMs);
      await replace();
      await serving();
    },
    end: () => child.kill(),
  };
};
