/** The errors of S3 that the emulator answers (Amazon S3 API Reference, "Error responses"). */
import { AwsError } from "../json-protocol.ts";

const ERRORS = {
  AccessDenied: [403, "Access Denied"],
  AccessForbidden: [403, "CORSResponse: This CORS request is not allowed."],
  BadDigest: [400, "The digest you specified did not match what we received."],
  BadRequest: [400, "Insufficient information. Origin request header needed."],
  EntityTooLarge: [400, "Your proposed upload exceeds the maximum allowed size"],
  EntityTooSmall: [400, "Your proposed upload is smaller than the minimum allowed size"],
  IncompleteBody: [400, "You did not provide the number of bytes specified by the Content-Length HTTP header."],
  IncorrectNumberOfFilesInPostRequest: [400, "POST requires exactly one file upload per request."],
  InvalidAccessKeyId: [403, "The AWS Access Key Id you provided does not exist in our records."],
  InvalidArgument: [400, "Invalid Argument"],
  InvalidDigest: [400, "The Content-MD5 you specified was an invalid."],
  InvalidPolicyDocument: [400, "Invalid Policy"],
  InvalidRange: [416, "The requested range is not satisfiable"],
  InvalidRequest: [400, "Invalid Request"],
  InvalidToken: [400, "The provided token is malformed or otherwise invalid."],
  InvalidURI: [400, "Couldn't parse the specified URI."],
  KeyTooLongError: [400, "Your key is too long"],
  MalformedPOSTRequest: [400, "The body of your POST request is not well-formed multipart/form-data."],
  MalformedTrailerError: [400, "The request contained trailing data that was not well-formed."],
  MalformedXML: [400, "The XML you provided was not well-formed or did not validate against our published schema"],
  MaxPostPreDataLengthExceededError: [400, "Your POST request fields preceding the upload file were too large."],
  MetadataTooLarge: [400, "Your metadata headers exceed the maximum allowed metadata size"],
  MethodNotAllowed: [405, "The specified method is not allowed against this resource."],
  NoSuchBucket: [404, "The specified bucket does not exist"],
  NoSuchKey: [404, "The specified key does not exist."],
  NoSuchObjectLockConfiguration: [404, "The specified object does not have a ObjectLock configuration"],
  NoSuchVersion: [404, "The specified version does not exist."],
  PreconditionFailed: [412, "At least one of the pre-conditions you specified did not hold"],
  SignatureDoesNotMatch: [403, "The request signature we calculated does not match the signature you provided."],
} as const satisfies Readonly<Record<string, readonly [status: number, message: string]>>;

type S3ErrorCode = keyof typeof ERRORS;

/** `extra` becomes further elements of the XML answer. */
export const s3Error = (
  code: S3ErrorCode,
  message?: string,
  extra: Readonly<Record<string, string | number>> = {},
): AwsError => new AwsError(code, message ?? ERRORS[code][1], ERRORS[code][0], extra);
