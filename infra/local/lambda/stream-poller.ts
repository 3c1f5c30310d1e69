/** Reads a DynamoDB stream from its checkpoint on and gives it to a function, one batch after the other. */
import { setTimeout as pause } from "node:timers/promises";
import type { Clock, QueueSink, StreamRecord, StreamSource } from "../contracts.ts";
import type { Activity } from "./activity.ts";
import { compileFilters } from "./filters.ts";
import type { Functions, Invocation } from "./invoker.ts";
import type { StreamMappingConfig } from "./mapping-config.ts";
import type { LambdaStore } from "./store.ts";
import { type Batch, type GivenUp, processBatch } from "./stream-batch.ts";
import type { Waits } from "./waits.ts";

/** A stream of DynamoDB here has one shard. */
const SHARD_ID = "shardId-00000000000000000000-local";
/** Waits before a retry, in milliseconds of the shared clock: one second, doubled up to a minute. */
const FIRST_BACK_OFF_MS = 1_000;
const LONGEST_BACK_OFF_MS = 60_000;
/** Before reading again after a fault, or when the stream has stopped waiting, in milliseconds of real time. */
const AFTER_FAULT_MS = 1_000;

interface StreamPollerParts {
  readonly streams: StreamSource;
  readonly queues: QueueSink;
  readonly functions: Functions;
  readonly store: LambdaStore;
  readonly activity: Activity;
  readonly waits: Waits;
  readonly clock: Clock;
  readonly log: (line: string) => void;
}

const instantOf = (record: StreamRecord | undefined): string | undefined =>
  record && new Date(record.dynamodb.ApproximateCreationDateTime * 1_000).toISOString();

/** The record that AWS sends to an on-failure destination of a DynamoDB stream ("Retain discarded records"). */
const failureRecord = (
  functionArn: string,
  streamArn: string,
  { records, attempts }: Batch,
  condition: GivenUp,
  last: Invocation | undefined,
  now: number,
): object => ({
  requestContext: {
    requestId: last?.requestId,
    functionArn,
    condition,
    approximateInvokeCount: attempts,
  },
  responseContext: last && { statusCode: 200, executedVersion: "$LATEST", functionError: last.functionError },
  version: "1.0",
  timestamp: new Date(now).toISOString(),
  DDBStreamBatchInfo: {
    shardId: SHARD_ID,
    startSequenceNumber: records[0]?.dynamodb.SequenceNumber,
    endSequenceNumber: records.at(-1)?.dynamodb.SequenceNumber,
    approximateArrivalOfFirstRecord: instantOf(records[0]),
    approximateArrivalOfLastRecord: instantOf(records.at(-1)),
    batchSize: records.length,
    streamArn,
  },
});

/** Runs until `signal` aborts; resolves once the batch in flight has ended. */
export const pollStream = async (
  mapping: StreamMappingConfig,
  { streams, queues, functions, store, activity, waits, clock, log }: StreamPollerParts,
  signal: AbortSignal,
): Promise<void> => {
  const { arn: functionArn } = functions.find(mapping.functionName);
  const wanted = compileFilters(mapping.patterns);

  const read = (after: string | undefined, until: AbortSignal): Promise<readonly StreamRecord[]> =>
    streams.read(mapping.sourceArn, after, mapping.batchSize, until);

  /** Where to begin: after what is there already when the template says LATEST, and only at the very first start. */
  const openCheckpoint = async (): Promise<string | undefined> => {
    const known = store.checkpoint(mapping.uuid);
    if (known) return known.sequenceNumber;
    let newest: string | undefined;
    if (mapping.fromLatest) {
      for (;;) {
        const records = await read(newest, AbortSignal.abort());
        if (records.length === 0) break;
        newest = records.at(-1)?.dynamodb.SequenceNumber;
      }
    }
    store.setCheckpoint(mapping.uuid, newest);
    return newest;
  };

  /** Lets a batch grow for the batching window, then reads it whole. */
  const fill = async (first: readonly StreamRecord[], after: string | undefined): Promise<readonly StreamRecord[]> => {
    if (mapping.windowMs === 0 || first.length >= mapping.batchSize) return first;
    const cut = AbortSignal.any([signal, activity.hurry()]);
    await pause(mapping.windowMs, undefined, { signal: cut }).catch(() => undefined);
    return read(after, AbortSignal.abort());
  };

  const giveUp = async (batch: Batch, condition: GivenUp, last: Invocation | undefined): Promise<void> => {
    log(`lambda: ${mapping.functionName}: ${batch.records.length} stream records are given up (${condition})`);
    if (!mapping.onFailure) return;
    const record = failureRecord(functionArn, mapping.sourceArn, batch, condition, last, clock.now());
    await queues.send(mapping.onFailure, JSON.stringify(record));
  };

  const serve = async (first: readonly StreamRecord[], after: string | undefined): Promise<void> => {
    let done = activity.begin();
    /** A batch that waits for its next attempt is at rest: only the clock can wake it. */
    const backOff = async (attempts: number): Promise<boolean> => {
      const delay = Math.min(FIRST_BACK_OFF_MS * 2 ** (attempts - 1), LONGEST_BACK_OFF_MS);
      done();
      await waits.until(clock.now() + delay, signal);
      done = activity.begin();
      return !signal.aborted;
    };
    try {
      const records = await fill(first, after);
      const finished = await processBatch(records.filter(wanted), mapping, {
        invoke: (batch) => functions.run(mapping.functionName, JSON.stringify({ Records: batch })),
        checkpoint: (sequenceNumber) => store.setCheckpoint(mapping.uuid, sequenceNumber),
        giveUp,
        backOff,
        now: () => clock.now(),
      });
      // Records that the filters drop are passed over with the batch that they are in.
      if (finished) store.setCheckpoint(mapping.uuid, records.at(-1)?.dynamodb.SequenceNumber);
    } finally {
      done();
    }
  };

  const pollOnce = async (): Promise<void> => {
    try {
      const after = await openCheckpoint();
      const records = await read(after, signal);
      if (records.length > 0) return await serve(records, after);
    } catch (error) {
      if (!signal.aborted) log(`lambda: ${mapping.sourceArn}: ${String(error)}`);
    }
    await pause(AFTER_FAULT_MS, undefined, { signal }).catch(() => undefined);
  };

  while (!signal.aborted) await pollOnce();
};
