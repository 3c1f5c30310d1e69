/** Receivers that wait for a queue to have something, woken the moment that it has. */

export interface Waiters {
  /** Resolves when the queue is woken or `signal` aborts, whichever comes first. */
  wait(queue: string, signal: AbortSignal): Promise<void>;
  wake(queue: string): void;
}

export const createWaiters = (): Waiters => {
  const waiting = new Map<string, Set<() => void>>();

  return {
    wait: (queue, signal) => {
      if (signal.aborted) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      const line = waiting.get(queue) ?? new Set();
      const leave = () => {
        line.delete(leave);
        signal.removeEventListener("abort", leave);
        resolve();
      };
      waiting.set(queue, line.add(leave));
      signal.addEventListener("abort", leave);
      return promise;
    },
    wake: (queue) => {
      for (const leave of [...(waiting.get(queue) ?? [])]) leave();
    },
  };
};
