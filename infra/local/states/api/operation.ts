/** Operations of Step Functions: what a schema does not know is refused by name, a wrong value with its own error. */
import { operationsOf } from "../../checked.ts";
import { AwsError } from "../../json-protocol.ts";

export const operation = operationsOf(
  "states",
  (path, message) =>
    new AwsError(
      "ValidationException",
      `1 validation error detected: Value at '${path}' failed to satisfy constraint: ${message}`,
    ),
);

/** Instants as the JSON protocol writes them: seconds since the epoch. */
export const seconds = (instant: number): number => instant / 1000;

export const optionalSeconds = (instant: number | undefined): number | undefined =>
  instant === undefined ? undefined : seconds(instant);
