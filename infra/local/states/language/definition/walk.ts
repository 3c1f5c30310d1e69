/** Goes through a definition, state by state, whatever it is made of. */
import type { Json, JsonRecord, QueryLanguage } from "../contract.ts";
import { isRecord, records } from "../json.ts";

/** One of the machines that a definition holds: itself, a branch, the processor of a Map. */
export interface WrittenMachine {
  readonly fields: JsonRecord;
  /** Where it stands, as `/States/Each/ItemProcessor`; empty for the definition itself. */
  readonly place: string;
}

export interface WrittenState {
  readonly name: string;
  readonly fields: JsonRecord;
  readonly place: string;
  readonly language: QueryLanguage;
}

/** The fields that hold a Map's machine: `Iterator` is the old name. */
const PROCESSORS = ["ItemProcessor", "Iterator"];

const processorsOf = ({ fields, place }: WrittenState): readonly WrittenMachine[] =>
  PROCESSORS.flatMap((name) => {
    const processor = fields[name];
    return isRecord(processor) ? [{ fields: processor, place: `${place}/${name}` }] : [];
  });

/** The machines inside a state, in order. */
export const innerMachines = (state: WrittenState): readonly WrittenMachine[] => [
  ...records(state.fields["Branches"]).map((fields, index) => ({ fields, place: `${state.place}/Branches[${index}]` })),
  ...processorsOf(state),
];

const languageOf = (written: Json | undefined, otherwise: QueryLanguage): QueryLanguage =>
  written === "JSONata" || written === "JSONPath" ? written : otherwise;

/** The language of states that name none: that of the whole definition, inside branches and processors too. */
export const defaultLanguage = (definition: JsonRecord): QueryLanguage =>
  languageOf(definition["QueryLanguage"], "JSONPath");

/** The states of one machine, without those of the machines inside them. */
export const statesOf = ({ fields, place }: WrittenMachine, otherwise: QueryLanguage): readonly WrittenState[] => {
  const states = fields["States"];
  return Object.entries(isRecord(states) ? states : {}).flatMap(([name, state]) =>
    isRecord(state)
      ? [
          {
            name,
            fields: state,
            place: `${place}/States/${name}`,
            language: languageOf(state["QueryLanguage"], otherwise),
          },
        ]
      : [],
  );
};

/** All machines of a definition, itself first. */
export const allMachines = (definition: JsonRecord): readonly WrittenMachine[] => {
  const language = defaultLanguage(definition);
  const within = (machine: WrittenMachine): readonly WrittenMachine[] => [
    machine,
    ...statesOf(machine, language).flatMap(innerMachines).flatMap(within),
  ];
  return within({ fields: definition, place: "" });
};

/** All states of a definition. */
export const allStates = (definition: JsonRecord): readonly WrittenState[] =>
  allMachines(definition).flatMap((machine) => statesOf(machine, defaultLanguage(definition)));
