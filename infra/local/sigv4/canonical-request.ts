/** The canonical request of SigV4 (AWS IAM User Guide, "Create a signed AWS API request"). */
import { createHash } from "node:crypto";
import type { AwsRequest } from "../contracts.ts";
import { SignatureRefusal } from "./refusal.ts";

export const sha256Hex = (data: string | Buffer): string => createHash("sha256").update(data).digest("hex");

/** RFC 3986: everything but the unreserved characters, where `encodeURIComponent` leaves five more alone. */
const encode = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const decode = (segment: string): string => {
  try {
    return decodeURIComponent(segment);
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    throw new SignatureRefusal("s3", "malformedPath", "Couldn't parse the specified URI.");
  }
};

/** S3 signs each segment encoded once; every other service signs the encoded path encoded again. */
const canonicalPath = (service: string, pathname: string): string =>
  pathname
    .split("/")
    .map((segment) => encode(service === "s3" ? decode(segment) : segment))
    .join("/");

const byCodeUnit = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

const canonicalQuery = (query: URLSearchParams): string =>
  [...query]
    .filter(([name]) => name !== "X-Amz-Signature")
    .map(([name, value]) => [encode(name), encode(value)] as const)
    .sort(([a, x], [b, y]) => byCodeUnit(a, b) || byCodeUnit(x, y))
    .map(([name, value]) => `${name}=${value}`)
    .join("&");

const canonicalHeaders = (request: AwsRequest, names: readonly string[]): string =>
  names.map((name) => `${name}:${(request.headers[name] ?? "").trim().replace(/\s+/g, " ")}\n`).join("");

export const canonicalRequest = (
  request: AwsRequest,
  service: string,
  signedHeaders: readonly string[],
  payloadDigest: string,
): string =>
  [
    request.method,
    canonicalPath(service, request.url.pathname),
    canonicalQuery(request.url.searchParams),
    canonicalHeaders(request, signedHeaders),
    signedHeaders.join(";"),
    payloadDigest,
  ].join("\n");
