/** All that the operations of the S3 emulator share. */
import { randomUUID } from "node:crypto";
import type { LocalContext, QueueSink } from "../contracts.ts";
import { type Blobs, openBlobs } from "./blobs.ts";
import type { Bucket } from "./bucket.ts";
import { type Database, openDatabase } from "./database.ts";
import { s3Error } from "./errors.ts";
import { concerns, eventMessage, type ObjectEvent, testMessage } from "./event-message.ts";
import { type Outbox, openOutbox } from "./outbox.ts";
import { openVersions, type Versions } from "./versions.ts";

export interface S3State {
  readonly context: LocalContext;
  readonly database: Database;
  readonly versions: Versions;
  readonly blobs: Blobs;
  readonly outbox: Outbox;
  /** The buckets that the template declares, by name. */
  readonly buckets: Map<string, Bucket>;
}

export const openState = (context: LocalContext, queues: Pick<QueueSink, "send">): S3State => {
  const database = openDatabase(context.dataDir);
  const versions = openVersions(database);
  return {
    context,
    database,
    versions,
    blobs: openBlobs(context.dataDir, versions.blobs()),
    outbox: openOutbox(database, queues, context.log),
    buckets: new Map(),
  };
};

export const bucketNamed = ({ buckets }: S3State, name: string): Bucket => {
  const bucket = buckets.get(name);
  if (!bucket) throw s3Error("NoSuchBucket", undefined, { BucketName: name });
  return bucket;
};

/** To be called in the transaction of the change that `event` tells. */
export const announce = ({ context, outbox }: S3State, bucket: Bucket, event: ObjectEvent): void => {
  for (const notification of bucket.notifications) {
    if (concerns(notification, event)) {
      outbox.add(notification.queueArn, eventMessage(context, bucket, notification, event));
    }
  }
};

/** Declares a bucket. A notification that is new, or changed since the last start, sends its test event. */
export const declareBucket = ({ context, database, outbox, buckets }: S3State, bucket: Bucket): void => {
  const { notifications } = bucket;
  const configuration = JSON.stringify(notifications);
  buckets.set(bucket.name, bucket);
  database.transaction(() => {
    const known = database.sql
      .prepare("SELECT 1 FROM configured_notifications WHERE bucket = ? AND configuration = ?")
      .get(bucket.name, configuration);
    if (known) return;
    database.sql
      .prepare("INSERT OR REPLACE INTO configured_notifications VALUES (?, ?)")
      .run(bucket.name, configuration);
    for (const queueArn of new Set(notifications.map((notification) => notification.queueArn))) {
      outbox.add(queueArn, testMessage(context, bucket.name, randomUUID()));
    }
  });
  // Also sends what an earlier run still owes: the queues that a bucket notifies are created before it.
  outbox.wake();
};
