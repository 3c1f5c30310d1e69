/** What Lambda does with one batch of a stream: in order, retried, bisected, and given up at last. */
import type { Instant, InvokeResult, StreamRecord } from "../contracts.ts";
import { failedItems } from "./batch-response.ts";
import type { Invocation } from "./invoker.ts";
import type { StreamMappingConfig } from "./mapping-config.ts";

export type GivenUp = "RetryAttemptsExhausted" | "RecordAgeExceeded";

export interface Batch {
  readonly records: readonly StreamRecord[];
  /** How often this very batch has been tried. */
  readonly attempts: number;
}

export interface StreamBatchParts {
  invoke(records: readonly StreamRecord[]): Promise<Invocation>;
  /** All records up to this one are dealt with; resolved once that is on disk. */
  checkpoint(sequenceNumber: string): void;
  /** Tells the on-failure destination. */
  giveUp(batch: Batch, condition: GivenUp, last: Invocation | undefined): Promise<void>;
  /** Waits before the next attempt; false when the mapping has been stopped meanwhile. */
  backOff(attempts: number): Promise<boolean>;
  now(): Instant;
}

type Policy = Pick<StreamMappingConfig, "bisect" | "maxRetries" | "maxAgeMs" | "reported">;

const sequenceNumbers = (records: readonly StreamRecord[]): string[] =>
  records.map(({ dynamodb }) => dynamodb.SequenceNumber);

/**
 * The index of the first record that has to be retried; the length of the batch when all is well.
 *
 * AWS Lambda developer guide, "Configuring partial batch response with DynamoDB and Lambda": the lowest sequence
 * number that is reported is where the retry starts, later records included.
 */
const firstFailed = (records: readonly StreamRecord[], result: InvokeResult, reported: boolean): number => {
  const numbers = sequenceNumbers(records);
  const failed = failedItems(result, numbers, reported);
  const index = numbers.findIndex((number) => failed.has(number));
  return index < 0 ? records.length : index;
};

/** Records are in order of time, so that those which are too old come first. */
const expiredCount = ({ records }: Batch, now: Instant, maxAgeMs: number): number => {
  const fresh = records.findIndex(({ dynamodb }) => now - dynamodb.ApproximateCreationDateTime * 1_000 <= maxAgeMs);
  return fresh < 0 ? records.length : fresh;
};

/** What remains to be done when the records from `from` on have failed. A split does not count as an attempt. */
const remaining = ({ records, attempts }: Batch, from: number, bisect: boolean): readonly Batch[] => {
  const rest = records.slice(from);
  if (from > 0) return [{ records: rest, attempts: bisect ? 0 : 1 }];
  if (!bisect || rest.length === 1) return [{ records: rest, attempts: attempts + 1 }];
  const middle = Math.ceil(rest.length / 2);
  return [
    { records: rest.slice(0, middle), attempts: 0 },
    { records: rest.slice(middle), attempts: 0 },
  ];
};

/** Resolves when every record has been dealt with or given up; false when stopped before. */
export const processBatch = async (
  records: readonly StreamRecord[],
  policy: Policy,
  parts: StreamBatchParts,
): Promise<boolean> => {
  // A function is not woken for a batch of which its filters left nothing.
  const work: Batch[] = records.length === 0 ? [] : [{ records, attempts: 0 }];
  let last: Invocation | undefined;

  const pass = (done: readonly StreamRecord[]): void => {
    const newest = done.at(-1);
    if (newest) parts.checkpoint(newest.dynamodb.SequenceNumber);
  };

  const giveUp = async (batch: Batch, condition: GivenUp): Promise<void> => {
    await parts.giveUp(batch, condition, last);
    pass(batch.records);
  };

  for (let batch = work.shift(); batch !== undefined; batch = work.shift()) {
    const expired = expiredCount(batch, parts.now(), policy.maxAgeMs);
    if (expired > 0) {
      await giveUp({ ...batch, records: batch.records.slice(0, expired) }, "RecordAgeExceeded");
      if (expired < batch.records.length) work.unshift({ ...batch, records: batch.records.slice(expired) });
      continue;
    }
    if (batch.attempts > policy.maxRetries) {
      await giveUp(batch, "RetryAttemptsExhausted");
      continue;
    }
    if (batch.attempts > 0 && !(await parts.backOff(batch.attempts))) return false;
    last = await parts.invoke(batch.records);
    const from = firstFailed(batch.records, last, policy.reported);
    pass(batch.records.slice(0, from));
    if (from < batch.records.length) work.unshift(...remaining(batch, from, policy.bisect));
  }
  return true;
};
