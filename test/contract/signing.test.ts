/** The key that signs the tokens of technical accounts, in KMS. */
import { createHash, createPublicKey, generateKeyPairSync, type KeyObject, verify } from "node:crypto";
import { KMSClient } from "@aws-sdk/client-kms";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { kmsPublicKey, kmsSigner } from "#adapters/aws/kms-signer.ts";
import type { TokenSigner } from "#ports/jetons.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { startAnswering } from "./answering.ts";
import { platformParameter } from "./platform-parameter.ts";

const spki = (key: KeyObject): string => key.export({ type: "spki", format: "der" }).toString("base64");
const rsaKey = (): string => spki(generateKeyPairSync("rsa", { modulusLength: 2048 }).publicKey);
const ellipticKey = (): string => spki(generateKeyPairSync("ec", { namedCurve: "P-256" }).publicKey);

describe("the signing key of the platform", () => {
  let platform: Platform;
  let signer: TokenSigner;
  beforeAll(async () => {
    platform = await startPlatform();
    signer = kmsSigner({ client: new KMSClient({}), keyId: await platformParameter("keys/jetons/arn") });
  });
  afterAll(() => platform.stop());

  it("publishes its public half alone, named by its thumbprint (RFC 7638 §3)", async () => {
    const { kid, n, e, ...rest } = await signer.publicKey();
    expect(rest).toEqual({ kty: "RSA", alg: "RS256", use: "sig" });
    const members = JSON.stringify({ e, kty: "RSA", n });
    expect(kid).toBe(createHash("sha256").update(members).digest("base64url"));
  });

  it("signs RS256 (RFC 7518 §3.3), letters outside ASCII as UTF-8", async () => {
    const input = "en-tête.contenu";
    const { kty, n, e } = await signer.publicKey();
    const key = createPublicKey({ key: { kty, n, e }, format: "jwk" });
    const signature = await signer.sign(input);
    expect(verify("RSA-SHA256", Buffer.from(input), key, signature)).toBe(true);
    expect(verify("RSA-SHA256", Buffer.from("autre"), key, signature)).toBe(false);
  });
});

describe("a key service", () => {
  it("is asked for the public half once, however many ask at once", async () => {
    await using kms = await startAnswering({ body: { PublicKey: rsaKey() } });
    const publicKey = kmsPublicKey({ client: new KMSClient(kms.client), keyId: "cle" });
    const [first, ...others] = await Promise.all([publicKey(), publicKey(), publicKey()]);
    expect(others).toEqual([first, first]);
    expect(kms.requests).toHaveLength(1);
  });

  it("that failed is asked again by the next caller", async () => {
    await using kms = await startAnswering(
      { status: 500, error: "KMSInternalException" },
      { body: { PublicKey: rsaKey() } },
    );
    const publicKey = kmsPublicKey({ client: new KMSClient(kms.client), keyId: "cle" });
    await expect(publicKey()).rejects.toThrow("KMSInternalException");
    await expect(publicKey()).resolves.toMatchObject({ kty: "RSA" });
  });

  it.each([
    ["no public half", {}, "the signing key has no public half"],
    ["a key of another kind", { PublicKey: ellipticKey() }, "the signing key is not an RSA key"],
  ])("that gives %s is an error, not a token that nobody can verify", async (_, body, message) => {
    await using kms = await startAnswering({ body });
    await expect(kmsPublicKey({ client: new KMSClient(kms.client), keyId: "cle" })()).rejects.toThrow(message);
  });

  it("that gives no signature is an error", async () => {
    await using kms = await startAnswering({ body: {} });
    const signer = kmsSigner({ client: new KMSClient(kms.client), keyId: "cle" });
    await expect(signer.sign("a.b")).rejects.toThrow("the signing key gave no signature");
  });
});
