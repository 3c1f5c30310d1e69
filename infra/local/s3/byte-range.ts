/** The `Range` of a request (RFC 9110 §14). */
import { notSupported } from "../json-protocol.ts";
import type { ByteRange } from "./blobs.ts";
import { s3Error } from "./errors.ts";

const resolve = (first: string, last: string, size: number): ByteRange => {
  if (first === "") return { first: Math.max(size - Number(last), 0), last: size - 1 };
  return { first: Number(first), last: last === "" ? size - 1 : Math.min(Number(last), size - 1) };
};

/**
 * Undefined for the whole object, which is also what a range that makes no sense gives. Throws `InvalidRange` when the
 * range lies outside the object, and 501 for several ranges, which S3 does not serve either.
 */
export const byteRange = (header: string | undefined, size: number): ByteRange | undefined => {
  if (header === undefined) return undefined;
  if (/^bytes=.*,/.test(header)) throw notSupported("s3", "GetObject with several ranges");
  const [, first = "", last = ""] = /^bytes=(\d*)-(\d*)$/.exec(header) ?? [];
  const meaningless = (first === "" && last === "") || (first !== "" && last !== "" && Number(last) < Number(first));
  if (meaningless) return undefined;
  const range = resolve(first, last, size);
  if (range.first >= size || range.first > range.last) {
    throw s3Error("InvalidRange", undefined, { RangeRequested: header, ActualObjectSize: size });
  }
  return range;
};
