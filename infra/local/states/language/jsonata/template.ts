/** JSON values in which any text may be an expression: `Arguments`, `Output`, `Assign`, `ItemSelector`. */
import type { Json, JsonRecord, Scope } from "../contract.ts";
import { isList, isRecord, isText } from "../json.ts";
import { evaluate, expressionOf, type States } from "./expression.ts";

/**
 * The value worked out, member after member: when two expressions fail, the first is the one that is told.
 *
 * @param field Where it stands in the state; `/name` and `[0]` are added on the way down.
 */
export const resolve = async (template: Json, states: States, scope: Scope, field: string): Promise<Json> => {
  if (isText(template)) {
    const source = expressionOf(template);
    return source === undefined ? template : evaluate(source, states, scope, field);
  }
  if (isList(template)) return resolveList(template, states, scope, field);
  return isRecord(template) ? resolveRecord(template, states, scope, field) : template;
};

/** The same of a list. */
export const resolveList = async (
  template: readonly Json[],
  states: States,
  scope: Scope,
  field: string,
): Promise<readonly Json[]> => {
  const items: Json[] = [];
  for (const [index, item] of template.entries()) {
    items.push(await resolve(item, states, scope, `${field}[${index}]`));
  }
  return items;
};

const resolveRecord = async (
  template: JsonRecord,
  states: States,
  scope: Scope,
  field: string,
): Promise<Readonly<Record<string, Json>>> => {
  const entries: [string, Json][] = [];
  for (const [name, value] of Object.entries(template)) {
    entries.push([name, await resolve(value, states, scope, `${field}/${name}`)]);
  }
  return Object.fromEntries(entries);
};

/** `Assign`: all values come from the variables as they were before. */
export const assignments = async (
  template: Json | undefined,
  states: States,
  scope: Scope,
  field: string,
): Promise<Readonly<Record<string, Json>>> => (isRecord(template) ? resolveRecord(template, states, scope, field) : {});
