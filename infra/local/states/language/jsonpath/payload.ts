/** Payload templates: objects whose fields ending in `.$` hold paths and intrinsic calls. */
import type { Json } from "../contract.ts";
import { isList, isRecord, isText } from "../json.ts";
import type { Roots } from "../paths/select.ts";
import { pathOrCall } from "./field-paths.ts";

const MARK = ".$";

const fieldOf = (name: string, value: Json, roots: Roots): readonly [string, Json] =>
  name.endsWith(MARK) && isText(value)
    ? [name.slice(0, -MARK.length), pathOrCall(name, value, roots)]
    : [name, payload(value, roots)];

/** The template with its fields worked out. */
export function payload(template: Json, roots: Roots): Json {
  if (isList(template)) return template.map((item) => payload(item, roots));
  if (!isRecord(template)) return template;
  return Object.fromEntries(Object.entries(template).map(([name, value]) => fieldOf(name, value, roots)));
}

/** `Assign`: all values come from the variables as they were before. */
export const assignments = (template: Json | undefined, roots: Roots): Readonly<Record<string, Json>> => {
  const values = payload(template ?? {}, roots);
  return isRecord(values) ? values : {};
};
