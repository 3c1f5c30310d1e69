/**
 * The file that holds tables, items, index entries and stream records. SQLite rather than dynalite's LevelDB: its calls
 * are synchronous, so a request that reads, decides and writes without waiting is alone, with no lock to take or order.
 */
import { join } from "node:path";
import { DatabaseSync, type SQLOutputValue } from "node:sqlite";

const SCHEMA = `
  CREATE TABLE IF NOT EXISTS tables (name TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS items (
    id INTEGER PRIMARY KEY, tbl TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, expires INTEGER,
    UNIQUE (tbl, key)
  );
  CREATE INDEX IF NOT EXISTS items_expiry ON items (expires) WHERE expires IS NOT NULL;
  CREATE TABLE IF NOT EXISTS entries (
    idx TEXT NOT NULL, key TEXT NOT NULL, item INTEGER NOT NULL, PRIMARY KEY (idx, key)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS records (
    seq INTEGER PRIMARY KEY, stream TEXT NOT NULL, at INTEGER NOT NULL, value TEXT NOT NULL
  );
  CREATE TABLE IF NOT EXISTS tokens (
    token TEXT PRIMARY KEY, at INTEGER NOT NULL, digest TEXT NOT NULL, reads TEXT NOT NULL
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS tokens_age ON tokens (at);
`;

/** Four times the usual pages between checkpoints: each waits for the disk, and twice as many writes were made so. */
const PRAGMAS = `
  PRAGMA locking_mode = EXCLUSIVE;
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 4000;
`;

const isBusy = (error: unknown): boolean => error instanceof Error && error.message.includes("database is locked");

/** Opens the file for this process alone: two runtimes on one folder would each believe their own clock and streams. */
export const openDatabase = (dataDir: string): DatabaseSync => {
  const database = new DatabaseSync(join(dataDir, "dynamodb.sqlite"));
  try {
    database.exec(PRAGMAS);
    database.exec(SCHEMA);
    return database;
  } catch (error) {
    database.close();
    if (!isBusy(error)) throw error;
    throw new Error(`another npm start is using this data folder (${dataDir})`, { cause: error });
  }
};

export type Row = Readonly<Record<string, SQLOutputValue>>;

export const textOf = (row: Row, column: string): string => {
  const value = row[column];
  if (typeof value !== "string") throw new TypeError(`column ${column} holds no text`);
  return value;
};

export const numberOf = (row: Row | undefined, column: string): number | undefined => {
  const value = row?.[column];
  return typeof value === "number" ? value : undefined;
};
