/** The Amazon States Language, in both of its query languages. */
import type { QueryLanguage, State, StatesLanguage } from "./contract.ts";
import { parse } from "./definition/parse.ts";
import type { Dialect } from "./dialect.ts";
import { isFor } from "./error-names.ts";
import { jsonata } from "./jsonata/dialect.ts";
import { jsonPath } from "./jsonpath/dialect.ts";

const dialects: Readonly<Record<QueryLanguage, Dialect>> = { JSONPath: jsonPath, JSONata: jsonata };

const dialectOf = ({ queryLanguage }: State): Dialect => dialects[queryLanguage];

export const statesLanguage: StatesLanguage = {
  parse,
  isFor,
  taskInput: (state, ...rest) => dialectOf(state).taskInput(state, ...rest),
  taskLimits: (state, ...rest) => dialectOf(state).taskLimits(state, ...rest),
  outcome: (state, ...rest) => dialectOf(state).outcome(state, ...rest),
  choose: (state, ...rest) => dialectOf(state).choose(state, ...rest),
  waitUntil: (state, ...rest) => dialectOf(state).waitUntil(state, ...rest),
  failure: (state, ...rest) => dialectOf(state).failure(state, ...rest),
  mapPlan: (state, ...rest) => dialectOf(state).mapPlan(state, ...rest),
  itemInput: (state, ...rest) => dialectOf(state).itemInput(state, ...rest),
  caught: (state, ...rest) => dialectOf(state).caught(state, ...rest),
};
