/** Until when a Wait state in JSONPath waits. */
import type { Json, JsonRecord } from "../contract.ts";
import { runtimeError } from "../errors.ts";
import { isInteger, isNumber, isText } from "../json.ts";
import { parsePath } from "../paths/parse-path.ts";
import { type Roots, select } from "../paths/select.ts";
import { parseTimestamp } from "../timestamps.ts";

const afterSeconds = (seconds: Json | undefined, entered: number): number | undefined =>
  isNumber(seconds) ? entered + seconds * 1_000 : undefined;

const valueAt = (name: string, path: string, roots: Roots): Json => {
  const value = select(parsePath(path), roots);
  if (value === undefined) throw runtimeError(`The ${name} parameter does not reference an input value: ${path}`);
  return value;
};

const asText = (value: Json): string => (isText(value) ? value : JSON.stringify(value));

const secondsAt = (path: string, roots: Roots): number => {
  const value = valueAt("SecondsPath", path, roots);
  if (!isInteger(value)) {
    throw runtimeError(`The SecondsPath parameter cannot be parsed as a long value: ${path} == ${asText(value)}`);
  }
  if (value < 0) {
    throw runtimeError(`The SecondsPath parameter references a negative value: ${path} == ${value}`);
  }
  return value;
};

const timestampAt = (path: string, roots: Roots): number => {
  const value = valueAt("TimestampPath", path, roots);
  const instant = isText(value) ? parseTimestamp(value) : undefined;
  if (instant !== undefined) return instant;
  throw runtimeError(
    "The TimestampPath parameter does not reference a valid ISO-8601 extended offset date-time format string: " +
      `${path} == ${asText(value)}`,
  );
};

/** The four ways of saying it; a state has exactly one, which is checked when the machine is created. */
const WAYS: Readonly<Record<string, (field: Json, roots: Roots, entered: number) => number | undefined>> = {
  Seconds: (seconds, _, entered) => afterSeconds(seconds, entered),
  SecondsPath: (path, roots, entered) => (isText(path) ? afterSeconds(secondsAt(path, roots), entered) : undefined),
  Timestamp: (timestamp) => (isText(timestamp) ? parseTimestamp(timestamp) : undefined),
  TimestampPath: (path, roots) => (isText(path) ? timestampAt(path, roots) : undefined),
};

/** Milliseconds since the epoch. @param entered When the state was entered. */
export const waitUntil = (fields: JsonRecord, roots: Roots, entered: number): number => {
  for (const [name, way] of Object.entries(WAYS)) {
    const field = fields[name];
    if (field !== undefined) return way(field, roots, entered) ?? entered;
  }
  return entered;
};
