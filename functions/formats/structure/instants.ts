/** Dates and times as XML Schema 1.0 part 2 has them (§3.2.7 to §3.2.9), the day of the month included. */

const ZONE = "(?:Z|[+-](?:0\\d|1[0-3]):[0-5]\\d|[+-]14:00)?";
const DAY = "-?(?<year>[1-9]\\d{3,}|0\\d{3})-(?<month>0[1-9]|1[0-2])-(?<day>0[1-9]|[12]\\d|3[01])";
const CLOCK = "(?:(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d(?:\\.\\d+)?|24:00:00(?:\\.0+)?)";

const DATE = new RegExp(`^${DAY}${ZONE}$`);
const TIME = new RegExp(`^${CLOCK}${ZONE}$`);
const DATE_TIME = new RegExp(`^${DAY}T${CLOCK}${ZONE}$`);

const DAYS: Readonly<Record<string, number>> = { "02": 29, "04": 30, "06": 30, "09": 30, "11": 30 };

/** The calendar repeats every 400 years, so four digits of any year are enough. */
const isLeap = (year: number): boolean => year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0);

const isDayOfCalendar = ({ year = "", month = "", day = "" }: Readonly<Record<string, string>>): boolean => {
  if (year === "0000" || Number(day) > (DAYS[month] ?? 31)) return false;
  return !(month === "02" && day === "29") || isLeap(Number(year.slice(-4)));
};

const matchesDay = (pattern: RegExp, text: string): boolean => {
  const groups = pattern.exec(text)?.groups;
  return groups !== undefined && isDayOfCalendar(groups);
};

const PLAIN = "0000-00-00";
const ZERO = 0x30;

/** The digit that stands there; NaN where there is none. */
const digitAt = (text: string, index: number): number => {
  const digit = text.charCodeAt(index) - ZERO;
  return digit >= 0 && digit <= 9 ? digit : Number.NaN;
};

const numberAt = (text: string, index: number): number => digitAt(text, index) * 10 + digitAt(text, index + 1);

/** Whether it is a day as nearly all are written, in one of the days that each month has; others are looked at closely. */
const isPlainDay = (text: string): boolean => {
  if (text.length !== PLAIN.length || text.charAt(4) !== "-" || text.charAt(7) !== "-") return false;
  const [century, year, month, day] = [numberAt(text, 0), numberAt(text, 2), numberAt(text, 5), numberAt(text, 8)];
  return century > 0 && year >= 0 && month >= 1 && month <= 12 && day >= 1 && day <= 28;
};

export const isDate = (text: string): boolean => isPlainDay(text) || matchesDay(DATE, text);
export const isDateTime = (text: string): boolean => matchesDay(DATE_TIME, text);
export const isTime = (text: string): boolean => TIME.test(text);
