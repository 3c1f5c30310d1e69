/** Civil dates, `YYYY-MM-DD`, without any time or zone. */

const FORM = /^(\d{4})-(\d{2})-(\d{2})$/;

/** Whether the text is a day of the Gregorian calendar: 2026-02-30 is not. */
export const isCivilDate = (text: string): boolean => {
  const [, year, month, day] = FORM.exec(text)?.map(Number) ?? [];
  if (year === undefined || month === undefined || day === undefined) return false;
  const leap = (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
  const days = [31, leap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31][month - 1];
  return days !== undefined && day >= 1 && day <= days && year >= 1;
};

const PARIS = new Intl.DateTimeFormat("en-CA", {
  timeZone: "Europe/Paris",
  year: "numeric",
  month: "2-digit",
  day: "2-digit",
});

/** The civil day in Paris, where the law counts its days, at that instant. */
export const civilDayInParis = (instant: Date): string => PARIS.format(instant);
