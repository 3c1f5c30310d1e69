/** The comparators of Choice rules: each compares values of one type, and is false for any other. */
import type { Json } from "../contract.ts";
import { isNumber, isText } from "../json.ts";
import { parseTimestamp } from "../timestamps.ts";

/** @param wanted What the rule says. */
export type Comparator = (value: Json, wanted: Json) => boolean;

type Order = "Equals" | "LessThan" | "GreaterThan" | "LessThanEquals" | "GreaterThanEquals";

const ORDERS: readonly (readonly [Order, (order: number) => boolean])[] = [
  ["Equals", (order) => order === 0],
  ["LessThan", (order) => order < 0],
  ["GreaterThan", (order) => order > 0],
  ["LessThanEquals", (order) => order <= 0],
  ["GreaterThanEquals", (order) => order >= 0],
];

const timestampOf = (value: Json): number | undefined => (isText(value) ? parseTimestamp(value) : undefined);

/** The types that have an order, each with what it compares a value by; undefined for a value of another type. */
const ORDERED: Readonly<Record<string, (value: Json) => string | number | undefined>> = {
  String: (value) => (isText(value) ? value : undefined),
  Numeric: (value) => (isNumber(value) ? value : undefined),
  Timestamp: timestampOf,
};

const compared = (one: string | number, other: string | number): number => {
  if (one === other) return 0;
  return one < other ? -1 : 1;
};

const comparator =
  (key: (value: Json) => string | number | undefined, holds: (order: number) => boolean): Comparator =>
  (value, wanted) => {
    const one = key(value);
    const other = key(wanted);
    return one !== undefined && other !== undefined && holds(compared(one, other));
  };

const orderedComparators: readonly (readonly [string, Comparator])[] = Object.entries(ORDERED).flatMap(([type, key]) =>
  ORDERS.map(([order, holds]): readonly [string, Comparator] => [`${type}${order}`, comparator(key, holds)]),
);

/** Signs of a pattern: an escaped one, the wildcard, or text for itself. */
const PATTERN_SIGNS = /\\(.)|(\*)|([^\\*]+|\\$)/gs;

const escapeRegExp = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, "\\$&");

/** `*` is any text; `\\*` is a star. */
const patternOf = (text: string): RegExp => {
  const source = text.replaceAll(PATTERN_SIGNS, (_, escaped?: string, star?: string, plain?: string) =>
    star === undefined ? escapeRegExp(escaped ?? plain ?? "") : ".*",
  );
  return new RegExp(`^${source}$`, "s");
};

const is =
  (holds: (value: Json) => boolean): Comparator =>
  (value, wanted) =>
    holds(value) === wanted;

const BOOLEAN = new Set<Json>([true, false]);

/** Every comparator that takes a value as written, by name; `IsPresent` is apart, for it does without a value. */
const comparators: ReadonlyMap<string, Comparator> = new Map<string, Comparator>([
  ...orderedComparators,
  ["BooleanEquals", (value, wanted) => BOOLEAN.has(value) && value === wanted],
  ["StringMatches", (value, wanted) => isText(value) && isText(wanted) && patternOf(wanted).test(value)],
  ["IsNull", is((value) => value === null)],
  ["IsNumeric", is(isNumber)],
  ["IsString", is(isText)],
  ["IsBoolean", is((value) => BOOLEAN.has(value))],
  ["IsTimestamp", is((value) => timestampOf(value) !== undefined)],
]);

export const comparatorNamed = (name: string): Comparator | undefined => comparators.get(name);

/** Those that may take their other value from a path, under the name with `Path` at the end. */
export const hasPathForm = (name: string): boolean => comparators.has(name) && /(Equals|Than)$/.test(name);
