/** Whether the expressions of a JSONata state can be evaluated. */
import type { Json, JsonRecord } from "../contract.ts";
import { isList, isRecord, isText, records } from "../json.ts";
import { expressionOf } from "../jsonata/expression.ts";
import { expressionProblems } from "../jsonata/references.ts";
import type { WrittenState } from "./walk.ts";

type Available = ReadonlySet<string>;

const ALWAYS = ["input", "context"];
/** Before the state has done its work. */
const BEFORE: Available = new Set(ALWAYS);
const WITH_RESULT: Available = new Set([...ALWAYS, "result"]);
const WITH_ERROR: Available = new Set([...ALWAYS, "errorOutput"]);

/** The states whose `Output` and `Assign` see a result. */
const HAVE_RESULT = new Set<Json | undefined>(["Task", "Parallel", "Map"]);

const AFTER_FIELDS = ["Output", "Assign"];
const RULE_FIELDS = ["Condition", ...AFTER_FIELDS];
const BEFORE_FIELDS = [
  "Arguments",
  "Items",
  "ItemSelector",
  "Seconds",
  "Timestamp",
  "TimeoutSeconds",
  "HeartbeatSeconds",
  "MaxConcurrency",
  "ToleratedFailureCount",
  "ToleratedFailurePercentage",
  "Error",
  "Cause",
];

const valueProblems = (value: Json, place: string, available: Available): readonly string[] => {
  if (isList(value)) return value.flatMap((item, index) => valueProblems(item, `${place}[${index}]`, available));
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([name, inner]) => valueProblems(inner, `${place}/${name}`, available));
  }
  const source = isText(value) ? expressionOf(value) : undefined;
  return source === undefined ? [] : expressionProblems(source, available).map((problem) => `${problem} at ${place}`);
};

const problemsOf = (names: readonly string[], fields: JsonRecord, place: string, available: Available) =>
  names.flatMap((name) => valueProblems(fields[name] ?? null, `${place}/${name}`, available));

export const jsonataProblems = ({ fields, place }: WrittenState): readonly string[] => [
  ...problemsOf(BEFORE_FIELDS, fields, place, BEFORE),
  ...problemsOf(AFTER_FIELDS, fields, place, HAVE_RESULT.has(fields["Type"]) ? WITH_RESULT : BEFORE),
  ...records(fields["Catch"]).flatMap((catcher, index) =>
    problemsOf(AFTER_FIELDS, catcher, `${place}/Catch[${index}]`, WITH_ERROR),
  ),
  ...records(fields["Choices"]).flatMap((rule, index) =>
    problemsOf(RULE_FIELDS, rule, `${place}/Choices[${index}]`, BEFORE),
  ),
];
