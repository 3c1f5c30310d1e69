/** Waits for an instant of the shared clock. */
import type { Instant, TimedSource } from "../contracts.ts";

export interface Waits extends TimedSource {
  /** Resolves once the clock reads `due`, or at once when `signal` aborts. */
  until(due: Instant, signal: AbortSignal): Promise<void>;
}

export const createWaits = (): Waits => {
  const pending = new Map<() => void, Instant>();

  const release = (wake: () => void): void => {
    pending.delete(wake);
    wake();
  };

  return {
    nextDue: () => (pending.size === 0 ? undefined : Math.min(...pending.values())),
    fire: async (now) => {
      for (const [wake, due] of [...pending]) if (due <= now) release(wake);
    },
    until: (due, signal) => {
      if (signal.aborted) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const aborted = (): void => release(wake);
      const wake = (): void => {
        signal.removeEventListener("abort", aborted);
        resolve();
      };
      signal.addEventListener("abort", aborted);
      pending.set(wake, due);
      return promise;
    },
  };
};
