/** Writes a new version of an object: what PutObject and the POST form have in common. */
import { randomBytes } from "node:crypto";
import type { Bucket } from "./bucket.ts";
import { type Fields, md5, verifyChecksums } from "./checksums.ts";
import { checkWriteConditions } from "./conditions.ts";
import { s3Error } from "./errors.ts";
import type { EventName } from "./event-message.ts";
import { retentionFor } from "./object-lock.ts";
import { announce, type S3State } from "./state.ts";
import type { Version } from "./versions.ts";

interface ObjectWrite {
  readonly bucket: Bucket;
  readonly key: string;
  /** Headers of the request, or fields of the form, by lower-case name. */
  readonly fields: Fields;
  /** `if-match` and `if-none-match`; a form has none. */
  readonly conditions: Fields;
  readonly body: Buffer;
  readonly event: EventName;
  readonly requestId: string;
}

interface Written {
  readonly version: Version;
  /** Files whose version is no more, to be removed after the commit. */
  readonly removedBlobs: readonly string[];
}

/** The version identifier of what is written while versioning is off or suspended. */
const NULL_VERSION = "null";
const MAX_KEY_BYTES = 1024;
const MAX_METADATA_BYTES = 2048;

const STORED_HEADERS: readonly string[] = [
  "cache-control",
  "content-disposition",
  "content-encoding",
  "content-language",
  "content-type",
  "expires",
];

const METADATA_PREFIX = "x-amz-meta-";

const storedHeaders = (fields: Fields): Fields => {
  const kept = Object.entries(fields).filter(
    ([name]) => STORED_HEADERS.includes(name) || name.startsWith(METADATA_PREFIX),
  );
  const metadataBytes = kept
    .filter(([name]) => name.startsWith(METADATA_PREFIX))
    .reduce((sum, [name, value]) => sum + Buffer.byteLength(name.slice(METADATA_PREFIX.length) + value), 0);
  if (metadataBytes > MAX_METADATA_BYTES) throw s3Error("MetadataTooLarge");
  return { "content-type": "binary/octet-stream", ...Object.fromEntries(kept) };
};

export const newVersionId = ({ versioning }: Bucket): string =>
  versioning === "Enabled" ? randomBytes(24).toString("base64url") : NULL_VERSION;

/**
 * Makes `version` the latest of its key, in the transaction of the caller. While versioning is off or suspended there
 * is one version named `null`, which the new one replaces.
 */
export const addVersion = ({ versions }: S3State, version: Version): readonly string[] => {
  const replaced =
    version.versionId === NULL_VERSION ? versions.find(version.bucket, version.key, NULL_VERSION) : undefined;
  if (replaced) versions.remove(replaced);
  versions.add(version);
  return replaced?.blob ? [replaced.blob] : [];
};

export const removeBlobs = async ({ blobs }: S3State, names: readonly string[]): Promise<void> => {
  await Promise.all(names.map((name) => blobs.remove(name)));
};

const commit = (state: S3State, write: ObjectWrite, described: Omit<Version, "seq">): Written => {
  const { database, versions } = state;
  return database.transaction(() => {
    const current = versions.latest(described.bucket, described.key);
    checkWriteConditions(write.conditions, current?.deleteMarker ? undefined : current);
    const version = { ...described, seq: database.nextSequence() };
    const removedBlobs = addVersion(state, version);
    announce(state, write.bucket, { name: write.event, version, sequence: version.seq, requestId: write.requestId });
    return { version, removedBlobs };
  });
};

const storeAndCommit = async (
  state: S3State,
  write: ObjectWrite,
  described: Omit<Version, "seq" | "blob">,
): Promise<Written> => {
  const blob = await state.blobs.write(write.body);
  try {
    return commit(state, write, { ...described, blob });
  } catch (error) {
    await state.blobs.remove(blob);
    throw error;
  }
};

/** Resolved once the object and its notifications are committed. Throws what S3 answers to a write that it refuses. */
export const writeObject = async (state: S3State, write: ObjectWrite): Promise<Version> => {
  const { bucket, key, fields, body } = write;
  if (Buffer.byteLength(key) > MAX_KEY_BYTES) throw s3Error("KeyTooLongError");
  const now = state.context.clock.now();
  const bodyMd5 = md5(body);
  const described = {
    bucket: bucket.name,
    key,
    versionId: newVersionId(bucket),
    latest: true,
    deleteMarker: false,
    modifiedAt: now,
    size: body.length,
    etag: bodyMd5.toString("hex"),
    headers: storedHeaders(fields),
    checksum: verifyChecksums(fields, body, bodyMd5),
    retention: retentionFor(bucket, fields, now),
  };
  const { version, removedBlobs } = await storeAndCommit(state, write, described);
  state.outbox.wake();
  await removeBlobs(state, removedBlobs);
  return version;
};
