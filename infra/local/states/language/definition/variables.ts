/** Whether the names of variables are names: AWS, "Passing data between states with variables". */
import type { JsonRecord } from "../contract.ts";
import { isRecord, records } from "../json.ts";
import type { WrittenState } from "./walk.ts";

/** "Variable name naming rules": the identifiers of Unicode, up to 80 characters. */
const NAME = /^\p{ID_Start}\p{ID_Continue}{0,79}$/u;
/** "You cannot assign to the reserved variable `$states`." */
const RESERVED = "states";

const problemOf = (name: string): string | undefined => {
  if (name === RESERVED) return `The variable $${RESERVED} is reserved`;
  return NAME.test(name) ? undefined : `'${name}' is no name of a variable`;
};

const assignProblems = (fields: JsonRecord, place: string): readonly string[] => {
  const assign = fields["Assign"];
  if (assign === undefined) return [];
  if (!isRecord(assign)) return [`SCHEMA_VALIDATION_FAILED: Assign must be an object at ${place}/Assign`];
  return Object.keys(assign).flatMap((field) => {
    const problem = problemOf(field.replace(/\.\$$/, ""));
    return problem === undefined ? [] : [`SCHEMA_VALIDATION_FAILED: ${problem} at ${place}/Assign/${field}`];
  });
};

/** Of a state, its catchers and its rules. */
export const variableProblems = ({ fields, place }: WrittenState): readonly string[] => [
  ...assignProblems(fields, place),
  ...["Catch", "Choices"].flatMap((name) =>
    records(fields[name]).flatMap((one, index) => assignProblems(one, `${place}/${name}[${index}]`)),
  ),
];
