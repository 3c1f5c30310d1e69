/** What a Task state may call. */
import type { Json } from "../language/contract.ts";

export interface Call {
  /** What `Parameters` or `Arguments` worked out to. */
  readonly parameters: Json;
  /** Of the execution and the task: the same when a restart calls again. */
  readonly token: string;
  /** Aborted when nobody waits for the result any more. */
  readonly signal: AbortSignal;
}

export interface Integration {
  /** As the history names it: `lambda`, `invoke.waitForTaskToken`; undefined for a function named by its ARN alone. */
  readonly resourceType: string | undefined;
  readonly resource: string;
  /** Whether the task ends with an answer to its token, rather than with what the call gives. */
  readonly waitsForToken: boolean;
  /** Rejects with a {@link TaskError}. */
  call(call: Call): Promise<Json>;
  /**
   * For a job: waits for its end, given what the call that started it answered. Called again after a restart.
   * Rejects with a {@link TaskError}.
   */
  readonly completion?: (submission: Json, signal: AbortSignal) => Promise<Json>;
}

/** By the `Resource` of a Task, as written. Undefined for what this runtime does not call. */
export type Integrations = (resource: string) => Integration | undefined;

/** What was called failed, by the name that retriers and catchers know. */
export class TaskError extends Error {
  override readonly name = "TaskError";
  readonly error: string;
  override readonly cause: string;

  constructor(error: string, cause: string) {
    super(`${error}: ${cause}`);
    this.error = error;
    this.cause = cause;
  }
}
