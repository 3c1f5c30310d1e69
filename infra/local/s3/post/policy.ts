/** The policy of a browser's upload form (Amazon S3 API Reference, "POST policy"). */
import { z } from "zod";
import type { AwsError } from "../../json-protocol.ts";
import type { Fields } from "../checksums.ts";
import { s3Error } from "../errors.ts";

interface FieldCondition {
  readonly operator: "eq" | "starts-with";
  /** Lower-case, without its `$`. */
  readonly field: string;
  readonly value: string;
}

interface SizeRange {
  readonly min: number;
  readonly max: number;
}

export interface Policy {
  readonly expiration: number;
  readonly conditions: readonly FieldCondition[];
  readonly sizes: readonly SizeRange[];
}

const Size = z.int().nonnegative();
const Exact = z.record(z.string(), z.string());
const Matching = z.tuple([z.enum(["eq", "starts-with"]), z.string().startsWith("$"), z.string()]);
const Range = z.tuple([z.literal("content-length-range"), Size, Size]);

const PolicyDocument = z.object({
  expiration: z.iso.datetime(),
  conditions: z.array(z.union([Exact, Matching, Range])),
});

const invalid = (why: string): AwsError => s3Error("InvalidPolicyDocument", `Invalid Policy: ${why}`);

const readJson = (base64: string): unknown => {
  try {
    return JSON.parse(Buffer.from(base64, "base64").toString("utf8"));
  } catch {
    throw invalid("Invalid JSON.");
  }
};

/** `base64` is the form's `policy` field. Throws `InvalidPolicyDocument`. */
export const parsePolicy = (base64: string): Policy => {
  const parsed = PolicyDocument.safeParse(readJson(base64));
  if (!parsed.success) throw invalid(z.prettifyError(parsed.error));
  const conditions: FieldCondition[] = [];
  const sizes: SizeRange[] = [];
  for (const condition of parsed.data.conditions) {
    if (!Array.isArray(condition)) {
      const pairs = Object.entries(condition);
      conditions.push(
        ...pairs.map(([field, value]) => ({ operator: "eq", field: field.toLowerCase(), value }) as const),
      );
    } else if (condition[0] === "content-length-range") {
      sizes.push({ min: condition[1], max: condition[2] });
    } else {
      const [operator, field, value] = condition;
      conditions.push({ operator, field: field.slice(1).toLowerCase(), value });
    }
  }
  return { expiration: Date.parse(parsed.data.expiration), conditions, sizes };
};

/** For `Content-Type`, a value with commas is a list of which each must begin so. */
const beginsWith = (field: string, value: string, prefix: string): boolean =>
  (field === "content-type" ? value.split(",") : [value]).every((item) => item.trim().startsWith(prefix));

const HOLDS: Readonly<Record<FieldCondition["operator"], (field: string, value: string, expected: string) => boolean>> =
  {
    eq: (_field, value, expected) => value === expected,
    "starts-with": beginsWith,
  };

const checkConditions = ({ conditions }: Policy, values: Fields): void => {
  const failed = conditions.find(({ operator, field, value }) => {
    const given = values[field];
    return given === undefined || !HOLDS[operator](field, given, value);
  });
  if (!failed) return;
  const condition = JSON.stringify([failed.operator, `$${failed.field}`, failed.value]);
  throw s3Error("AccessDenied", `Invalid according to Policy: Policy Condition failed: ${condition}`);
};

/** The fields that need no condition: those that carry the policy itself, and those that the form says to ignore. */
const needsCondition = (field: string): boolean =>
  field !== "policy" && field !== "x-amz-signature" && !field.startsWith("x-ignore-");

const checkCoverage = ({ conditions }: Policy, fields: Fields): void => {
  const covered = new Set(conditions.map(({ field }) => field));
  const extra = Object.keys(fields).filter((field) => needsCondition(field) && !covered.has(field));
  if (extra.length === 0) return;
  throw s3Error("AccessDenied", `Invalid according to Policy: Extra input fields: ${extra.join(", ")}`);
};

const checkSize = ({ sizes }: Policy, size: number): void => {
  for (const { min, max } of sizes) {
    if (size < min) throw s3Error("EntityTooSmall", undefined, { ProposedSize: size, MinSizeAllowed: min });
    if (size > max) throw s3Error("EntityTooLarge", undefined, { ProposedSize: size, MaxSizeAllowed: max });
  }
};

interface Upload {
  readonly bucket: string;
  readonly fields: Fields;
  /** Of the file alone, in bytes. */
  readonly size: number;
}

/**
 * Throws what S3 answers when the policy has expired or does not allow the upload. The bucket is the one that the
 * upload goes to, whatever the form says of it.
 */
export const checkPolicy = (policy: Policy, { bucket, fields, size }: Upload, now: number): void => {
  if (policy.expiration < now) throw s3Error("AccessDenied", "Invalid according to Policy: Policy expired.");
  checkConditions(policy, { ...fields, bucket });
  checkCoverage(policy, fields);
  checkSize(policy, size);
};
