/**
 * Executions recorded from AWS (`../shared/step-functions`), as far as one state at a time can be looked at: what was put
 * in, what came out. The folder lies beside the corpus and is found through it.
 */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import type { Json, JsonRecord } from "#infra/local/states/language/contract.ts";
import { isText } from "#infra/local/states/language/json.ts";

const file = join(process.env["PLAINCHANT_CORPUS"] ?? "", "..", "step-functions", "recorded-histories.json");

export const hasRecordings = process.env["PLAINCHANT_CORPUS"] !== undefined && existsSync(file);

const JsonValue = z.json();
const JsonObject = z.record(z.string(), JsonValue);

const Details = z.looseObject({
  name: z.string().optional(),
  input: JsonValue.optional(),
  output: JsonValue.optional(),
  assignedVariables: z.record(z.string(), z.string()).optional(),
  length: z.number().optional(),
  index: z.number().optional(),
  error: z.string().optional(),
  cause: z.string().optional(),
  location: z.string().optional(),
});

/** The details of an event stand under a name that its type gives: whichever is there is taken. */
const Event = z.looseObject({ type: z.string() }).transform(({ type, ...rest }) => ({
  type,
  details: Details.parse(Object.entries(rest).find(([name]) => name.endsWith("Details"))?.[1] ?? {}),
}));

const Recording = z.object({
  name: z.string(),
  definition: JsonObject,
  input: z.string(),
  events: z.array(Event),
});

export type RecordedEvent = z.infer<typeof Event>;
export type Recording = z.infer<typeof Recording>;

/** Texts that hold JSON were read by the recorder where it was an object, and left alone where it was not. */
export const recordedJson = (value: Json | undefined): Json => (isText(value) ? JSON.parse(value) : (value ?? null));

const INSTANT = "date";

/** Instants were replaced in the recordings, by several words. */
export const withInstants = (value: Json): Json =>
  JSON.parse(JSON.stringify(value).replaceAll(/"(start-time|entered-time)"/g, `"${INSTANT}"`));

/** Values that were replaced in the recordings, with the context object that this makes. */
export const contextOf = (input: Json, state: string): JsonRecord => ({
  Execution: {
    Id: "arn:<partition>:states:<region>:111111111111:execution:<ArnPart_0idx>:<ExecArnPart_0idx>",
    Input: input,
    StartTime: INSTANT,
    Name: "<ExecArnPart_0idx>",
    RoleArn: "snf_role_arn",
    RedriveCount: 0,
  },
  StateMachine: {
    Id: "arn:<partition>:states:<region>:111111111111:stateMachine:<ArnPart_0idx>",
    Name: "<ArnPart_0idx>",
  },
  State: { Name: state, EnteredTime: INSTANT },
});

/** Recordings whose definition is not the one that ran, or whose values were replaced by placeholders. */
const UNLIKE: readonly (readonly [RegExp, string])[] = [
  [/test_state_pass_result_jsonpaths$/, "the Result was edited before the run"],
  [/test_base_map\[MAX_CONCURRENCY\]$/, "another machine ran"],
  [/test_sfn_start_execution_sync/, "the machine recorded is the one that was started, not the one that ran"],
  [/test_context_object\.py.*::test_variable$/, "the path is a placeholder in the definition"],
  [/::TestMathOperations::test_math_random_seeded$|::test_uuid$/, "the value drawn is a placeholder"],
  [/test_wait_timestamp_(path|jsonata)(\[(SECONDS|NANOSECONDS)\])?$/, "the instant is a placeholder"],
];

export const unlikeness = ({ name }: Recording): string | undefined =>
  UNLIKE.find(([pattern]) => pattern.test(name))?.[1];

/** Tests that ran one definition with several paths name the path; the definition recorded has another in its place. */
const PATH_IN_NAME = /(?:test_json_path_array_\w+|test_(?:in|out)put_path)\[(.*)\]$/;
const OTHER_PATH = /\$\.items\[0\]|%CONTEXT_OBJECT_LITERAL_PLACEHOLDER%/g;

const withItsPath = (recording: Recording): Recording => {
  const path = PATH_IN_NAME.exec(recording.name)?.[1];
  if (path === undefined) return recording;
  const definition = JSON.stringify(recording.definition).replaceAll(OTHER_PATH, () => path);
  return { ...recording, definition: JsonObject.parse(JSON.parse(definition)) };
};

/** Timestamps that are wrong are placeholders in the input, but AWS quotes them at the end of the cause. */
const QUOTED_TIMESTAMP = /date-time format string: (?:\$\.TimestampValue == )?(.*)$/;

const withItsTimestamp = (recording: Recording): Recording => {
  const cause = recording.events.at(-1)?.details.cause ?? "";
  const timestamp = QUOTED_TIMESTAMP.exec(cause)?.[1];
  if (timestamp === undefined) return recording;
  const input = { TimestampValue: timestamp };
  const events = recording.events.map((event) =>
    event.details.input === undefined ? event : { ...event, details: { ...event.details, input } },
  );
  return { ...recording, input: JSON.stringify(input), events };
};

export const recordings = (): readonly Recording[] =>
  hasRecordings
    ? z
        .array(Recording)
        .parse(JSON.parse(readFileSync(file, "utf8")))
        .map(withItsPath)
        .map(withItsTimestamp)
    : [];
