/** The file that keeps the messages, and the transactions in which it is written. */
import { DatabaseSync } from "node:sqlite";

// `hidden` marks the messages whose appearance somebody may be waiting for, so that the next one is found by an index
// that holds nothing else. `deliveries` counts over all queues, as ApproximateReceiveCount does; `queueDeliveries`
// counts since the message reached this queue, which is what a redrive policy compares.
const LAYOUT = `
  PRAGMA journal_mode = WAL;
  PRAGMA synchronous = NORMAL;
  CREATE TABLE IF NOT EXISTS queues (name TEXT PRIMARY KEY, createdAt INTEGER NOT NULL) STRICT;
  CREATE TABLE IF NOT EXISTS messages (
    seq INTEGER PRIMARY KEY,
    id TEXT NOT NULL UNIQUE,
    queue TEXT NOT NULL,
    body TEXT NOT NULL,
    attributes TEXT NOT NULL,
    traceHeader TEXT,
    sentAt INTEGER NOT NULL,
    visibleAt INTEGER NOT NULL,
    hidden INTEGER NOT NULL,
    deliveries INTEGER NOT NULL DEFAULT 0,
    queueDeliveries INTEGER NOT NULL DEFAULT 0,
    firstReceivedAt INTEGER,
    sourceArn TEXT
  ) STRICT;
  CREATE INDEX IF NOT EXISTS messagesByVisibility ON messages (queue, visibleAt, seq);
  CREATE INDEX IF NOT EXISTS messagesByAge ON messages (queue, sentAt);
  CREATE INDEX IF NOT EXISTS messagesHidden ON messages (visibleAt) WHERE hidden = 1;
  CREATE TABLE IF NOT EXISTS moveTasks (
    seq INTEGER PRIMARY KEY,
    handle TEXT NOT NULL UNIQUE,
    sourceArn TEXT NOT NULL,
    destinationArn TEXT,
    perSecond INTEGER,
    status TEXT NOT NULL,
    moved INTEGER NOT NULL DEFAULT 0,
    toMove INTEGER NOT NULL,
    startedAt INTEGER NOT NULL,
    nextAt INTEGER,
    failure TEXT
  ) STRICT;
`;

export const openDatabase = (file: string): DatabaseSync => {
  const database = new DatabaseSync(file);
  database.exec(LAYOUT);
  return database;
};
