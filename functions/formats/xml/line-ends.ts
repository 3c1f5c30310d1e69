/**
 * Line ends as XML reads them (XML 1.0 §2.11): done before the parser runs, which takes each carriage return apart from the
 * text around it, and needs seconds and half a gigabyte for a file of nothing else.
 */

/** Characters replaced at a time: each match is kept as a piece until its end. */
const PART = 65_536;

const CR = 0x0d;

export const normaliseLineEnds = (text: string): string => {
  if (!text.includes("\r")) return text;
  const parts: string[] = [];
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = from + PART;
    // A part ends where no pair does.
    if (text.charCodeAt(to - 1) === CR) to++;
    parts.push(text.slice(from, to).replace(/\r\n?/g, "\n"));
  }
  return parts.join("");
};
