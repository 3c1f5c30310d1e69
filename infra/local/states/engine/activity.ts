/** Counts the executions that go on by themselves, so that the clock can wait until all of them wait for something. */
import { setImmediate as turn } from "node:timers/promises";

export interface Activity {
  /** Counts `work` until it has ended. */
  during<Result>(work: Promise<Result>): Promise<Result>;
  /** Awaits something within counted work, which does not count meanwhile. */
  idle<Result>(wait: Promise<Result>): Promise<Result>;
  isQuiet(): boolean;
  /** Resolves when nothing goes on by itself. */
  settled(): Promise<void>;
}

export const createActivity = (): Activity => {
  let busy = 0;
  /** Grows with every beginning: shows work that began and ended during a turn of the event loop. */
  let begun = 0;
  let rest = Promise.withResolvers<void>();

  const begin = (): void => {
    busy += 1;
    begun += 1;
  };
  const end = (): void => {
    busy -= 1;
    if (busy > 0) return;
    rest.resolve();
    rest = Promise.withResolvers();
  };

  return {
    during: async (work) => {
      begin();
      try {
        return await work;
      } finally {
        end();
      }
    },
    idle: async (wait) => {
      end();
      try {
        return await wait;
      } finally {
        begin();
      }
    },
    isQuiet: () => busy === 0,
    settled: async () => {
      for (;;) {
        while (busy > 0) await rest.promise;
        const before = begun;
        // What has just been woken begins again in this turn.
        await turn();
        if (busy === 0 && begun === before) return;
      }
    },
  };
};
