/** The versions of objects, as they stand in the database. Nothing here decides; nothing here commits. */
import type { SQLInputValue } from "node:sqlite";
import { z } from "zod";
import { RetentionMode } from "./bucket.ts";
import type { Checksum, Fields } from "./checksums.ts";
import { type Database, integer, type Row, text } from "./database.ts";

export interface Retention {
  readonly mode: RetentionMode;
  readonly until: number;
}

export interface Version {
  /** Grows with each change of the bucket: of two versions of a key, the larger is the later. */
  readonly seq: number;
  readonly bucket: string;
  readonly key: string;
  readonly versionId: string;
  readonly latest: boolean;
  readonly deleteMarker: boolean;
  readonly modifiedAt: number;
  readonly size: number;
  /** Without its quotes. */
  readonly etag: string;
  /** Name of the file that holds the bytes; empty for a delete marker. */
  readonly blob: string;
  /** What GetObject gives back: `content-type`, `x-amz-meta-*`… */
  readonly headers: Fields;
  readonly checksum: Checksum;
  readonly retention: Retention | undefined;
}

const Headers = z.record(z.string(), z.string());

const retentionOf = (row: Row): Retention | undefined =>
  row["retention_mode"] === null
    ? undefined
    : { mode: RetentionMode.parse(row["retention_mode"]), until: integer(row, "retained_until") };

const versionOf = (row: Row): Version => ({
  seq: integer(row, "seq"),
  bucket: text(row, "bucket"),
  key: text(row, "key"),
  versionId: text(row, "version_id"),
  latest: row["latest"] === 1,
  deleteMarker: row["delete_marker"] === 1,
  modifiedAt: integer(row, "modified_at"),
  size: integer(row, "size"),
  etag: text(row, "etag"),
  blob: text(row, "blob"),
  headers: Headers.parse(JSON.parse(text(row, "headers"))),
  checksum: { algorithm: text(row, "checksum_algorithm"), value: text(row, "checksum_value") },
  retention: retentionOf(row),
});

const rowOf = (version: Version): Record<string, SQLInputValue> => ({
  seq: version.seq,
  bucket: version.bucket,
  key: version.key,
  version_id: version.versionId,
  latest: Number(version.latest),
  delete_marker: Number(version.deleteMarker),
  modified_at: version.modifiedAt,
  size: version.size,
  etag: version.etag,
  blob: version.blob,
  headers: JSON.stringify(version.headers),
  checksum_algorithm: version.checksum.algorithm,
  checksum_value: version.checksum.value,
  retention_mode: version.retention?.mode ?? null,
  retained_until: version.retention?.until ?? null,
});

const INSERT = `INSERT INTO versions (seq, bucket, key, version_id, latest, delete_marker, modified_at, size, etag, blob,
    headers, checksum_algorithm, checksum_value, retention_mode, retained_until)
  VALUES (:seq, :bucket, :key, :version_id, :latest, :delete_marker, :modified_at, :size, :etag, :blob,
    :headers, :checksum_algorithm, :checksum_value, :retention_mode, :retained_until)`;

/** What a walk has passed: the keys before `key`, and of `key` itself the versions from `seq` on. */
export interface Position {
  readonly key: string;
  readonly seq: number;
}

export interface Versions {
  latest(bucket: string, key: string): Version | undefined;
  find(bucket: string, key: string, versionId: string): Version | undefined;
  /** Makes `version` the latest of its key. */
  add(version: Version): void;
  /** The version before it, if any, becomes the latest when it was. */
  remove(version: Version): void;
  retain(version: Version, retention: Retention | undefined): void;
  /** The first after `position`, by key, of the latest versions that are not delete markers. */
  nextObject(bucket: string, position: Position): Version | undefined;
  /** The first after `position` of all versions, by key and then from the latest to the oldest. */
  nextVersion(bucket: string, position: Position): Version | undefined;
  /** Latest versions last modified at `before` or earlier. */
  latestSince(bucket: string, before: number): readonly Version[];
  /** Other versions, superseded at `before` or earlier. */
  supersededSince(bucket: string, before: number): readonly Version[];
  blobs(): ReadonlySet<string>;
}

export const openVersions = ({ sql }: Database): Versions => {
  const latest = sql.prepare("SELECT * FROM versions WHERE bucket = ? AND key = ? AND latest = 1");
  const find = sql.prepare("SELECT * FROM versions WHERE bucket = ? AND key = ? AND version_id = ?");
  const supersede = sql.prepare(
    "UPDATE versions SET latest = 0, superseded_at = ? WHERE bucket = ? AND key = ? AND latest = 1",
  );
  const insert = sql.prepare(INSERT);
  const remove = sql.prepare("DELETE FROM versions WHERE seq = ?");
  const restore = sql.prepare(`UPDATE versions SET latest = 1, superseded_at = NULL
    WHERE seq = (SELECT max(seq) FROM versions WHERE bucket = ? AND key = ?)`);
  const retain = sql.prepare("UPDATE versions SET retention_mode = ?, retained_until = ? WHERE seq = ?");
  const nextObject = sql.prepare(`SELECT * FROM versions
    WHERE bucket = :bucket AND key >= :key AND (key > :key OR seq < :seq) AND latest = 1 AND delete_marker = 0
    ORDER BY key LIMIT 1`);
  const nextVersion = sql.prepare(`SELECT * FROM versions
    WHERE bucket = :bucket AND key >= :key AND (key > :key OR seq < :seq)
    ORDER BY key, seq DESC LIMIT 1`);
  const latestSince = sql.prepare("SELECT * FROM versions WHERE bucket = ? AND latest = 1 AND modified_at <= ?");
  const supersededSince = sql.prepare("SELECT * FROM versions WHERE bucket = ? AND latest = 0 AND superseded_at <= ?");
  const blobs = sql.prepare("SELECT blob FROM versions WHERE blob <> ''");
  const one = (row: Row | undefined): Version | undefined => (row ? versionOf(row) : undefined);

  return {
    latest: (bucket, key) => one(latest.get(bucket, key)),
    find: (bucket, key, versionId) => one(find.get(bucket, key, versionId)),
    add: (version) => {
      supersede.run(version.modifiedAt, version.bucket, version.key);
      insert.run(rowOf(version));
    },
    remove: ({ seq, bucket, key, latest: wasLatest }) => {
      remove.run(seq);
      if (wasLatest) restore.run(bucket, key);
    },
    retain: ({ seq }, retention) => {
      retain.run(retention?.mode ?? null, retention?.until ?? null, seq);
    },
    nextObject: (bucket, { key, seq }) => one(nextObject.get({ bucket, key, seq })),
    nextVersion: (bucket, { key, seq }) => one(nextVersion.get({ bucket, key, seq })),
    latestSince: (bucket, before) => latestSince.all(bucket, before).map(versionOf),
    supersededSince: (bucket, before) => supersededSince.all(bucket, before).map(versionOf),
    blobs: () => new Set(blobs.all().map((row) => text(row, "blob"))),
  };
};
