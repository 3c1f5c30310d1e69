/** Timestamps of the language: RFC 3339 with an upper-case T, and Z where there is no offset. */

const TIMESTAMP = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(\.\d+)?(?:Z|([+-])(\d\d):(\d\d))$/;

/** Milliseconds since the epoch; undefined for a text that is none, or that names a day or an hour which does not exist. */
export const parseTimestamp = (text: string): number | undefined => {
  const parts = TIMESTAMP.exec(text);
  if (parts === null) return undefined;
  const [, year, month, day, hour, minute, second, fraction = ".0", sign = "+", offsetHour = "0", offsetMinute = "0"] =
    parts;
  const local = Date.UTC(Number(year), Number(month) - 1, Number(day), Number(hour), Number(minute), Number(second));
  // Date.UTC carries the thirteenth month and the 25th hour over: what it reads back then differs from what was written.
  if (new Date(local).toISOString().slice(0, 19) !== text.slice(0, 19)) return undefined;
  const offset = Number(`${sign}1`) * (Number(offsetHour) * 60 + Number(offsetMinute)) * 60_000;
  return local + Math.floor(Number(fraction) * 1_000) - offset;
};
