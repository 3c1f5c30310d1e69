import { describe, expect, it } from "vitest";
import { DomainError } from "#domain/erreurs/domain-error.ts";
import { makeHandler as makeDepots } from "#entrees/api/depots/depots.ts";
import { makeHandler as makeDocumentation } from "#entrees/api/documentation/documentation.ts";
import { makeHandler as makeFactures } from "#entrees/api/factures/factures.ts";
import { wireDepot } from "#entrees/api/wire.ts";
import { bytesOf, given, RECIPIENT, RIVAL, SUPPLIER } from "#test/unit/usecases/given.ts";
import { type EventOptions, httpEvent } from "./http-event.ts";

const api = () => {
  const world = given();
  const depots = makeDepots(world);
  const factures = makeFactures(world);
  const call = async (handler: typeof depots, routeKey: string, options: EventOptions) => {
    const { statusCode, headers, body } = await handler(httpEvent(routeKey, options));
    return { status: statusCode, headers, body: JSON.parse(body ?? "null") };
  };
  return {
    world,
    create: (options: EventOptions) => call(depots, "POST /v1/depots", { caller: SUPPLIER, ...options }),
    depot: (options: EventOptions) => call(depots, "GET /v1/depots/{id}", { caller: SUPPLIER, ...options }),
    list: (options: EventOptions) => call(factures, "GET /v1/factures", { caller: SUPPLIER, ...options }),
    facture: (options: EventOptions) => call(factures, "GET /v1/factures/{id}", { caller: SUPPLIER, ...options }),
  };
};

const BODY = JSON.stringify({ nomFichier: "facture.xml", taille: 10 });

describe("POST /v1/depots", () => {
  it("answers 201 with the deposit's address and an upload form", async () => {
    const { status, headers, body } = await api().create({ body: BODY });
    expect(status).toBe(201);
    expect(headers).toMatchObject({ location: `/v1/depots/${body.id}`, "cache-control": "no-store" });
    expect(body).toMatchObject({
      statut: "EN_ATTENTE_DE_FICHIER",
      televersement: { url: expect.any(String) },
      factures: [],
    });
  });

  it("answers 200 with the same deposit to the same key", async () => {
    const { create } = api();
    const headers = { "idempotency-key": "cle-1" };
    const first = await create({ body: BODY, headers });
    const again = await create({ body: BODY, headers });
    expect([first.status, again.status, again.body.id]).toEqual([201, 200, first.body.id]);
  });

  it("reads a base64 body", async () => {
    expect((await api().create({ body: Buffer.from(BODY).toString("base64"), base64: true })).status).toBe(201);
  });

  it.each([
    ["no body", undefined],
    ["a body that is not JSON", "{"],
    ["a list", "[]"],
    ["an unknown field", JSON.stringify({ nomFichier: "f.xml", taille: 1, montant: 2 })],
    ["a size of zero", JSON.stringify({ nomFichier: "f.xml", taille: 0 })],
    ["a size above 30 Mo", JSON.stringify({ nomFichier: "f.xml", taille: 30 * 1024 * 1024 + 1 })],
    ["a path for a name (AIFE 2026 §3.2.1.4.1)", JSON.stringify({ nomFichier: "../f.xml", taille: 1 })],
    ["a digest that is none", JSON.stringify({ nomFichier: "f.xml", taille: 1, sha256: "abc" })],
  ])("answers a problem document to %s", async (_, body) => {
    const { status, headers, body: answer } = await api().create(body === undefined ? {} : { body });
    expect(status).toBe(400);
    expect(headers).toMatchObject({ "content-type": "application/problem+json" });
    expect(answer).toMatchObject({
      code: "REQUETE_INVALIDE",
      correlationId: "requete-1",
      erreurs: [{ message: expect.any(String) }],
    });
  });

  it("names every wrong field, in French", async () => {
    const { body } = await api().create({
      body: JSON.stringify({ nomFichier: "", taille: 0 }),
      headers: { "idempotency-key": "" },
    });
    expect(body.erreurs.map(({ champ }: { champ: string }) => champ)).toEqual(
      expect.arrayContaining(["corps.nomFichier", "corps.taille", "entete.idempotency-key"]),
    );
    expect(JSON.stringify(body.erreurs)).toContain("Le fichier est vide.");
  });
});

describe("who calls", () => {
  it.each([
    ["no token", { caller: "" }, 401, "JETON_ABSENT"],
    ["a token of nobody", { caller: "inconnu" }, 401, "JETON_ABSENT"],
    ["an expired token", { refus: "JETON_EXPIRE" }, 401, "JETON_EXPIRE"],
    ["a wrong token", { refus: "JETON_INVALIDE" }, 401, "JETON_INVALIDE"],
  ] as const)("with %s gets %s", async (_, options, status, code) => {
    const answer = await api().create({ body: BODY, ...options });
    expect(answer).toMatchObject({ status, headers: { "www-authenticate": "Bearer" }, body: { code } });
  });

  it("gets its token's refusal before anything is said of the request", async () => {
    expect((await api().create({ body: "{", refus: "JETON_EXPIRE" })).body.code).toBe("JETON_EXPIRE");
  });
});

describe("a report", () => {
  it("shows each fault with its place, and what to do", async () => {
    const { world, depot } = api();
    const { depot: deposit } = await world.deposit(bytesOf({ root: { "BT-1": "F 1" } }));
    const { body } = await depot({ params: { id: deposit.id } });
    expect(body).toMatchObject({ statut: "REJETE", libelleStatut: "Rejeté" });
    expect(body.factures[0].fautes[0]).toEqual({
      code: "NUMERO_CARACTERES",
      gravite: "fatal",
      termes: ["BT-1"],
      message: "Le numéro de la facture contient un caractère interdit.",
      correction: "N'employez que des lettres sans accent, des chiffres et les signes - + _ / dans le numéro.",
      chemin: "/Invoice/BT-1",
      ligne: 1,
      colonne: 1,
      valeur: "F 1",
    });
  });

  it("shows what was expected, and how many other places have the same fault", async () => {
    const { world } = api();
    const { depot, membre } = await world.deposit(bytesOf({ root: { "BT-1": "F 1" } }));
    if (!membre) throw new Error("the deposit has no member");
    const fautes = membre.fautes.map((fault) => ({ ...fault, expected: "120.00", others: 3 }));
    const [seen] = wireDepot(depot, [{ ...membre, fautes }]).factures;
    expect(seen?.fautes[0]).toMatchObject({ code: "NUMERO_CARACTERES", attendu: "120.00", autresEndroits: 3 });
  });

  it("says that the same bytes were integrated already", async () => {
    const { world, depot } = api();
    await world.deposit(bytesOf({}));
    const { depot: again } = await world.deposit(bytesOf({}));
    expect((await depot({ params: { id: again.id } })).body).toMatchObject({ statut: "INTEGRE", dejaDepose: true });
  });

  it("shows when a deposit expired", async () => {
    const { world, create, depot } = api();
    const { body } = await create({ body: BODY });
    world.pass(3 * 60 * 60);
    await world.sweep();
    expect((await depot({ params: { id: body.id } })).body).toMatchObject({
      statut: "EXPIRE",
      expireLe: expect.any(String),
    });
  });
});

describe("GET /v1/factures", () => {
  it("gives pages with a cursor until there is nothing more", async () => {
    const { world, list } = api();
    for (const number of ["F-1", "F-2", "F-3"]) {
      await world.deposit(bytesOf({ root: { "BT-1": number, "BT-13": "EJ-1", "BT-12": "M-1" } }));
      world.pass(1);
    }
    const first = await list({ query: { limite: "2" } });
    const second = await list({ query: { limite: "2", curseur: first.body.curseur } });
    expect(first.body).toMatchObject({ qualite: "FOURNISSEUR", structure: "SIRET:99900011000018", hasMore: true });
    expect(first.body.factures).toMatchObject([
      { numeroFacture: "F-3", numeroEngagement: "EJ-1" },
      { numeroFacture: "F-2" },
    ]);
    expect(second.body).toMatchObject({ hasMore: false, factures: [{ numeroFacture: "F-1", numeroMarche: "M-1" }] });
    expect(second.body).not.toHaveProperty("curseur");
  });

  it.each([
    "abime",
    "",
    Buffer.from("[]").toString("base64url"),
    Buffer.from('["2026-13-01",null]').toString("base64url"),
  ])("refuses the cursor %j", async (curseur) => {
    expect((await api().list({ query: { curseur } })).body.code).toBe("CURSEUR_INVALIDE");
  });

  it.each([{ limite: "0" }, { limite: "mille" }, { limite: "201" }, { structure: "123" }, { inconnu: "1" }])(
    "refuses %j",
    async (query) => {
      expect((await api().list({ query })).body.code).toBe("REQUETE_INVALIDE");
    },
  );
});

describe("GET /v1/factures/{id}", () => {
  it("shows the history and the notification, without the recipient's address", async () => {
    const { world, facture } = api();
    const { membre } = await world.deposit(bytesOf({}));
    for (const evenement of world.pending()) await world.follow(evenement);
    const [order] = world.queued;
    if (order) await world.sendCourriel(order.facture, order.id);
    const params = { id: membre?.facture ?? "" };
    const asSupplier = await facture({ params });
    const asRecipient = await facture({ params, caller: RECIPIENT });
    expect(asSupplier.body).toMatchObject({
      statut: "MISE_A_DISPOSITION",
      historique: [{ statut: "DEPOSEE" }, { statut: "MISE_A_DISPOSITION" }],
      notifications: [{ type: "MISE_A_DISPOSITION", envoyeLe: expect.any(String) }],
    });
    expect(asSupplier.body).toHaveProperty("depot");
    expect(asRecipient.body).not.toHaveProperty("depot");
    expect(JSON.stringify([asSupplier.body, asRecipient.body])).not.toContain("compta@");
    expect((await facture({ params, caller: RIVAL })).status).toBe(404);
  });
});

describe("an address that does not exist", () => {
  it("gets a problem document too", async () => {
    const { journal } = given();
    const handler = makeDocumentation({ issuer: "https://api.exemple", journal });
    expect(await handler(httpEvent("$default"))).toMatchObject({
      statusCode: 404,
      body: expect.stringContaining("ROUTE_INCONNUE"),
    });
  });
});

describe("a bug", () => {
  it("is logged with its cause and shown as ERREUR_INTERNE, without a word of it", async () => {
    const { world, create } = api();
    world.depots.create = () => Promise.reject(new Error("secret detail"));
    const { status, body } = await create({ body: BODY });
    expect([status, body.code]).toEqual([500, "ERREUR_INTERNE"]);
    expect(JSON.stringify(body)).not.toContain("secret detail");
    expect(world.logged).toContainEqual({
      code: "ERREUR_INTERNE",
      details: expect.objectContaining({ erreur: "Error: secret detail", correlationId: "requete-1" }),
    });
  });
});

describe("a service that cannot answer now", () => {
  it("is 503 with a code that says to try again, and when (RFC 9110 §10.2.3); its cause is in the log alone", async () => {
    const { world, create } = api();
    const cause = new Error("Throughput exceeds the current capacity");
    world.depots.create = () => Promise.reject(new DomainError("SERVICE_INDISPONIBLE", undefined, { cause }));
    const { status, headers, body } = await create({ body: BODY });
    expect(status).toBe(503);
    expect(headers).toMatchObject({ "content-type": "application/problem+json", "retry-after": "5" });
    expect(body).toMatchObject({
      code: "SERVICE_INDISPONIBLE",
      correction: expect.stringContaining("Renouvelez la même demande"),
    });
    expect(JSON.stringify(body)).not.toContain("capacity");
    expect(world.logged).toContainEqual({
      code: "SERVICE_INDISPONIBLE",
      details: expect.objectContaining({ erreur: String(cause), route: "POST /v1/depots", correlationId: "requete-1" }),
    });
  });
});
