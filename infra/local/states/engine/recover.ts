/** What becomes of a state that failed: another attempt, the state that a catcher leads to, or the failure of its frame. */
import type { Retrier } from "../language/contract.ts";
import type { Visit } from "../store/visits.ts";
import { type Failure, failureOf, type Note } from "./failure.ts";
import { type Cursor, change, commit, note, scopeOf } from "./frame.ts";
import { checkSize, present } from "./payload.ts";
import { leave } from "./step.ts";

/** A Map or Parallel says that it failed once it has started, or when what it would have started with cannot be told. */
const compositeFailed = ({ state, visit }: Cursor, { notes }: Failure): readonly Note[] =>
  (state.type === "Map" || state.type === "Parallel") && (visit.started || notes.length > 0)
    ? [{ type: `${state.type}StateFailed` }]
    : [];

const fail = (cursor: Cursor, failures: readonly Failure[], { error, cause }: Failure): Visit =>
  commit(cursor, () => {
    for (const failure of failures) note(cursor, [...failure.notes, ...compositeFailed(cursor, failure)]);
    cursor.frame.run.shared.stores.tasks.closeAt(cursor.visit);
    change(cursor, { status: "failed", error, cause });
    cursor.frame.failed({ error, cause }, cursor.visit.last);
    return cursor.visit;
  });

/** How long to wait before the next attempt, in milliseconds (developer guide, "Retrying after an error"). */
const delayOf = ({ intervalSeconds, backoffRate, maxDelaySeconds, jitter }: Retrier, used: number): number => {
  const seconds = Math.min(intervalSeconds * backoffRate ** used, maxDelaySeconds ?? Number.POSITIVE_INFINITY);
  return Math.round(seconds * 1000 * (jitter === "FULL" ? Math.random() : 1));
};

/** The visit before its next attempt, if a retrier is for this failure and has attempts left. */
const retried = (cursor: Cursor, failure: Failure): Visit | undefined => {
  const { frame, state, visit } = cursor;
  const { clock, language, stores } = frame.run.shared;
  const retriers = "retry" in state ? state.retry : [];
  const index = retriers.findIndex(({ errorEquals }) => language.isFor(errorEquals, failure.error ?? ""));
  const retrier = retriers[index];
  const used = visit.retries[index] ?? 0;
  if (!retrier || used >= retrier.maxAttempts) return undefined;

  const retries = retriers.map((_, at) => (visit.retries[at] ?? 0) + Number(at === index));
  return commit(cursor, () => {
    note(cursor, failure.notes);
    stores.tasks.closeAt(visit);
    const retryAt = clock.now() + delayOf(retrier, used);
    change(cursor, { retries, retryAt, attempt: visit.attempt + 1, started: false });
    return cursor.visit;
  });
};

/** The visit of the state that a catcher leads to, if one is for this failure. */
const caught = async (cursor: Cursor, failure: Failure): Promise<Visit | undefined> => {
  const { frame, state, visit } = cursor;
  const { language } = frame.run.shared;
  const catchers = "catch" in state ? state.catch : [];
  const index = catchers.findIndex(({ errorEquals }) => language.isFor(errorEquals, failure.error ?? ""));
  const catcher = catchers[index];
  if (!catcher) return undefined;

  const errorOutput = present({ Error: failure.error, Cause: failure.cause });
  const outcome = await language.caught(state, index, visit.input, errorOutput, scopeOf(cursor));
  checkSize(state.name, outcome.output);
  return commit(cursor, () => {
    note(cursor, [...failure.notes, ...compositeFailed(cursor, failure)]);
    return leave(cursor, outcome, catcher.next);
  });
};

export const recover = async (cursor: Cursor, failure: Failure): Promise<Visit> => {
  try {
    return retried(cursor, failure) ?? (await caught(cursor, failure)) ?? fail(cursor, [failure], failure);
  } catch (error) {
    // The catcher's own fields could not be worked out.
    const second = failureOf(error, cursor.state.name, cursor.visit.entered);
    return fail(cursor, [failure, second], second);
  }
};
