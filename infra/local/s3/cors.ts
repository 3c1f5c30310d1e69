/** Cross-origin requests (Amazon S3 User Guide, "Using cross-origin resource sharing"). */
import type { AwsRequest, AwsResponse } from "../contracts.ts";
import type { Bucket, CorsRule } from "./bucket.ts";
import type { Fields } from "./checksums.ts";
import { s3Error } from "./errors.ts";

/** At most one `*` in the pattern, for any characters. */
const matches = (pattern: string, text: string): boolean => {
  const star = pattern.indexOf("*");
  if (star < 0) return pattern === text;
  const [before, after] = [pattern.slice(0, star), pattern.slice(star + 1)];
  return text.length >= before.length + after.length && text.startsWith(before) && text.endsWith(after);
};

const isAllowed = ({ origins, methods, headers }: CorsRule, origin: string, method: string, asked: readonly string[]) =>
  origins.some((pattern) => matches(pattern, origin)) &&
  methods.includes(method) &&
  asked.every((name) => headers.some((pattern) => matches(pattern.toLowerCase(), name)));

const answerHeaders = (rule: CorsRule, origin: string): Fields => ({
  ...(rule.origins.includes("*")
    ? { "access-control-allow-origin": "*" }
    : { "access-control-allow-origin": origin, "access-control-allow-credentials": "true" }),
  "access-control-allow-methods": rule.methods.join(", "),
  ...(rule.exposed.length === 0 ? {} : { "access-control-expose-headers": rule.exposed.join(", ") }),
  ...(rule.maxAgeSeconds === undefined ? {} : { "access-control-max-age": String(rule.maxAgeSeconds) }),
  vary: "Origin, Access-Control-Request-Headers, Access-Control-Request-Method",
});

const listOf = (header: string | undefined): readonly string[] =>
  (header ?? "")
    .split(",")
    .map((name) => name.trim().toLowerCase())
    .filter((name) => name !== "");

/** What is added to the answer to an ordinary request: nothing when no rule allows it, and the browser then hides it. */
export const corsHeaders = (bucket: Bucket | undefined, { headers, method }: AwsRequest): Fields => {
  const origin = headers["origin"];
  if (!bucket || origin === undefined || method === "OPTIONS") return {};
  const rule = bucket.cors.find((candidate) => isAllowed(candidate, origin, method, []));
  return rule ? answerHeaders(rule, origin) : {};
};

/** The answer to a browser's question. Throws `AccessForbidden` when no rule allows what it wants to ask. */
export const preflight = (bucket: Bucket, { headers }: AwsRequest): AwsResponse => {
  const origin = headers["origin"];
  const method = headers["access-control-request-method"];
  if (origin === undefined || method === undefined) throw s3Error("BadRequest");
  const asked = listOf(headers["access-control-request-headers"]);
  const rule = bucket.cors.find((candidate) => isAllowed(candidate, origin, method, asked));
  if (!rule) throw s3Error("AccessForbidden");
  const allowed: Fields = asked.length === 0 ? {} : { "access-control-allow-headers": asked.join(", ") };
  return { status: 200, headers: { ...answerHeaders(rule, origin), ...allowed }, body: "" };
};
