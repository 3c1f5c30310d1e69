/** Civil days as the law counts them: `YYYY-MM-DD`, in Paris, no time and no zone. */
import { civilDayInParis } from "#domain/facture/civil-date.ts";

const DAY_MS = 86_400_000;

/** Days since 1 January 1970; at midnight UTC, a day has no hours that a change of clock could take away. */
const dayNumber = (day: string): number => Date.parse(`${day}T00:00:00Z`) / DAY_MS;

const dayOf = (number: number): string => new Date(number * DAY_MS).toISOString().slice(0, 10);

export const addDays = (day: string, days: number): string => dayOf(dayNumber(day) + days);

/** Days from the first to the second: negative when that is earlier. */
export const daysBetween = (from: string, to: string): number => dayNumber(to) - dayNumber(from);

/** Last day of the month that comes so many months after that of the day; 0 for its own. */
export const endOfMonth = (day: string, monthsAfter: number): string => {
  const [year = 0, month = 0] = day.split("-").map(Number);
  // Day 0 of a month is the last one of the month before; `Date.UTC` carries months over into years.
  return dayOf(Date.UTC(year, month + monthsAfter, 0) / DAY_MS);
};

/** 1 January 1970 was a Thursday; Monday is 0. */
const weekday = (day: string): number => (((dayNumber(day) + 3) % 7) + 7) % 7;

const SATURDAY = 5;

/** Gregorian Easter Sunday (computus of Meeus, Jones and Butcher). */
const easter = (year: number): string => {
  const a = year % 19;
  const b = Math.floor(year / 100);
  const c = year % 100;
  const e = b % 4;
  const h = (19 * a + b - Math.floor(b / 4) - Math.floor((b - Math.floor((b + 8) / 25) + 1) / 3) + 15) % 30;
  const l = (32 + 2 * e + 2 * Math.floor(c / 4) - h - (c % 4)) % 7;
  const m = Math.floor((a + 11 * h + 22 * l) / 451);
  const month = Math.floor((h + l - 7 * m + 114) / 31);
  const day = ((h + l - 7 * m + 114) % 31) + 1;
  return `${year}-${String(month).padStart(2, "0")}-${String(day).padStart(2, "0")}`;
};

/** Public holidays of the code du travail, L3133-1: those of a date, and those that Easter moves, in days after it. */
const FIXED: ReadonlySet<string> = new Set(["01-01", "05-01", "05-08", "07-14", "08-15", "11-01", "11-11", "12-25"]);
const AFTER_EASTER: ReadonlySet<number> = new Set([1, 39, 50]);

export const isPublicHoliday = (day: string): boolean =>
  FIXED.has(day.slice(5)) || AFTER_EASTER.has(daysBetween(easter(Number(day.slice(0, 4))), day));

/** Neither a Saturday, a Sunday nor a public holiday. */
export const isWorkingDay = (day: string): boolean => weekday(day) < SATURDAY && !isPublicHoliday(day);

/** That day, or the first working day after it. */
export const orNextWorkingDay = (day: string): string => {
  let at = day;
  while (!isWorkingDay(at)) at = addDays(at, 1);
  return at;
};

const HOUR_MS = 3_600_000;

/** The instant at which the day begins in Paris, which is one or two hours before it does in UTC. */
export const startOfDayInParis = (day: string): Date => {
  const winter = new Date(dayNumber(day) * DAY_MS - HOUR_MS);
  const summer = new Date(winter.getTime() - HOUR_MS);
  return civilDayInParis(summer) === day ? summer : winter;
};
