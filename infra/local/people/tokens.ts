/**
 * The tokens that applications receive, in Cognito's words: an access token without `aud`, `client_id` and `token_use`
 * instead, and an id token whose user is `cognito:username`. A verifier that takes these takes Cognito's.
 */
import { createHash, randomUUID } from "node:crypto";
import { type JWTPayload, SignJWT } from "jose";
import type { PoolClient } from "./client.ts";
import type { IssuerKeys, SigningKey } from "./keys.ts";
import type { User } from "./users.ts";

/** What an authorization gave, once oidc-provider has judged it. */
export interface Authorization {
  readonly client: PoolClient;
  readonly user: User;
  readonly scope: string;
  /** Stays the same from the sign-in on, whichever refresh issues the token. */
  readonly grantId: string;
  readonly accessTokenId: string;
  readonly nonce: string | undefined;
  /** Seconds since the epoch, on the shared clock. */
  readonly authTime: number;
  readonly now: number;
}

export interface Tokens {
  readonly access: string;
  /** Undefined without the scope `openid`. */
  readonly id: string | undefined;
}

/** A UUID made from a text: the same text, the same UUID. */
const uuidOf = (text: string): string =>
  createHash("sha256")
    .update(text)
    .digest("hex")
    .replace(/^(.{8})(.{4})(.{4})(.{4})(.{12}).*$/, "$1-$2-$3-$4-$5");

const sign = (payload: JWTPayload, { kid, key }: SigningKey): Promise<string> =>
  new SignJWT(payload).setProtectedHeader({ kid, alg: "RS256" }).sign(key);

/** OpenID Connect Core §3.1.3.6: the left half of the access token's hash. */
const halfHash = (token: string): string =>
  createHash("sha256").update(token).digest().subarray(0, 16).toString("base64url");

const SCOPE_ATTRIBUTES: Readonly<Record<string, (name: string) => boolean>> = {
  email: (name) => name === "email" || name === "email_verified",
  phone: (name) => name === "phone_number" || name === "phone_number_verified",
  profile: () => true,
};

/** The attributes that the scopes open; `openid` alone opens all of them, as at Cognito. */
export const openedAttributes = (user: User, scope: string): Readonly<Record<string, string>> => {
  const opening = scope.split(" ").flatMap((name) => SCOPE_ATTRIBUTES[name] ?? []);
  const opened = opening.length === 0 ? [() => true] : opening;
  return Object.fromEntries(Object.entries(user.attributes).filter(([name]) => opened.some((opens) => opens(name))));
};

const isFlag = (name: string): boolean => name.endsWith("_verified");

/** Cognito keeps every attribute as text; in an id token, `email_verified` is a boolean all the same. */
const claimsOf = (user: User, scope: string): JWTPayload =>
  Object.fromEntries(
    Object.entries(openedAttributes(user, scope)).map(([name, value]) => [
      name,
      isFlag(name) ? value === "true" : value,
    ]),
  );

const common = (issuer: string, { client, user, grantId, authTime, now }: Authorization): JWTPayload => ({
  sub: user.sub,
  iss: issuer,
  ...(client.revocable ? { origin_jti: uuidOf(`origin ${grantId}`) } : {}),
  event_id: uuidOf(`event ${grantId}`),
  auth_time: authTime,
  iat: now,
});

export const makeTokens = async (
  issuer: string,
  keys: Pick<IssuerKeys, "id" | "access">,
  authorization: Authorization,
): Promise<Tokens> => {
  const { client, user, scope, accessTokenId, nonce, now } = authorization;
  const access = await sign(
    {
      ...common(issuer, authorization),
      client_id: client.id,
      token_use: "access",
      scope,
      exp: now + client.validity.access,
      jti: accessTokenId,
      version: 2,
      username: user.sub,
    },
    keys.access,
  );
  if (!scope.split(" ").includes("openid")) return { access, id: undefined };
  const id = await sign(
    {
      ...claimsOf(user, scope),
      ...common(issuer, authorization),
      at_hash: halfHash(access),
      "cognito:username": user.sub,
      ...(nonce === undefined ? {} : { nonce }),
      aud: client.id,
      token_use: "id",
      exp: now + client.validity.id,
      jti: randomUUID(),
    },
    keys.id,
  );
  return { access, id };
};
