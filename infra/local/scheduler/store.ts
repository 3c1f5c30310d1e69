/** When each schedule is next due, and which runs have begun and not ended: what a restart must know. */
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { Instant } from "../contracts.ts";
import { atomically } from "../sqlite.ts";

/** What is remembered of a schedule; its settings come from the template at each start. */
export interface Standing {
  /** The settings that `nextDue` was computed from: other ones start afresh. */
  readonly settings: string;
  /** When the schedule was first seen with these settings. */
  readonly anchor: Instant;
  /** Undefined once it has no further run. */
  readonly nextDue: Instant | undefined;
}

export interface Run {
  readonly id: string;
  readonly schedule: string;
  /** The instant that the schedule was due at. */
  readonly scheduledAt: Instant;
  /** How often it has been tried. */
  readonly attempts: number;
  /** When it is to be tried, or tried again. */
  readonly due: Instant;
}

export interface SchedulerStore {
  standing(schedule: string): Standing | undefined;
  setStanding(schedule: string, standing: Standing): void;
  /** Moves a schedule on and notes the run that this owes, in one commit: neither is lost without the other. */
  beginRun(schedule: string, standing: Standing, run: Run): void;
  putRun(run: Run): void;
  removeRun(id: string): void;
  runs(): readonly Run[];
  close(): void;
}

const SCHEMA = `
  PRAGMA journal_mode=WAL;
  PRAGMA synchronous=NORMAL;
  CREATE TABLE IF NOT EXISTS schedules (
    name TEXT PRIMARY KEY, settings TEXT NOT NULL, anchor INTEGER NOT NULL, next_due INTEGER
  );
  CREATE TABLE IF NOT EXISTS runs (
    id TEXT PRIMARY KEY, schedule TEXT NOT NULL, scheduled_at INTEGER NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL
  );
`;

export const openStore = (dataDir: string): SchedulerStore => {
  const database = new DatabaseSync(join(dataDir, "scheduler.sqlite"));
  database.exec(SCHEMA);
  const selectSchedule = database.prepare("SELECT * FROM schedules WHERE name = ?");
  const upsertSchedule = database.prepare("INSERT OR REPLACE INTO schedules VALUES (?, ?, ?, ?)");
  const selectRuns = database.prepare("SELECT * FROM runs ORDER BY due");
  const upsertRun = database.prepare("INSERT OR REPLACE INTO runs VALUES (?, ?, ?, ?, ?)");
  const deleteRun = database.prepare("DELETE FROM runs WHERE id = ?");

  const setStanding = (schedule: string, { settings, anchor, nextDue }: Standing): void => {
    upsertSchedule.run(schedule, settings, anchor, nextDue ?? null);
  };
  const putRun = ({ id, schedule, scheduledAt, attempts, due }: Run): void => {
    upsertRun.run(id, schedule, scheduledAt, attempts, due);
  };

  return {
    standing: (schedule) => {
      const row = selectSchedule.get(schedule);
      if (row === undefined) return undefined;
      const nextDue = row["next_due"];
      return {
        settings: String(row["settings"]),
        anchor: Number(row["anchor"]),
        nextDue: typeof nextDue === "number" ? nextDue : undefined,
      };
    },
    setStanding,
    beginRun: (schedule, standing, run) =>
      atomically(database, () => {
        setStanding(schedule, standing);
        putRun(run);
      }),
    putRun,
    removeRun: (id) => void deleteRun.run(id),
    runs: () =>
      selectRuns.all().map((row) => ({
        id: String(row["id"]),
        schedule: String(row["schedule"]),
        scheduledAt: Number(row["scheduled_at"]),
        attempts: Number(row["attempts"]),
        due: Number(row["due"]),
      })),
    close: () => database.close(),
  };
};
