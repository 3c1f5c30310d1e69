/** Executions: each function is one statement, none of them knows a rule. */
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Instant } from "../../contracts.ts";
import { nullable, optionalNumber, optionalText } from "./columns.ts";

const STATUSES = ["RUNNING", "SUCCEEDED", "FAILED", "TIMED_OUT", "ABORTED"] as const;
export type ExecutionStatus = (typeof STATUSES)[number];

const Row = z.object({
  id: z.number(),
  arn: z.string(),
  name: z.string(),
  machine: z.string(),
  revision: z.string(),
  input: z.string(),
  traceHeader: optionalText,
  status: z.enum(STATUSES),
  startedAt: z.number(),
  stoppedAt: optionalNumber,
  deadline: z.number(),
  output: optionalText,
  error: optionalText,
  cause: optionalText,
  redriveCount: z.number(),
  redrivenAt: optionalNumber,
  redriveToken: optionalText,
});
export type Execution = z.infer<typeof Row>;

type NewExecution = Pick<Execution, "arn" | "name" | "machine" | "revision" | "input" | "startedAt"> & {
  readonly traceHeader: string | undefined;
  readonly deadline: Instant;
};

export interface End {
  readonly status: Exclude<ExecutionStatus, "RUNNING">;
  /** JSON. */
  readonly output?: string | undefined;
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

/** Where a page ends: executions are listed by time, those of one instant by their number. */
export interface Position {
  readonly at: Instant;
  readonly id: number;
}

export interface ExecutionQuery {
  readonly machine: string;
  readonly status: ExecutionStatus | undefined;
  readonly before: Position | undefined;
  readonly limit: number;
}

export interface ListedExecution extends Execution {
  readonly listedAt: Instant;
}

export interface ExecutionStore {
  insert(execution: NewExecution): Execution;
  find(arn: string): Execution | undefined;
  running(): readonly Execution[];
  countRunning(machine: string): number;
  /** The latest first: by their end, or by their start or redrive while they run. */
  list(query: ExecutionQuery): readonly ListedExecution[];
  end(id: number, end: End, at: Instant): void;
  redrive(id: number, at: Instant, deadline: Instant, clientToken: string | undefined): void;
  /** With its history, journal and tasks. */
  remove(id: number): void;
}

const LISTED_AT = "CASE status WHEN 'RUNNING' THEN coalesce(redrivenAt, startedAt) ELSE stoppedAt END";

export const createExecutionStore = (database: DatabaseSync): ExecutionStore => {
  const insert = database.prepare(`
    INSERT INTO executions (arn, name, machine, revision, input, traceHeader, status, startedAt, deadline)
    VALUES (:arn, :name, :machine, :revision, :input, :traceHeader, 'RUNNING', :startedAt, :deadline)
    RETURNING *`);
  const find = database.prepare("SELECT * FROM executions WHERE arn = ?");
  const running = database.prepare("SELECT * FROM executions WHERE status = 'RUNNING' ORDER BY id");
  const countRunning = database.prepare(
    "SELECT count(*) AS count FROM executions WHERE machine = ? AND status = 'RUNNING'",
  );
  const list = database.prepare(`
    SELECT * FROM (SELECT *, ${LISTED_AT} AS listedAt FROM executions WHERE machine = :machine)
    WHERE (:status IS NULL OR status = :status) AND (:at IS NULL OR (listedAt, id) < (:at, :id))
    ORDER BY listedAt DESC, id DESC LIMIT :limit`);
  const end = database.prepare(`
    UPDATE executions SET status = :status, stoppedAt = :at, output = :output, error = :error, cause = :cause
    WHERE id = :id`);
  const redrive = database.prepare(`
    UPDATE executions SET status = 'RUNNING', stoppedAt = NULL, error = NULL, cause = NULL, deadline = :deadline,
      redriveCount = redriveCount + 1, redrivenAt = :at, redriveToken = :clientToken
    WHERE id = :id`);
  const remove = database.prepare("DELETE FROM executions WHERE id = ?");

  return {
    insert: ({ arn, name, machine, revision, input, startedAt, traceHeader, deadline }) =>
      Row.parse(
        insert.get({
          arn,
          name,
          machine,
          revision,
          input,
          startedAt,
          traceHeader: nullable(traceHeader),
          deadline,
        }),
      ),
    find: (arn) => {
      const row = find.get(arn);
      return row && Row.parse(row);
    },
    running: () => z.array(Row).parse(running.all()),
    countRunning: (machine) => z.object({ count: z.number() }).parse(countRunning.get(machine)).count,
    list: ({ machine, status, before, limit }) =>
      z
        .array(Row.extend({ listedAt: z.number() }))
        .parse(
          list.all({ machine, status: nullable(status), at: nullable(before?.at), id: nullable(before?.id), limit }),
        ),
    end: (id, { status, output, error, cause }, at) => {
      end.run({ id, status, at, output: nullable(output), error: nullable(error), cause: nullable(cause) });
    },
    redrive: (id, at, deadline, clientToken) => {
      redrive.run({ id, at, deadline, clientToken: nullable(clientToken) });
    },
    remove: (id) => void remove.run(id),
  };
};
