/**
 * The journal: one row for each visit of a state, written in the transaction that writes its events. A visit that is done
 * is never run again; the last visit of a frame says where to go on.
 */
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Instant } from "../../contracts.ts";
import type { Json } from "../language/contract.ts";
import { flag, json, jsonOrNull, jsonRecord, nullable, optionalJson, optionalNumber, optionalText } from "./columns.ts";

const Row = z.object({
  execution: z.number(),
  frame: z.string(),
  n: z.number(),
  state: z.string(),
  input: json,
  variables: jsonRecord,
  entered: z.number(),
  enteredAt: z.number(),
  last: z.number(),
  attempt: z.number(),
  retries: z.string().transform((text): readonly number[] => JSON.parse(text)),
  retryAt: optionalNumber,
  started: flag,
  status: z.enum(["open", "done", "failed"]),
  output: optionalJson,
  error: optionalText,
  cause: optionalText,
});

interface NewVisit {
  readonly execution: number;
  /** Where: empty for the machine itself, else the path of a branch or iteration. */
  readonly frame: string;
  /** Counts the visits of this frame, from 0. */
  readonly n: number;
  readonly state: string;
  readonly input: Json;
  /** Variables as they stand when the state is entered. */
  readonly variables: Readonly<Record<string, Json>>;
  /** Number of the event that entered the state. */
  readonly entered: number;
  readonly enteredAt: Instant;
}

/** What changes while the state is being run. */
export interface VisitProgress {
  /** When it was entered, or redriven. */
  readonly enteredAt: Instant;
  /** The latest event of this frame: the next one follows it. */
  readonly last: number;
  /** Grows with each retry; branches and iterations of another attempt are other frames. */
  readonly attempt: number;
  /** How often each retrier was used. */
  readonly retries: readonly number[];
  /** Until when the next attempt waits. */
  readonly retryAt: Instant | undefined;
  /** Whether this attempt of a Parallel or Map has said that it started. */
  readonly started: boolean;
  readonly status: "open" | "done" | "failed";
  /** What the frame ends with, where this visit is its last. */
  readonly output: Json | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
}

export type Visit = NewVisit & VisitProgress;

export interface VisitStore {
  insert(visit: NewVisit): Visit;
  /** Notes a change; answers the visit as it then is. */
  change(visit: Visit, change: Partial<VisitProgress>): Visit;
  /** The last visit of the frame, if it has been entered. */
  latest(execution: number, frame: string): Visit | undefined;
}

export const createVisitStore = (database: DatabaseSync): VisitStore => {
  const insert = database.prepare(`
    INSERT INTO visits (execution, frame, n, state, input, variables, entered, enteredAt, last, attempt, retries,
      started, status)
    VALUES (:execution, :frame, :n, :state, :input, :variables, :entered, :enteredAt, :entered, 0, '[]', 0, 'open')`);
  const update = database.prepare(`
    UPDATE visits SET enteredAt = :enteredAt, last = :last, attempt = :attempt, retries = :retries, retryAt = :retryAt,
      started = :started, status = :status, output = :output, error = :error, cause = :cause
    WHERE execution = :execution AND frame = :frame AND n = :n`);
  const latest = database.prepare("SELECT * FROM visits WHERE execution = ? AND frame = ? ORDER BY n DESC LIMIT 1");

  return {
    insert: (visit) => {
      const { input, variables, ...columns } = visit;
      insert.run({ ...columns, input: JSON.stringify(input), variables: JSON.stringify(variables) });
      return {
        ...visit,
        last: visit.entered,
        attempt: 0,
        retries: [],
        retryAt: undefined,
        started: false,
        status: "open",
        output: undefined,
        error: undefined,
        cause: undefined,
      };
    },
    change: (visit, change) => {
      const changed = { ...visit, ...change };
      const { execution, frame, n, enteredAt, last, attempt, status } = changed;
      update.run({
        execution,
        frame,
        n,
        enteredAt,
        last,
        attempt,
        status,
        retries: JSON.stringify(changed.retries),
        retryAt: nullable(changed.retryAt),
        started: Number(changed.started),
        output: jsonOrNull(changed.output),
        error: nullable(changed.error),
        cause: nullable(changed.cause),
      });
      return changed;
    },
    latest: (execution, frame) => {
      const row = latest.get(execution, frame);
      return row && Row.parse(row);
    },
  };
};
