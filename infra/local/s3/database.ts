/** The database of the S3 emulator: what is true of every object, and the messages that its events still owe. */
import { join } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";
import { atomically } from "../sqlite.ts";

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS sequence (only INTEGER PRIMARY KEY CHECK (only = 1), value INTEGER NOT NULL) STRICT;
  INSERT OR IGNORE INTO sequence VALUES (1, 0);
  CREATE TABLE IF NOT EXISTS versions (
    seq INTEGER PRIMARY KEY,
    bucket TEXT NOT NULL,
    key TEXT NOT NULL,
    version_id TEXT NOT NULL,
    latest INTEGER NOT NULL,
    delete_marker INTEGER NOT NULL,
    modified_at INTEGER NOT NULL,
    superseded_at INTEGER,
    size INTEGER NOT NULL,
    etag TEXT NOT NULL,
    blob TEXT NOT NULL,
    headers TEXT NOT NULL,
    checksum_algorithm TEXT NOT NULL,
    checksum_value TEXT NOT NULL,
    retention_mode TEXT,
    retained_until INTEGER,
    UNIQUE (bucket, key, version_id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS versions_by_key ON versions (bucket, key, seq DESC);
  CREATE UNIQUE INDEX IF NOT EXISTS latest_by_key ON versions (bucket, key) WHERE latest = 1;
  CREATE INDEX IF NOT EXISTS latest_by_age ON versions (bucket, modified_at) WHERE latest = 1;
  CREATE INDEX IF NOT EXISTS superseded_by_age ON versions (bucket, superseded_at) WHERE latest = 0;
  CREATE TABLE IF NOT EXISTS outbox (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    queue_arn TEXT NOT NULL,
    body TEXT NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS configured_notifications (bucket TEXT PRIMARY KEY, configuration TEXT NOT NULL) STRICT;
`;

export type Row = Readonly<Record<string, SQLOutputValue>>;

export const text = (row: Row, column: string): string => {
  const value = row[column];
  if (typeof value !== "string") throw new TypeError(`${column} is not text`);
  return value;
};

export const integer = (row: Row, column: string): number => {
  const value = row[column];
  if (typeof value !== "number") throw new TypeError(`${column} is not an integer`);
  return value;
};

export interface Database {
  readonly sql: DatabaseSync;
  /** Commits what `work` did, or undoes all of it when it throws. */
  transaction<T>(work: () => T): T;
  /** The next number of the order in which things happened. */
  nextSequence(): number;
}

export const openDatabase = (directory: string): Database => {
  const sql = new DatabaseSync(join(directory, "s3.sqlite"));
  sql.exec(SCHEMA);
  const increment = sql.prepare("UPDATE sequence SET value = value + 1 RETURNING value");
  return {
    sql,
    transaction: (work) => atomically(sql, work),
    nextSequence: () => integer(increment.get() ?? {}, "value"),
  };
};
