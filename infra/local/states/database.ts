/** The file that keeps machines, executions, their histories, and the journal that a restart goes on from. */
import { DatabaseSync } from "node:sqlite";

// An execution runs the revision that it was started with, also after an update or a redrive. Its journal has one row
// for each visit of a state: `frame` is where (the machine itself, a branch, an iteration), `n` counts the visits there.
// A task is what a token stands for; its row outlives it, so that an old token is told from one that never was.
const LAYOUT = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS revisions (
    id TEXT PRIMARY KEY,
    definition TEXT NOT NULL,
    roleArn TEXT NOT NULL,
    madeAt INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS machines (
    arn TEXT PRIMARY KEY,
    name TEXT NOT NULL,
    revision TEXT NOT NULL REFERENCES revisions,
    status TEXT NOT NULL,
    createdAt INTEGER NOT NULL
  ) STRICT;
  CREATE TABLE IF NOT EXISTS executions (
    id INTEGER PRIMARY KEY,
    arn TEXT NOT NULL UNIQUE,
    name TEXT NOT NULL,
    machine TEXT NOT NULL,
    revision TEXT NOT NULL REFERENCES revisions,
    input TEXT NOT NULL,
    traceHeader TEXT,
    status TEXT NOT NULL,
    startedAt INTEGER NOT NULL,
    stoppedAt INTEGER,
    deadline INTEGER NOT NULL,
    output TEXT,
    error TEXT,
    cause TEXT,
    redriveCount INTEGER NOT NULL DEFAULT 0,
    redrivenAt INTEGER,
    redriveToken TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS executionsByMachine ON executions (machine, id);
  CREATE INDEX IF NOT EXISTS executionsRunning ON executions (machine) WHERE status = 'RUNNING';
  CREATE TABLE IF NOT EXISTS events (
    execution INTEGER NOT NULL REFERENCES executions ON DELETE CASCADE,
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    type TEXT NOT NULL,
    previous INTEGER NOT NULL,
    details TEXT,
    PRIMARY KEY (execution, id)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS visits (
    execution INTEGER NOT NULL REFERENCES executions ON DELETE CASCADE,
    frame TEXT NOT NULL,
    n INTEGER NOT NULL,
    state TEXT NOT NULL,
    input TEXT NOT NULL,
    variables TEXT NOT NULL,
    entered INTEGER NOT NULL,
    enteredAt INTEGER NOT NULL,
    last INTEGER NOT NULL,
    attempt INTEGER NOT NULL,
    retries TEXT NOT NULL,
    retryAt INTEGER,
    started INTEGER NOT NULL,
    status TEXT NOT NULL,
    output TEXT,
    error TEXT,
    cause TEXT,
    PRIMARY KEY (execution, frame, n)
  ) STRICT, WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS tasks (
    token TEXT PRIMARY KEY,
    execution INTEGER NOT NULL REFERENCES executions ON DELETE CASCADE,
    frame TEXT NOT NULL,
    n INTEGER NOT NULL,
    stage TEXT NOT NULL,
    parameters TEXT NOT NULL,
    submission TEXT,
    timeoutAt INTEGER,
    heartbeatSeconds INTEGER,
    heartbeatAt INTEGER,
    answer TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS tasksByPlace ON tasks (execution, frame, n);
`;

export const openDatabase = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file);
  database.exec(LAYOUT);
  return database;
};
