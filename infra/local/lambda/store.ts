/** What Lambda must remember across restarts: how far each stream was read, what is enabled, events to run. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Instant } from "../contracts.ts";

export interface AsyncEvent {
  readonly id: string;
  readonly functionArn: string;
  readonly payload: string;
  /** How often it has been tried. */
  readonly attempts: number;
  readonly due: Instant;
}

export interface LambdaStore {
  /** Undefined where nobody has changed what the template says. */
  enabled(mapping: string): boolean | undefined;
  setEnabled(mapping: string, enabled: boolean): void;
  /** Where the reading of a stream stands; undefined before its first start. */
  checkpoint(mapping: string): { readonly sequenceNumber: string | undefined } | undefined;
  setCheckpoint(mapping: string, sequenceNumber: string | undefined): void;
  putEvent(event: AsyncEvent): void;
  removeEvent(id: string): void;
  /** Soonest first. */
  events(): readonly AsyncEvent[];
  close(): void;
}

const SCHEMA = `
  PRAGMA journal_mode=WAL;
  PRAGMA synchronous=NORMAL;
  CREATE TABLE IF NOT EXISTS enabled (mapping TEXT PRIMARY KEY, enabled INTEGER NOT NULL);
  CREATE TABLE IF NOT EXISTS checkpoints (mapping TEXT PRIMARY KEY, sequence_number TEXT);
  CREATE TABLE IF NOT EXISTS events (
    id TEXT PRIMARY KEY, function_arn TEXT NOT NULL, payload TEXT NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL
  );
  CREATE INDEX IF NOT EXISTS events_by_due ON events (due);
`;

export const openStore = (dataDir: string): LambdaStore => {
  const database = new DatabaseSync(join(dataDir, "lambda.sqlite"));
  database.exec(SCHEMA);
  const selectEnabled = database.prepare("SELECT enabled FROM enabled WHERE mapping = ?");
  const upsertEnabled = database.prepare("INSERT OR REPLACE INTO enabled VALUES (?, ?)");
  const selectCheckpoint = database.prepare("SELECT sequence_number FROM checkpoints WHERE mapping = ?");
  const upsertCheckpoint = database.prepare("INSERT OR REPLACE INTO checkpoints VALUES (?, ?)");
  const upsertEvent = database.prepare("INSERT OR REPLACE INTO events VALUES (?, ?, ?, ?, ?)");
  const deleteEvent = database.prepare("DELETE FROM events WHERE id = ?");
  const selectEvents = database.prepare("SELECT * FROM events ORDER BY due");

  return {
    enabled: (mapping) => {
      const row = selectEnabled.get(mapping);
      return row === undefined ? undefined : row["enabled"] === 1;
    },
    setEnabled: (mapping, enabled) => void upsertEnabled.run(mapping, Number(enabled)),
    checkpoint: (mapping) => {
      const row = selectCheckpoint.get(mapping);
      if (row === undefined) return undefined;
      const sequenceNumber = row["sequence_number"];
      return { sequenceNumber: typeof sequenceNumber === "string" ? sequenceNumber : undefined };
    },
    setCheckpoint: (mapping, sequenceNumber) => void upsertCheckpoint.run(mapping, sequenceNumber ?? null),
    putEvent: ({ id, functionArn, payload, attempts, due }) =>
      void upsertEvent.run(id, functionArn, payload, attempts, due),
    removeEvent: (id) => void deleteEvent.run(id),
    events: () =>
      selectEvents.all().map((row) => ({
        id: String(row["id"]),
        functionArn: String(row["function_arn"]),
        payload: String(row["payload"]),
        attempts: Number(row["attempts"]),
        due: Number(row["due"]),
      })),
    close: () => database.close(),
  };
};
