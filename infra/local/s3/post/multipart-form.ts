/**
 * Reads the `multipart/form-data` of a POST upload (RFC 7578), as strictly as its only senders allow: browsers and HTTP
 * libraries. The file is the last part that S3 reads; what follows it is ignored.
 */
import type { AwsError } from "../../json-protocol.ts";
import type { Fields } from "../checksums.ts";
import { s3Error } from "../errors.ts";

export interface UploadForm {
  /** By lower-case name: S3 takes field names in any case. */
  readonly fields: Fields;
  /** As the browser named it, without its folders. */
  readonly fileName: string;
  readonly file: Buffer;
}

interface Part {
  readonly name: string;
  readonly fileName: string;
  readonly content: Buffer;
}

const LINE_END = "\r\n";
const HEADERS_END = "\r\n\r\n";
/** Of the form without its file, in bytes (Amazon S3 API Reference, "POST Object"). */
const MAX_FIELDS_BYTES = 20 * 1024;

const malformed = (): AwsError => s3Error("MalformedPOSTRequest");

const boundaryOf = (contentType: string): string => {
  const [, quoted, plain] = /;\s*boundary=(?:"([^"]{1,70})"|([^\s;"]{1,70}))/i.exec(contentType) ?? [];
  const boundary = quoted ?? plain;
  if (boundary === undefined) throw malformed();
  return boundary;
};

/** How browsers write quotes and line ends inside a quoted name (HTML standard, "multipart/form-data encoding"). */
const UNQUOTED: Readonly<Record<string, string>> = { "%22": '"', "%0D": "\r", "%0A": "\n" };

const parameter = (disposition: string, name: string): string | undefined =>
  new RegExp(`;\\s*${name}="([^"]*)"`, "i")
    .exec(disposition)?.[1]
    ?.replace(/%22|%0D|%0A/g, (code) => UNQUOTED[code] ?? code);

const partOf = (bytes: Buffer): Part => {
  const headersEnd = bytes.indexOf(HEADERS_END);
  if (headersEnd < 0) throw malformed();
  const headers = bytes.toString("utf8", 0, headersEnd).split(LINE_END);
  const disposition = headers.find((header) => /^content-disposition:\s*form-data\s*;/i.test(header)) ?? "";
  const name = parameter(disposition, "name");
  if (name === undefined) throw malformed();
  return {
    name: name.toLowerCase(),
    fileName: (parameter(disposition, "filename") ?? "").replace(/^.*[/\\]/s, ""),
    content: bytes.subarray(headersEnd + HEADERS_END.length),
  };
};

function* partsOf(body: Buffer, boundary: string): Generator<Part> {
  const opening = `--${boundary}`;
  const separator = Buffer.from(`${LINE_END}${opening}`);
  if (body.toString("latin1", 0, opening.length) !== opening) throw malformed();
  let position = opening.length;
  while (body.toString("latin1", position, position + LINE_END.length) === LINE_END) {
    const start = position + LINE_END.length;
    const end = body.indexOf(separator, start);
    if (end < 0) throw malformed();
    yield partOf(body.subarray(start, end));
    position = end + separator.length;
  }
  if (body.toString("latin1", position, position + 2) !== "--") throw malformed();
}

/** Throws the error that S3 answers to a form which is malformed, lacks its file, or repeats a field. */
export const parseUploadForm = (body: Buffer, contentType: string): UploadForm => {
  const fields = new Map<string, string>();
  let size = 0;
  for (const { name, fileName, content } of partsOf(body, boundaryOf(contentType))) {
    if (name === "file") return { fields: Object.fromEntries(fields), fileName, file: content };
    size += content.length;
    if (size > MAX_FIELDS_BYTES) throw s3Error("MaxPostPreDataLengthExceededError");
    if (fields.has(name)) throw s3Error("InvalidArgument", `The form field ${name} is given twice.`);
    fields.set(name, content.toString("utf8"));
  }
  throw s3Error("IncorrectNumberOfFilesInPostRequest");
};
