/** Event patterns, of which this runtime knows exact values alone: any other matcher is refused where it is declared. */
import { notSupported } from "../json-protocol.ts";

type Value = string | number | boolean | null;
export interface EventPattern {
  readonly [field: string]: readonly Value[] | EventPattern;
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isValue = (value: unknown): value is Value =>
  value === null || ["string", "number", "boolean"].includes(typeof value);

const isList = (inner: readonly Value[] | EventPattern): inner is readonly Value[] => Array.isArray(inner);

const values = (candidates: readonly unknown[], path: string): readonly Value[] =>
  candidates.map((candidate) => {
    if (isValue(candidate)) return candidate;
    throw notSupported("EventBridge", `EventPattern ${path} with ${JSON.stringify(candidate)}`);
  });

/** Throws `NotImplemented`, naming the first matcher that is not an exact value. */
export const readEventPattern = (pattern: unknown, path = ""): EventPattern => {
  if (!isObject(pattern)) throw notSupported("EventBridge", `EventPattern ${path} with ${JSON.stringify(pattern)}`);
  return Object.fromEntries(
    Object.entries(pattern).map(([field, inner]) => {
      const innerPath = path === "" ? field : `${path}.${field}`;
      if (field.startsWith("$")) throw notSupported("EventBridge", `EventPattern ${innerPath}`);
      return [field, Array.isArray(inner) ? values(inner, innerPath) : readEventPattern(inner, innerPath)];
    }),
  );
};

/** An event matches when each field of the pattern has one of its values; of a list in the event, one item is enough. */
export const matchesPattern = (pattern: EventPattern, event: unknown): boolean => {
  if (!isObject(event)) return false;
  return Object.entries(pattern).every(([field, inner]) => {
    const actual: readonly unknown[] = [event[field]].flat();
    return actual.some((item) => (isList(inner) ? isValue(item) && inner.includes(item) : matchesPattern(inner, item)));
  });
};
