/** Conditional requests (RFC 9110 §13; Amazon S3 User Guide, "Conditional requests"). */
import { type AwsError, notSupported } from "../json-protocol.ts";
import type { Fields } from "./checksums.ts";
import { s3Error } from "./errors.ts";
import type { Version } from "./versions.ts";

const names = (header: string, etag: string): boolean =>
  header
    .split(",")
    .map((tag) => tag.trim().replace(/^"|"$/g, ""))
    .some((tag) => tag === "*" || tag === etag);

const failed = (condition: string): AwsError => s3Error("PreconditionFailed", undefined, { Condition: condition });

/** `current` is the object that the write would replace or delete; a delete marker is no object. */
export const checkWriteConditions = (headers: Fields, current: Version | undefined): void => {
  const ifNoneMatch = headers["if-none-match"];
  const ifMatch = headers["if-match"];
  if (ifNoneMatch !== undefined && ifNoneMatch !== "*")
    throw notSupported("s3", "If-None-Match with a value other than *");
  if (ifNoneMatch === "*" && current) throw failed("If-None-Match");
  if (ifMatch === undefined) return;
  if (!current) throw s3Error("NoSuchKey");
  if (!names(ifMatch, current.etag)) throw failed("If-Match");
};

/** HTTP dates have no fractions of a second. */
const toSecond = (instant: number): number => Math.floor(instant / 1000) * 1000;

const isAfter = (version: Version, date: string | undefined): boolean =>
  date !== undefined && toSecond(version.modifiedAt) > Date.parse(date);

/** Throws `PreconditionFailed`; otherwise says whether the caller already has this version (304). */
export const isNotModified = (headers: Fields, version: Version): boolean => {
  const ifMatch = headers["if-match"];
  const ifNoneMatch = headers["if-none-match"];
  if (ifMatch !== undefined && !names(ifMatch, version.etag)) throw failed("If-Match");
  if (ifMatch === undefined && isAfter(version, headers["if-unmodified-since"])) throw failed("If-Unmodified-Since");
  if (ifNoneMatch !== undefined) return names(ifNoneMatch, version.etag);
  const since = headers["if-modified-since"];
  return since !== undefined && !Number.isNaN(Date.parse(since)) && !isAfter(version, since);
};
