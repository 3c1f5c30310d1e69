/** The fields of JSONata states, worked out. */
import type { ChoiceOutcome, ErrorOutput, Json, JsonRecord, MapPlan, Outcome, Scope } from "../contract.ts";
import type { Dialect } from "../dialect.ts";
import { noChoiceMatched, queryError } from "../errors.ts";
import { isList, isText, records } from "../json.ts";
import { parseTimestamp } from "../timestamps.ts";
import { evaluateAs, type Kind, type States } from "./expression.ts";
import { BOOLEAN, COUNT, LIST, TEXT } from "./kinds.ts";
import { assignments, resolve, resolveList } from "./template.ts";

/** The value of a field of one kind; undefined where the state has no such field. */
const optional = async <Value extends Json>(
  fields: JsonRecord,
  name: string,
  kind: Kind<Value>,
  input: Json,
  scope: Scope,
): Promise<Value | undefined> => {
  const written = fields[name];
  return written === undefined ? undefined : evaluateAs(written, kind, { input }, scope, name);
};

/**
 * `Output` and `Assign`, wherever they stand: in the state, in a rule of a Choice, in a catcher.
 *
 * @param fallback What is passed on without an `Output`.
 * @param prefix Where they stand, as `Catch[0]/`.
 */
const outcomeOf = async (
  fields: JsonRecord,
  fallback: Json,
  states: States,
  scope: Scope,
  prefix = "",
): Promise<Outcome> => {
  const output = fields["Output"];
  return {
    output: output === undefined ? fallback : await resolve(output, states, scope, `${prefix}Output`),
    assigned: await assignments(fields["Assign"], states, scope, `${prefix}Assign`),
  };
};

const choose = async (fields: JsonRecord, input: Json, scope: Scope): Promise<ChoiceOutcome> => {
  for (const [index, rule] of records(fields["Choices"]).entries()) {
    const prefix = `Choices[${index}]/`;
    const condition = rule["Condition"] ?? false;
    const next = rule["Next"];
    const holds = await evaluateAs(condition, BOOLEAN, { input }, scope, `${prefix}Condition`);
    if (holds && isText(next)) return { next, ...(await outcomeOf(rule, input, { input }, scope, prefix)) };
  }
  const next = fields["Default"];
  if (!isText(next)) throw noChoiceMatched();
  return { next, ...(await outcomeOf(fields, input, { input }, scope)) };
};

const timestampOf = (text: string): number => {
  const instant = parseTimestamp(text);
  if (instant !== undefined) return instant;
  throw queryError(
    `The Timestamp field cannot be parsed as an ISO-8601 extended offset date-time format string: ${text}`,
    "Timestamp",
  );
};

const waitUntil = async (fields: JsonRecord, input: Json, scope: Scope, entered: number): Promise<number> => {
  const timestamp = await optional(fields, "Timestamp", TEXT, input, scope);
  if (timestamp !== undefined) return timestampOf(timestamp);
  const seconds = await optional(fields, "Seconds", COUNT, input, scope);
  return entered + (seconds ?? 0) * 1_000;
};

const failure = async (fields: JsonRecord, input: Json, scope: Scope): Promise<ErrorOutput> => ({
  error: await optional(fields, "Error", TEXT, input, scope),
  cause: await optional(fields, "Cause", TEXT, input, scope),
});

const itemsOf = async (fields: JsonRecord, input: Json, scope: Scope): Promise<readonly Json[]> => {
  const written = fields["Items"];
  if (isList(written)) return resolveList(written, { input }, scope, "Items");
  const items = await optional(fields, "Items", LIST, input, scope);
  if (items !== undefined) return items;
  if (isList(input)) return input;
  throw queryError(`Map state input must be an array but was: ${JSON.stringify(input)}`);
};

const mapPlan = async (fields: JsonRecord, input: Json, scope: Scope): Promise<MapPlan> => ({
  items: await itemsOf(fields, input, scope),
  maxConcurrency: (await optional(fields, "MaxConcurrency", COUNT, input, scope)) ?? 0,
  toleratedFailureCount: await optional(fields, "ToleratedFailureCount", COUNT, input, scope),
  toleratedFailurePercentage: await optional(fields, "ToleratedFailurePercentage", COUNT, input, scope),
});

export const jsonata: Dialect = {
  taskInput: async ({ fields }, input, scope) => {
    const written = fields["Arguments"];
    return written === undefined ? input : resolve(written, { input }, scope, "Arguments");
  },
  taskLimits: async ({ fields }, input, scope) => ({
    timeoutSeconds: await optional(fields, "TimeoutSeconds", COUNT, input, scope),
    heartbeatSeconds: await optional(fields, "HeartbeatSeconds", COUNT, input, scope),
  }),
  outcome: ({ fields }, input, result, scope) =>
    result === undefined
      ? outcomeOf(fields, input, { input }, scope)
      : outcomeOf(fields, result, { input, result }, scope),
  choose: ({ fields }, input, scope) => choose(fields, input, scope),
  waitUntil: ({ fields }, input, scope, entered) => waitUntil(fields, input, scope, entered),
  failure: ({ fields }, input, scope) => failure(fields, input, scope),
  mapPlan: ({ fields }, input, scope) => mapPlan(fields, input, scope),
  itemInput: async ({ fields }, input, item, scope) => {
    const written = fields["ItemSelector"];
    return written === undefined ? item : resolve(written, { input }, scope, "ItemSelector");
  },
  caught: ({ fields }, catcher, input, errorOutput, scope) => {
    const written = records(fields["Catch"])[catcher] ?? {};
    return outcomeOf(written, errorOutput, { input, errorOutput }, scope, `Catch[${catcher}]/`);
  },
};
