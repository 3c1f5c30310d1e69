/** Bytes in seven bits: quoted-printable (RFC 2045, 6.7) for bodies, encoded words (RFC 2047) for headers. */

const SOFT_BREAK = "=\r\n";
/** RFC 2045: a line has at most 76 characters, the `=` of the soft break included. */
const MAX_LINE = 75;
/** RFC 2047, 2: a line with an encoded word has at most 76 characters; `Subject: ` and the word's frame take 21. */
const MAX_WORD_BYTES = 39;
/** RFC 5322, 2.1.1: a line should have at most 78 characters, `Subject: ` included. */
const MAX_PLAIN_HEADER = 69;

const hex = (byte: number): string => `=${byte.toString(16).toUpperCase().padStart(2, "0")}`;

const isPlain = (byte: number): boolean => byte === 9 || (byte >= 32 && byte <= 126 && byte !== 61);

const quotedLine = (line: string): string => {
  const tokens = [...Buffer.from(line)].map((byte) => (isPlain(byte) ? String.fromCharCode(byte) : hex(byte)));
  // White space at the end of a line may be lost on the way: it is always encoded.
  const last = tokens.at(-1);
  if (last === " " || last === "\t") tokens[tokens.length - 1] = hex(last.charCodeAt(0));
  let text = "";
  let width = 0;
  for (const token of tokens) {
    if (width + token.length > MAX_LINE) {
      text += SOFT_BREAK;
      width = 0;
    }
    text += token;
    width += token.length;
  }
  return text;
};

export const encodeQuotedPrintable = (text: string): string =>
  text
    .split(/\r\n|\r|\n/)
    .map(quotedLine)
    .join("\r\n");

const unhex = (text: string): string =>
  text.replace(/=([0-9A-F]{2})/gi, (_, digits: string) => String.fromCharCode(Number.parseInt(digits, 16)));

export const decodeQuotedPrintable = (body: Buffer): Buffer =>
  Buffer.from(unhex(body.toString("latin1").replace(/=[ \t]*\r?\n/g, "")), "latin1");

/** Cuts between characters, never inside one: each word must decode by itself. */
const chunksOf = (text: string): readonly string[] => {
  const chunks: string[] = [];
  let chunk = "";
  for (const character of text) {
    if (Buffer.byteLength(chunk + character) > MAX_WORD_BYTES) {
      chunks.push(chunk);
      chunk = "";
    }
    chunk += character;
  }
  return [...chunks, chunk];
};

/** The value of a Subject: as it is when it is short plain ASCII, else in encoded words on folded lines. */
export const encodeSubject = (text: string): string => {
  const isPlainText = /^[\x20-\x7e]*$/.test(text) && !text.includes("=?");
  if (isPlainText && text.length <= MAX_PLAIN_HEADER) return text;
  return chunksOf(text)
    .map((chunk) => `=?UTF-8?B?${Buffer.from(chunk).toString("base64")}?=`)
    .join("\r\n ");
};

/** Text of bytes in a named character set; UTF-8 when the name is unknown. */
export const decodeText = (bytes: Buffer, charset: string): string => {
  try {
    return new TextDecoder(charset).decode(bytes);
  } catch {
    return bytes.toString("utf8");
  }
};

/** RFC 2047, 6.2: white space between two encoded words is no part of the text. */
export const decodeHeader = (value: string): string =>
  value
    .replace(/(\?=)\s+(?==\?)/g, "$1")
    .replace(/=\?([^?]+)\?([BQ])\?([^?]*)\?=/gi, (_, charset: string, encoding: string, text: string) => {
      const isBase64 = encoding.toUpperCase() === "B";
      const bytes = isBase64 ? Buffer.from(text, "base64") : Buffer.from(unhex(text.replaceAll("_", " ")), "latin1");
      return decodeText(bytes, charset);
    });
