/** Tasks that have been scheduled: what was called, until when it may take, and what was answered to its token. */
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Instant } from "../../contracts.ts";
import type { Json } from "../language/contract.ts";
import { json, jsonOrNull, nullable, optional, optionalJson, optionalNumber } from "./columns.ts";

/** What SendTaskSuccess or SendTaskFailure said. */
export type Answer =
  | { readonly kind: "success"; readonly output: Json }
  | { readonly kind: "failure"; readonly error?: string | undefined; readonly cause?: string | undefined };

const Row = z.object({
  token: z.string(),
  execution: z.number(),
  frame: z.string(),
  n: z.number(),
  stage: z.enum(["begun", "submitted", "closed"]),
  parameters: json,
  submission: optionalJson,
  timeoutAt: optionalNumber,
  heartbeatSeconds: optionalNumber,
  heartbeatAt: optionalNumber,
  answer: optional(z.string().transform((text): Answer => JSON.parse(text))),
});
export type Task = z.infer<typeof Row>;

/** Where a task is: the visit that scheduled it. */
export interface TaskPlace {
  readonly execution: number;
  readonly frame: string;
  readonly n: number;
}

export interface NewTask extends TaskPlace {
  readonly token: string;
  readonly parameters: Json;
  readonly timeoutAt: Instant | undefined;
  readonly heartbeatSeconds: number | undefined;
  readonly heartbeatAt: Instant | undefined;
}

export interface TaskStore {
  /** Its call is about to begin: until {@link submit}, a restart calls again. */
  insert(task: NewTask): Task;
  find(token: string): Task | undefined;
  /** The one that this visit waits for, if any. */
  openAt(place: TaskPlace): Task | undefined;
  /** The call has returned: what remains is to wait. */
  submit(token: string, output: Json): void;
  answer(token: string, answer: Answer): void;
  setHeartbeat(token: string, until: Instant): void;
  closeAt(place: TaskPlace): void;
  /** Closes those of a frame and of the frames beneath it. */
  closeUnder(execution: number, frame: string): void;
}

export const createTaskStore = (database: DatabaseSync): TaskStore => {
  const insert = database.prepare(`
    INSERT INTO tasks (token, execution, frame, n, stage, parameters, timeoutAt, heartbeatSeconds, heartbeatAt)
    VALUES (:token, :execution, :frame, :n, 'begun', :parameters, :timeoutAt, :heartbeatSeconds, :heartbeatAt)
    RETURNING *`);
  const find = database.prepare("SELECT * FROM tasks WHERE token = ?");
  const openAt = database.prepare(
    "SELECT * FROM tasks WHERE execution = ? AND frame = ? AND n = ? AND stage <> 'closed'",
  );
  const submit = database.prepare("UPDATE tasks SET stage = 'submitted', submission = ? WHERE token = ?");
  const answer = database.prepare("UPDATE tasks SET answer = ? WHERE token = ?");
  const setHeartbeat = database.prepare("UPDATE tasks SET heartbeatAt = ? WHERE token = ?");
  const closeAt = database.prepare("UPDATE tasks SET stage = 'closed' WHERE execution = ? AND frame = ? AND n = ?");
  const closeUnder = database.prepare(
    "UPDATE tasks SET stage = 'closed' WHERE execution = ? AND stage <> 'closed' AND substr(frame, 1, ?) = ?",
  );

  const read = (row: unknown): Task | undefined => (row === undefined ? undefined : Row.parse(row));

  return {
    insert: ({ token, execution, frame, n, parameters, timeoutAt, heartbeatSeconds, heartbeatAt }) =>
      Row.parse(
        insert.get({
          token,
          execution,
          frame,
          n,
          parameters: JSON.stringify(parameters),
          timeoutAt: nullable(timeoutAt),
          heartbeatSeconds: nullable(heartbeatSeconds),
          heartbeatAt: nullable(heartbeatAt),
        }),
      ),
    find: (token) => read(find.get(token)),
    openAt: ({ execution, frame, n }) => read(openAt.get(execution, frame, n)),
    submit: (token, output) => void submit.run(jsonOrNull(output), token),
    answer: (token, given) => void answer.run(JSON.stringify(given), token),
    setHeartbeat: (token, until) => void setHeartbeat.run(until, token),
    closeAt: ({ execution, frame, n }) => void closeAt.run(execution, frame, n),
    closeUnder: (execution, frame) => void closeUnder.run(execution, frame.length, frame),
  };
};
