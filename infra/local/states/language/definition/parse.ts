/** A definition read, judged and taken apart. */
import { DefinitionError, type Json, type JsonRecord, type Machine, type QueryLanguage } from "../contract.ts";
import { isRecord } from "../json.ts";
import { jsonataProblems } from "./jsonata-fields.ts";
import { jsonPathProblems } from "./jsonpath-fields.ts";
import { makeMachine } from "./machine.ts";
import { retryProblems } from "./retries.ts";
import { structureProblems } from "./structure.ts";
import { supportProblems } from "./support.ts";
import { transitionProblems } from "./transitions.ts";
import { variableProblems } from "./variables.ts";
import { allStates, type WrittenState } from "./walk.ts";

const fieldProblems: Readonly<Record<QueryLanguage, (state: WrittenState) => readonly string[]>> = {
  JSONPath: jsonPathProblems,
  JSONata: jsonataProblems,
};

const read = (text: string): JsonRecord => {
  const definition = readJson(text);
  if (!isRecord(definition)) throw new DefinitionError(["INVALID_JSON_DESCRIPTION: a definition is a JSON object"]);
  return definition;
};

const readJson = (text: string): Json => {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new DefinitionError([`INVALID_JSON_DESCRIPTION: ${error instanceof Error ? error.message : error}`]);
  }
};

const refuse = (problems: readonly string[]): void => {
  if (problems.length > 0) throw new DefinitionError([...new Set(problems)]);
};

/** @throws {DefinitionError} */
export const parse = (text: string): Machine => {
  const definition = read(text);
  // What is not supported first, under its own name: the validator may not know it either.
  refuse(supportProblems(definition));
  refuse([...structureProblems(definition), ...transitionProblems(definition)]);
  refuse(
    allStates(definition).flatMap((state) => [
      ...fieldProblems[state.language](state),
      ...variableProblems(state),
      ...retryProblems(state),
    ]),
  );
  return makeMachine(definition);
};
