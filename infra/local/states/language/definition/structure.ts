/** Whether a definition has the fields that the language knows, as `asl-validator` judges. */
import validate from "asl-validator";
import type { Json, JsonRecord } from "../contract.ts";
import { isList, isRecord, member } from "../json.ts";

/**
 * Fields whose values `expressions.ts` judges itself: the validator would take members called `Next` or `States` for its
 * own, and refuses literals that AWS takes (`"Output": 1`, `"Condition": true`).
 */
const HARMLESS: JsonRecord = {
  Parameters: {},
  Arguments: {},
  ResultSelector: {},
  ItemSelector: {},
  Result: {},
  Output: {},
  Assign: {},
  Items: [],
  Condition: "{% true %}",
};

const inner = (value: Json): Json => {
  if (isList(value)) return value.map(inner);
  return isRecord(value) ? skeleton(value) : value;
};

/** States are named freely, also `Output`: their names are not fields. */
const states = (value: Json): Json =>
  isRecord(value) ? Object.fromEntries(Object.entries(value).map(([name, state]) => [name, inner(state)])) : value;

function skeleton(record: JsonRecord): JsonRecord {
  return Object.fromEntries(
    Object.entries(record).map(([name, value]) => [
      name,
      name === "States" ? states(value) : (member(HARMLESS, name) ?? inner(value)),
    ]),
  );
}

/** It takes all states of all machines together; `transitions.ts` judges each machine, and says where. */
const JUDGED_ELSEWHERE = new Set([
  "MISSING_TRANSITION_TARGET",
  "BRANCH_OUTBOUND_TRANSITION_TARGET",
  "MAP_OUTBOUND_TRANSITION_TARGET",
]);

export const structureProblems = (definition: JsonRecord): readonly string[] => {
  // It writes into what it is given, which is why it gets a copy; paths are judged by the parser that will read them.
  const { errors } = validate(structuredClone(skeleton(definition)), { checkPaths: false, checkArn: true });
  return errors
    .filter((error) => !JUDGED_ELSEWHERE.has(error["Error code"]))
    .map((error) => `${error["Error code"]}: ${error.Message}`);
};
