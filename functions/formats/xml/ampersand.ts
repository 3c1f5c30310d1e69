/**
 * The commonest mistake of all, `Dupont & Fils`: the parser takes what follows for a reference and reads on to the next
 * `;`, hundreds of lines further or to the end of the file. The supplier needs the place of the `&`.
 */

/** Where an `&` is an ordinary character; an unfinished one goes to the end. */
const LITERAL = /<!--[\s\S]*?(?:-->|$)|<!\[CDATA\[[\s\S]*?(?:\]\]>|$)|<\?[\s\S]*?(?:\?>|$)/g;

const blank = (literal: string): string => " ".repeat(literal.length);

/** Offset of the `&` whose reference the parser was reading when it stopped at `end`; undefined if it was reading none. */
export const openReference = (text: string, end: number): number | undefined => {
  const from = text.lastIndexOf(";", end - 2) + 1;
  const reference = text.slice(from, end).replace(LITERAL, blank);
  const offset = reference.indexOf("&");
  const cutOff = /^&[#\w]*$/.test(reference.slice(offset));
  return offset < 0 || cutOff ? undefined : from + offset;
};
