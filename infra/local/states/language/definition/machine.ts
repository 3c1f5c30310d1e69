/** A machine made of a definition that has been found good. */
import type { JsonRecord, Machine, QueryLanguage, State } from "../contract.ts";
import { DefinitionError } from "../contract.ts";
import { isNumber, isText } from "../json.ts";
import { catchersOf, retriersOf } from "./retries.ts";
import { defaultLanguage, innerMachines, statesOf, type WrittenMachine, type WrittenState } from "./walk.ts";

const baseOf = ({ name, fields, language }: WrittenState) => ({ name, queryLanguage: language, fields });

const flowOf = (state: WrittenState) => {
  const next = state.fields["Next"];
  return { ...baseOf(state), next: isText(next) ? next : undefined };
};

const guardedOf = (state: WrittenState) => ({
  ...flowOf(state),
  retry: retriersOf(state.fields),
  catch: catchersOf(state.fields),
});

type MakeMachine = (written: WrittenMachine) => Machine;

const branchesOf = (state: WrittenState, make: MakeMachine): readonly Machine[] => innerMachines(state).map(make);

const processorOf = (state: WrittenState, make: MakeMachine): Machine => {
  const [processor] = branchesOf(state, make);
  if (processor === undefined) throw new DefinitionError([`MAP_ITEM_PROCESSOR: no machine at ${state.place}`]);
  return processor;
};

const MAKERS: Readonly<Record<string, (state: WrittenState, make: MakeMachine) => State>> = {
  Pass: (state) => ({ type: "Pass", ...flowOf(state) }),
  Task: (state) => ({ type: "Task", ...guardedOf(state), resource: String(state.fields["Resource"]) }),
  Choice: (state) => ({ type: "Choice", ...baseOf(state) }),
  Wait: (state) => ({ type: "Wait", ...flowOf(state) }),
  Succeed: (state) => ({ type: "Succeed", ...baseOf(state) }),
  Fail: (state) => ({ type: "Fail", ...baseOf(state) }),
  Parallel: (state, make) => ({ type: "Parallel", ...guardedOf(state), branches: branchesOf(state, make) }),
  Map: (state, make) => ({ type: "Map", ...guardedOf(state), processor: processorOf(state, make) }),
};

const stateOf = (written: WrittenState, make: MakeMachine): State => {
  const maker = MAKERS[String(written.fields["Type"])];
  if (maker === undefined) throw new DefinitionError([`SCHEMA_VALIDATION_FAILED: unknown Type at ${written.place}`]);
  return maker(written, make);
};

const machineOf = (written: WrittenMachine, language: QueryLanguage): Machine => {
  const make: MakeMachine = (inner) => machineOf(inner, language);
  const states = statesOf(written, language).map((state): [string, State] => [state.name, stateOf(state, make)]);
  const timeout = written.fields["TimeoutSeconds"];
  return {
    startAt: String(written.fields["StartAt"]),
    states: new Map(states),
    timeoutSeconds: isNumber(timeout) ? timeout : undefined,
  };
};

export const makeMachine = (definition: JsonRecord): Machine =>
  machineOf({ fields: definition, place: "" }, defaultLanguage(definition));
