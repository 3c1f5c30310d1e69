/** The events of executions: what GetExecutionHistory answers. */
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Instant } from "../../contracts.ts";
import type { JsonRecord } from "../language/contract.ts";
import { optional } from "./columns.ts";

/**
 * "Step Functions has a hard quota of 25,000 entries in the execution event history" (developer guide, "Avoid reaching
 * the history quota").
 */
export const HISTORY_QUOTA = 25_000;

/** What may be event number 25,000: the end of the execution. */
const LAST_EVENTS: ReadonlySet<string> = new Set([
  "ExecutionSucceeded",
  "ExecutionFailed",
  "ExecutionTimedOut",
  "ExecutionAborted",
]);

/** There is room for the last event alone, and this one does not end the execution. */
export class HistoryFull extends Error {
  override readonly name = "HistoryFull";
}

const Row = z.object({
  id: z.number(),
  at: z.number(),
  type: z.string(),
  previous: z.number(),
  details: optional(z.string().transform((text): JsonRecord => JSON.parse(text))),
});
export type HistoryEvent = z.infer<typeof Row>;

export interface NewEvent {
  readonly type: string;
  /** The event that led to this one. */
  readonly previous: number;
  readonly details: JsonRecord | undefined;
}

export interface History {
  /** Answers the number of the event. Throws {@link HistoryFull}. */
  append(execution: number, event: NewEvent, at: Instant): number;
  count(execution: number): number;
  /** From the oldest on, or from the latest; after the event `after`, in that order. */
  page(execution: number, reverse: boolean, after: number | undefined, limit: number): readonly HistoryEvent[];
}

export const createHistory = (database: DatabaseSync): History => {
  const count = database.prepare("SELECT coalesce(max(id), 0) AS count FROM events WHERE execution = ?");
  const insert = database.prepare(
    "INSERT INTO events (execution, id, at, type, previous, details) VALUES (?, ?, ?, ?, ?, ?)",
  );
  const forward = database.prepare("SELECT * FROM events WHERE execution = ? AND id > ? ORDER BY id LIMIT ?");
  const backward = database.prepare("SELECT * FROM events WHERE execution = ? AND id < ? ORDER BY id DESC LIMIT ?");

  const countOf = (execution: number): number => z.object({ count: z.number() }).parse(count.get(execution)).count;

  return {
    append: (execution, { type, previous, details }, at) => {
      const id = countOf(execution) + 1;
      if (id >= HISTORY_QUOTA && !LAST_EVENTS.has(type)) throw new HistoryFull();
      insert.run(execution, id, at, type, previous, details === undefined ? null : JSON.stringify(details));
      return id;
    },
    count: countOf,
    page: (execution, reverse, after, limit) => {
      const rows = reverse
        ? backward.all(execution, after ?? Number.MAX_SAFE_INTEGER, limit)
        : forward.all(execution, after ?? 0, limit);
      return z.array(Row).parse(rows);
    },
  };
};
