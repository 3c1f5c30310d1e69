/** RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, 8.2), over a message or over a digest that the caller made. */
import { constants, createHash, type KeyObject, privateEncrypt, publicDecrypt } from "node:crypto";

/** RFC 8017, 9.2, note 1: the DER of DigestInfo that goes before a SHA-256 digest. */
const SHA256_DIGEST_INFO = Buffer.from("3031300d060960864801650304020105000420", "hex");

export const DIGEST_BYTES = 32;

export const digestOf = (message: Buffer): Buffer => createHash("sha256").update(message).digest();

export const signDigest = (key: KeyObject, digest: Buffer): Buffer =>
  privateEncrypt({ key, padding: constants.RSA_PKCS1_PADDING }, Buffer.concat([SHA256_DIGEST_INFO, digest]));

export const isSignatureOf = (key: KeyObject, digest: Buffer, signature: Buffer): boolean => {
  try {
    const signed = publicDecrypt({ key, padding: constants.RSA_PKCS1_PADDING }, signature);
    return signed.equals(Buffer.concat([SHA256_DIGEST_INFO, digest]));
  } catch {
    // OpenSSL throws on wrong length and wrong padding alike: neither is a signature.
    return false;
  }
};
