/** Whether a history says what a recorded one says. */
import type { HistoryEvent } from "@aws-sdk/client-sfn";
import type { RecordedEvent, Recording } from "./recordings.ts";

/** What was masked when the recordings were written down. */
const MASKS: ReadonlySet<string> = new Set([
  "RandomNumberGenerated",
  "date",
  "entered-time",
  "generated-uuid",
  "snf_role_arn",
  "start-time",
  "timestamp",
]);

/** `<ArnPart_0idx>` and its like stand for any text, as does the account's number. */
const MASKED_PART = /<[\w-]+(?::\d+)?>|111111111111/;

const isMasked = (recorded: unknown): boolean =>
  typeof recorded === "string" && (MASKS.has(recorded) || recorded.replace(MASKED_PART, "") === "");

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const literally = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

const matchesText = (recorded: string, actual: string): boolean =>
  new RegExp(`^${recorded.split(MASKED_PART).map(literally).join(".*")}$`, "s").test(actual);

const parsed = (value: unknown): unknown => {
  if (typeof value !== "string") return value;
  try {
    return JSON.parse(value);
  } catch {
    return value;
  }
};

/** Some JSON texts were recorded as what they say: texts that are JSON are compared as JSON. */
const agrees = (recorded: unknown, actual: unknown): boolean => {
  if (isMasked(recorded)) return actual !== undefined;
  const [one, other] = [parsed(recorded), parsed(actual)];
  if (typeof one === "string" && typeof other === "string") return matchesText(one, other);
  if (!isObject(one) || !isObject(other)) return one === other;
  const names = Object.keys(one);
  return (
    Array.isArray(one) === Array.isArray(other) &&
    names.length === Object.keys(other).length &&
    names.every((name) => Object.hasOwn(other, name) && agrees(one[name], other[name]))
  );
};

const withoutPlace = ({ id, timestamp, previousEventId, ...event }: Record<string, unknown>): object => event;

/**
 * Events of parallel work were written down without their numbers. What an `EvaluationFailed` follows differs from one
 * recording to the next: the event that entered the state, or the one before it.
 */
const samePredecessor = ({ id, type, previousEventId }: RecordedEvent, actual: HistoryEvent): boolean =>
  Array.isArray(id) || type === "EvaluationFailed" || previousEventId === actual.previousEventId;

const sameContent = (recorded: RecordedEvent, actual: HistoryEvent): boolean =>
  agrees(withoutPlace(recorded), withoutPlace({ ...actual }));

/** Whether nothing runs beside anything else, so that the order of the events is told, too. */
const isSequential = (definition: string): boolean =>
  JSON.stringify(JSON.parse(definition), (_, value) =>
    value?.Type === "Parallel" || (value?.Type === "Map" && value.MaxConcurrency !== 1) ? "concurrent" : value,
  ).indexOf('"concurrent"') === -1;

const firstUnlike = (recorded: readonly RecordedEvent[], actual: readonly HistoryEvent[]): string | undefined => {
  const index = recorded.findIndex((event, at) => {
    const one = actual[at];
    return one === undefined || !sameContent(event, one) || !samePredecessor(event, one);
  });
  return index === -1
    ? undefined
    : `event ${index + 1}: ${JSON.stringify(recorded[index])} ${JSON.stringify(actual[index])}`;
};

const firstMissing = (recorded: readonly RecordedEvent[], actual: readonly HistoryEvent[]): string | undefined => {
  const rest = [...actual];
  for (const event of recorded) {
    const at = rest.findIndex((one) => sameContent(event, one));
    if (at === -1) return `missing: ${JSON.stringify(event)} among ${JSON.stringify(rest)}`;
    rest.splice(at, 1);
  }
  return undefined;
};

/**
 * What differs, or undefined. Recordings of parallel work leave out some events, and say in what order the others came
 * only by chance; the number of their last event still tells how many there were.
 */
export const disagreement = (
  { definition, events }: Recording,
  actual: readonly HistoryEvent[],
): string | undefined => {
  const count = Number(events.at(-1)?.id);
  if (actual.length !== count) return `${actual.length} events instead of ${count}: ${JSON.stringify(actual)}`;
  return isSequential(definition) ? firstUnlike(events, actual) : firstMissing(events, actual);
};
