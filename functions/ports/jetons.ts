import type { PrincipalId } from "#domain/structures/structure.ts";

/** A public key as RFC 7517 publishes it. */
export interface PublicJwk {
  readonly kty: string;
  readonly kid: string;
  readonly alg: "RS256";
  readonly use: "sig";
  readonly n: string;
  readonly e: string;
}

/** Signs the tokens of technical accounts; the private key never leaves its keeper. */
export interface TokenSigner {
  publicKey(): Promise<PublicJwk>;
  /** RS256 (RFC 7518 §3.3) over the signing input of a JWS. */
  sign(input: string): Promise<Uint8Array>;
}

export type Authentication =
  | { readonly principal: PrincipalId }
  | { readonly refus: "JETON_INVALIDE" | "JETON_EXPIRE" };

/** Tells who holds a token, whichever of the two issuers signed it. */
export interface TokenVerifier {
  verify(token: string): Promise<Authentication>;
}
