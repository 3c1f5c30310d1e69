/** What a Map state in JSONPath runs over, and how. */
import type { Json, JsonRecord, MapPlan } from "../contract.ts";
import { runtimeError } from "../errors.ts";
import { isInteger, isList, isNumber, isText } from "../json.ts";
import type { Roots } from "../paths/select.ts";
import { pathOrCall, pointed } from "./field-paths.ts";

const itemsOf = (fields: JsonRecord, roots: Roots): readonly Json[] => {
  const path = fields["ItemsPath"];
  const items = isText(path) ? pathOrCall("ItemsPath", path, roots) : roots.input;
  if (isList(items)) return items;
  throw runtimeError(`Reference path "${isText(path) ? path : "$"}" must point to array.`);
};

const asText = (value: Json): string => (isText(value) ? value : JSON.stringify(value));

/** The number that a field says, or that its path leads to; undefined where the state has neither. */
const numberOf = (fields: JsonRecord, name: string, roots: Roots): number | undefined => {
  const plain = fields[name];
  if (isNumber(plain)) return plain;
  const found = pointed(fields, name, roots);
  if (found === undefined) return undefined;
  const { value, path } = found;
  if (!isInteger(value)) {
    throw runtimeError(
      `The ${name}Path field refers to value "${asText(value)}" which is not a valid integer: ${path}`,
    );
  }
  if (value < 0) throw runtimeError(`Expected non-negative integer for ${name}, got '${value}' instead.`);
  return value;
};

export const mapPlan = (fields: JsonRecord, roots: Roots): MapPlan => ({
  items: itemsOf(fields, roots),
  maxConcurrency: numberOf(fields, "MaxConcurrency", roots) ?? 0,
  toleratedFailureCount: numberOf(fields, "ToleratedFailureCount", roots),
  toleratedFailurePercentage: numberOf(fields, "ToleratedFailurePercentage", roots),
});
