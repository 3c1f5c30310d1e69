/** The digest of the payload that a request signs. */
import type { AwsRequest } from "../contracts.ts";
import { notSupported } from "../json-protocol.ts";
import { sha256Hex } from "./canonical-request.ts";
import type { PresentedSignature } from "./presented-signature.ts";
import { SignatureRefusal } from "./refusal.ts";

/** The signature covers these words in the place of a digest: the payload is protected otherwise, or not at all. */
const WORDS: ReadonlySet<string> = new Set(["UNSIGNED-PAYLOAD", "STREAMING-UNSIGNED-PAYLOAD-TRAILER"]);

const declaredForS3 = (request: AwsRequest, { expires }: PresentedSignature): string => {
  const declared = request.headers["x-amz-content-sha256"] ?? request.url.searchParams.get("X-Amz-Content-Sha256");
  if (typeof declared === "string") return declared;
  if (expires !== undefined) return "UNSIGNED-PAYLOAD";
  throw new SignatureRefusal("s3", "noPayloadDigest", "Missing required header for this request: x-amz-content-sha256");
};

/**
 * S3 believes the declared digest for the signature and then checks the payload against it; the other services sign
 * what they received.
 */
export const payloadDigest = (request: AwsRequest, presented: PresentedSignature): string => {
  if (presented.credential.service !== "s3") return sha256Hex(request.body);
  const declared = declaredForS3(request, presented);
  if (declared.startsWith("STREAMING-") && !WORDS.has(declared)) throw notSupported("s3", declared);
  if (!WORDS.has(declared) && !/^[0-9a-f]{64}$/.test(declared)) {
    throw new SignatureRefusal(
      "s3",
      "badPayloadDigest",
      "x-amz-content-sha256 must be UNSIGNED-PAYLOAD, STREAMING-UNSIGNED-PAYLOAD-TRAILER or a valid sha256 value",
    );
  }
  return declared;
};

/** To be asked once the signature holds. */
export const checkPayload = (request: AwsRequest, service: string, declared: string): void => {
  if (WORDS.has(declared) || service !== "s3") return;
  const computed = sha256Hex(request.body);
  if (computed === declared) return;
  throw new SignatureRefusal(
    service,
    "otherPayload",
    "The provided 'x-amz-content-sha256' header does not match what was computed.",
    { ClientComputedContentSHA256: declared, S3ComputedContentSHA256: computed },
  );
};
