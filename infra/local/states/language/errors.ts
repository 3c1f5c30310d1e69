/** The language's own errors, under the names and with the causes that AWS gives them. */
import { StatesError } from "./contract.ts";

/** Nothing catches it: the definition or its input is at fault, not the work. */
export const runtimeError = (cause: string): StatesError => new StatesError("States.Runtime", cause);

/** @param location The field, as `Output/total` or `Arguments/list[0]`; undefined when the fault is the state's input. */
export const queryError = (cause: string, location?: string): StatesError =>
  new StatesError("States.QueryEvaluationError", cause, location);

export const noChoiceMatched = (): StatesError =>
  new StatesError(
    "States.NoChoiceMatched",
    "Failed to transition out of the state. The state does not point to a next state.",
  );
