/**
 * Which errors a retrier or a catcher is for.
 *
 * AWS Step Functions developer guide, "Handling errors in Step Functions workflows".
 */

/** "`States.ALL` […] cannot catch the `States.DataLimitExceeded` terminal error or `Runtime` error types." */
const TERMINAL: ReadonlySet<string> = new Set(["States.DataLimitExceeded", "States.Runtime"]);

/** `States.Runtime` "will always cause the execution to fail", even where it is named. */
const ALWAYS_FATAL = "States.Runtime";

/** Names that stand for others, and for which. */
const WILDCARDS: Readonly<Record<string, (error: string) => boolean>> = {
  "States.ALL": (error) => !TERMINAL.has(error),
  "States.TaskFailed": (error) => !TERMINAL.has(error) && error !== "States.Timeout",
  // "Either runs longer than the TimeoutSeconds value, or failed to send a heartbeat for longer than HeartbeatSeconds."
  "States.Timeout": (error) => error === "States.HeartbeatTimeout",
};

/** Whether a retrier or a catcher with these names is for that error. */
export const isFor = (errorEquals: readonly string[], error: string): boolean =>
  error !== ALWAYS_FATAL && errorEquals.some((name) => name === error || WILDCARDS[name]?.(error) === true);
