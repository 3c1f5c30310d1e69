/** The rules of a standard queue: when a message appears, who has it, when it becomes a dead letter. */
import { createHash, randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock, Instant } from "../contracts.ts";
import { AwsError } from "../json-protocol.ts";
import { atomically } from "../sqlite.ts";
import { invalidParameter, invalidReceiptHandle } from "./errors.ts";
import type { MessageAttributes } from "./message-attributes.ts";
import type { MessageStore, StoredMessage } from "./message-store.ts";
import type { Queue, QueueRegistry } from "./queue-registry.ts";
import { type Receipt, readReceipt } from "./receipt-handle.ts";
import type { Waiters } from "./waiters.ts";

export interface OutgoingMessage {
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly traceHeader?: string | undefined;
  /** Seconds; the queue's DelaySeconds when absent. */
  readonly delaySeconds?: number | undefined;
}

export interface Delivery {
  /** Answers the ids, in order; all of the messages are on disk, or none. */
  send(queue: Queue, messages: readonly OutgoingMessage[]): readonly string[];
  /** Without `signal`, answers at once; with it, waits for a message until it aborts. */
  receive(
    queue: Queue,
    options: { readonly max: number; readonly visibilitySeconds?: number | undefined },
    signal?: AbortSignal,
  ): Promise<readonly StoredMessage[]>;
  /** Deletes what the handle was received for. A stale handle deletes nothing and is no error, as on AWS. */
  delete(queue: Queue, receiptHandle: string): void;
  /** Throws `ReceiptHandleIsInvalid`, `InvalidParameterValue` (gone, or received again since) or `MessageNotInflight`. */
  changeVisibility(queue: Queue, receiptHandle: string, seconds: number): void;
  /** Runs several of the above as one commit. */
  together<T>(work: () => T): T;
}

export const md5OfBody = (body: string): string => createHash("md5").update(body).digest("hex");

export const createDelivery = (
  database: DatabaseSync,
  store: MessageStore,
  queues: QueueRegistry,
  waiters: Waiters,
  clock: Clock,
): Delivery => {
  const after = (seconds: number): Instant => clock.now() + seconds * 1000;

  /** The queue where the next delivery of `message` may not happen any more, if it has been delivered too often. */
  const deadLetterQueueFor = (queue: Queue, message: StoredMessage): Queue | undefined => {
    if (!queue.RedrivePolicy || message.queueDeliveries < queue.RedrivePolicy.maxReceiveCount) return undefined;
    return queues.byArn(queue.RedrivePolicy.deadLetterTargetArn);
  };

  const take = (queue: Queue, max: number, visibilitySeconds: number): readonly StoredMessage[] => {
    const now = clock.now();
    const taken = new Map<string, StoredMessage>();
    const woken = new Set<string>();

    /** A visibility timeout of 0 leaves visible what was just taken: it is not offered twice in one answer. */
    const candidates = (): readonly StoredMessage[] =>
      taken.size === max ? [] : store.visible(queue.name, now, max).filter(({ id }) => !taken.has(id));

    const settle = (candidate: StoredMessage): void => {
      const deadLetters = deadLetterQueueFor(queue, candidate);
      if (deadLetters) {
        store.moveToDeadLetters(candidate.id, now, deadLetters.name, queue.arn);
        woken.add(deadLetters.name);
      } else if (taken.size < max) {
        taken.set(candidate.id, store.markReceived(candidate.id, now, after(visibilitySeconds)));
      }
    };

    atomically(database, () => {
      store.removeSentBefore(queue.name, now - queue.MessageRetentionPeriod * 1000);
      // A dead letter does not count as received: look again until there are enough messages, or no more.
      for (let offered = candidates(); offered.length > 0; offered = candidates()) offered.forEach(settle);
    });
    for (const name of woken) waiters.wake(name);
    return [...taken.values()];
  };

  const receiptFor = (queue: Queue, handle: string): Receipt => {
    const receipt = readReceipt(handle);
    if (receipt?.queue !== queue.name) throw invalidReceiptHandle(handle);
    return receipt;
  };

  /** The message as that very delivery left it; undefined when it is gone, elsewhere, or received again since. */
  const current = (queue: Queue, receipt: Receipt): StoredMessage | undefined => {
    const message = store.find(receipt.messageId);
    return message?.queue === queue.name && message.deliveries === receipt.delivery ? message : undefined;
  };

  return {
    together: (work) => atomically(database, work),

    send: (queue, messages) => {
      const now = clock.now();
      const ids = atomically(database, () =>
        messages.map(({ body, attributes, traceHeader, delaySeconds = queue.DelaySeconds }) => {
          const id = randomUUID();
          store.insert({ id, queue: queue.name, body, attributes, traceHeader, visibleAt: after(delaySeconds) }, now);
          return id;
        }),
      );
      waiters.wake(queue.name);
      return ids;
    },

    receive: async (queue, { max, visibilitySeconds = queue.VisibilityTimeout }, signal) => {
      for (;;) {
        const messages = take(queue, max, visibilitySeconds);
        if (messages.length > 0 || !signal) return messages;
        await waiters.wait(queue.name, signal);
        if (signal.aborted) return [];
      }
    },

    delete: (queue, handle) => {
      const message = current(queue, receiptFor(queue, handle));
      if (message) store.remove(message.id);
    },

    changeVisibility: (queue, handle, seconds) => {
      const now = clock.now();
      const message = current(queue, receiptFor(queue, handle));
      if (!message) {
        throw invalidParameter(
          `Value ${handle} for parameter ReceiptHandle is invalid. Reason: Message does not exist or is not available for visibility timeout change.`,
        );
      }
      if (message.visibleAt <= now) {
        throw new AwsError("MessageNotInflight", "The message referred to is not in flight.");
      }
      store.setVisibleAt(message.id, now, after(seconds));
      if (seconds === 0) waiters.wake(queue.name);
    },
  };
};
