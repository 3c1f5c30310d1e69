import { KMSClient, SignCommand } from "@aws-sdk/client-kms";
import { generateKeyPair, SignJWT } from "jose";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { REFUSALS } from "#domain/erreurs/catalogue.ts";
import { EXAMPLES } from "#entrees/api/examples.ts";
import type { Capability, Route } from "#entrees/api/route.ts";
import { ROUTES } from "#entrees/api/routes.ts";
import { FactureDetail, Jwks, Probleme, TokenResponse } from "#entrees/api/schemas.ts";
import { sessionOf } from "#infra/cli/platform.ts";
import { SAMPLE_DEPOSITS } from "#infra/samples/deposits.ts";
import { SAMPLE_ACCOUNTS, SAMPLES } from "#infra/samples/directory.ts";
import { sampleUbl } from "#infra/samples/invoice.ts";
import { personToken } from "#test/given/people.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";

/** Every route, and what the walk needs to name something that belongs to somebody: the menuiserie and the commune. */
interface Things {
  readonly depot: string;
  readonly facture: string;
  readonly dossier: string;
}

let platform: Platform;
let things: Things;
beforeAll(async () => {
  platform = await startPlatform();
  const [sample] = SAMPLE_DEPOSITS;
  if (!sample) throw new Error("no sample");
  const report = await (await platform.session(sample.compte)).deposit(sample.fichier, sample.contenu);
  things = { depot: report.id, facture: report.factures[0]?.facture ?? "", dossier: await openDossier() };
});
afterAll(() => platform.stop());

/** A dossier of works contracts that the menuiserie opens, and nobody else of this walk takes part in. */
const openDossier = async (): Promise<string> => {
  const { menuiserie, lycee, cabinet, syndicat } = SAMPLES;
  const party = ({ identifiantStructure, raisonSocialeStructure }: (typeof SAMPLES)[keyof typeof SAMPLES]) => ({
    siret: identifiantStructure,
    raisonSociale: raisonSocialeStructure,
  });
  const bytes = sampleUbl({
    numero: "PDM-ACCES",
    cadre: "A4",
    dateEmission: "2026-11-02",
    fournisseur: party(menuiserie),
    destinataire: party(lycee),
    lignes: [{ designation: "Situation du mois", quantite: 1, prixUnitaire: 100_000 }],
  });
  const session = await platform.session("menuiserie");
  const actor = ({ identifiantStructure }: (typeof SAMPLES)[keyof typeof SAMPLES]) => ({
    typeIdentifiantStructure: "SIRET",
    identifiantStructure,
  });
  const travaux = { moe: actor(cabinet), moa: actor(syndicat) };
  const report = await session.deposit("pdm.xml", Buffer.from(bytes), { travaux });
  const facture = await session.get(`/v1/factures/${report.factures[0]?.facture}`);
  return FactureDetail.parse(await facture.json()).dossier ?? "";
};

const ALL: readonly Route[] = Object.values(ROUTES);
const PROTECTED = ALL.filter(({ access }) => access !== "PUBLIC");
const FOR_OPERATORS = ALL.filter(({ access }) => access === "EXPLOITANT");
const titles = (routes: readonly Route[]) => routes.map((route) => [`${route.method} ${route.path}`, route] as const);

const THING_OF: Readonly<Partial<Record<Capability, keyof Things>>> = { depots: "depot", travaux: "dossier" };

/** Of a route of operators, the thing is told by the path: `/v1/ops/depots/{id}`. */
const thingOf = ({ path, capability }: Route): string => {
  const [, , , kind = ""] = path.split("/");
  if (kind === "files") return "intake-dlq";
  const operated: Readonly<Record<string, string>> = { depots: things.depot, dossiers: things.dossier };
  return (capability === "exploitation" ? operated[kind] : undefined) ?? things[THING_OF[capability] ?? "facture"];
};

const pathOf = (route: Route): string =>
  route.path.replace("{id}", thingOf(route)).replace("{machine}", "travaux").replace("{nom}", things.dossier);

const REPLAY = { executions: [{ machine: "travaux", nom: "inconnue" }], appliquer: true, motif: "Essai" };

/** What is sent to routes that take a body: right in its form, so that what is refused is the caller. */
const BODIES: Readonly<Record<string, object>> = {
  agirSurDossierTravaux: { visite: 1, acte: "prendreEnCompte" },
  reprendreExecutions: REPLAY,
  redemarrerExecutions: REPLAY,
  rendreFileMorte: { appliquer: true, motif: "Essai" },
};
const DEPOSIT = { nomFichier: "f.xml", taille: 10 };

const BYTES = "application/octet-stream";

const call = async (route: Route, token?: string) => {
  const response = await fetch(`${platform.api}${pathOf(route)}`, {
    method: route.method,
    headers: {
      ...(token !== undefined && { authorization: `Bearer ${token}` }),
      ...(route.method === "POST" && { "content-type": route.request.file ? BYTES : "application/json" }),
    },
    ...(route.method === "POST" && { body: JSON.stringify(BODIES[route.operationId] ?? DEPOSIT) }),
  });
  const body = await response.text();
  return { status: response.status, type: response.headers.get("content-type"), body, json: () => JSON.parse(body) };
};

const tokenOf = async (account: keyof typeof SAMPLE_ACCOUNTS): Promise<string> => {
  const { clientId, secret } = SAMPLE_ACCOUNTS[account];
  const body = new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, client_secret: secret });
  const response = await fetch(`${platform.api}/v1/oauth/token`, { method: "POST", body });
  return TokenResponse.parse(await response.json()).access_token;
};

const encode = (value: object): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** A token of our own issuer with these claims, really signed by its key. */
const signedToken = async (changes: object): Promise<string> => {
  const { keys } = Jwks.parse(await (await fetch(`${platform.api}/v1/oauth/jwks.json`)).json());
  const now = Math.floor(platform.runtime.now().getTime() / 1000);
  const { clientId } = SAMPLE_ACCOUNTS.menuiserie;
  const claims = {
    iss: platform.api,
    sub: clientId,
    client_id: clientId,
    aud: "plainchant",
    token_use: "access",
    iat: now,
    exp: now + 60,
  };
  const input = `${encode({ alg: "RS256", kid: keys[0]?.["kid"] })}.${encode({ ...claims, ...changes })}`;
  const key = platform.runtime.deployment.resources.find(
    ({ type, logicalId }) => type === "AWS::KMS::Key" && /jetons/i.test(logicalId),
  );
  const { Signature = new Uint8Array() } = await new KMSClient({}).send(
    new SignCommand({
      KeyId: key?.ref,
      Message: Buffer.from(input),
      MessageType: "RAW",
      SigningAlgorithm: "RSASSA_PKCS1_V1_5_SHA_256",
    }),
  );
  return `${input}.${Buffer.from(Signature).toString("base64url")}`;
};

const foreignToken = async (): Promise<string> => {
  const { privateKey } = await generateKeyPair("RS256");
  return new SignJWT({ client_id: SAMPLE_ACCOUNTS.menuiserie.clientId, token_use: "access" })
    .setProtectedHeader({ alg: "RS256", kid: "other" })
    .setIssuer("https://emetteur.exemple")
    .setSubject("x")
    .setIssuedAt()
    .setExpirationTime("1h")
    .sign(privateKey);
};

const OPERATOR = "alix@plateforme.exemple";

const SECRETS_OF_OTHERS = ["F-2026-001", "PDM-ACCES", "Menuiserie", "Sainte-Exemple", "99900011000018"];

const expectNothingOfOthers = (body: string): void => {
  for (const secret of [...SECRETS_OF_OTHERS, things.facture, things.dossier]) expect(body).not.toContain(secret);
};

describe("whoever calls a protected route", () => {
  it.each(titles(PROTECTED))("%s anonymously gets API Gateway's own 401", async (_, route) => {
    expect(await call(route)).toMatchObject({ status: 401, body: '{"message":"Unauthorized"}' });
  });

  const wrong = [
    ["garbage", async () => "garbage", "JETON_INVALIDE"],
    ["an expired token", () => signedToken({ iat: 1, exp: 2 }), "JETON_EXPIRE"],
    ["a token of another issuer", foreignToken, "JETON_INVALIDE"],
    ["a token for another API", () => signedToken({ aud: "autre" }), "JETON_INVALIDE"],
    ["an identity token", () => signedToken({ token_use: "id" }), "JETON_INVALIDE"],
    ["a token without an end", () => signedToken({ exp: undefined }), "JETON_INVALIDE"],
    [
      "a token whose claims were changed",
      async () => {
        const [header, , signature] = (await signedToken({})).split(".");
        return `${header}.${encode({ iss: platform.api, sub: "autre", client_id: "autre", aud: "plainchant", token_use: "access", iat: 1, exp: 9_999_999_999 })}.${signature}`;
      },
      "JETON_INVALIDE",
    ],
    [
      "an unsigned token",
      async () => `${encode({ alg: "none" })}.${encode({ iss: platform.api, sub: "x" })}.`,
      "JETON_INVALIDE",
    ],
  ] as const;

  it.each(wrong)("with %s gets 401 and a problem document", async (_, make, code) => {
    const token = await make();
    for (const route of PROTECTED) {
      const answer = await call(route, token);
      expect(answer).toMatchObject({ status: 401, type: "application/problem+json" });
      expect(answer.json()).toMatchObject({ code, correction: REFUSALS[code].correction });
    }
  });

  it("with a token of an account that the directory does not know gets what a stranger gets, and what is nobody's", async () => {
    const token = await signedToken({ sub: "inconnu", client_id: "inconnu" });
    for (const route of PROTECTED) {
      const answer = await call(route, token);
      expect([route.operationId, answer.status]).toEqual([route.operationId, route.stranger ?? 200]);
      expectNothingOfOthers(answer.body);
    }
  });
});

describe("a caller with rights on another structure", () => {
  it.each([
    ["another supplier", "papeterie"],
    ["another recipient", "ministere"],
  ] as const)("%s sees nothing that belongs to others", async (_, account) => {
    const token = await tokenOf(account);
    for (const route of PROTECTED) {
      const answer = await call(route, token);
      expectNothingOfOthers(answer.body);
      if (/\{(id|nom)\}/.test(route.path) || route.access === "EXPLOITANT") {
        expect([route.operationId, answer.status]).toEqual([route.operationId, route.stranger]);
      }
    }
  });

  it("gets the very same 404 as for something that does not exist", async () => {
    const session = sessionOf(platform.api, await tokenOf("papeterie"));
    const withoutId = (body: unknown) => ({ ...Probleme.parse(body), correlationId: "" });
    for (const [real, none] of [
      [`/v1/factures/${things.facture}`, "/v1/factures/00000000000000000000000000"],
      [`/v1/travaux/dossiers/${things.dossier}`, "/v1/travaux/dossiers/00000000000000000000000000"],
      [`/v1/depots/${things.depot}`, "/v1/depots/00000000000000000000000000"],
    ] as const) {
      const [seen, unseen] = await Promise.all([session.get(real), session.get(none)]);
      expect([seen.status, withoutId(await seen.json())]).toEqual([unseen.status, withoutId(await unseen.json())]);
    }
  });

  it("cannot open another list with somebody's cursor or structure", async () => {
    const own = await (await platform.session("menuiserie")).list({ limite: "1" });
    const rival = sessionOf(platform.api, await tokenOf("papeterie"));
    const page = await (await rival.get(`/v1/factures?curseur=${encodeURIComponent(own.curseur ?? "")}`)).text();
    expectNothingOfOthers(page);
    const structure = await rival.get("/v1/factures?structure=SIRET:99900011000018");
    expect(structure.status).toBe(404);
  });

  it("a recipient may read what it received and deposit nothing", async () => {
    const token = await tokenOf("commune");
    expect((await call(ROUTES.consulterFacture, token)).status).toBe(200);
    expect((await call(ROUTES.consulterDepot, token)).status).toBe(404);
    expect((await call(ROUTES.creerDepot, token)).json()).toMatchObject({
      status: 403,
      code: "HABILITATION_INSUFFISANTE",
    });
  });
});

describe("people", () => {
  it("sign in with the issuer and have the rights of their own rattachements", async () => {
    const supplier = await personToken(platform, "camille@menuiserie.exemple");
    const agent = await personToken(platform, "dominique@commune.exemple");
    expect((await call(ROUTES.consulterFacture, supplier)).status).toBe(200);
    expect((await call(ROUTES.consulterFacture, agent)).status).toBe(200);
    expect((await call(ROUTES.creerDepot, supplier)).status).toBe(201);
    expect((await call(ROUTES.creerDepot, agent)).status).toBe(403);
  });
});

describe("operators of the platform", () => {
  const people = ["camille@menuiserie.exemple", "dominique@commune.exemple"] as const;

  it.each(titles(FOR_OPERATORS))("%s refuses everyone else, and tells nothing", async (_, route) => {
    const tokens = [
      ...(await Promise.all(people.map((email) => personToken(platform, email)))),
      ...(await Promise.all((["menuiserie", "commune", "syndicat"] as const).map(tokenOf))),
    ];
    for (const token of tokens) {
      const answer = await call(route, token);
      expect(answer).toMatchObject({ status: 403, type: "application/problem+json" });
      expect(answer.json()).toMatchObject({ code: "HABILITATION_INSUFFISANTE" });
      expectNothingOfOthers(answer.body);
    }
  });

  it.each(titles(FOR_OPERATORS))("%s answers an operator in the form that it describes", async (_, route) => {
    const answer = await call(route, await personToken(platform, OPERATOR));
    expect([route.operationId, answer.status]).toEqual([route.operationId, 200]);
    expect(() => route.responses[200]?.schema.parse(answer.json())).not.toThrow();
  });

  it("have no right on anybody's business", async () => {
    const token = await personToken(platform, OPERATOR);
    for (const route of PROTECTED.filter(({ access, stranger }) => access === "AUTHENTIFIE" && stranger)) {
      const answer = await call(route, token);
      expect([route.operationId, answer.status]).toEqual([route.operationId, route.stranger]);
      expectNothingOfOthers(answer.body);
    }
  });
});

describe("public routes", () => {
  it.each(titles(ALL.filter(({ access }) => access === "PUBLIC")))("%s asks for no token", async (_, route) => {
    expect((await call(route)).status).not.toBe(403);
    expect((await call(route)).body).not.toBe('{"message":"Unauthorized"}');
  });

  it("an address that does not exist is a 404 with a problem document, with or without a token", async () => {
    const response = await fetch(`${platform.api}/v1/nulle-part`);
    expect([response.status, Probleme.parse(await response.json()).code]).toEqual([404, "ROUTE_INCONNUE"]);
  });
});

describe("the examples of the API's description", () => {
  it.each(EXAMPLES.map((example) => [`${example.operationId} ${example.nom}`, example] as const))(
    "%s answers as it says",
    async (_, example) => {
      const route: Route = ROUTES[example.operationId];
      const token = await (example.par === "exploitant" ? personToken(platform, OPERATOR) : tokenOf("menuiserie"));
      const path = Object.entries(example.params ?? {}).reduce(
        (text, [name, value]) => text.replace(`{${name}}`, value),
        route.path,
      );
      const form = route.request.form === true;
      const response = await fetch(`${platform.api}${path}?${new URLSearchParams(example.query ?? {})}`, {
        method: route.method,
        headers: {
          ...(route.access !== "PUBLIC" && { authorization: `Bearer ${token}` }),
          ...(example.body && { "content-type": form ? "application/x-www-form-urlencoded" : "application/json" }),
          ...(example.fichier !== undefined && { "content-type": BYTES }),
          ...example.headers,
        },
        ...(example.body && {
          body: form
            ? new URLSearchParams(example.body as Record<string, string>).toString()
            : JSON.stringify(example.body),
        }),
        ...(example.fichier !== undefined && { body: example.fichier }),
      });
      expect(response.status).toBe(example.statut);
      const described: Route["responses"] = route.responses;
      const schema = described[response.status]?.schema;
      const body = await response.json();
      if (schema) expect(() => schema.parse(body)).not.toThrow();
    },
  );
});
