/** Tokens of the two issuers, against the keys that these really publish. */
import { createHmac, createSign, generateKeyPairSync, type KeyObject } from "node:crypto";
import { createServer } from "node:http";
import { KMSClient } from "@aws-sdk/client-kms";
import { decodeJwt } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { joseVerifier, type VerifierConfiguration } from "#adapters/aws/jose-verifier.ts";
import { kmsSigner } from "#adapters/aws/kms-signer.ts";
import { SAMPLE_ACCOUNTS } from "#infra/samples/directory.ts";
import type { Authentication, TokenSigner, TokenVerifier } from "#ports/jetons.ts";
import { personToken } from "#test/given/people.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { AUDIENCE } from "#usecases/issue-token.ts";
import { startAnswering } from "./answering.ts";
import { platformParameter } from "./platform-parameter.ts";

const INVALID: Authentication = { refus: "JETON_INVALIDE" };
const HOUR_MS = 3_600_000;

type Claims = Readonly<Record<string, unknown>>;
type Sign = (input: string) => Uint8Array | Promise<Uint8Array>;

const segment = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A JWS (RFC 7515 §7.1) of these claims. */
const token = async (header: Claims, claims: Claims, sign: Sign): Promise<string> => {
  const input = `${segment(header)}.${segment(claims)}`;
  return `${input}.${Buffer.from(await sign(input)).toString("base64url")}`;
};

const rs256 =
  (key: KeyObject): Sign =>
  (input) =>
    createSign("RSA-SHA256").update(input).sign(key);

let platform: Platform;
let signer: TokenSigner;
let configuration: VerifierConfiguration;
let verifier: TokenVerifier;

beforeAll(async () => {
  platform = await startPlatform();
  signer = kmsSigner({ client: new KMSClient({}), keyId: await platformParameter("keys/jetons/arn") });
  configuration = {
    technical: { issuer: platform.api, audience: AUDIENCE, publicKey: () => signer.publicKey() },
    people: { issuer: await platformParameter("people/issuer"), clientId: await platformParameter("people/client") },
    system: platform.runtime,
  };
  verifier = joseVerifier(configuration);
});
afterAll(() => platform.stop());

const inAnHour = (): VerifierConfiguration["system"] => ({
  now: () => new Date(platform.runtime.now().getTime() + HOUR_MS + 1000),
});

const claims = (changes: Claims = {}): Claims => {
  const iat = Math.floor(platform.runtime.now().getTime() / 1000);
  return {
    iss: platform.api,
    sub: "contrat",
    client_id: "contrat",
    aud: AUDIENCE,
    token_use: "access",
    iat,
    exp: iat + 3600,
    ...changes,
  };
};

/** A token that our own key signed. */
const signed = async (changes: Claims = {}): Promise<string> => {
  const { kid } = await signer.publicKey();
  return token({ alg: "RS256", kid }, claims(changes), (input) => signer.sign(input));
};

describe("a token of a technical account", () => {
  const issued = async (): Promise<string> => {
    const { clientId, secret } = SAMPLE_ACCOUNTS.menuiserie;
    const body = new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, client_secret: secret });
    const response = await fetch(`${platform.api}/v1/oauth/token`, { method: "POST", body });
    const { access_token }: { access_token?: string } = JSON.parse(await response.text());
    return access_token ?? "";
  };

  it("names the account, as the platform issued it", async () => {
    expect(await verifier.verify(await issued())).toEqual({ principal: "compte:exemple-menuiserie" });
  });

  it("is expired after its hour, and says so", async () => {
    const later = joseVerifier({ ...configuration, system: inAnHour() });
    expect(await later.verify(await issued())).toEqual({ refus: "JETON_EXPIRE" });
  });

  it.each<readonly [string, Claims]>([
    ["made for another API", { aud: "autre" }],
    ["made for this API among others", { aud: [AUDIENCE, "autre"] }],
    ["of nobody", { client_id: undefined }],
    ["of an empty account", { client_id: "" }],
    ["of an account that is no text", { client_id: 12 }],
    ["that is no access token", { token_use: "id" }],
    ["without a use", { token_use: undefined }],
    ["without an end", { exp: undefined }],
    ["without a beginning", { iat: undefined }],
    ["without a subject", { sub: undefined }],
    ["of another issuer", { iss: "https://ailleurs.exemple" }],
    ["of no issuer", { iss: undefined }],
    ["not yet valid (RFC 7519 §4.1.5)", { nbf: 9_999_999_999 }],
  ])("%s is refused, though its signature is right", async (_, changes) => {
    expect(await verifier.verify(await signed())).toEqual({ principal: "compte:contrat" });
    expect(await verifier.verify(await signed(changes))).toEqual(INVALID);
  });

  it("signed with another key is refused, even under the name of the right one", async () => {
    const { kid } = await signer.publicKey();
    const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    for (const header of [{ alg: "RS256", kid }, { alg: "RS256", kid: "inconnue" }, { alg: "RS256" }]) {
      expect(await verifier.verify(await token(header, claims(), rs256(privateKey)))).toEqual(INVALID);
    }
  });

  it("is refused when it chooses its algorithm: none, or HMAC with the public key (RFC 8725 §2.1)", async () => {
    const { kid, n } = await signer.publicKey();
    expect(await verifier.verify(await token({ alg: "none" }, claims(), () => Buffer.of()))).toEqual(INVALID);
    const hmac: Sign = (input) => createHmac("sha256", Buffer.from(n, "base64url")).update(input).digest();
    expect(await verifier.verify(await token({ alg: "HS256", kid }, claims(), hmac))).toEqual(INVALID);
  });

  it("changed after it was signed is refused", async () => {
    const [header = "", , signature = ""] = (await signed()).split(".");
    const forged = [header, segment(claims({ client_id: "autre" })), signature].join(".");
    expect(await verifier.verify(forged)).toEqual(INVALID);
  });

  it.each(["", "abc", "a.b.c", "..", `${segment({})}.${segment([])}.`])("that is %j is refused", async (garbage) => {
    expect(await verifier.verify(garbage)).toEqual(INVALID);
  });

  it("is neither accepted nor refused while the key service does not answer", async () => {
    const publicKey = () => Promise.reject(new Error("KMS does not answer"));
    const blind = joseVerifier({ ...configuration, technical: { ...configuration.technical, publicKey } });
    await expect(blind.verify(await signed())).rejects.toThrow("KMS does not answer");
  });
});

describe("a token of a person", () => {
  const EMAIL = "camille@menuiserie.exemple";

  it("names the person by the subject, as the people's issuer made it", async () => {
    const access = await personToken(platform, EMAIL);
    expect(await verifier.verify(access)).toEqual({ principal: `personne:${decodeJwt(access).sub}` });
  });

  it("is expired after its hour, and says so", async () => {
    const later = joseVerifier({ ...configuration, system: inAnHour() });
    expect(await later.verify(await personToken(platform, EMAIL))).toEqual({ refus: "JETON_EXPIRE" });
  });

  it("made for another client is refused: Cognito's access tokens carry no audience", async () => {
    const other = joseVerifier({ ...configuration, people: { ...configuration.people, clientId: "autre" } });
    expect(await other.verify(await personToken(platform, EMAIL))).toEqual(INVALID);
  });

  it("without a subject is refused", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const kid = "cle-des-personnes";
    await using issuer = await startAnswering({ body: { keys: [{ ...publicKey.export({ format: "jwk" }), kid }] } });
    const people = { issuer: issuer.url, clientId: "portail" };
    const alone = joseVerifier({ ...configuration, people });
    const ofPerson = (sub: string) =>
      token({ alg: "RS256", kid }, claims({ iss: issuer.url, client_id: "portail", sub }), rs256(privateKey));
    expect(await alone.verify(await ofPerson("p-1"))).toEqual({ principal: "personne:p-1" });
    expect(await alone.verify(await ofPerson(""))).toEqual(INVALID);
  });

  it("cannot be made by whoever signs those of technical accounts", async () => {
    const { issuer, clientId } = configuration.people;
    expect(await verifier.verify(await signed({ iss: issuer, client_id: clientId }))).toEqual(INVALID);
  });
});

describe("a people's issuer that is out of order", () => {
  const askedAt = async (issuer: string): Promise<Authentication> =>
    joseVerifier({ ...configuration, people: { issuer, clientId: "portail" } }).verify(await signed({ iss: issuer }));

  it.each([
    ["answers 503", { status: 503 }],
    ["throttles", { status: 429 }],
    ["publishes something that is no key set", { body: { cles: [] } }],
  ])("and %s makes no token wrong: the caller may try again", async (_, answer) => {
    await using issuer = await startAnswering(answer);
    await expect(askedAt(issuer.url)).rejects.toThrow(/JSON Web Key Set/);
  });

  it("and answers no more makes no token wrong either", async () => {
    const { url, [Symbol.asyncDispose]: close } = await startAnswering({});
    await close();
    await expect(askedAt(url)).rejects.toThrow();
  });

  it("and keeps its callers waiting is given up, the token undecided", async () => {
    const silent = createServer(() => undefined).listen(0, "127.0.0.1");
    try {
      await new Promise((resolve) => silent.once("listening", resolve));
      const address = silent.address();
      const port = typeof address === "object" ? address?.port : undefined;
      await expect(askedAt(`http://127.0.0.1:${port}`)).rejects.toThrow("timed out");
    } finally {
      silent.closeAllConnections();
      silent.close();
    }
  });
});
