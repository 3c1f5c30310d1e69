/** Counts the work in flight, so that the clock can wait for its end. */
import { setTimeout as pause } from "node:timers/promises";

/**
 * How long nothing may have happened, in milliseconds, before all is said to be at rest: the time that a message takes
 * from the queue that holds it to the poller that waits for it. Each stop of an advancing clock costs this much.
 */
const QUIET_MS = 5;

export interface Activity {
  /** Notes the start of a piece of work; the returned function notes its end. */
  begin(): () => void;
  /** Resolves when nothing has been in flight for a moment. */
  settled(): Promise<void>;
  /** Aborted while someone waits for the rest: what only waits for more to come should get on with what it has. */
  hurry(): AbortSignal;
}

export const createActivity = (): Activity => {
  let inFlight = 0;
  /** Grows with every beginning: shows work that began and ended during a pause. */
  let begun = 0;
  let waiting = 0;
  let hurry = new AbortController();
  let rest = Promise.withResolvers<void>();

  const begin = (): (() => void) => {
    inFlight += 1;
    begun += 1;
    return () => {
      inFlight -= 1;
      if (inFlight > 0) return;
      rest.resolve();
      rest = Promise.withResolvers();
    };
  };

  const untilQuiet = async (): Promise<void> => {
    for (;;) {
      while (inFlight > 0) await rest.promise;
      const before = begun;
      await pause(QUIET_MS);
      if (inFlight === 0 && begun === before) return;
    }
  };

  const settled = async (): Promise<void> => {
    waiting += 1;
    hurry.abort();
    try {
      await untilQuiet();
    } finally {
      waiting -= 1;
      if (waiting === 0) hurry = new AbortController();
    }
  };

  return { begin, settled, hurry: () => hurry.signal };
};
