/** Reads what a request says of its own signature, from its `Authorization` header or from its query string. */
import type { AwsRequest } from "../contracts.ts";
import { ALGORITHM, type Credential, parseAmzDate, parseCredential } from "./credential.ts";
import { type Reason, SignatureRefusal } from "./refusal.ts";

/** Seven days: the longest life of a presigned URL (AWS General Reference, "Authenticating requests: query parameters"). */
const MAX_EXPIRES_SECONDS = 604_800;

export interface PresentedSignature {
  readonly credential: Credential;
  readonly signedHeaders: readonly string[];
  readonly signature: string;
  /** As it was written, for the string to sign, and what it means. */
  readonly date: string;
  readonly instant: number;
  /** Life in seconds, for a presigned URL only. */
  readonly expires: number | undefined;
  readonly token: string | undefined;
}

interface Words {
  readonly credential: string;
  readonly signedHeaders: string;
  readonly signature: string;
  readonly date: string;
  readonly expires: number | undefined;
  readonly token: string | undefined;
}

const checked = (words: Words, reason: Reason, service: string): PresentedSignature => {
  const refuse = (message: string): SignatureRefusal => new SignatureRefusal(service, reason, message);
  const credential = parseCredential(words.credential);
  if (!credential)
    throw refuse(`The credential '${words.credential}' is not '<key>/YYYYMMDD/REGION/SERVICE/aws4_request'`);
  const instant = parseAmzDate(words.date);
  if (instant === undefined) throw refuse("X-Amz-Date must be in the ISO8601 long format yyyyMMdd'T'HHmmss'Z'");
  if (!words.date.startsWith(credential.date))
    throw refuse("The date of the credential scope is not the date of X-Amz-Date");
  if (!words.signature) throw refuse("The signature is missing");
  const signedHeaders = words.signedHeaders.split(";");
  if (!signedHeaders.includes("host")) throw refuse("The header 'host' must be signed");
  return { ...words, credential, signedHeaders, instant };
};

/** The service that a credential names, even when the rest of it is wrong: the refusal is written in its manner. */
const serviceIn = (credential: string): string => credential.split("/")[3] ?? "";

const fromHeader = (request: AwsRequest, authorization: string): PresentedSignature => {
  const [algorithm = "", ...rest] = authorization.split(" ");
  const fields = new Map(
    rest
      .join("")
      .split(",")
      .map((field) => [field.slice(0, field.indexOf("=")), field.slice(field.indexOf("=") + 1)] as const),
  );
  const credential = fields.get("Credential") ?? "";
  const service = serviceIn(credential) || "s3";
  if (algorithm !== ALGORITHM) {
    throw new SignatureRefusal(service, "malformedHeader", `The algorithm must be ${ALGORITHM}, not '${algorithm}'`);
  }
  const words = {
    credential,
    signedHeaders: fields.get("SignedHeaders") ?? "",
    signature: fields.get("Signature") ?? "",
    date: request.headers["x-amz-date"] ?? "",
    expires: undefined,
    token: request.headers["x-amz-security-token"],
  };
  return checked(words, "malformedHeader", service);
};

const fromQuery = (query: URLSearchParams): PresentedSignature => {
  const field = (name: string): string => query.get(name) ?? "";
  const service = serviceIn(field("X-Amz-Credential")) || "s3";
  const refuse = (message: string): SignatureRefusal => new SignatureRefusal(service, "malformedQuery", message);
  if (field("X-Amz-Algorithm") !== ALGORITHM) throw refuse(`X-Amz-Algorithm only supports "${ALGORITHM}"`);
  if (!/^\d{1,9}$/.test(field("X-Amz-Expires"))) throw refuse("X-Amz-Expires should be a number of seconds");
  const expires = Number(field("X-Amz-Expires"));
  if (expires > MAX_EXPIRES_SECONDS) {
    throw refuse(`X-Amz-Expires must be less than a week (in seconds); that is ${MAX_EXPIRES_SECONDS} seconds`);
  }
  const words = {
    credential: field("X-Amz-Credential"),
    signedHeaders: field("X-Amz-SignedHeaders"),
    signature: field("X-Amz-Signature"),
    date: field("X-Amz-Date"),
    expires,
    token: query.get("X-Amz-Security-Token") ?? undefined,
  };
  return checked(words, "malformedQuery", service);
};

/** Undefined when the request carries no signature at all. Throws {@link SignatureRefusal} when it carries half of one. */
export const presentedSignature = (request: AwsRequest): PresentedSignature | undefined => {
  const authorization = request.headers["authorization"];
  if (authorization !== undefined) return fromHeader(request, authorization);
  const query = request.url.searchParams;
  return query.has("X-Amz-Signature") || query.has("X-Amz-Algorithm") ? fromQuery(query) : undefined;
};
