/** The issuer's data on disk: users, what was handed out to them, and the keys that sign it. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";

const SCHEMA = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS secrets (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS users (
    pool TEXT NOT NULL,
    sub TEXT NOT NULL,
    email TEXT NOT NULL COLLATE NOCASE,
    attributes TEXT NOT NULL,
    password TEXT,
    enabled INTEGER NOT NULL,
    created INTEGER NOT NULL,
    modified INTEGER NOT NULL,
    PRIMARY KEY (pool, sub),
    UNIQUE (pool, email)
  ) STRICT;
  CREATE TABLE IF NOT EXISTS attempts (
    email TEXT PRIMARY KEY COLLATE NOCASE,
    failures INTEGER NOT NULL,
    last INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS artifacts (
    kind TEXT NOT NULL,
    id TEXT NOT NULL,
    payload TEXT NOT NULL,
    expires INTEGER,
    account TEXT,
    grant_id TEXT,
    uid TEXT,
    consumed INTEGER,
    PRIMARY KEY (kind, id)
  ) STRICT;
  CREATE INDEX IF NOT EXISTS artifacts_by_account ON artifacts (account);
  CREATE INDEX IF NOT EXISTS artifacts_by_grant ON artifacts (grant_id);
  CREATE INDEX IF NOT EXISTS artifacts_by_expiry ON artifacts (expires);
`;

export const openStore = (directory: string): DatabaseSync => {
  const store = new DatabaseSync(join(directory, "people.sqlite"));
  store.exec(SCHEMA);
  return store;
};

/** The secret of that name, made once and kept. */
export const keptSecret = async (store: DatabaseSync, name: string, make: () => Promise<string>): Promise<string> => {
  const found = store.prepare("SELECT value FROM secrets WHERE name = ?").get(name)?.["value"];
  if (typeof found === "string") return found;
  const made = await make();
  store.prepare("INSERT INTO secrets (name, value) VALUES (?, ?)").run(name, made);
  return made;
};
