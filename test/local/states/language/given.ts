/** One state of a machine, ready to be asked what its fields work out to. */
import {
  DefinitionError,
  type Json,
  type JsonRecord,
  type QueryLanguage,
  type Scope,
  type State,
  StatesError,
} from "#infra/local/states/language/contract.ts";
import { payload } from "#infra/local/states/language/jsonpath/payload.ts";
import { rootsOf } from "#infra/local/states/language/jsonpath/roots.ts";
import { statesLanguage } from "#infra/local/states/language/language.ts";
import type { Roots } from "#infra/local/states/language/paths/select.ts";

export const NOW = Date.UTC(2026, 4, 1, 8, 0, 0);

const CONTEXT: JsonRecord = {
  Execution: { Id: "arn:execution", Input: { dossier: "D-1" }, Name: "D-1", RoleArn: "arn:role", RedriveCount: 0 },
  State: { Name: "S", EnteredTime: "2026-05-01T08:00:00.000Z" },
  StateMachine: { Id: "arn:machine", Name: "travaux" },
};

export const scope = (variables: Readonly<Record<string, Json>> = {}, more: JsonRecord = {}): Scope => ({
  context: { ...CONTEXT, ...more },
  variables,
  now: NOW,
});

const FLOWING = new Set(["Pass", "Task", "Wait", "Parallel", "Map"]);

const targetsIn = (value: unknown): readonly string[] => {
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) =>
    (name === "Next" || name === "Default") && typeof inner === "string" ? [inner] : targetsIn(inner),
  );
};

/** A definition of the state `S` and of the states that it leads to, which succeed. */
const definitionOf = (type: string, fields: object, language: QueryLanguage): string => {
  const targets = targetsIn(fields).map((name) => [name, { Type: "Succeed" }]);
  const end = FLOWING.has(type) && !("Next" in fields) ? { End: true } : {};
  return JSON.stringify({
    QueryLanguage: language,
    StartAt: "S",
    States: { S: { Type: type, ...end, ...fields }, ...Object.fromEntries(targets) },
  });
};

type StateOf<Type extends State["type"]> = Extract<State, { readonly type: Type }>;

const isOf = <Type extends State["type"]>(state: State | undefined, type: Type): state is StateOf<Type> =>
  state?.type === type;

const stateIn =
  (language: QueryLanguage) =>
  <Type extends State["type"]>(type: Type, fields: object = {}): StateOf<Type> => {
    const state = statesLanguage.parse(definitionOf(type, fields, language)).states.get("S");
    if (!isOf(state, type)) throw new Error("the state S is of another type");
    return state;
  };

export const jsonPathState = stateIn("JSONPath");
export const jsonataState = stateIn("JSONata");

/** A machine of one state, for branches and processors. */
export const PASSING = { StartAt: "Inside", States: { Inside: { Type: "Pass", End: true } } };

/** Why a definition is refused. */
export const problemsOf = (definition: object | string): readonly string[] => {
  try {
    statesLanguage.parse(typeof definition === "string" ? definition : JSON.stringify(definition));
    return [];
  } catch (error) {
    if (error instanceof DefinitionError) return error.problems;
    throw error;
  }
};

/** The error that a state ends with. */
export const errorOf = async (work: Promise<unknown>): Promise<object> => {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (!(error instanceof StatesError)) throw error ?? new Error("it did not fail");
  const { error: name, cause, location } = error;
  return { error: name, cause, ...(location === undefined ? {} : { location }) };
};

/** What paths of a state start from. */
export const roots = (input: Json, variables: Readonly<Record<string, Json>> = {}): Roots =>
  rootsOf(input, scope(variables));

/** The value of one field of a payload template. */
export const fieldValue = async (
  source: string,
  input: Json,
  variables: Readonly<Record<string, Json>> = {},
): Promise<Json | undefined> => Object(payload({ "value.$": source }, roots(input, variables))).value;

/** Why a path or a call in a payload template is refused when the machine is created. */
export const fieldProblems = (source: string): readonly string[] =>
  problemsOf(definitionOf("Pass", { Parameters: { "value.$": source } }, "JSONPath"));

/** What a Pass state in JSONata makes of an expression. */
export const expressionValue = async (
  expression: string,
  input: Json = {},
  variables: Readonly<Record<string, Json>> = {},
): Promise<Json> => {
  const state = jsonataState("Pass", { Output: `{% ${expression} %}` });
  return (await statesLanguage.outcome(state, input, undefined, scope(variables))).output;
};
