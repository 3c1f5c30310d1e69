/** Asynchronous invocations (`InvocationType: Event`): on disk before they are acknowledged, tried three times. */
import { randomUUID } from "node:crypto";
import type { Clock, TimedSource } from "../contracts.ts";
import type { Functions } from "./invoker.ts";
import type { AsyncEvent, LambdaStore } from "./store.ts";

/**
 * Waits before the second and the third attempt, in milliseconds.
 *
 * AWS Lambda developer guide, "How Lambda handles errors and retries with asynchronous invocation": two more attempts,
 * one minute before the first of them and two minutes before the second.
 */
const RETRY_AFTER_MS = [60_000, 120_000];

export interface AsyncEvents extends TimedSource {
  /** Notes the event and starts on it; what becomes of it shows in the log alone. */
  accept(functionArn: string, payload: string): void;
}

export const createAsyncEvents = (
  clock: Clock,
  store: LambdaStore,
  functions: Functions,
  log: (line: string) => void,
): AsyncEvents => {
  const running = new Set<string>();

  const settle = (event: AsyncEvent, failed: boolean): void => {
    const pause = RETRY_AFTER_MS[event.attempts];
    if (failed && pause !== undefined) {
      store.putEvent({ ...event, attempts: event.attempts + 1, due: clock.now() + pause });
      return;
    }
    if (failed)
      log(`lambda: ${event.functionArn}: an asynchronous event is dropped after ${event.attempts + 1} attempts`);
    store.removeEvent(event.id);
  };

  const run = async (event: AsyncEvent): Promise<void> => {
    running.add(event.id);
    const { functionError } = await functions.invoke(event.functionArn, event.payload);
    settle(event, functionError !== undefined);
    running.delete(event.id);
  };

  /** An event that could not be tried, or that a stop interrupts, stays as it is on disk: the next start tries it. */
  const start = (event: AsyncEvent): void => {
    run(event).catch((error: unknown) => log(`lambda: ${event.functionArn}: ${String(error)}`));
  };

  const waiting = (): readonly AsyncEvent[] => store.events().filter(({ id }) => !running.has(id));

  return {
    accept: (functionArn, payload) => {
      const event: AsyncEvent = { id: randomUUID(), functionArn, payload, attempts: 0, due: clock.now() };
      store.putEvent(event);
      start(event);
    },
    nextDue: () => waiting()[0]?.due,
    fire: async (now) => {
      for (const event of waiting()) if (event.due <= now) start(event);
    },
  };
};
