import { createSign, generateKeyPairSync } from "node:crypto";
import { createLocalJWKSet, exportJWK, jwtVerify } from "jose";
import { describe, expect, it } from "vitest";
import { memoryAnnuaire, memoryAnnuaireEditor } from "#adapters/memory/memory-annuaire.ts";
import { memoryStore } from "#adapters/memory/store.ts";
import { makeHandler } from "#entrees/api/jetons/jetons.ts";
import type { PublicJwk } from "#ports/jetons.ts";
import { makeAddSecret } from "#usecases/edit-annuaire.ts";
import { AUDIENCE } from "#usecases/issue-token.ts";
import { type EventOptions, httpEvent } from "./http-event.ts";

const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
const ISSUER = "https://api.exemple";

const given = async () => {
  const store = memoryStore();
  const annuaire = memoryAnnuaire(store);
  const addSecret = makeAddSecret({ annuaire, editor: memoryAnnuaireEditor(store) });
  const clock = { now: new Date("2026-03-31T10:00:00Z") };
  const { n = "", e = "" } = await exportJWK(publicKey);
  const jwk: PublicJwk = { kty: "RSA", kid: "cle", alg: "RS256", use: "sig", n, e };
  const handler = makeHandler({
    annuaire,
    issuer: ISSUER,
    signer: {
      publicKey: async () => jwk,
      sign: async (input) => createSign("RSA-SHA256").update(input).sign(privateKey),
    },
    system: { now: () => clock.now, newId: () => "jeton-1" },
    journal: { info: () => undefined, error: () => undefined },
  });
  await addSecret("exemple", "premier", "aa".repeat(16), new Date("2026-06-01T00:00:00Z"));
  const call = async (route: string, options: EventOptions) => {
    const { statusCode, headers, body } = await handler(httpEvent(route, options));
    return { status: statusCode, headers, body: JSON.parse(body ?? "null") };
  };
  const form = { "content-type": "application/x-www-form-urlencoded" };
  return {
    clock,
    addSecret,
    jwk,
    token: (fields: Record<string, string>, headers: Record<string, string> = {}) =>
      call("POST /v1/oauth/token", { body: new URLSearchParams(fields).toString(), headers: { ...form, ...headers } }),
    get: (path: string) => call(`GET ${path}`, {}),
  };
};

const credentials = (client_secret: string, client_id = "exemple") => ({
  grant_type: "client_credentials",
  client_id,
  client_secret,
});

describe("a token for a technical account (RFC 6749 §4.4)", () => {
  it("verifies with the published key, and says who calls and nothing more", async () => {
    const { token, get, clock } = await given();
    const { status, body, headers } = await token(credentials("premier"));
    expect([status, body.token_type, body.expires_in]).toEqual([200, "Bearer", 3600]);
    expect(headers).toMatchObject({ "cache-control": "no-store" });
    const { body: keys } = await get("/v1/oauth/jwks.json");
    const { payload } = await jwtVerify(body.access_token, createLocalJWKSet(keys), {
      issuer: ISSUER,
      audience: AUDIENCE,
      currentDate: clock.now,
    });
    expect(payload).toEqual({
      iss: ISSUER,
      sub: "exemple",
      client_id: "exemple",
      aud: "plainchant",
      token_use: "access",
      iat: 1774951200,
      exp: 1774954800,
      jti: "jeton-1",
    });
  });

  it("is given for Basic credentials, form-encoded first (§2.3.1)", async () => {
    const { token, addSecret } = await given();
    await addSecret("exemple", "a:b+c%d", "bb".repeat(16), new Date("2026-06-01T00:00:00Z"));
    const basic = `Basic ${Buffer.from(`exemple:${encodeURIComponent("a:b+c%d")}`).toString("base64")}`;
    expect((await token({ grant_type: "client_credentials" }, { authorization: basic })).status).toBe(200);
  });

  it.each([
    ["a wrong secret", credentials("autre")],
    ["an unknown account", credentials("premier", "inconnu")],
    ["no secret", { grant_type: "client_credentials", client_id: "exemple" }],
  ])("is refused for %s, always in the same words", async (_, fields) => {
    const { status, body, headers } = await (await given()).token(fields);
    expect([status, body.error]).toEqual([401, "invalid_client"]);
    expect(headers).toMatchObject({ "www-authenticate": 'Basic realm="plainchant"' });
    expect(body.error_description).toContain("n'est pas reconnu");
  });

  it("is refused for malformed Basic credentials", async () => {
    const { token } = await given();
    const authorization = `Basic ${Buffer.from("exemple:%zz").toString("base64")}`;
    expect((await token({ grant_type: "client_credentials" }, { authorization })).body.error).toBe("invalid_client");
  });

  it("is refused for another grant", async () => {
    expect((await (await given()).token({ grant_type: "password" })).body.error).toBe("unsupported_grant_type");
  });

  it("is given for two secrets at once, and for each until its own end", async () => {
    const { token, addSecret, clock } = await given();
    await addSecret("exemple", "second", "bb".repeat(16), new Date("2026-09-01T00:00:00Z"));
    const statuses = async () => [
      (await token(credentials("premier"))).status,
      (await token(credentials("second"))).status,
    ];
    expect(await statuses()).toEqual([200, 200]);
    clock.now = new Date("2026-06-01T00:00:00Z");
    expect(await statuses()).toEqual([401, 200]);
    clock.now = new Date("2026-09-01T00:00:00Z");
    expect(await statuses()).toEqual([401, 401]);
  });

  it("is refused for the secret that a third one retired: the one that ended first", async () => {
    const { token, addSecret } = await given();
    await addSecret("exemple", "second", "bb".repeat(16), new Date("2026-09-01T00:00:00Z"));
    await addSecret("exemple", "troisieme", "cc".repeat(16), new Date("2026-12-01T00:00:00Z"));
    const statuses = await Promise.all(
      ["premier", "second", "troisieme"].map(async (one) => (await token(credentials(one))).status),
    );
    expect(statuses).toEqual([401, 200, 200]);
  });

  it("a secret given again keeps its place and changes its end", async () => {
    const { token, addSecret, clock } = await given();
    await addSecret("exemple", "premier", "dd".repeat(16), new Date("2027-01-01T00:00:00Z"));
    clock.now = new Date("2026-12-31T00:00:00Z");
    expect((await token(credentials("premier"))).status).toBe(200);
  });
});

describe("the issuer", () => {
  it("publishes where its tokens and keys are", async () => {
    const { get } = await given();
    expect((await get("/.well-known/openid-configuration")).body).toMatchObject({
      issuer: ISSUER,
      token_endpoint: `${ISSUER}/v1/oauth/token`,
      jwks_uri: `${ISSUER}/v1/oauth/jwks.json`,
    });
  });
});
