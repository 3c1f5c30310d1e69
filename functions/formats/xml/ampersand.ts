/**
 * The commonest mistake of all, `Dupont & Fils`: the parser takes what follows for a reference and reads on to the next
 * `;`, hundreds of lines further or to the end of the file. The supplier needs the place of the `&`.
 */

/** Where an `&` is an ordinary character; an unfinished one goes to the end. */
const LITERALS: readonly (readonly [opens: string, closes: string])[] = [
  ["<!--", "-->"],
  ["<![CDATA[", "]]>"],
  ["<?", "?>"],
];

/** Where the literal ends that opens at `offset`; undefined when none does. */
const endOfLiteral = (text: string, offset: number): number | undefined => {
  for (const [opens, closes] of LITERALS) {
    if (!text.startsWith(opens, offset)) continue;
    const end = text.indexOf(closes, offset + opens.length);
    return end < 0 ? text.length : end + closes.length;
  }
  return undefined;
};

/** The first `&` between two offsets that stands in no literal. */
const firstAmpersand = (text: string, from: number, to: number): number | undefined => {
  let at = from;
  while (at < to) {
    const ampersand = text.indexOf("&", at);
    if (ampersand < 0 || ampersand >= to) return undefined;
    const literal = text.indexOf("<", at);
    if (literal < 0 || literal > ampersand) return ampersand;
    at = endOfLiteral(text, literal) ?? literal + 1;
  }
  return undefined;
};

/** The text ends inside a reference that may be right so far. */
const CUT_OFF = /^&[#\w]*$/;

/** Offset of the `&` whose reference the parser was reading when it stopped at `end`; undefined if it was reading none. */
export const openReference = (text: string, end: number): number | undefined => {
  const offset = firstAmpersand(text, text.lastIndexOf(";", end - 2) + 1, end);
  return offset === undefined || CUT_OFF.test(text.slice(offset, end)) ? undefined : offset;
};
