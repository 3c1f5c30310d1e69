/** What executions wait for: an instant of the shared clock, a word from elsewhere, or whichever comes first. */
import type { Instant, TimedSource } from "../../contracts.ts";

export interface Waits extends TimedSource {
  /** Resolves when `key` is woken, when the clock reads `due`, or when `signal` aborts: the caller looks which. */
  wait(key: string, due: Instant | undefined, signal: AbortSignal): Promise<void>;
  wake(key: string): void;
}

interface Waiting {
  readonly due: Instant | undefined;
  readonly leave: () => void;
}

const earliest = (dues: Iterable<Waiting>): Instant | undefined => {
  let first: Instant | undefined;
  for (const { due } of dues) if (due !== undefined && (first === undefined || due < first)) first = due;
  return first;
};

export const createWaits = (): Waits => {
  const byKey = new Map<string, Set<Waiting>>();
  const timed = new Set<Waiting>();

  const remember = (key: string, one: Waiting): void => {
    byKey.set(key, (byKey.get(key) ?? new Set()).add(one));
    if (one.due !== undefined) timed.add(one);
  };
  const forget = (key: string, one: Waiting): void => {
    const line = byKey.get(key);
    line?.delete(one);
    if (line?.size === 0) byKey.delete(key);
    timed.delete(one);
  };

  return {
    nextDue: () => earliest(timed),
    fire: async (now) => {
      for (const { due, leave } of [...timed]) if (due !== undefined && due <= now) leave();
    },
    wait: (key, due, signal) => {
      if (signal.aborted) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const one: Waiting = {
        due,
        leave: () => {
          forget(key, one);
          signal.removeEventListener("abort", one.leave);
          resolve();
        },
      };
      signal.addEventListener("abort", one.leave);
      remember(key, one);
      return promise;
    },
    wake: (key) => {
      for (const { leave } of [...(byKey.get(key) ?? [])]) leave();
    },
  };
};
