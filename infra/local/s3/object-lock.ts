/** Object Lock (Amazon S3 User Guide, "Locking objects with Object Lock"). */
import { type Bucket, RetentionMode } from "./bucket.ts";
import { declaresDigest, type Fields } from "./checksums.ts";
import { s3Error } from "./errors.ts";
import type { Retention, Version } from "./versions.ts";

const DAY_MS = 86_400_000;

/** Throws `InvalidArgument` when the mode or the date is not one, or when the date is not after `now`. */
export const parseRetention = (mode: string | undefined, until: string | undefined, now: number): Retention => {
  const parsed = RetentionMode.safeParse(mode);
  if (!parsed.success) throw s3Error("InvalidArgument", "Unknown wormMode directive.");
  const instant = Date.parse(until ?? "");
  if (Number.isNaN(instant))
    throw s3Error("InvalidArgument", "The retain until date must be provided in ISO 8601 format");
  if (instant <= now) throw s3Error("InvalidArgument", "The retain until date must be in the future!");
  return { mode: parsed.data, until: instant };
};

const requestedRetention = (bucket: Bucket, fields: Fields, now: number): Retention | undefined => {
  const mode = fields["x-amz-object-lock-mode"];
  const until = fields["x-amz-object-lock-retain-until-date"];
  if (mode === undefined && until === undefined) return undefined;
  if (!bucket.locked) throw s3Error("InvalidRequest", "Bucket is missing Object Lock Configuration");
  if (mode === undefined || until === undefined) {
    throw s3Error(
      "InvalidArgument",
      "x-amz-object-lock-retain-until-date and x-amz-object-lock-mode must both be supplied",
    );
  }
  return parseRetention(mode, until, now);
};

/** The retention of a new version: what its writer asks for, else the bucket's default. */
export const retentionFor = (bucket: Bucket, fields: Fields, now: number): Retention | undefined => {
  const byDefault = bucket.defaultRetention;
  const retention =
    requestedRetention(bucket, fields, now) ??
    (byDefault && { mode: byDefault.mode, until: now + byDefault.days * DAY_MS });
  if (retention && !declaresDigest(fields)) {
    throw s3Error(
      "InvalidRequest",
      "Content-MD5 OR x-amz-checksum- HTTP header is required for Put Object requests with Object Lock parameters",
    );
  }
  return retention;
};

const isHeld = ({ retention }: Version, now: number): boolean => retention !== undefined && retention.until > now;

const isBypassed = ({ retention }: Version, headers: Fields): boolean =>
  retention?.mode === "GOVERNANCE" && headers["x-amz-bypass-governance-retention"]?.toLowerCase() === "true";

export const mayExpire = (version: Version, now: number): boolean => !isHeld(version, now);

export const checkDeletable = (version: Version, headers: Fields, now: number): void => {
  if (isHeld(version, now) && !isBypassed(version, headers)) {
    throw s3Error("AccessDenied", "Access Denied because object protected by object lock.");
  }
};

/** A retention under way may be made longer in the same mode; anything else is a bypass, which compliance never allows. */
export const checkRetentionChange = (
  version: Version,
  wanted: Retention | undefined,
  headers: Fields,
  now: number,
): void => {
  const { retention } = version;
  if (!retention || !isHeld(version, now) || isBypassed(version, headers)) return;
  const longer = wanted?.mode === retention.mode && wanted.until >= retention.until;
  if (!longer) throw s3Error("AccessDenied", "Access Denied because object protected by object lock.");
};
