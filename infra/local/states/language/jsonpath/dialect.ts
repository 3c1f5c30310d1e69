/** The fields of JSONPath states, worked out. */
import type { ErrorOutput, Json, JsonRecord, Outcome, Scope, State, TaskLimits } from "../contract.ts";
import type { Dialect } from "../dialect.ts";
import { noChoiceMatched, runtimeError } from "../errors.ts";
import { isInteger, isNumber, isText, records } from "../json.ts";
import type { Roots } from "../paths/select.ts";
import { holds } from "./choice-rules.ts";
import { narrowed, pointed } from "./field-paths.ts";
import { mapPlan } from "./map-plan.ts";
import { assignments, payload } from "./payload.ts";
import { caughtOutcome, inputOutcome, resultOutcome } from "./results.ts";
import { rootsOf } from "./roots.ts";
import { waitUntil } from "./waits.ts";

/** What `InputPath` leaves of the input. */
const effective = (fields: JsonRecord, input: Json, scope: Scope): Json => narrowed(fields["InputPath"], input, scope);

const effectiveRoots = (fields: JsonRecord, input: Json, scope: Scope): Roots =>
  rootsOf(effective(fields, input, scope), scope);

const withParameters = (fields: JsonRecord, input: Json, scope: Scope): Json => {
  const roots = effectiveRoots(fields, input, scope);
  const parameters = fields["Parameters"];
  return parameters === undefined ? roots.input : payload(parameters, roots);
};

/** `Parameters` of a Map are the old name of its `ItemSelector`: they are not for the Map itself. */
const taskInput = (state: State, input: Json, scope: Scope): Json =>
  state.type === "Map" ? effective(state.fields, input, scope) : withParameters(state.fields, input, scope);

const secondsOf = (fields: JsonRecord, name: string, roots: Roots): number | undefined => {
  const plain = fields[name];
  if (isNumber(plain)) return plain;
  const found = pointed(fields, name, roots);
  if (found === undefined) return undefined;
  const { value, path } = found;
  if (isInteger(value) && value > 0) return value;
  throw runtimeError(
    `The ${name}Path parameter does not reference a positive integer: ${path} == ${JSON.stringify(value)}`,
  );
};

const taskLimits = (fields: JsonRecord, input: Json, scope: Scope): TaskLimits => {
  const roots = effectiveRoots(fields, input, scope);
  return {
    timeoutSeconds: secondsOf(fields, "TimeoutSeconds", roots),
    heartbeatSeconds: secondsOf(fields, "HeartbeatSeconds", roots),
  };
};

const outcome = (state: State, input: Json, result: Json | undefined, scope: Scope): Outcome => {
  if (result !== undefined) return resultOutcome(state.fields, input, result, scope);
  if (state.type !== "Pass") return inputOutcome(state.fields, effective(state.fields, input, scope), scope);
  const written = state.fields["Result"];
  return resultOutcome(state.fields, input, written === undefined ? taskInput(state, input, scope) : written, scope);
};

const errorText = (fields: JsonRecord, name: string, roots: Roots): string | undefined => {
  const plain = fields[name];
  if (isText(plain)) return plain;
  const found = pointed(fields, name, roots);
  if (found === undefined) return undefined;
  if (isText(found.value)) return found.value;
  throw runtimeError(
    `The ${name}Path parameter does not reference a string: ${found.path} == ${JSON.stringify(found.value)}`,
  );
};

const failure = (fields: JsonRecord, input: Json, scope: Scope): ErrorOutput => {
  const roots = rootsOf(input, scope);
  return { error: errorText(fields, "Error", roots), cause: errorText(fields, "Cause", roots) };
};

const choose = (fields: JsonRecord, input: Json, scope: Scope) => {
  const roots = effectiveRoots(fields, input, scope);
  const rule = records(fields["Choices"]).find((one) => holds(one, roots));
  const next = rule ? rule["Next"] : fields["Default"];
  if (!isText(next)) throw noChoiceMatched();
  return {
    next,
    assigned: assignments((rule ?? fields)["Assign"], roots),
    output: narrowed(fields["OutputPath"], roots.input, scope),
  };
};

const itemInput = (fields: JsonRecord, input: Json, item: Json, scope: Scope): Json => {
  const selector = fields["ItemSelector"] ?? fields["Parameters"];
  return selector === undefined ? item : payload(selector, effectiveRoots(fields, input, scope));
};

export const jsonPath: Dialect = {
  taskInput: async (state, input, scope) => taskInput(state, input, scope),
  taskLimits: async ({ fields }, input, scope) => taskLimits(fields, input, scope),
  outcome: async (state, input, result, scope) => outcome(state, input, result, scope),
  choose: async ({ fields }, input, scope) => choose(fields, input, scope),
  waitUntil: async ({ fields }, input, scope, entered) =>
    waitUntil(fields, effectiveRoots(fields, input, scope), entered),
  failure: async ({ fields }, input, scope) => failure(fields, input, scope),
  mapPlan: async ({ fields }, input, scope) => mapPlan(fields, effectiveRoots(fields, input, scope)),
  itemInput: async ({ fields }, input, item, scope) => itemInput(fields, input, item, scope),
  caught: async ({ fields }, catcher, input, error, scope) =>
    caughtOutcome(records(fields["Catch"])[catcher] ?? {}, input, error, scope),
};
