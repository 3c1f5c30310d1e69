/** JSONata expressions between `{%` and `%}`. */
import jsonata from "jsonata";
import { z } from "zod";
import type { Json, Scope } from "../contract.ts";
import { queryError } from "../errors.ts";
import { isText, kindOf } from "../json.ts";
import { functionsAt } from "./functions.ts";

/** AWS: the string "must start with `{%` with no leading spaces, and must end with `%}` with no trailing spaces". */
const EXPRESSION = /^\{%(.*)%\}$/s;

/** What is between the marks, trimmed as AWS shows it in its messages; undefined for any other text. */
export const expressionOf = (text: string): string | undefined => EXPRESSION.exec(text)?.[1]?.trim();

/** What `$states` holds: the state's input and the context, with its result or its error where there is one. */
export interface States {
  readonly input: Json;
  readonly result?: Json;
  readonly errorOutput?: Json;
}

/** An expression without end would stop the whole runtime. Milliseconds, and calls within each other. */
const GUARDRAILS = { timeout: 5_000, stack: 1_000 };

const compiled = new Map<string, jsonata.Expression>();

/** Definitions are few and their expressions the same at each visit: all are kept. */
const compile = (source: string): jsonata.Expression => {
  const known = compiled.get(source) ?? jsonata(source, GUARDRAILS);
  compiled.set(source, known);
  return known;
};

/** JSONata throws objects with a code, functions throw errors without one. */
const Fault = z.object({ code: z.string().optional(), message: z.string() });

/** As AWS goes on: a message with a code is a sentence of its own. */
const reasonOf = (error: unknown): string => {
  const { code, message } = Fault.parse(error);
  return code === undefined ? `: ${message}` : `. ${code}: ${message}`;
};

const run = async (source: string, states: States, scope: Scope, field: string): Promise<unknown> => {
  const bindings = {
    ...functionsAt(scope.now),
    ...scope.variables,
    states: { ...states, context: scope.context },
  };
  try {
    return await compile(source).evaluate(undefined, bindings);
  } catch (error) {
    throw queryError(
      `The JSONata expression '${source}' specified for the field '${field}' threw an error during evaluation` +
        reasonOf(error),
      field,
    );
  }
};

/** How JSONata tells functions from objects. */
const FUNCTION_MARKS = ["_jsonata_function", "_jsonata_lambda"];

const isFunction = (value: unknown): boolean =>
  typeof value === "function" || FUNCTION_MARKS.some((mark) => Object(value)[mark] === true);

/** Lists of JSONata carry marks of its own, and a function is no JSON: text and back leaves what JSON knows. */
const asJson = (value: unknown): Json | undefined => {
  const text = JSON.stringify(value, (_, inner) => (isFunction(inner) ? undefined : inner));
  return text === undefined ? undefined : JSON.parse(text);
};

/**
 * The value of an expression.
 *
 * @param source Without its marks.
 * @param field Where it stands in the state, as `Output/total`.
 * @throws {StatesError} `States.QueryEvaluationError`: it failed, or gave nothing, or something that is no JSON.
 */
export const evaluate = async (source: string, states: States, scope: Scope, field: string): Promise<Json> => {
  const value = await run(source, states, scope, field);
  const json = asJson(value);
  if (json !== undefined) return json;
  const what = value === undefined ? "returned nothing (undefined)." : "returned an unsupported result type.";
  throw queryError(`The JSONata expression '${source}' specified for the field '${field}' ${what}`, field);
};

/** A field that may be written plainly or as an expression, and must be of one kind. */
export interface Kind<Value extends Json> {
  /** As the message names it: `number`, `array`… */
  readonly name: string;
  readonly fits: (value: Json) => value is Value;
}

/** @throws {StatesError} As `evaluate`, and when the value is of another kind. */
export const evaluateAs = async <Value extends Json>(
  written: Json,
  { name, fits }: Kind<Value>,
  states: States,
  scope: Scope,
  field: string,
): Promise<Value> => {
  const source = isText(written) ? expressionOf(written) : undefined;
  const value = source === undefined ? written : await evaluate(source, states, scope, field);
  if (fits(value)) return value;
  throw queryError(
    `The JSONata expression '${source ?? written}' specified for the field '${field}' returned an unexpected result ` +
      `type. Expected '${name}', but was '${kindOf(value)}' for value: ${JSON.stringify(value)}`,
    field,
  );
};
