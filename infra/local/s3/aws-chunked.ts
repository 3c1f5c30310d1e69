/**
 * Decodes `aws-chunked` bodies with trailers, which the SDK sends when it streams (Amazon S3 API Reference,
 * "Trailing headers with chunked uploads"): `<hex size>\r\n<data>\r\n … 0\r\n<name>:<value>\r\n\r\n`.
 */
import type { AwsRequest } from "../contracts.ts";
import type { Fields } from "./checksums.ts";
import { s3Error } from "./errors.ts";

interface DecodedBody {
  readonly body: Buffer;
  /** The headers, with the trailers among them and without what described the encoding. */
  readonly headers: Fields;
}

interface Chunks {
  readonly body: Buffer;
  /** Where the trailers begin. */
  readonly end: number;
}

const LINE_END = "\r\n";

const readChunks = (encoded: Buffer): Chunks => {
  const parts: Buffer[] = [];
  let position = 0;
  for (;;) {
    const lineEnd = encoded.indexOf(LINE_END, position);
    const size = lineEnd < 0 ? "" : encoded.toString("latin1", position, lineEnd);
    if (!/^[0-9a-f]{1,8}$/i.test(size)) throw s3Error("IncompleteBody");
    const start = lineEnd + LINE_END.length;
    const end = start + Number.parseInt(size, 16);
    if (end === start) return { body: Buffer.concat(parts), end: start };
    if (encoded.toString("latin1", end, end + LINE_END.length) !== LINE_END) throw s3Error("IncompleteBody");
    parts.push(encoded.subarray(start, end));
    position = end + LINE_END.length;
  }
};

const readTrailers = (text: string, announced: readonly string[]): Fields => {
  const lines = text.split(LINE_END).filter((line) => line !== "");
  const trailers = Object.fromEntries(
    lines.map((line) => {
      const colon = line.indexOf(":");
      return [line.slice(0, Math.max(colon, 0)).trim().toLowerCase(), line.slice(colon + 1).trim()];
    }),
  );
  const asAnnounced = Object.keys(trailers).sort().join() === [...announced].sort().join();
  if (!asAnnounced) throw s3Error("MalformedTrailerError");
  return trailers;
};

const ENCODING_HEADERS: readonly string[] = ["x-amz-trailer", "x-amz-decoded-content-length", "content-encoding"];

const withoutEncoding = (headers: Fields): Fields => {
  const kept = Object.fromEntries(Object.entries(headers).filter(([name]) => !ENCODING_HEADERS.includes(name)));
  const others = (headers["content-encoding"] ?? "")
    .split(",")
    .map((encoding) => encoding.trim())
    .filter((encoding) => encoding !== "" && encoding !== "aws-chunked");
  return others.length === 0 ? kept : { ...kept, "content-encoding": others.join(",") };
};

/** Gives a body that is not `aws-chunked` as it came. Throws `IncompleteBody` or `MalformedTrailerError`. */
export const decodeBody = ({ body, headers }: Pick<AwsRequest, "body" | "headers">): DecodedBody => {
  if (!headers["x-amz-content-sha256"]?.startsWith("STREAMING-")) return { body, headers };
  const chunks = readChunks(body);
  if (String(chunks.body.length) !== headers["x-amz-decoded-content-length"]) throw s3Error("IncompleteBody");
  const announced = (headers["x-amz-trailer"] ?? "").split(",").filter((name) => name !== "");
  const trailers = readTrailers(body.toString("latin1", chunks.end), announced);
  return { body: chunks.body, headers: { ...withoutEncoding(headers), ...trailers } };
};
