/** A request to S3, read: its bucket, its key, and its headers wherever they were written. */
import type { AwsRequest, AwsResponse } from "../contracts.ts";
import { notSupported } from "../json-protocol.ts";
import { decodeBody } from "./aws-chunked.ts";
import type { Bucket } from "./bucket.ts";
import type { Fields } from "./checksums.ts";
import { s3Error } from "./errors.ts";
import { bucketNamed, type S3State } from "./state.ts";

export interface S3Call {
  readonly request: AwsRequest;
  readonly bucket: Bucket;
  /** Decoded; empty for an operation on the bucket. */
  readonly key: string;
  readonly query: URLSearchParams;
  readonly headers: Fields;
  readonly body: Buffer;
}

export interface S3Operation {
  /** Query parameters and `x-amz-*` headers that it acts on; with any other it answers 501. */
  readonly query: readonly string[];
  readonly headers: readonly string[];
  run(state: S3State, call: S3Call): Promise<AwsResponse> | AwsResponse;
}

interface S3Path {
  readonly bucket: string;
  readonly key: string;
}

const SIGNING = new Set([
  "x-amz-algorithm",
  "x-amz-content-sha256",
  "x-amz-credential",
  "x-amz-date",
  "x-amz-expires",
  "x-amz-security-token",
  "x-amz-signature",
  "x-amz-signedheaders",
]);

/** Headers that say nothing to an operation, or that were dealt with before it. */
const TRANSPORT = new Set([
  "x-amz-content-sha256",
  "x-amz-date",
  "x-amz-decoded-content-length",
  "x-amz-expected-bucket-owner",
  "x-amz-trailer",
  "x-amz-user-agent",
]);

/** Throws `InvalidURI`. */
export const pathOf = ({ pathname }: URL): S3Path => {
  const slash = `${pathname}/`.indexOf("/", 1);
  try {
    return { bucket: decodeURIComponent(pathname.slice(1, slash)), key: decodeURIComponent(pathname.slice(slash + 1)) };
  } catch (cause) {
    if (!(cause instanceof URIError)) throw cause;
    throw s3Error("InvalidURI");
  }
};

/**
 * A presigned URL carries in its query what the SDK would have written in headers. S3 does not read checksums there,
 * which is fortunate: the SDK presigns a PUT with the checksum of an empty body.
 */
const hoistedHeaders = (query: URLSearchParams): Fields =>
  Object.fromEntries(
    [...query]
      .map(([name, value]) => [name.toLowerCase(), value] as const)
      .filter(([name]) => name.startsWith("x-amz-") && !SIGNING.has(name))
      .filter(([name]) => !name.startsWith("x-amz-checksum-") && name !== "x-amz-sdk-checksum-algorithm"),
  );

export const readCall = (state: S3State, request: AwsRequest): S3Call => {
  const { body, headers } = decodeBody(request);
  const path = pathOf(request.url);
  const query = request.url.searchParams;
  const bucket = bucketNamed(state, path.bucket);
  return { request, bucket, key: path.key, query, headers: { ...hoistedHeaders(query), ...headers }, body };
};

const isMetadata = (name: string): boolean => name.startsWith("x-amz-meta-");

/** Throws 501 for a parameter or a header that would be ignored, and `AccessDenied` for another owner's bucket. */
export const checkCall = (state: S3State, name: string, operation: S3Operation, { query, headers }: S3Call): void => {
  const parameter = [...query.keys()].find(
    (key) => key !== "x-id" && !key.toLowerCase().startsWith("x-amz-") && !operation.query.includes(key),
  );
  if (parameter !== undefined) throw notSupported("s3", `${name} with ${parameter}`);
  const header = Object.keys(headers).find(
    (key) => key.startsWith("x-amz-") && !TRANSPORT.has(key) && !isMetadata(key) && !operation.headers.includes(key),
  );
  if (header !== undefined) throw notSupported("s3", `${name} with ${header}`);
  const owner = headers["x-amz-expected-bucket-owner"];
  if (owner !== undefined && owner !== state.context.account) throw s3Error("AccessDenied");
};
