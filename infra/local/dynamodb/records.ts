/** Stream records: one per change, in the order of the commits, kept for 24 hours as AWS keeps them. */
import { randomUUID } from "node:crypto";
import { EventEmitter } from "node:events";
import type { DatabaseSync } from "node:sqlite";
import type { Clock, StreamRecord } from "../contracts.ts";
import { numberOf, textOf } from "./database.ts";
import { keyNames, picked, type StreamViewType, type TableDescription } from "./tables.ts";
import { type Item, itemSize } from "./values.ts";

const RETENTION_MS = 24 * 3600 * 1000;
/**
 * How many of the oldest numbers are looked at for trimming whenever a record is added: records go faster than they come
 * and no write pays for all of them. The newest always stays, since the next number follows it.
 */
const TRIMMED_PER_RECORD = 10;
/** The width that the contract of {@link StreamRecord} gives, so that numbers sort as text. */
const SEQUENCE_DIGITS = 21;

/** Who deleted, when it was not a request: an item past its time to live. */
export interface UserIdentity {
  readonly type: "Service";
  readonly principalId: "dynamodb.amazonaws.com";
}

export interface RecordedChange {
  readonly description: TableDescription;
  readonly old: Item | undefined;
  readonly next: Item | undefined;
  readonly userIdentity?: UserIdentity;
}

const IMAGES: Readonly<Record<StreamViewType, readonly ("NewImage" | "OldImage")[]>> = {
  KEYS_ONLY: [],
  NEW_IMAGE: ["NewImage"],
  OLD_IMAGE: ["OldImage"],
  NEW_AND_OLD_IMAGES: ["NewImage", "OldImage"],
};

const images = (view: StreamViewType, old: Item | undefined, next: Item | undefined) => {
  const all = { NewImage: next, OldImage: old };
  return Object.fromEntries(IMAGES[view].flatMap((name) => (all[name] ? [[name, all[name]]] : [])));
};

const eventName = (old: Item | undefined, next: Item | undefined): StreamRecord["eventName"] => {
  if (!next) return "REMOVE";
  return old ? "MODIFY" : "INSERT";
};

const sequenceText = (sequence: number): string => String(sequence).padStart(SEQUENCE_DIGITS, "0");

export const createRecords = (database: DatabaseSync, clock: Clock, region: string) => {
  const write = database.prepare("INSERT INTO records (stream, at, value) VALUES (?, ?, ?)");
  const trim = database.prepare(
    `DELETE FROM records
     WHERE seq < (SELECT MIN(seq) FROM records) + ${TRIMMED_PER_RECORD} AND seq < (SELECT MAX(seq) FROM records) AND at < ?`,
  );
  const readAfter = database.prepare(
    "SELECT seq, value FROM records WHERE stream = ? AND seq > ? AND at >= ? ORDER BY seq LIMIT ?",
  );
  const readLast = database.prepare("SELECT seq FROM records WHERE stream = ? ORDER BY seq DESC LIMIT 1");
  const arrivals = new EventEmitter().setMaxListeners(0);

  const recordOf = (arn: string, view: StreamViewType, change: RecordedChange): StreamRecord => {
    const { description, old, next, userIdentity } = change;
    const keys = picked(keyNames(description.KeySchema), next ?? old ?? {});
    const shown = images(view, old, next);
    return {
      eventID: randomUUID().replaceAll("-", ""),
      eventName: eventName(old, next),
      eventVersion: "1.1",
      eventSource: "aws:dynamodb",
      awsRegion: region,
      eventSourceARN: arn,
      dynamodb: {
        ApproximateCreationDateTime: Math.floor(clock.now() / 1000),
        Keys: keys,
        ...shown,
        SequenceNumber: "",
        SizeBytes: [keys, ...Object.values(shown)].reduce((bytes, item) => bytes + itemSize(item), 0),
        StreamViewType: view,
      },
      ...(userIdentity && { userIdentity }),
    };
  };

  const after = (arn: string, sequence: number, limit: number): readonly StreamRecord[] =>
    readAfter.all(arn, sequence, clock.now() - RETENTION_MS, limit).map((row) => {
      const record: StreamRecord = JSON.parse(textOf(row, "value"));
      const SequenceNumber = sequenceText(numberOf(row, "seq") ?? 0);
      return { ...record, dynamodb: { ...record.dynamodb, SequenceNumber } };
    });

  const arrival = (arn: string, signal: AbortSignal): Promise<void> =>
    new Promise((resolve) => {
      const done = () => {
        arrivals.off(arn, done);
        signal.removeEventListener("abort", done);
        resolve();
      };
      arrivals.on(arn, done);
      signal.addEventListener("abort", done);
    });

  return {
    /** Writes the record of a change, where its table has a stream. Only within `atomically`. */
    add: (change: RecordedChange): void => {
      const { StreamSpecification: stream, LatestStreamArn: arn } = change.description;
      if (!stream || !arn) return;
      write.run(arn, clock.now(), JSON.stringify(recordOf(arn, stream.StreamViewType, change)));
      trim.run(clock.now() - RETENTION_MS);
    },
    /** Wakes the readers of a stream, once what was added is on disk. */
    announce: (arn: string): void => {
      arrivals.emit(arn);
    },
    after,
    /** The sequence number of the newest record; 0 when there is none. */
    last: (arn: string): number => numberOf(readLast.get(arn), "seq") ?? 0,
    /** Records after `sequence`; waits for one until `signal` aborts. */
    wait: async (
      arn: string,
      sequence: number,
      limit: number,
      signal: AbortSignal,
    ): Promise<readonly StreamRecord[]> => {
      let found = after(arn, sequence, limit);
      while (found.length === 0 && !signal.aborted) {
        await arrival(arn, signal);
        // Aborted means that the service may be stopping, its file closed
        if (!signal.aborted) found = after(arn, sequence, limit);
      }
      return found;
    },
  };
};

export type Records = ReturnType<typeof createRecords>;
