/**
 * Schedule expressions.
 *
 * EventBridge Scheduler user guide, "Schedule types in EventBridge Scheduler": `rate(value unit)`,
 * `cron(minutes hours day-of-month month day-of-week year)`, `at(yyyy-mm-ddThh:mm:ss)`.
 */
import { Cron } from "croner";
import type { Instant } from "../contracts.ts";

export interface Recurrence {
  /** The first instant strictly after `instant`; undefined when there is none left. */
  next(instant: Instant): Instant | undefined;
}

/** `anchor`: when the schedule was created, which rates count from. */
type Read = (body: string, timeZone: string, anchor: Instant) => Recurrence;

const UNIT_MS: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 };

const invalid = (expression: string, reason: string): Error =>
  new Error(`The schedule expression '${expression}' is not supported: ${reason}`);

/** The first run comes one period after the creation, so that a start does not set everything off. */
const readRate: Read = (body, _, anchor) => {
  const { value, unit } = /^(?<value>[1-9]\d*) (?<unit>minute|hour|day)s?$/.exec(body)?.groups ?? {};
  const period = Number(value) * (UNIT_MS[unit ?? ""] ?? Number.NaN);
  if (Number.isNaN(period)) throw invalid(`rate(${body})`, "a rate is a number of minutes, hours or days");
  return { next: (instant) => anchor + Math.max(1, Math.floor((instant - anchor) / period) + 1) * period };
};

const nextOf = (cron: Cron): Recurrence => ({
  next: (instant) => cron.nextRun(new Date(instant))?.getTime(),
});

/** Days of the week: 1 is Sunday; `6L` is the last Friday, which croner writes `6#L`. */
const translateWeekday = (field: string): string => field.replace(/^([1-7]|[A-Z]{3})L$/, "$1#L");

const anyDay = (field: string): string => (field === "?" ? "*" : field);

const readCron: Read = (body, timezone) => {
  const fields = body.split(" ");
  const [minutes = "", hours = "", dayOfMonth = "", month = "", dayOfWeek = "", year = ""] = fields;
  if (fields.length !== 6) throw invalid(`cron(${body})`, "it needs six fields");
  if ((dayOfMonth === "?") === (dayOfWeek === "?")) {
    throw invalid(`cron(${body})`, "one of day-of-month and day-of-week must be ?");
  }
  const pattern = ["0", minutes, hours, anyDay(dayOfMonth), month, translateWeekday(anyDay(dayOfWeek)), year].join(" ");
  try {
    return nextOf(
      new Cron(pattern, { timezone, mode: "7-part", alternativeWeekdays: true, sloppyRanges: true, paused: true }),
    );
  } catch (error) {
    throw invalid(`cron(${body})`, String(error));
  }
};

const readAt: Read = (body, timezone) => {
  if (!/^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}$/.test(body)) throw invalid(`at(${body})`, "it needs a date and a time");
  return nextOf(new Cron(body, { timezone, paused: true, allowPast: true }));
};

const KINDS: Readonly<Record<string, Read>> = { rate: readRate, cron: readCron, at: readAt };

/** Throws, naming the expression, when it cannot be followed exactly. */
export const readExpression = (expression: string, timeZone: string, anchor: Instant): Recurrence => {
  const { kind = "", body = "" } = /^(?<kind>[a-z]+)\((?<body>[^()]*)\)$/.exec(expression)?.groups ?? {};
  const read = Object.hasOwn(KINDS, kind) ? KINDS[kind] : undefined;
  if (!read) throw invalid(expression, "it is none of rate(), cron() and at()");
  return read(body, timeZone, anchor);
};
