/** Executions that were recorded from AWS: what the embedded engine must reproduce, event by event. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import * as z from "zod";

const Event = z.looseObject({ type: z.string(), id: z.union([z.number(), z.array(z.number())]) });
export type RecordedEvent = z.infer<typeof Event>;

const Recording = z.object({
  name: z.string(),
  definition: z.json().transform((definition) => JSON.stringify(definition)),
  input: z.string(),
  events: z.array(Event),
});
export type Recording = z.infer<typeof Recording>;

const file = join(process.env["PLAINCHANT_CORPUS"] ?? "", "..", "step-functions", "recorded-histories.json");

export const hasRecordings = process.env["PLAINCHANT_CORPUS"] !== undefined && existsSync(file);

/** The parameter of a test is what its name ends with, in brackets. */
const parameterOf = (name: string): string => /\[(.*)\]$/.exec(name)?.[1] ?? "";

/** What stands in its place was in the past when the execution was recorded. */
const PAST = "2016-03-14T01:59:00Z";

/** The value that the cause of a wait's failure quotes. */
const quotedValue = ({ events }: Recording): string =>
  /.*(?:== |format string: )(?<value>[^"\\]*)/.exec(JSON.stringify(events.at(-1)))?.groups?.["value"] ?? PAST;

type Restore = (recording: Recording) => Partial<Recording>;

/**
 * Some recorded tests put their parameter into the definition, or their input was masked when it was written down: what
 * was run can be told from the name of the test or from the failure.
 */
const RESTORED: readonly (readonly [name: RegExp, restore: Restore])[] = [
  [
    /TestSnfBase::test_(input|output)_path\[/,
    ({ name, definition }) => ({
      definition: definition.replace("%CONTEXT_OBJECT_LITERAL_PLACEHOLDER%", () => parameterOf(name)),
    }),
  ],
  [
    /::test_json_path_array_(access|wildcard_or_slice_with_no_input)\[/,
    ({ name, definition }) => ({ definition: definition.replace("$.items[0]", () => parameterOf(name)) }),
  ],
  [
    /::test_wait_timestamp_(path|jsonata)(\[|$)/,
    (recording) => ({ input: JSON.stringify({ TimestampValue: quotedValue(recording) }) }),
  ],
];

const restored = (recording: Recording): Recording => {
  const restore = RESTORED.find(([name]) => name.test(recording.name))?.[1];
  return { ...recording, ...restore?.(recording) };
};

/** Two recordings may have one name: the second is told apart by its place. */
const distinct = (recordings: readonly Recording[]): readonly Recording[] =>
  recordings.map((recording, index) => {
    const isSecond = recordings.findIndex(({ name }) => name === recording.name) < index;
    return isSecond ? { ...recording, name: `${recording.name} (second)` } : recording;
  });

/** None without the recordings. */
export const readRecordings = (): readonly Recording[] =>
  hasRecordings
    ? distinct(
        z
          .array(Recording)
          .parse(JSON.parse(readFileSync(file, "utf8")))
          .map(restored),
      )
    : [];
