import { decodeJwt, generateKeyPair } from "jose";
import { describe, expect, it } from "vitest";
import type { PoolClient } from "#infra/local/people/client.ts";
import type { SigningKey } from "#infra/local/people/keys.ts";
import { type Authorization, makeTokens, openedAttributes } from "#infra/local/people/tokens.ts";
import type { User } from "#infra/local/people/users.ts";

const USER: User = {
  sub: "3f0c",
  email: "a@exemple.fr",
  attributes: {
    email: "a@exemple.fr",
    email_verified: "true",
    phone_number: "+33100000000",
    phone_number_verified: "false",
    given_name: "Camille",
  },
  password: undefined,
  enabled: true,
  created: 0,
  modified: 0,
};

const CLIENT: PoolClient = {
  id: "portail",
  scopes: ["openid"],
  callbackUrls: [],
  logoutUrls: [],
  validity: { access: 1800, id: 1200, refresh: 86_400 },
  revocable: true,
};

const key = async (kid: string): Promise<SigningKey> => {
  const { privateKey } = await generateKeyPair("RS256");
  return { kid, key: privateKey, privateJwk: {}, publicJwk: {} };
};
const keys = { id: await key("id"), access: await key("access") };

const issue = (more: Partial<Authorization>) =>
  makeTokens("http://127.0.0.1/pool", keys, {
    client: CLIENT,
    user: USER,
    scope: "openid",
    grantId: "grant",
    accessTokenId: "jti",
    nonce: undefined,
    authTime: 90,
    now: 100,
    ...more,
  });

// https://docs.aws.amazon.com/cognito/latest/developerguide/cognito-user-pools-define-resource-servers.html
describe("the scopes open", () => {
  it.each([
    ["openid", Object.keys(USER.attributes)],
    ["openid email", ["email", "email_verified"]],
    ["openid phone", ["phone_number", "phone_number_verified"]],
    ["email phone", ["email", "email_verified", "phone_number", "phone_number_verified"]],
    ["openid profile", Object.keys(USER.attributes)],
  ])("%s: %j", (scope, names) => {
    expect(Object.keys(openedAttributes(USER, scope))).toEqual(names);
  });
});

// https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
describe("tokens", () => {
  it("are an access token alone without the scope openid", async () => {
    const { access, id } = await issue({ scope: "aws.cognito.signin.user.admin" });
    expect(id).toBeUndefined();
    expect(decodeJwt(access)).toMatchObject({ token_use: "access", client_id: "portail", exp: 1900, iat: 100 });
    expect(decodeJwt(access)).not.toHaveProperty("aud");
  });

  it("say whether an address is verified by a boolean", async () => {
    const { id = "" } = await issue({ scope: "openid profile" });
    expect(decodeJwt(id)).toMatchObject({ email_verified: true, phone_number_verified: false, given_name: "Camille" });
  });

  it("carry the nonce of the sign-in where it had one", async () => {
    expect(decodeJwt((await issue({ nonce: "n" })).id ?? "")).toMatchObject({ nonce: "n" });
    expect(decodeJwt((await issue({})).id ?? "")).not.toHaveProperty("nonce");
  });

  it("name the sign-in that they come from where they can be revoked, the same at each refresh", async () => {
    const origin = async (more: Partial<Authorization>) => decodeJwt((await issue(more)).access)["origin_jti"];
    expect(await origin({})).toBe(await origin({ now: 200, accessTokenId: "other" }));
    expect(await origin({ grantId: "other" })).not.toBe(await origin({}));
    expect(await origin({ client: { ...CLIENT, revocable: false } })).toBeUndefined();
  });
});
