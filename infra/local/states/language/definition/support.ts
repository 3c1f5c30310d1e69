/** What the language has and this runtime has not: refused by its name when the machine is created. */
import type { Json, JsonRecord } from "../contract.ts";
import { isRecord, isText } from "../json.ts";
import { allMachines, allStates, defaultLanguage, type WrittenState } from "./walk.ts";

/** Fields of a state, and what they are for. */
const UNSUPPORTED_FIELDS: ReadonlyMap<string, string> = new Map([
  ["ItemReader", "Maps that read their items elsewhere (Distributed Map)"],
  ["ItemBatcher", "batches of items (Distributed Map)"],
  ["ResultWriter", "Maps that write their results elsewhere (Distributed Map)"],
  ["Label", "labels of Map runs (Distributed Map)"],
  ["Credentials", "tasks under another role"],
]);

const unsupported = (what: string, place: string): string => `UNSUPPORTED: ${what} are not supported here at ${place}`;

const modeOf = (processor: Json | undefined): Json | undefined => {
  const config = isRecord(processor) ? processor["ProcessorConfig"] : undefined;
  return isRecord(config) ? config["Mode"] : undefined;
};

/** `arn:aws:states:eu-west-3:123456789012:activity:name`. */
const ACTIVITY = /^arn:[^:]*:states:[^:]*:[^:]*:activity:/;

const distributed = (processor: Json): string | undefined =>
  modeOf(processor) === "DISTRIBUTED" ? "Maps in the mode DISTRIBUTED" : undefined;

/** What the value of a field asks for that is not there. */
const UNSUPPORTED_VALUES: ReadonlyMap<string, (value: Json) => string | undefined> = new Map([
  ["ItemProcessor", distributed],
  ["Iterator", distributed],
  ["Resource", (value) => (isText(value) && ACTIVITY.test(value) ? "activities" : undefined)],
]);

const fieldProblems = ({ fields, place }: WrittenState): readonly string[] =>
  Object.entries(fields).flatMap(([name, value]) => {
    const what = UNSUPPORTED_FIELDS.get(name) ?? UNSUPPORTED_VALUES.get(name)?.(value);
    return what === undefined ? [] : [unsupported(what, `${place}/${name}`)];
  });

const languageProblem = (message: string, place: string): string => `SCHEMA_VALIDATION_FAILED: ${message} at ${place}`;

const languageProblems = (definition: JsonRecord): readonly string[] => {
  const reverted = allStates(definition)
    .filter(({ fields }) => defaultLanguage(definition) === "JSONata" && fields["QueryLanguage"] === "JSONPath")
    .map(({ place }) =>
      languageProblem("'QueryLanguage' can not be 'JSONPath' if set to 'JSONata' for whole state machine", place),
    );
  const inside = allMachines(definition)
    .filter(({ fields, place }) => place !== "" && fields["QueryLanguage"] !== undefined)
    .map(({ place }) => languageProblem("Field 'QueryLanguage' is not supported", place));
  return [...reverted, ...inside];
};

export const supportProblems = (definition: JsonRecord): readonly string[] => [
  ...allStates(definition).flatMap(fieldProblems),
  ...languageProblems(definition),
];
