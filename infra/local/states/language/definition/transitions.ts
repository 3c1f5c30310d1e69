/** Whether the states of each machine lead to one another, and no further. */
import type { Json, JsonRecord } from "../contract.ts";
import { isText, records } from "../json.ts";
import { allMachines, defaultLanguage, statesOf, type WrittenMachine, type WrittenState } from "./walk.ts";

interface Transition {
  readonly target: string;
  readonly place: string;
}

const transition = (target: Json | undefined, place: string): readonly Transition[] =>
  isText(target) ? [{ target, place }] : [];

const listed = (name: string, { fields, place }: WrittenState): readonly Transition[] =>
  records(fields[name]).flatMap((one, index) => transition(one["Next"], `${place}/${name}[${index}]/Next`));

const transitionsOf = (state: WrittenState): readonly Transition[] => [
  ...transition(state.fields["Next"], `${state.place}/Next`),
  ...transition(state.fields["Default"], `${state.place}/Default`),
  ...listed("Choices", state),
  ...listed("Catch", state),
];

const reachedFrom = (start: string, states: ReadonlyMap<string, WrittenState>): ReadonlySet<string> => {
  const reached = new Set([start]);
  // A set gives what is added to it while it is gone through.
  for (const name of reached) {
    const state = states.get(name);
    for (const { target } of state ? transitionsOf(state) : []) reached.add(target);
  }
  return reached;
};

const machineProblems = (machine: WrittenMachine, definition: JsonRecord): readonly string[] => {
  const states = new Map(statesOf(machine, defaultLanguage(definition)).map((state) => [state.name, state]));
  const start = machine.fields["StartAt"];
  const missing = [...transition(start, `${machine.place}/StartAt`), ...[...states.values()].flatMap(transitionsOf)]
    .filter(({ target }) => !states.has(target))
    .map(({ target, place }) => `MISSING_TRANSITION_TARGET: Missing target state: ${target} at ${place}`);
  const reached = reachedFrom(isText(start) ? start : "", states);
  const lost = [...states.values()]
    .filter(({ name }) => !reached.has(name))
    .map(({ name, place }) => `MISSING_TRANSITION_TARGET: State "${name}" is not reachable. at ${place}`);
  return [...missing, ...lost];
};

export const transitionProblems = (definition: JsonRecord): readonly string[] =>
  allMachines(definition).flatMap((machine) => machineProblems(machine, definition));
