/** Keeps a long verification answering: it never waits for anything, so that nothing else would have its turn. */
import { setImmediate } from "node:timers/promises";
import type { Advance, Progress } from "./verify-progress.ts";

/** How often the progress is shown, and signals and closed pipes are noticed, in milliseconds. */
const BREATH = 100;

/** Work that is done sooner than this shows no progress, in milliseconds. */
const PATIENCE = 1000;

export interface Pace {
  /** To be awaited after each document. */
  readonly step: (advance: Advance) => Promise<void>;
  readonly seconds: () => number;
}

export const startPace = (progress: Progress): Pace => {
  const start = performance.now();
  let breath = start;
  return {
    async step(advance) {
      const now = performance.now();
      if (now - breath < BREATH) return;
      breath = now;
      if (now - start > PATIENCE) progress.show(advance);
      await setImmediate();
    },
    seconds: () => (performance.now() - start) / 1000,
  };
};
