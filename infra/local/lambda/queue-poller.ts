/** Takes messages from a queue, gives them to a function in batches, and deletes those that it has dealt with. */
import { setTimeout as pause } from "node:timers/promises";
import type { QueueSource, ReceivedMessage } from "../contracts.ts";
import type { Activity } from "./activity.ts";
import { failedItems } from "./batch-response.ts";
import type { Functions } from "./invoker.ts";
import type { QueueMappingConfig } from "./mapping-config.ts";

/** SQS answers ten messages at most. */
const MAX_RECEIVE = 10;
/** Before asking a queue again that could not answer, or that has stopped waiting for messages, in milliseconds. */
const AFTER_FAULT_MS = 1_000;

interface QueuePollerParts {
  readonly queues: QueueSource;
  readonly functions: Functions;
  readonly activity: Activity;
  readonly region: string;
  readonly log: (line: string) => void;
}

const recordOf = (message: ReceivedMessage, { sourceArn }: QueueMappingConfig, region: string): object => ({
  messageId: message.messageId,
  receiptHandle: message.receiptHandle,
  body: message.body,
  attributes: message.attributes,
  messageAttributes: message.messageAttributes,
  md5OfBody: message.md5OfBody,
  eventSource: "aws:sqs",
  eventSourceARN: sourceArn,
  awsRegion: region,
});

/** Limits the batches in flight; `free` resolves when one more may start. */
const createSlots = (count: number) => {
  let taken = 0;
  let released = Promise.withResolvers<void>();
  return {
    take: async (): Promise<void> => {
      while (taken >= count) await released.promise;
      taken += 1;
    },
    release: (): void => {
      taken -= 1;
      released.resolve();
      released = Promise.withResolvers();
    },
  };
};

/** Runs until `signal` aborts; resolves once the batches in flight have ended. */
export const pollQueue = async (
  mapping: QueueMappingConfig,
  { queues, functions, activity, region, log }: QueuePollerParts,
  signal: AbortSignal,
): Promise<void> => {
  const cap = functions.find(mapping.functionName).concurrency;
  const slots = createSlots(Math.min(cap, mapping.concurrency ?? cap));
  const inFlight = new Set<Promise<void>>();

  const receive = (held: number, until: AbortSignal): Promise<readonly ReceivedMessage[]> =>
    queues.receive(mapping.sourceArn, Math.min(MAX_RECEIVE, mapping.batchSize - held), until);

  /** Waits for more, up to the batching window; the first messages are already held. */
  const fill = async (first: readonly ReceivedMessage[]): Promise<readonly ReceivedMessage[]> => {
    const batch = [...first];
    const windowEnds = AbortSignal.any([signal, activity.hurry(), AbortSignal.timeout(mapping.windowMs)]);
    while (batch.length < mapping.batchSize && !windowEnds.aborted)
      batch.push(...(await receive(batch.length, windowEnds)));
    return batch;
  };

  /** Messages that are not deleted come back by themselves when their visibility delay ends. */
  const handle = async (batch: readonly ReceivedMessage[]): Promise<void> => {
    const event = JSON.stringify({ Records: batch.map((message) => recordOf(message, mapping, region)) });
    const result = await functions.invoke(mapping.functionName, event);
    const ids = batch.map(({ messageId }) => messageId);
    const failed = failedItems(result, ids, mapping.reported);
    const done = batch.filter(({ messageId }) => !failed.has(messageId));
    if (done.length === 0) return;
    await queues.delete(
      mapping.sourceArn,
      done.map(({ receiptHandle }) => receiptHandle),
    );
  };

  const serve = async (first: readonly ReceivedMessage[]): Promise<void> => {
    const done = activity.begin();
    try {
      await handle(mapping.windowMs > 0 ? await fill(first) : first);
    } catch (error) {
      if (!signal.aborted) log(`lambda: ${mapping.sourceArn}: ${String(error)}`);
    } finally {
      done();
    }
  };

  const startServing = (first: readonly ReceivedMessage[]): void => {
    const serving = serve(first).finally(() => {
      slots.release();
      inFlight.delete(serving);
    });
    inFlight.add(serving);
  };

  const receiveFirst = async (): Promise<readonly ReceivedMessage[]> => {
    try {
      return signal.aborted ? [] : await receive(0, signal);
    } catch (error) {
      log(`lambda: ${mapping.sourceArn}: ${String(error)}`);
      return [];
    }
  };

  const pollOnce = async (): Promise<void> => {
    await slots.take();
    const first = await receiveFirst();
    if (first.length > 0) {
      startServing(first);
      return;
    }
    slots.release();
    await pause(AFTER_FAULT_MS, undefined, { signal }).catch(() => undefined);
  };

  while (!signal.aborted) await pollOnce();
  await Promise.all(inFlight);
};
