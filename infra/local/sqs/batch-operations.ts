/** Up to ten messages in one request: each entry succeeds or fails by itself. */
import { z } from "zod";
import { AwsError, type JsonOperation } from "../json-protocol.ts";
import type { Delivery } from "./delivery.ts";
import { queryCode } from "./errors.ts";
import { checkVisibility, sent } from "./message-operations.ts";
import { operation } from "./operation.ts";
import { OutgoingMembers, outgoing, sizeOf } from "./outgoing.ts";
import type { QueueRegistry } from "./queue-registry.ts";

const MAX_ENTRIES = 10;
/** Bytes of all the messages of a batch together. */
const MAX_BATCH_SIZE = 1_048_576;

const batchOf = <Members extends z.ZodRawShape>(members: Members) =>
  z.strictObject({ QueueUrl: z.string(), Entries: z.array(z.strictObject({ Id: z.string(), ...members })) });

const SendMessageBatch = batchOf(OutgoingMembers);
const DeleteMessageBatch = batchOf({ ReceiptHandle: z.string() });
const ChangeMessageVisibilityBatch = batchOf({
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.number().int().optional(),
});

interface Entry {
  readonly Id: string;
}

type Outcome<T> = { readonly entry: T } | { readonly failed: object };

const checkEntries = (entries: readonly Entry[]): void => {
  const ids = entries.map(({ Id }) => Id);
  if (ids.length === 0) {
    throw new AwsError("EmptyBatchRequest", "There should be at least one entry in the request.");
  }
  if (ids.length > MAX_ENTRIES) {
    throw new AwsError(
      "TooManyEntriesInBatchRequest",
      `Maximum number of entries per request are ${MAX_ENTRIES}. You have sent ${ids.length}.`,
    );
  }
  if (!ids.every((id) => /^[\w-]{1,80}$/.test(id))) {
    throw new AwsError(
      "InvalidBatchEntryId",
      "A batch entry id can only contain alphanumeric characters, hyphens and underscores. It can be at most 80 letters long.",
    );
  }
  const repeated = ids.find((id, index) => ids.indexOf(id) !== index);
  if (repeated !== undefined) throw new AwsError("BatchEntryIdsNotDistinct", `Id ${repeated} repeated.`);
};

/** Runs `act` on one entry; an error of the entry becomes its failure, any other stops the batch. */
const attempt = <E extends Entry, T>(entry: E, act: (entry: E) => T): Outcome<T> => {
  try {
    return { entry: act(entry) };
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
    const { code, message } = error;
    return { failed: { Id: entry.Id, SenderFault: true, Code: queryCode(code), Message: message } };
  }
};

const successes = <T>(outcomes: readonly Outcome<T>[]): readonly T[] =>
  outcomes.flatMap((outcome) => ("entry" in outcome ? [outcome.entry] : []));

const answer = <T>(outcomes: readonly Outcome<T>[], successful: readonly object[]): object => {
  const failed = outcomes.flatMap((outcome) => ("failed" in outcome ? [outcome.failed] : []));
  return {
    ...(successful.length > 0 ? { Successful: successful } : {}),
    ...(failed.length > 0 ? { Failed: failed } : {}),
  };
};

export const batchOperations = (queues: QueueRegistry, delivery: Delivery): Readonly<Record<string, JsonOperation>> => {
  /** For entries that are settled one after the other, in one commit. */
  const settle = <E extends Entry>(entries: readonly E[], act: (entry: E) => void): object => {
    checkEntries(entries);
    const outcomes = delivery.together(() =>
      entries.map((entry) =>
        attempt(entry, () => {
          act(entry);
          return { Id: entry.Id };
        }),
      ),
    );
    return answer(outcomes, successes(outcomes));
  };

  return {
    SendMessageBatch: operation("SendMessageBatch", SendMessageBatch, ({ QueueUrl, Entries }) => {
      const queue = queues.byUrl(QueueUrl);
      checkEntries(Entries);
      const outcomes = Entries.map((input) => attempt(input, () => ({ input, message: outgoing(queue, input) })));
      const accepted = successes(outcomes);
      const size = accepted.reduce((total, { message }) => total + sizeOf(message), 0);
      if (size > MAX_BATCH_SIZE) {
        throw new AwsError(
          "BatchRequestTooLong",
          `Batch requests cannot be longer than ${MAX_BATCH_SIZE} bytes. You have sent ${size} bytes.`,
        );
      }
      const ids = delivery.send(
        queue,
        accepted.map(({ message }) => message),
      );
      return answer(
        outcomes,
        accepted.map(({ input }, index) => ({ Id: input.Id, ...sent(ids[index] ?? "", input) })),
      );
    }),

    DeleteMessageBatch: operation("DeleteMessageBatch", DeleteMessageBatch, ({ QueueUrl, Entries }) => {
      const queue = queues.byUrl(QueueUrl);
      return settle(Entries, ({ ReceiptHandle }) => delivery.delete(queue, ReceiptHandle));
    }),

    ChangeMessageVisibilityBatch: operation(
      "ChangeMessageVisibilityBatch",
      ChangeMessageVisibilityBatch,
      ({ QueueUrl, Entries }) => {
        const queue = queues.byUrl(QueueUrl);
        return settle(Entries, ({ ReceiptHandle, VisibilityTimeout = queue.VisibilityTimeout }) => {
          checkVisibility(VisibilityTimeout);
          delivery.changeVisibility(queue, ReceiptHandle, VisibilityTimeout);
        });
      },
    ),
  };
};
