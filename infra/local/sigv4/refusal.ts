/**
 * Why a signature is refused, and how each family of services says it.
 *
 * S3 has its own codes (Amazon S3 API Reference, "Error responses"); the others share the common errors of AWS, which
 * their JSON protocols name `…Exception` (Amazon DynamoDB Developer Guide, "Error handling").
 */
import { AwsError } from "../json-protocol.ts";

export type Reason =
  | "anonymous"
  | "malformedHeader"
  | "malformedQuery"
  | "malformedPath"
  | "wrongScope"
  | "unknownKey"
  | "unknownToken"
  | "skewed"
  | "expired"
  | "notYetValid"
  | "unsignedHeaders"
  | "noPayloadDigest"
  | "badPayloadDigest"
  | "otherPayload"
  | "mismatch";

type Named = readonly [code: string, status: number];

const S3: Readonly<Record<Reason, Named>> = {
  anonymous: ["AccessDenied", 403],
  malformedHeader: ["AuthorizationHeaderMalformed", 400],
  malformedQuery: ["AuthorizationQueryParametersError", 400],
  malformedPath: ["InvalidURI", 400],
  wrongScope: ["AuthorizationHeaderMalformed", 400],
  unknownKey: ["InvalidAccessKeyId", 403],
  unknownToken: ["InvalidToken", 400],
  skewed: ["RequestTimeTooSkewed", 403],
  expired: ["AccessDenied", 403],
  notYetValid: ["AccessDenied", 403],
  unsignedHeaders: ["AccessDenied", 403],
  noPayloadDigest: ["InvalidRequest", 400],
  badPayloadDigest: ["InvalidArgument", 400],
  otherPayload: ["XAmzContentSHA256Mismatch", 400],
  mismatch: ["SignatureDoesNotMatch", 403],
};

const INVALID: Named = ["InvalidSignatureException", 403];

const OTHERS: Readonly<Record<Reason, Named>> = {
  anonymous: ["MissingAuthenticationTokenException", 403],
  malformedHeader: ["IncompleteSignatureException", 400],
  malformedQuery: ["IncompleteSignatureException", 400],
  malformedPath: ["IncompleteSignatureException", 400],
  wrongScope: INVALID,
  unknownKey: ["UnrecognizedClientException", 403],
  unknownToken: ["UnrecognizedClientException", 403],
  skewed: INVALID,
  expired: INVALID,
  notYetValid: INVALID,
  unsignedHeaders: INVALID,
  noPayloadDigest: INVALID,
  badPayloadDigest: INVALID,
  otherPayload: INVALID,
  mismatch: INVALID,
};

/** A request whose signature does not hold; `service` says in whose manner the front must answer. */
export class SignatureRefusal extends AwsError {
  readonly service: string;

  constructor(service: string, reason: Reason, message: string, extra: Readonly<Record<string, string>> = {}) {
    const [code, status] = (service === "s3" ? S3 : OTHERS)[reason];
    super(code, message, status, extra);
    this.service = service;
  }
}
