import { createPublicKey } from "node:crypto";
import { GetPublicKeyCommand, type KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { calculateJwkThumbprint, exportJWK } from "jose";
import type { PublicJwk, TokenSigner } from "#ports/jetons.ts";

interface KmsKey {
  readonly client: KMSClient;
  readonly keyId: string;
}

/** The public half of a KMS signing key, read once per process: a key never changes, another key has another id. */
export const kmsPublicKey = ({ client, keyId }: KmsKey): (() => Promise<PublicJwk>) => {
  let known: Promise<PublicJwk> | undefined;
  const read = async (): Promise<PublicJwk> => {
    const { PublicKey } = await client.send(new GetPublicKeyCommand({ KeyId: keyId }));
    if (!PublicKey) throw new Error("the signing key has no public half");
    const { kty, n, e } = await exportJWK(
      createPublicKey({ key: Buffer.from(PublicKey), format: "der", type: "spki" }),
    );
    if (kty !== "RSA" || n === undefined || e === undefined) throw new Error("the signing key is not an RSA key");
    const kid = await calculateJwkThumbprint({ kty, n, e });
    return { kty, kid, alg: "RS256", use: "sig", n, e };
  };
  return () => {
    known ??= read().catch((error: unknown) => {
      known = undefined;
      throw error;
    });
    return known;
  };
};

export const kmsSigner = (key: KmsKey): TokenSigner => ({
  publicKey: kmsPublicKey(key),
  async sign(input) {
    const { Signature } = await key.client.send(
      new SignCommand({
        KeyId: key.keyId,
        Message: Buffer.from(input),
        MessageType: "RAW",
        SigningAlgorithm: "RSASSA_PKCS1_V1_5_SHA_256",
      }),
    );
    if (!Signature) throw new Error("the signing key gave no signature");
    return Signature;
  },
});
