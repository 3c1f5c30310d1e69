/** The rules of Choice states in JSONPath. */
import type { Json, JsonRecord } from "../contract.ts";
import { runtimeError } from "../errors.ts";
import { isRecord, isText, records } from "../json.ts";
import { parsePath } from "../paths/parse-path.ts";
import { type Roots, select } from "../paths/select.ts";
import { comparatorNamed, hasPathForm } from "./comparators.ts";

const IS_PRESENT = "IsPresent";
const PATH_FORM = /^(.+)Path$/;

/** A comparator as a rule names it: the value beside it is the one to compare with, or a path to it. */
export const comparatorOf = (key: string): { readonly name: string; readonly byPath: boolean } | undefined => {
  if (key === IS_PRESENT || comparatorNamed(key)) return { name: key, byPath: false };
  const name = PATH_FORM.exec(key)?.[1];
  return name !== undefined && hasPathForm(name) ? { name, byPath: true } : undefined;
};

const existing = (path: Json | undefined, roots: Roots): Json => {
  const value = isText(path) ? select(parsePath(path), roots) : undefined;
  if (value !== undefined) return value;
  throw runtimeError(`Invalid path '${path}': The choice state's condition path references an invalid value.`);
};

const comparisonHolds = (rule: JsonRecord, roots: Roots): boolean => {
  const variable = rule["Variable"];
  return Object.entries(rule).some(([key, written]) => {
    const comparator = comparatorOf(key);
    if (comparator === undefined) return false;
    if (comparator.name === IS_PRESENT) {
      return (isText(variable) && select(parsePath(variable), roots) !== undefined) === written;
    }
    const wanted = comparator.byPath ? existing(written, roots) : written;
    return comparatorNamed(comparator.name)?.(existing(variable, roots), wanted) === true;
  });
};

/** How a rule is made of others; they are looked at in order, no further than needed. */
const compositions: Readonly<Record<string, (inner: Json, roots: Roots) => boolean>> = {
  And: (inner, roots) => records(inner).every((rule) => holds(rule, roots)),
  Or: (inner, roots) => records(inner).some((rule) => holds(rule, roots)),
  Not: (inner, roots) => isRecord(inner) && !holds(inner, roots),
};

export const COMPOSITIONS: readonly string[] = Object.keys(compositions);

/** Whether a rule holds. */
export function holds(rule: JsonRecord, roots: Roots): boolean {
  for (const [name, compose] of Object.entries(compositions)) {
    const inner = rule[name];
    if (inner !== undefined) return compose(inner, roots);
  }
  return comparisonHolds(rule, roots);
}
