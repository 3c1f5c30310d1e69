/** Checks what a caller declares of a body (Amazon S3 User Guide, "Checking object integrity"). */
import { createHash } from "node:crypto";
import { crc32 } from "node:zlib";
import { notSupported } from "../json-protocol.ts";
import { crc32c, crc64nvme } from "./crc.ts";
import { s3Error } from "./errors.ts";

export type Fields = Readonly<Record<string, string>>;

export interface Checksum {
  readonly algorithm: string;
  /** Base64. */
  readonly value: string;
}

const hash =
  (name: string) =>
  (body: Buffer): Buffer =>
    createHash(name).update(body).digest();

const ofCrc32 = (body: Buffer): Buffer => {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body));
  return bytes;
};

const ALGORITHMS: Readonly<Record<string, (body: Buffer) => Buffer>> = {
  CRC32: ofCrc32,
  CRC32C: crc32c,
  CRC64NVME: crc64nvme,
  SHA1: hash("sha1"),
  SHA256: hash("sha256"),
};

/** What S3 computes when the caller declares nothing. */
const DEFAULT_ALGORITHM = "CRC64NVME";

const PREFIX = "x-amz-checksum-";

const digest = (algorithm: string, body: Buffer): Buffer => {
  const compute = ALGORITHMS[algorithm];
  if (!compute) throw notSupported("s3", `the checksum algorithm ${algorithm}`);
  return compute(body);
};

/** The header that carries a checksum, e.g. `x-amz-checksum-crc32`. */
export const checksumHeader = (algorithm: string): string => `${PREFIX}${algorithm.toLowerCase()}`;

const isChecksumHeader = (name: string): boolean =>
  Object.keys(ALGORITHMS).some((algorithm) => checksumHeader(algorithm) === name);

export const md5 = (body: Buffer): Buffer => hash("md5")(body);

const checkMd5 = (declared: string | undefined, computed: Buffer): void => {
  if (declared === undefined) return;
  const given = Buffer.from(declared, "base64");
  if (given.length !== computed.length) throw s3Error("InvalidDigest");
  if (!given.equals(computed))
    throw s3Error("BadDigest", "The Content-MD5 you specified did not match what we received.");
};

const declaredAlgorithm = (fields: Fields): string | undefined => {
  const names = Object.keys(fields).filter((name) => name.startsWith(PREFIX));
  if (names.length > 1) {
    throw s3Error(
      "InvalidRequest",
      "Expecting a single x-amz-checksum- header. Multiple checksum Types are not allowed.",
    );
  }
  const announced = fields["x-amz-sdk-checksum-algorithm"];
  if (names[0] === undefined && announced !== undefined) {
    throw s3Error(
      "InvalidRequest",
      "x-amz-sdk-checksum-algorithm specified, but no corresponding x-amz-checksum-* or x-amz-trailer headers were found.",
    );
  }
  const declared = names[0]?.slice(PREFIX.length).toUpperCase();
  if (declared !== undefined && announced !== undefined && announced.toUpperCase() !== declared) {
    throw s3Error("InvalidRequest", "Value for x-amz-sdk-checksum-algorithm header is invalid.");
  }
  return declared;
};

const checked = (fields: Fields, body: Buffer, algorithm: string): Checksum => {
  const value = fields[checksumHeader(algorithm)] ?? "";
  const computed = digest(algorithm, body);
  if (Buffer.from(value, "base64").length !== computed.length) {
    throw s3Error("InvalidRequest", `Value for ${checksumHeader(algorithm)} header is invalid.`);
  }
  if (!Buffer.from(value, "base64").equals(computed)) {
    throw s3Error("BadDigest", `The ${algorithm} you specified did not match the calculated checksum.`);
  }
  return { algorithm, value };
};

/** Whether the caller declares any digest of its body, as S3 requires of a write that Object Lock protects. */
export const declaresDigest = (fields: Fields): boolean =>
  fields["content-md5"] !== undefined || Object.keys(fields).some(isChecksumHeader);

/**
 * Throws `BadDigest`, `InvalidDigest` or `InvalidRequest` when the body is not what `fields` (headers, trailers or the
 * fields of a form) declare; else gives the checksum to keep with the object.
 */
export const verifyChecksums = (fields: Fields, body: Buffer, bodyMd5: Buffer): Checksum => {
  checkMd5(fields["content-md5"], bodyMd5);
  const declared = declaredAlgorithm(fields);
  if (declared !== undefined) return checked(fields, body, declared);
  return { algorithm: DEFAULT_ALGORITHM, value: digest(DEFAULT_ALGORITHM, body).toString("base64") };
};
