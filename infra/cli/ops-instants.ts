/** Instants and durations as operators read and write them: in Paris, and beside now. */
import { Misuse } from "./misuse.ts";

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

const PARIS = { timeZone: "Europe/Paris" } as const;

const SHORT = new Intl.DateTimeFormat("fr-FR", {
  ...PARIS,
  day: "2-digit",
  month: "2-digit",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  second: "2-digit",
});

const LONG = new Intl.DateTimeFormat("fr-FR", { ...PARIS, dateStyle: "full", timeStyle: "medium" });

export const shortInstant = (instant: string): string => SHORT.format(new Date(instant));

export const longInstant = (instant: string): string => LONG.format(new Date(instant));

const FRENCH = new Intl.NumberFormat("fr-FR", { maximumFractionDigits: 1 });

/** The two largest units say enough. */
const UNITS: readonly (readonly [size: number, name: string])[] = [
  [DAY, "j"],
  [HOUR, "h"],
  [MINUTE, "min"],
  [SECOND, "s"],
];

export const durationWords = (milliseconds: number): string => {
  if (milliseconds < SECOND) return `${Math.round(milliseconds)} ms`;
  if (milliseconds < MINUTE) return `${FRENCH.format(milliseconds / SECOND)} s`;
  const largest = UNITS.findIndex(([size]) => milliseconds >= size);
  let rest = milliseconds;
  return UNITS.slice(largest, largest + 2)
    .map(([size, name]) => {
      const count = Math.floor(rest / size);
      rest -= count * size;
      return `${count} ${name}`;
    })
    .join(" ");
};

/** An instant to come is possible: the platform on this machine has a clock of its own. */
export const beside = (instant: string, now: Date): string => {
  const elapsed = now.getTime() - Date.parse(instant);
  return elapsed < 0 ? `dans ${durationWords(-elapsed)}` : `il y a ${durationWords(elapsed)}`;
};

const AGO = /^(\d+)(s|min|h|j)$/;
const AGO_UNITS: Readonly<Record<string, number>> = { s: SECOND, min: MINUTE, h: HOUR, j: DAY };

/** A date, or a date and a time; without a zone, they are those of Paris. */
const CIVIL = /^(\d{4}-\d{2}-\d{2})(?:[T ](\d{2}:\d{2}(?::\d{2})?))?$/;

/** Milliseconds by which the clocks of Paris are ahead of UTC at that instant. */
const parisOffset = (instant: number): number => {
  const name = new Intl.DateTimeFormat("en-GB", { ...PARIS, timeZoneName: "longOffset" })
    .formatToParts(instant)
    .find(({ type }) => type === "timeZoneName")?.value;
  const [, hours = "0"] = /GMT\+(\d+)/.exec(name ?? "") ?? [];
  return Number(hours) * HOUR;
};

const inParis = (day: string, time: string): number => {
  const asUtc = Date.parse(`${day}T${time}Z`);
  if (Number.isNaN(asUtc)) return asUtc;
  const guess = asUtc - parisOffset(asUtc);
  return asUtc - parisOffset(guess);
};

const millisecondsOf = (text: string, now: Date): number => {
  const [, count, unit = ""] = AGO.exec(text) ?? [];
  if (count !== undefined) return now.getTime() - Number(count) * (AGO_UNITS[unit] ?? 0);
  const [, day, time = "00:00"] = CIVIL.exec(text) ?? [];
  return day === undefined ? Date.parse(text) : inParis(day, time);
};

/** @throws {Misuse} when the text is no instant. */
export const readInstant = (option: string, text: string, now: Date): string => {
  const instant = millisecondsOf(text, now);
  if (!Number.isFinite(instant)) {
    throw new Misuse(`${option} ${text} n'est pas un instant : écrivez 2h, 3j, 2026-11-23 ou 2026-11-23T14:30.`);
  }
  return new Date(instant).toISOString();
};
