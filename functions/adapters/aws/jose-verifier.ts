import {
  createLocalJWKSet,
  createRemoteJWKSet,
  decodeJwt,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  jwtVerify,
} from "jose";
import type { PrincipalId } from "#domain/structures/structure.ts";
import type { Authentication, PublicJwk, TokenVerifier } from "#ports/jetons.ts";
import type { System } from "#ports/system.ts";

interface Issuer {
  readonly issuer: string;
  readonly keys: () => Promise<JWTVerifyGetKey>;
  /** The caller that the claims name, or undefined when the token is not meant for this API. */
  readonly principal: (claims: JWTPayload) => PrincipalId | undefined;
}

export interface VerifierConfiguration {
  readonly technical: {
    readonly issuer: string;
    readonly audience: string;
    readonly publicKey: () => Promise<PublicJwk>;
  };
  /** Cognito: its access tokens carry no audience, but the client that they were made for. */
  readonly people: { readonly issuer: string; readonly clientId: string };
  readonly system: Pick<System, "now">;
}

const text = (value: unknown): string | undefined => (typeof value === "string" && value !== "" ? value : undefined);

const technicalIssuer = ({ issuer, audience, publicKey }: VerifierConfiguration["technical"]): Issuer => ({
  issuer,
  keys: async () => createLocalJWKSet({ keys: [await publicKey()] }),
  principal: ({ aud, client_id }) => {
    const id = text(client_id);
    return aud === audience && id !== undefined ? `compte:${id}` : undefined;
  },
});

const peopleIssuer = ({ issuer, clientId }: VerifierConfiguration["people"]): Issuer => {
  const remote = createRemoteJWKSet(new URL(`${issuer}/.well-known/jwks.json`));
  return {
    issuer,
    keys: async () => remote,
    principal: ({ client_id, sub }) => {
      const id = text(sub);
      return client_id === clientId && id !== undefined ? `personne:${id}` : undefined;
    },
  };
};

const INVALID: Authentication = { refus: "JETON_INVALIDE" };

/** What the token claims of its issuer, unverified: only to choose the keys that it must then be verified with. */
const claimedIssuer = (token: string): string | undefined => {
  try {
    return decodeJwt(token).iss;
  } catch {
    return undefined;
  }
};

/** Keys that could not be had say nothing of the token: an error may be tried again, while a refusal is cached. */
const OUTAGES: ReadonlySet<string> = new Set([errors.JOSEError.code, errors.JWKSTimeout.code, errors.JWKSInvalid.code]);

/** Verifies RS256 access tokens of the two issuers. Whatever is wrong but the expiry gets one and the same answer. */
export const joseVerifier = ({ technical, people, system }: VerifierConfiguration): TokenVerifier => {
  const issuers = new Map([technicalIssuer(technical), peopleIssuer(people)].map((one) => [one.issuer, one]));

  return {
    async verify(token) {
      const issuer = issuers.get(claimedIssuer(token) ?? "");
      if (!issuer) return INVALID;
      const keys = await issuer.keys();
      try {
        const { payload } = await jwtVerify(token, keys, {
          issuer: issuer.issuer,
          algorithms: ["RS256"],
          currentDate: system.now(),
          requiredClaims: ["exp", "iat", "sub"],
        });
        const principal = payload["token_use"] === "access" ? issuer.principal(payload) : undefined;
        return principal === undefined ? INVALID : { principal };
      } catch (error) {
        if (error instanceof errors.JWTExpired) return { refus: "JETON_EXPIRE" };
        if (error instanceof errors.JOSEError && !OUTAGES.has(error.code)) return INVALID;
        throw error;
      }
    },
  };
};
