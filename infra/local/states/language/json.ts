/** JSON values as the language sees them. */
import type { Json, JsonRecord } from "./contract.ts";

export const isList = (value: Json | undefined): value is readonly Json[] => Array.isArray(value);

export const isRecord = (value: Json | undefined): value is JsonRecord =>
  typeof value === "object" && value !== null && !Array.isArray(value);

export const isText = (value: Json | undefined): value is string => typeof value === "string";

export const isNumber = (value: Json | undefined): value is number => typeof value === "number";

export const isInteger = (value: Json | undefined): value is number => Number.isSafeInteger(value);

/** A member of its own: `constructor` and its like, which every object inherits, are no fields of a document. */
export const member = (record: JsonRecord, name: string): Json | undefined =>
  Object.hasOwn(record, name) ? record[name] : undefined;

/** The objects of a list of objects: what is no object there has been refused when the machine was created. */
export const records = (value: Json | undefined): readonly JsonRecord[] =>
  isList(value) ? value.filter(isRecord) : [];

/** The strings of a list of strings. */
export const texts = (value: Json | undefined): readonly string[] => (isList(value) ? value.filter(isText) : []);

const sameLists = (one: readonly Json[], other: readonly Json[]): boolean =>
  one.length === other.length && one.every((value, index) => same(value, other[index]));

const sameRecords = (one: JsonRecord, other: JsonRecord): boolean => {
  const names = Object.keys(one);
  return names.length === Object.keys(other).length && names.every((name) => same(one[name], member(other, name)));
};

/** Equal as JSON: the order of members does not count. */
export const same = (one: Json | undefined, other: Json | undefined): boolean => {
  if (isList(one) && isList(other)) return sameLists(one, other);
  if (isRecord(one) && isRecord(other)) return sameRecords(one, other);
  return one === other;
};

/** The kind of a value, as messages name it. */
export const kindOf = (value: Json): string => {
  if (value === null) return "null";
  return isList(value) ? "array" : typeof value;
};
