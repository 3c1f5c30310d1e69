/**
 * base64 as XML Schema 1.0 part 2, §3.2.16, has it: white space anywhere, and no stray bits before the padding. An
 * attachment has megabytes of it, so the text is only looked at: nothing there is copied, and nothing can backtrack.
 */
import { countOf } from "#formats/xml/occurrences.ts";

const FOREIGN = /[^A-Za-z\d+/= \t\r\n]/;

/** One or two signs at the end. */
const PADDING = /^=[ \t\r\n]*=?[ \t\r\n]*$/;

/** The last four characters, or none: before the padding, the last digit has no bits that no byte takes. */
const LAST_FOUR = /^(?:[A-Za-z\d+/]{4}|[A-Za-z\d+/]{2}[AEIMQUYcgkosw048]=|[A-Za-z\d+/][AQgw]==|)$/;

const SPACE = 0x20;

/** White space is all that is left below the space, once foreign characters are excluded. */
const isBlankAt = (text: string, index: number): boolean => text.charCodeAt(index) <= SPACE;

const lastFour = (text: string): string => {
  let last = "";
  for (let index = text.length - 1; index >= 0 && last.length < 4; index--) {
    if (!isBlankAt(text, index)) last = text.charAt(index) + last;
  }
  return last;
};

const BLANKS = [" ", "\n", "\r", "\t"] as const;

const digitsIn = (text: string): number => BLANKS.reduce((digits, blank) => digits - countOf(blank, text), text.length);

/** Whether it holds other signs than digits, padding and white space. */
export const hasForeignSigns = (text: string): boolean => FOREIGN.test(text);

export const isBase64 = (text: string): boolean => {
  if (hasForeignSigns(text)) return false;
  const padding = text.indexOf("=");
  if (padding >= 0 && !PADDING.test(text.slice(padding))) return false;
  return digitsIn(text) % 4 === 0 && LAST_FOUR.test(lastFour(text));
};
