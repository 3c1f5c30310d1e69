import { createRemoteJWKSet, decodeProtectedHeader, type JWTPayload, jwtVerify } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { authorization, Browser, exchange, signIn, type TokenAnswer, token } from "./browser.ts";
import { CALLBACK, EMAIL, PASSWORD, type People, startPeople } from "./given.ts";

const UUID = expect.stringMatching(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);

let people: People;
let sub: string;
beforeAll(async () => {
  people = await startPeople();
  sub = await people.addUser(EMAIL, PASSWORD);
});
afterAll(async () => {
  await people.stop();
});

/** Verifies as an application does: with the keys that discovery names, at the runtime's time. */
const verified = async (jwt: unknown): Promise<JWTPayload> => {
  const discovered = await (await fetch(`${people.issuer}/.well-known/openid-configuration`)).json();
  const keys = createRemoteJWKSet(new URL(String(Object(discovered).jwks_uri)));
  const { payload } = await jwtVerify(String(jwt), keys, {
    issuer: people.issuer,
    algorithms: ["RS256"],
    currentDate: new Date(people.now()),
  });
  return payload;
};

const freshTokens = async (): Promise<TokenAnswer> => exchange(people, await signIn(people));

describe("authorization code with PKCE (RFC 6749 §4.1, RFC 7636)", () => {
  it("brings the person back with the state and a code that gives tokens", async () => {
    const attempt = await signIn(people);
    expect(attempt.back.searchParams.get("state")).toBe("état");
    expect(await exchange(people, attempt)).toEqual({
      status: 200,
      body: {
        id_token: expect.any(String),
        access_token: expect.any(String),
        refresh_token: expect.any(String),
        expires_in: 1800,
        token_type: "Bearer",
      },
    });
    expect(people.logged).toEqual([]);
  });

  // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-access-token.html
  it("gives an access token of Cognito's claims, and no audience", async () => {
    const { body } = await freshTokens();
    const claims = await verified(body["access_token"]);
    expect(claims).toEqual({
      sub,
      iss: people.issuer,
      client_id: people.clientId,
      origin_jti: UUID,
      event_id: UUID,
      token_use: "access",
      scope: "openid email",
      auth_time: expect.any(Number),
      exp: expect.any(Number),
      iat: expect.any(Number),
      jti: expect.any(String),
      version: 2,
      username: sub,
    });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(1800);
    expect(sub).toEqual(UUID);
  });

  // https://docs.aws.amazon.com/cognito/latest/developerguide/amazon-cognito-user-pools-using-the-id-token.html
  it("gives an id token for the application, with the claims of its scopes", async () => {
    const { body } = await freshTokens();
    const claims = await verified(body["id_token"]);
    expect(claims).toEqual({
      sub,
      iss: people.issuer,
      aud: people.clientId,
      "cognito:username": sub,
      email: EMAIL,
      email_verified: true,
      token_use: "id",
      nonce: "n-1",
      at_hash: expect.any(String),
      origin_jti: UUID,
      event_id: UUID,
      auth_time: expect.any(Number),
      exp: expect.any(Number),
      iat: expect.any(Number),
      jti: UUID,
    });
    expect(Number(claims.exp) - Number(claims.iat)).toBe(1200);
  });

  it("signs id and access tokens with different keys, as Cognito does", async () => {
    const { body } = await freshTokens();
    const kidOf = (jwt: unknown): string | undefined => decodeProtectedHeader(String(jwt)).kid;
    expect(kidOf(body["id_token"])).not.toBe(kidOf(body["access_token"]));
  });

  it("refuses a code with another verifier", async () => {
    const attempt = await signIn(people);
    expect(await exchange(people, { ...attempt, verifier: "x".repeat(43) })).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
  });

  it("takes a code once, and withdraws its tokens when it comes again", async () => {
    const attempt = await signIn(people);
    const first = await exchange(people, attempt);
    expect(await exchange(people, attempt)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
    expect(
      await token(people, { grant_type: "refresh_token", refresh_token: String(first.body["refresh_token"]) }),
    ).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it("gives tokens once when a code comes twice at the same time", async () => {
    const attempt = await signIn(people);
    const answers = await Promise.all([exchange(people, attempt), exchange(people, attempt)]);
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 400]);
  });

  it("refuses a code for another return address", async () => {
    const attempt = await signIn(people);
    expect(await exchange(people, attempt, { redirect_uri: `${CALLBACK}/autre` })).toMatchObject({
      status: 400,
      body: { error: "invalid_grant" },
    });
  });

  it.each([
    ["longer", `${CALLBACK}/x`],
    ["with a query", `${CALLBACK}?x=1`],
    ["of another port", CALLBACK.replace(":9", ":10")],
  ])("never sends a person to a return address %s", async (_, address) => {
    const response = await new Browser().request(authorization(people, { redirect_uri: address }).url);
    expect(response.status).toBe(400);
    expect(response.headers.get("location")).toBeNull();
    expect(await response.text()).toContain("L’adresse de retour demandée n’est pas celle de l’application.");
  });

  it.each([
    ["no challenge", { code_challenge: "", code_challenge_method: "" }],
    ["a plain challenge", { code_challenge_method: "plain" }],
    ["a scope that the application has not", { scope: "openid profile" }],
    ["a token in the address", { response_type: "token" }],
  ])("sends a request with %s back with an error", async (_, changes) => {
    const browser = new Browser();
    const { url } = await browser.follow(await browser.request(authorization(people, changes).url));
    expect(url.href).toMatch(/[?&#]error=(invalid_request|invalid_scope|unsupported_response_type)/);
  });

  it("does not ask again within the session, and asks after it", async () => {
    const { browser } = await signIn(people);
    const again = await browser.follow(await browser.request(authorization(people).url));
    expect(again.url.searchParams.get("code")).toEqual(expect.any(String));
    people.pass(3_601);
    const later = await browser.follow(await browser.request(authorization(people).url));
    expect(later.url.pathname).toMatch(/^\/login\//);
  });
});

describe("what tokens open", () => {
  it("refreshes with claims of the same origin and no new refresh token", async () => {
    const { body } = await freshTokens();
    const before = await verified(body["access_token"]);
    people.pass(60);
    const refreshed = await token(people, {
      grant_type: "refresh_token",
      refresh_token: String(body["refresh_token"]),
    });
    expect(Object.keys(refreshed.body).toSorted()).toEqual(["access_token", "expires_in", "id_token", "token_type"]);
    const after = await verified(refreshed.body["access_token"]);
    expect(after).toMatchObject({ origin_jti: before["origin_jti"], auth_time: before["auth_time"] });
    expect(Number(after.iat) - Number(before.iat)).toBeGreaterThanOrEqual(60);
  });

  it("ends with the runtime's clock", async () => {
    const { body } = await freshTokens();
    people.pass(1_801);
    await expect(verified(body["access_token"])).rejects.toThrow('"exp" claim timestamp check failed');
    const refresh = { grant_type: "refresh_token", refresh_token: String(body["refresh_token"]) };
    expect(await token(people, refresh)).toMatchObject({ status: 200 });
    people.pass(2 * 86_400);
    expect(await token(people, refresh)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  it("forgets a code after five minutes of the runtime's clock", async () => {
    const attempt = await signIn(people);
    people.pass(301);
    expect(await exchange(people, attempt)).toMatchObject({ status: 400, body: { error: "invalid_grant" } });
  });

  const userInfo = (jwt: unknown): Promise<Response> =>
    fetch(`${people.url}/oauth2/userInfo`, { headers: { authorization: `Bearer ${jwt}` } });

  it("tells who the person is, until the token is revoked (RFC 7009)", async () => {
    const { body } = await freshTokens();
    const answer = await userInfo(body["access_token"]);
    expect(await answer.json()).toEqual({ sub, email: EMAIL, email_verified: "true", username: sub });

    const form = new URLSearchParams({ client_id: people.clientId, token: String(body["refresh_token"]) });
    expect((await fetch(`${people.url}/oauth2/revoke`, { method: "POST", body: form })).status).toBe(200);
    expect((await userInfo(body["access_token"])).status).toBe(401);
  });

  it("tells nothing to an id token or to no token", async () => {
    const { body } = await freshTokens();
    expect((await userInfo(body["id_token"])).status).toBe(401);
    expect((await userInfo("")).status).toBe(401);
  });
});
