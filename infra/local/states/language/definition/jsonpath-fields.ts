/** Whether the paths and intrinsic calls of a JSONPath state can be read. */
import type { Json, JsonRecord } from "../contract.ts";
import { callProblems } from "../intrinsics/call.ts";
import { isCall, parseCall } from "../intrinsics/parse-call.ts";
import { isList, isRecord, isText, records } from "../json.ts";
import { COMPOSITIONS, comparatorOf } from "../jsonpath/choice-rules.ts";
import { parsePath } from "../paths/parse-path.ts";
import { isReference } from "../paths/path.ts";
import { UnreadableText } from "../reader.ts";
import type { WrittenState } from "./walk.ts";

/** What is wrong with a text of a field; undefined for a good one. */
type Check = (text: string) => readonly string[];

/** The problem that a parser finds. */
const unlessReadable = (check: Check): Check => {
  return (text) => {
    try {
      return check(text);
    } catch (error) {
      if (!(error instanceof UnreadableText)) throw error;
      return [error.message];
    }
  };
};

const path = unlessReadable((text) => {
  parsePath(text);
  return [];
});

const reference = unlessReadable((text) =>
  isReference(parsePath(text)) ? [] : [`Value is not a Reference Path: ${text}`],
);

const placeOfResult = unlessReadable((text) => {
  const parsed = parsePath(text);
  if (parsed.root.kind === "input" && isReference(parsed)) return [];
  return [`Value is not a Reference Path of the input: ${text}`];
});

const pathOrCall = unlessReadable((text) => (isCall(text) ? callProblems(parseCall(text)) : path(text)));

const FIELDS: Readonly<Record<string, Check>> = {
  InputPath: path,
  OutputPath: path,
  ResultPath: placeOfResult,
  ItemsPath: reference,
  SecondsPath: reference,
  TimestampPath: reference,
  TimeoutSecondsPath: reference,
  HeartbeatSecondsPath: reference,
  MaxConcurrencyPath: reference,
  ToleratedFailureCountPath: reference,
  ToleratedFailurePercentagePath: reference,
  ErrorPath: pathOrCall,
  CausePath: pathOrCall,
};

const TEMPLATES = ["Parameters", "ResultSelector", "ItemSelector", "Assign"];

const schemaProblem = (message: string, place: string): string => `SCHEMA_VALIDATION_FAILED: ${message} at ${place}`;

const checked = (check: Check, text: Json, place: string): readonly string[] =>
  isText(text) ? check(text).map((problem) => schemaProblem(problem, place)) : [];

const memberProblems = (name: string, value: Json, place: string): readonly string[] => {
  if (!name.endsWith(".$")) return templateProblems(value, place);
  if (isText(value)) return checked(pathOrCall, value, place);
  return [
    schemaProblem(
      `The value for the field '${name}' must be a valid JSONPath or a valid intrinsic function call`,
      place,
    ),
  ];
};

/** What is wrong in a payload template, however deep. */
function templateProblems(template: Json, place: string): readonly string[] {
  if (isList(template)) return template.flatMap((item, index) => templateProblems(item, `${place}[${index}]`));
  if (!isRecord(template)) return [];
  return Object.entries(template).flatMap(([name, value]) => memberProblems(name, value, `${place}/${name}`));
}

/** The paths and templates of a state, or of one of its catchers or rules. */
const fieldProblems = (fields: JsonRecord, place: string): readonly string[] => [
  ...Object.entries(FIELDS).flatMap(([name, check]) => checked(check, fields[name] ?? null, `${place}/${name}`)),
  ...TEMPLATES.flatMap((name) => templateProblems(fields[name] ?? null, `${place}/${name}`)),
];

/** The two members of a comparison that may be paths. */
const comparisonProblems = (rule: JsonRecord, place: string): readonly string[] =>
  Object.entries(rule).flatMap(([key, value]) => {
    const isPath = key === "Variable" || comparatorOf(key)?.byPath === true;
    return isPath ? checked(path, value, `${place}/${key}`) : [];
  });

const ruleProblems = (rule: JsonRecord, place: string): readonly string[] => {
  const inner = COMPOSITIONS.flatMap((name) => {
    const rules = rule[name];
    return (isList(rules) ? records(rules) : records([rules ?? null])).flatMap((one) =>
      ruleProblems(one, `${place}/${name}`),
    );
  });
  return [...comparisonProblems(rule, place), ...inner];
};

export const jsonPathProblems = ({ fields, place }: WrittenState): readonly string[] => [
  ...fieldProblems(fields, place),
  ...records(fields["Catch"]).flatMap((catcher, index) => fieldProblems(catcher, `${place}/Catch[${index}]`)),
  ...records(fields["Choices"]).flatMap((rule, index) => [
    ...fieldProblems(rule, `${place}/Choices[${index}]`),
    ...ruleProblems(rule, `${place}/Choices[${index}]`),
  ]),
];
