/**
 * Line ends as XML reads them (XML 1.0 §2.11): done before the parser runs, which takes each carriage return apart from the
 * text around it, and needs seconds and half a gigabyte for a file of nothing else.
 */

const CR = 0x0d;
const LF = 0x0a;

/** Up to here replacing is fastest. Beyond, it is not: each match is kept as a piece until the end. */
const SHORT = 65_536;

const normaliseBytes = (text: string): string => {
  const bytes = Buffer.from(text);
  let length = 0;
  for (let index = 0; index < bytes.length; index++) {
    const byte = bytes[index] ?? 0;
    if (byte === CR && bytes[index + 1] === LF) continue;
    bytes[length++] = byte === CR ? LF : byte;
  }
  return bytes.toString("utf8", 0, length);
};

export const normaliseLineEnds = (text: string): string => {
  if (!text.includes("\r")) return text;
  return text.length <= SHORT ? text.replace(/\r\n?/g, "\n") : normaliseBytes(text);
};
