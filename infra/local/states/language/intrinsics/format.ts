/** `States.Format`: the arguments in the places that `{}` marks. */
import type { Json } from "../contract.ts";
import { isList, isRecord } from "../json.ts";
import { UnfitArgument } from "./arguments.ts";
import { unescaped } from "./parse-call.ts";

/** As recorded from AWS, objects and lists are written as Java writes its maps and lists, not as JSON. */
const written = (value: Json): string => {
  if (isList(value)) return `[${value.map(written).join(", ")}]`;
  if (!isRecord(value)) return String(value);
  return `{${Object.entries(value)
    .map(([name, inner]) => `${name}=${written(inner)}`)
    .join(", ")}}`;
};

/** An escaped sign, or a place. */
const SIGNS = /\\.|\{\}/gs;

/** @param template With its escapes, so that `\{}` is no place. */
export const format = (template: string, values: readonly Json[]): string => {
  let used = 0;
  const filled = template.replaceAll(SIGNS, (sign) => {
    if (sign !== "{}") return unescaped(sign);
    const value = values[used];
    if (value === undefined) throw new UnfitArgument("the template has more places than there are values");
    used += 1;
    return written(value);
  });
  if (used < values.length) throw new UnfitArgument("the template has fewer places than there are values");
  return filled;
};
