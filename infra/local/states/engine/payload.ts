/** JSON as events carry it, within the quota of its size. */
import type { Json, JsonRecord } from "../language/contract.ts";
import { Failure } from "./failure.ts";

/** "Maximum input or output size for a task, state, or execution: 256 KiB" (developer guide, service quotas), bytes. */
export const PAYLOAD_QUOTA = 262_144;

const WHOLE = { truncated: false };

/** The value as text. Throws a {@link Failure} `States.DataLimitExceeded`, which nothing but its own name catches. */
export const checkSize = (state: string, value: Json): void => {
  if (Buffer.byteLength(JSON.stringify(value)) <= PAYLOAD_QUOTA) return;
  throw new Failure({
    error: "States.DataLimitExceeded",
    cause: `The state/task '${state}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  });
};

/** `truncated` is "always false for API calls" (API reference, HistoryEventExecutionDataDetails). */
export const inputDetails = (input: Json): JsonRecord => ({ input: JSON.stringify(input), inputDetails: WHOLE });

export const outputDetails = (output: Json): JsonRecord => ({ output: JSON.stringify(output), outputDetails: WHOLE });

export const assignedDetails = (assigned: JsonRecord): JsonRecord =>
  Object.keys(assigned).length === 0
    ? {}
    : {
        assignedVariables: Object.fromEntries(
          Object.entries(assigned).map(([name, value]) => [name, JSON.stringify(value)]),
        ),
        assignedVariablesDetails: WHOLE,
      };

/** The members that have a value. */
export const present = (record: Readonly<Record<string, Json | undefined>>): JsonRecord =>
  Object.fromEntries(
    Object.entries(record).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
