/** The signature of a POST policy (Amazon S3 API Reference, "Authenticating requests in browser-based uploads"). */
import type { LocalContext } from "../../contracts.ts";
import {
  ALGORITHM,
  type Credential,
  parseAmzDate,
  parseCredential,
  sameSignature,
  sign,
} from "../../sigv4/credential.ts";
import type { Fields } from "../checksums.ts";
import { s3Error } from "../errors.ts";

const required = (fields: Fields, name: string): string => {
  const value = fields[name];
  if (value === undefined) throw s3Error("InvalidArgument", `Bucket POST must contain a field named '${name}'.`);
  return value;
};

const checkScope = (credential: Credential | undefined, date: string, region: string): Credential => {
  const isOurs = credential?.service === "s3" && credential.region === region;
  if (!credential || !isOurs || !date.startsWith(credential.date) || parseAmzDate(date) === undefined) {
    throw s3Error("InvalidArgument", `The credential must be '<key>/<date of x-amz-date>/${region}/s3/aws4_request'.`);
  }
  return credential;
};

/** Gives the policy of the form, in base64, once it is known to be ours. An upload without a policy is anonymous. */
export const signedPolicy = (fields: Fields, { credentials, region }: LocalContext): string => {
  const policy = fields["policy"];
  if (policy === undefined) throw s3Error("AccessDenied");
  if (fields["x-amz-algorithm"] !== ALGORITHM) {
    throw s3Error(
      "InvalidRequest",
      `The authorization mechanism you have provided is not supported. Please use ${ALGORITHM}.`,
    );
  }
  const claimed = parseCredential(required(fields, "x-amz-credential"));
  const credential = checkScope(claimed, required(fields, "x-amz-date"), region);
  const { accessKeyId } = credential;
  if (accessKeyId !== credentials.accessKeyId) {
    throw s3Error("InvalidAccessKeyId", undefined, { AWSAccessKeyId: accessKeyId });
  }
  if (fields["x-amz-security-token"] !== undefined) throw s3Error("InvalidToken");
  const expected = sign(credentials.secretAccessKey, credential, policy);
  if (!sameSignature(expected, required(fields, "x-amz-signature"))) throw s3Error("SignatureDoesNotMatch");
  return policy;
};
