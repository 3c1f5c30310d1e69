/**
 * Verifies AWS Signature Version 4, in the header and in the query string, for every service of the embedded runtime.
 * The policy of a browser's POST form is signed too, but inside its body: S3 verifies that itself.
 */
import type { AwsRequest, LocalContext } from "./contracts.ts";
import type { Verify } from "./front.ts";
import { canonicalRequest, sha256Hex } from "./sigv4/canonical-request.ts";
import { ALGORITHM, amzDate, sameSignature, scopeOf, sign } from "./sigv4/credential.ts";
import { checkPayload, payloadDigest } from "./sigv4/payload-digest.ts";
import { type PresentedSignature, presentedSignature } from "./sigv4/presented-signature.ts";
import { type Reason, SignatureRefusal } from "./sigv4/refusal.ts";

/** AWS accepts a clock that is fifteen minutes early or late (Amazon S3 API Reference, `RequestTimeTooSkewed`). */
const MAX_SKEW_MS = 15 * 60 * 1000;

/** Whether S3 takes this without a signature: a browser's upload form, and the question that precedes it (CORS). */
const isBrowsers = ({ method, headers }: AwsRequest): boolean =>
  method === "OPTIONS" || (method === "POST" && (headers["content-type"] ?? "").startsWith("multipart/form-data"));

const anonymousService = (request: AwsRequest): string => {
  if (isBrowsers(request)) return "s3";
  const target = request.headers["x-amz-target"]?.split(/[._]/)[0]?.toLowerCase();
  throw new SignatureRefusal(target ?? "s3", "anonymous", "Access Denied: the request carries no signature");
};

const checkTime = ({ credential, instant, expires }: PresentedSignature, now: number): void => {
  const refuse = (reason: Reason, message: string): SignatureRefusal =>
    new SignatureRefusal(credential.service, reason, message, {
      RequestTime: amzDate(instant),
      ServerTime: new Date(now).toISOString(),
    });
  if (expires === undefined) {
    if (Math.abs(now - instant) > MAX_SKEW_MS) {
      throw refuse("skewed", "The difference between the request time and the current time is too large.");
    }
    return;
  }
  if (instant > now + MAX_SKEW_MS) throw refuse("notYetValid", "Request is not valid yet");
  if (now > instant + expires * 1000) throw refuse("expired", "Request has expired");
};

/** What is signed of a request must include every `x-amz-*` header, else one could be added on the way. */
const checkSignedHeaders = (request: AwsRequest, { credential, signedHeaders }: PresentedSignature): void => {
  const unsigned = Object.keys(request.headers).filter(
    (name) => name.startsWith("x-amz-") && !signedHeaders.includes(name),
  );
  if (unsigned.length === 0) return;
  const message = "There were headers present in the request which were not signed";
  throw new SignatureRefusal(credential.service, "unsignedHeaders", message, { HeadersNotSigned: unsigned.join(", ") });
};

const checkCaller = (presented: PresentedSignature, { credentials, region }: LocalContext): void => {
  const { credential, token } = presented;
  const { service } = credential;
  if (credential.accessKeyId !== credentials.accessKeyId) {
    const message = "The AWS Access Key Id you provided does not exist in our records.";
    throw new SignatureRefusal(service, "unknownKey", message, { AWSAccessKeyId: credential.accessKeyId });
  }
  if (token !== undefined) {
    throw new SignatureRefusal(service, "unknownToken", "The provided token is malformed or otherwise invalid.");
  }
  if (credential.region !== region) {
    const message = `The credential is scoped to the region '${credential.region}'; expecting '${region}'`;
    throw new SignatureRefusal(service, "wrongScope", message, { Region: region });
  }
};

const checkSignature = (request: AwsRequest, presented: PresentedSignature, digest: string, secret: string): void => {
  const { credential, signedHeaders, date, signature } = presented;
  const canonical = canonicalRequest(request, credential.service, signedHeaders, digest);
  const text = [ALGORITHM, date, scopeOf(credential), sha256Hex(canonical)].join("\n");
  if (sameSignature(sign(secret, credential, text), signature)) return;
  throw new SignatureRefusal(
    credential.service,
    "mismatch",
    "The request signature we calculated does not match the signature you provided. Check your key and signing method.",
    { StringToSign: text, CanonicalRequest: canonical },
  );
};

/** Throws {@link SignatureRefusal}, or 501 for the signed streaming payloads that no SDK of ours sends. */
export const createVerify =
  (context: LocalContext): Verify =>
  (request) => {
    const presented = presentedSignature(request);
    if (!presented) return { service: anonymousService(request) };
    const { service } = presented.credential;
    checkCaller(presented, context);
    checkTime(presented, context.clock.now());
    checkSignedHeaders(request, presented);
    const digest = payloadDigest(request, presented);
    checkSignature(request, presented, digest, context.credentials.secretAccessKey);
    checkPayload(request, service, digest);
    return { service };
  };
