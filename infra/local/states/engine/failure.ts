/** How states and executions end otherwise than by going on. */
import { type ErrorOutput, type JsonRecord, StatesError } from "../language/contract.ts";
import type { End } from "../store/executions.ts";

/** An event still to be written: the number of the one before it is known when it is. */
export interface Note {
  readonly type: string;
  readonly details?: JsonRecord;
  /** Nothing follows it: the next event names the one before it, as AWS's histories do after some. */
  readonly aside?: boolean;
}

/** A state failed: its retriers and catchers decide what becomes of it. */
export class Failure extends Error implements ErrorOutput {
  override readonly name = "Failure";
  readonly error: string | undefined;
  override readonly cause: string | undefined;
  /** What its history says of it. */
  readonly notes: readonly Note[];

  constructor({ error, cause }: ErrorOutput, notes: readonly Note[] = []) {
    super(`${error ?? "no error"}: ${cause ?? "no cause"}`);
    this.error = error;
    this.cause = cause;
    this.notes = notes;
  }
}

/** Nobody waits for the rest: the execution was stopped, a branch beside this one failed, or the runtime stops. */
export class Interruption extends Error {
  override readonly name = "Interruption";
  /** Whether a later start of the runtime goes on with it. */
  readonly resumable: boolean;

  constructor(resumable = false) {
    super("interrupted");
    this.resumable = resumable;
  }
}

/** Thrown within a transaction: the execution ends there, whatever its states say. */
export class Ending extends Error {
  override readonly name = "Ending";
  readonly end: End;

  constructor(end: End) {
    super(end.status);
    this.end = end;
  }
}

const QUERY_ERROR = "States.QueryEvaluationError";

const evaluationFailed = (state: string, { error, location }: StatesError, cause: string): Note => ({
  type: "EvaluationFailed",
  details: { error, cause, ...(location === undefined ? {} : { location }), state },
});

/**
 * What the language rejected with, as a failure of this state. Anything else is thrown on: it is no failure of a state.
 *
 * @param entered Number of the event that entered the state.
 */
export const failureOf = (thrown: unknown, state: string, entered: number): Failure => {
  if (thrown instanceof Failure) return thrown;
  if (!(thrown instanceof StatesError)) throw thrown;
  const place = `An error occurred while executing the state '${state}' (entered at the event id #${entered}).`;
  const cause = thrown.cause === undefined ? place : `${place} ${thrown.cause}`;
  return new Failure(
    { error: thrown.error, cause },
    thrown.error === QUERY_ERROR ? [evaluationFailed(state, thrown, cause)] : [],
  );
};
