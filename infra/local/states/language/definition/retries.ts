/** Retriers and catchers, with the defaults of the language. */
import type { Catcher, Json, JsonRecord, Retrier } from "../contract.ts";
import { isInteger, isNumber, isText, records, texts } from "../json.ts";
import type { WrittenState } from "./walk.ts";

/** AWS Step Functions developer guide, "Retry field": one second, three attempts, twice as long each time. */
const DEFAULTS = { intervalSeconds: 1, maxAttempts: 3, backoffRate: 2 };

const numberOr = (value: Json | undefined, otherwise: number): number => (isNumber(value) ? value : otherwise);

const retrierOf = (fields: JsonRecord): Retrier => {
  const longest = fields["MaxDelaySeconds"];
  return {
    errorEquals: texts(fields["ErrorEquals"]),
    intervalSeconds: numberOr(fields["IntervalSeconds"], DEFAULTS.intervalSeconds),
    maxAttempts: numberOr(fields["MaxAttempts"], DEFAULTS.maxAttempts),
    backoffRate: numberOr(fields["BackoffRate"], DEFAULTS.backoffRate),
    maxDelaySeconds: isNumber(longest) ? longest : undefined,
    jitter: fields["JitterStrategy"] === "FULL" ? "FULL" : "NONE",
  };
};

export const retriersOf = (fields: JsonRecord): readonly Retrier[] => records(fields["Retry"]).map(retrierOf);

export const catchersOf = (fields: JsonRecord): readonly Catcher[] =>
  records(fields["Catch"]).flatMap((catcher) => {
    const next = catcher["Next"];
    return isText(next) ? [{ errorEquals: texts(catcher["ErrorEquals"]), next }] : [];
  });

const wholeFrom =
  (least: number) =>
  (value: Json): boolean =>
    isInteger(value) && value >= least;

/** What the fields of a retrier may hold. */
const LIMITS: Readonly<Record<string, { readonly must: string; readonly fits: (value: Json) => boolean }>> = {
  IntervalSeconds: { must: "be a positive integer", fits: wholeFrom(1) },
  MaxAttempts: { must: "be a non-negative integer", fits: wholeFrom(0) },
  BackoffRate: { must: "be at least 1.0", fits: (value) => isNumber(value) && value >= 1 },
  MaxDelaySeconds: { must: "be a positive integer", fits: wholeFrom(1) },
  JitterStrategy: { must: "be FULL or NONE", fits: (value) => value === "FULL" || value === "NONE" },
};

const limitProblems = (retrier: JsonRecord, place: string): readonly string[] =>
  Object.entries(LIMITS).flatMap(([name, { must, fits }]) => {
    const value = retrier[name];
    return value === undefined || fits(value)
      ? []
      : [`SCHEMA_VALIDATION_FAILED: ${name} must ${must} at ${place}/${name}`];
  });

const ALL = "States.ALL";

const nameProblem = (names: readonly string[], isLast: boolean): string | undefined => {
  if (names.length === 0) return "ErrorEquals must name an error";
  // "`States.ALL` […] must appear alone […] and must appear in the last retrier or catcher."
  if (!names.includes(ALL) || (names.length === 1 && isLast)) return undefined;
  return `${ALL} must appear alone and at the end of the list`;
};

const nameProblems = (one: JsonRecord, isLast: boolean, place: string): readonly string[] => {
  const problem = nameProblem(texts(one["ErrorEquals"]), isLast);
  return problem === undefined ? [] : [`SCHEMA_VALIDATION_FAILED: ${problem} at ${place}/ErrorEquals`];
};

/** What is wrong with the retriers and catchers of a state. */
export const retryProblems = ({ fields, place }: WrittenState): readonly string[] =>
  ["Retry", "Catch"].flatMap((name) =>
    records(fields[name]).flatMap((one, index, list) => [
      ...nameProblems(one, index === list.length - 1, `${place}/${name}[${index}]`),
      ...(name === "Retry" ? limitProblems(one, `${place}/${name}[${index}]`) : []),
    ]),
  );
