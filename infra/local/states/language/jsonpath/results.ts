/** What a JSONPath state makes of its result: `ResultSelector`, `ResultPath`, `OutputPath`, `Assign`. */
import { type Json, type JsonRecord, type Outcome, type Scope, StatesError } from "../contract.ts";
import { isText } from "../json.ts";
import { parsePath } from "../paths/parse-path.ts";
import { NoSuchPlace, put } from "../paths/put.ts";
import { narrowed } from "./field-paths.ts";
import { assignments, payload } from "./payload.ts";
import { rootsOf } from "./roots.ts";

/** `ResultPath`: null keeps the input and drops the result, no path replaces the one by the other. */
const placed = (field: Json | undefined, input: Json, result: Json): Json => {
  if (field === null) return input;
  if (!isText(field)) return result;
  try {
    return put(parsePath(field), input, result);
  } catch (error) {
    if (!(error instanceof NoSuchPlace)) throw error;
    throw new StatesError(
      "States.ResultPathMatchFailure",
      `Unable to apply ReferencePath ${field} to input ${JSON.stringify(input)}`,
    );
  }
};

/**
 * The outcome of a state that has a result.
 *
 * @param input As the state was entered: `ResultPath` puts the result there, not into what `InputPath` left of it.
 */
export const resultOutcome = (fields: JsonRecord, input: Json, result: Json, scope: Scope): Outcome => {
  const selector = fields["ResultSelector"];
  const selected = selector === undefined ? result : payload(selector, rootsOf(result, scope));
  return {
    assigned: assignments(fields["Assign"], rootsOf(selected, scope)),
    output: narrowed(fields["OutputPath"], placed(fields["ResultPath"], input, selected), scope),
  };
};

/** The outcome of a state that only lets its input pass. */
export const inputOutcome = (fields: JsonRecord, input: Json, scope: Scope): Outcome => ({
  assigned: assignments(fields["Assign"], rootsOf(input, scope)),
  output: narrowed(fields["OutputPath"], input, scope),
});

/** What a catcher passes on: the error, at its `ResultPath`. */
export const caughtOutcome = (catcher: JsonRecord, input: Json, error: Json, scope: Scope): Outcome => ({
  assigned: assignments(catcher["Assign"], rootsOf(error, scope)),
  output: placed(catcher["ResultPath"], input, error),
});
