/** The keys of the issuer, kept on disk so that tokens and cookies outlive a restart. */
import { randomBytes } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { type CryptoKey, calculateJwkThumbprint, exportJWK, generateKeyPair, importJWK, type JWK } from "jose";
import { keptSecret } from "./store.ts";

export interface SigningKey {
  readonly kid: string;
  readonly key: CryptoKey;
  readonly privateJwk: JWK;
  /** As the key set publishes it. */
  readonly publicJwk: JWK;
}

export interface IssuerKeys {
  readonly id: SigningKey;
  readonly access: SigningKey;
  readonly cookie: string;
}

const ALGORITHM = "RS256";

const makeKey = async (): Promise<string> => {
  const { privateKey } = await generateKeyPair(ALGORITHM, { extractable: true });
  return JSON.stringify(await exportJWK(privateKey));
};

const readKey = async (serialised: string): Promise<SigningKey> => {
  const jwk: JWK = JSON.parse(serialised);
  const kid = await calculateJwkThumbprint(jwk);
  const key = await importJWK(jwk, ALGORITHM);
  if (key instanceof Uint8Array) throw new TypeError("the signing key is not an RSA key");
  const described = { kid, alg: ALGORITHM, use: "sig" };
  const { kty = "RSA", n = "", e = "" } = jwk;
  return { kid, key, privateJwk: { ...jwk, ...described }, publicJwk: { kty, n, e, ...described } };
};

/** Cognito signs id tokens and access tokens with different keys: whoever verifies must look the key up by its `kid`. */
export const openKeys = async (store: DatabaseSync): Promise<IssuerKeys> => ({
  id: await readKey(await keptSecret(store, "id-token-key", makeKey)),
  access: await readKey(await keptSecret(store, "access-token-key", makeKey)),
  cookie: await keptSecret(store, "cookie-key", async () => randomBytes(32).toString("base64url")),
});
