/** What a message says: its headers, its subject, its first text. Enough for a listing, no mail client. */
import { decodeHeader, decodeQuotedPrintable, decodeText } from "./encodings.ts";

export interface Header {
  readonly name: string;
  readonly value: string;
}

interface ReadMessage {
  /** Unfolded, in order, still encoded. */
  readonly headers: readonly Header[];
  readonly subject: string;
  /** The first plain text, or the first HTML where there is none; empty without either. */
  readonly text: string;
}

interface Entity {
  readonly headers: readonly Header[];
  readonly body: Buffer;
}

const readHeader = (field: string): Header => {
  const colon = field.indexOf(":");
  return {
    name: field.slice(0, colon).trim(),
    value: field
      .slice(colon + 1)
      .replace(/\r?\n(?=[ \t])/g, "")
      .trim(),
  };
};

const readEntity = (bytes: Buffer): Entity => {
  const text = bytes.toString("latin1");
  const end = /(^|\r?\n)\r?\n/.exec(text);
  const head = end ? text.slice(0, end.index) : text;
  const headers = head.split(/\r?\n(?![ \t])/).filter((field) => field.includes(":"));
  return {
    headers: headers.map(readHeader),
    body: end ? Buffer.from(text.slice(end.index + end[0].length), "latin1") : Buffer.alloc(0),
  };
};

export const headerOf = (headers: readonly Header[], name: string): string | undefined =>
  headers.find((header) => header.name.toLowerCase() === name)?.value;

const contentType = (entity: Entity): { readonly type: string; parameter(name: string): string | undefined } => {
  const value = headerOf(entity.headers, "content-type") ?? "text/plain; charset=us-ascii";
  return {
    type: value.split(";")[0]?.trim().toLowerCase() ?? "",
    parameter: (name) => new RegExp(`;\\s*${name}="?([^";]+)"?`, "i").exec(value)?.[1]?.trim(),
  };
};

const DECODERS: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  base64: (body) => Buffer.from(body.toString("latin1"), "base64"),
  "quoted-printable": decodeQuotedPrintable,
};

const textOf = (entity: Entity): string => {
  const encoding = headerOf(entity.headers, "content-transfer-encoding")?.toLowerCase() ?? "7bit";
  const decode = DECODERS[encoding] ?? ((body: Buffer) => body);
  return decodeText(decode(entity.body), contentType(entity).parameter("charset") ?? "utf-8");
};

/** RFC 2046, 5.1.1: the line break before a delimiter belongs to it; `--` after the last one closes the whole. */
const partsOf = (entity: Entity, boundary: string): readonly Entity[] =>
  `\n${entity.body.toString("latin1").replaceAll("\r\n", "\n")}`
    .split(`\n--${boundary}`)
    .slice(1)
    .filter((part) => !part.startsWith("--"))
    .map((part) => readEntity(Buffer.from(part.slice(part.indexOf("\n") + 1), "latin1")));

const leavesOf = (entity: Entity): readonly Entity[] => {
  const { type, parameter } = contentType(entity);
  const boundary = parameter("boundary");
  if (!type.startsWith("multipart/") || boundary === undefined) return [entity];
  return partsOf(entity, boundary).flatMap(leavesOf);
};

export const readMessage = (bytes: Buffer): ReadMessage => {
  const message = readEntity(bytes);
  const leaves = leavesOf(message);
  const leaf = (type: string) => leaves.find((entity) => contentType(entity).type === type);
  const shown = leaf("text/plain") ?? leaf("text/html");
  return {
    headers: message.headers,
    subject: decodeHeader(headerOf(message.headers, "subject") ?? ""),
    text: shown ? textOf(shown) : "",
  };
};
