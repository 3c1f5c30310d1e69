import { describe, expect, it } from "vitest";
import { DossierTravauxResponse, EtapesResponse } from "#entrees/api/travaux-schemas.ts";
import { BUYER, SELLER } from "#test/given/invoice.ts";
import { AGENT_MOA, AGENT_MOE, DAY, MOA, MOE, TITULAIRE } from "#test/unit/usecases/chantier.ts";
import { RIVAL, siret } from "#test/unit/usecases/given.ts";
import { travauxApi } from "./travaux-api.ts";

describe("GET /v1/travaux/etapes", () => {
  it("gives what waits for the caller, the longest waiting first, page after page", async () => {
    const { piece, pass, etapes } = travauxApi();
    for (const numero of ["PDM-1", "PDM-2", "PDM-3"]) {
      await piece(numero, "A4", TITULAIRE, { moe: siret(MOE), moa: siret(MOA) });
      pass(60);
    }
    const first = await etapes({ query: { limite: "2" } });
    expect(first.status).toBe(200);
    expect(EtapesResponse.parse(first.body)).toEqual(first.body);
    expect(first.body).toMatchObject({
      structure: siret(MOE),
      hasMore: true,
      etapes: [
        {
          numeroFacture: "PDM-1",
          statut: "A_ASSOCIER_MOE",
          libelleStatut: "À associer par le maître d'œuvre",
          depuis: "2026-03-31T10:00:00.000Z",
          role: "MOE",
          libelleRole: "Maître d'œuvre",
          montantTTC: "120.00",
          echeances: [
            { delai: "D2", etat: "EN_COURS", jours: 7 },
            { delai: "D3", etat: "EN_COURS", jours: 15 },
          ],
          delaiPaiement: { depuis: "2026-03-31", joursEcoules: 0 },
        },
        { numeroFacture: "PDM-2" },
      ],
    });
    const second = await etapes({ query: { limite: "2", curseur: first.body.curseur, structure: `SIRET:${MOE}` } });
    expect(second.body).toMatchObject({ hasMore: false, etapes: [{ numeroFacture: "PDM-3" }] });
    expect(second.body).not.toHaveProperty("curseur");
  });

  it.each(["abime", "", Buffer.from("[]").toString("base64url"), Buffer.from('["A#b"]').toString("base64url")])(
    "refuses the cursor %j",
    async (curseur) => {
      expect((await travauxApi().etapes({ query: { curseur } })).body.code).toBe("CURSEUR_INVALIDE");
    },
  );

  it.each([{ limite: "0" }, { structure: "123" }, { inconnu: "1" }])("refuses %j", async (query) => {
    expect((await travauxApi().etapes({ query })).body.code).toBe("REQUETE_INVALIDE");
  });

  it("is refused to whoever has nothing to do with works contracts, and hides other structures", async () => {
    const { etapes } = travauxApi();
    expect((await etapes({ caller: RIVAL })).body).toMatchObject({ status: 403, code: "HABILITATION_INSUFFISANTE" });
    expect((await etapes({ query: { structure: `SIRET:${MOA}` } })).body).toMatchObject({
      status: 404,
      code: "STRUCTURE_INTROUVABLE",
    });
  });
});

describe("GET /v1/travaux/dossiers/{id}", () => {
  it("shows pieces, actors and amounts, whom it waits for, the delay that runs, and the caller's acts", async () => {
    const { request, dossier } = travauxApi();
    const a4 = await request();
    const { status, body } = await dossier(a4);
    expect(status).toBe(200);
    expect(DossierTravauxResponse.parse(body)).toEqual(body);
    const moe = { role: "MOE", libelleRole: "Maître d'œuvre", structure: siret(MOE) };
    const common = { ...moe, piece: a4 };
    expect(body).toEqual({
      id: expect.any(String),
      visite: 1,
      fournisseur: siret(SELLER),
      ccag: "2021",
      dateMiseADispositionMOE: "2026-03-31T10:00:00.000Z",
      pieces: [
        {
          id: a4,
          numeroFacture: "PDM-1",
          cadreFacturation: "A4",
          statut: "A_ASSOCIER_MOE",
          libelleStatut: "À associer par le maître d'œuvre",
          dateDepot: "2026-03-31T10:00:00.000Z",
          dateHeureEtatCourant: "2026-03-31T10:00:00.000Z",
          montantTTC: "120.00",
          auteur: siret(SELLER),
          moe: siret(MOE),
          moa: siret(MOA),
          valideurs: [],
          destinataire: siret(BUYER),
          historique: [
            {
              statut: "A_ASSOCIER_MOE",
              libelleStatut: "À associer par le maître d'œuvre",
              date: "2026-03-31T10:00:00.000Z",
            },
          ],
        },
      ],
      attente: {
        piece: a4,
        statut: "A_ASSOCIER_MOE",
        libelleStatut: "À associer par le maître d'œuvre",
        depuis: "2026-03-31T10:00:00.000Z",
        parties: [moe],
      },
      echeances: [
        {
          delai: "D2",
          libelle: "Traitement du projet de décompte par le maître d'œuvre",
          acteur: moe,
          piece: a4,
          article: "12.2.2",
          texte: "CCAG Travaux 2021",
          depuis: "2026-03-31",
          jusquau: "2026-04-07",
          echueLe: "2026-04-07T22:00:00.000Z",
          etat: "EN_COURS",
          libelleEtat: "En cours",
          jours: 7,
          joursEcoules: 0,
          effet: expect.stringContaining("maître d'ouvrage"),
        },
        expect.objectContaining({ delai: "D3", acteur: moe, etat: "EN_COURS", jusquau: "2026-04-15", jours: 15 }),
        expect.objectContaining({
          delai: "D1",
          acteur: { role: "FOURNISSEUR", libelleRole: "Fournisseur", structure: siret(SELLER) },
          article: "12.1.1",
          jusquau: "2026-04-30",
          jours: 30,
        }),
      ],
      delaiPaiement: {
        libelle: "Mise à disposition du maître d'œuvre",
        article: "R2192-12 et R2192-15",
        dateReception: "2026-03-31T10:00:00.000Z",
        depuis: "2026-03-31",
        joursEcoules: 0,
      },
      actes: [
        {
          ...common,
          acte: "associer",
          libelleActe: "Associer la pièce suivante",
          aIndiquer: [],
          associer: {
            requete: "POST /v1/depots",
            travaux: { piecePrecedente: a4 },
            cadres: [
              { cadreFacturation: "A15", libelle: "Dépôt par une MOE d'un état d'acompte" },
              { cadreFacturation: "A16", libelle: "Dépôt par une MOE d'un état d'acompte validé" },
            ],
          },
        },
        { ...common, acte: "prendreEnCompte", libelleActe: "Prendre en compte", aIndiquer: [] },
        {
          ...common,
          acte: "refuser",
          libelleActe: "Refuser",
          aIndiquer: ["motif", "commentaire"],
          motifs: expect.arrayContaining([
            { codeMotif: "AUTRE", libelleMotif: "Autre" },
            { codeMotif: "ERREUR_DE_MONTANT", libelleMotif: "Erreur de montant" },
          ]),
        },
        {
          ...common,
          acte: "demanderCompleter",
          libelleActe: "Demander un complément",
          aIndiquer: ["commentaire"],
        },
      ],
    });
  });

  it("tells those who wait for whom, and offers them nothing", async () => {
    const { request, dossier } = travauxApi();
    const { body } = await dossier(await request(), TITULAIRE);
    expect([body.attente.parties, body.actes]).toEqual([[expect.objectContaining({ role: "MOE" })], []]);
  });

  it("counts the days down in Paris, and says since when the delay is over and that its end was recorded", async () => {
    const { request, dossier, clock, pass, sweep } = travauxApi();
    const a4 = await request();
    pass(7 * DAY);
    expect(await clock(a4, "D2")).toMatchObject({ jours: 0, etat: "EN_COURS" });
    // 7 April, 22:00 UTC: midnight in Paris.
    pass(12 * 3600);
    expect(await clock(a4, "D2")).toMatchObject({ jours: 1, etat: "DEPASSEE", echueLe: "2026-04-07T22:00:00.000Z" });
    await sweep();
    const { body } = await dossier(a4, AGENT_MOA);
    expect(body).toMatchObject({
      dateAbsenceValidationMOE: "2026-04-07T22:00:00.000Z",
      attente: { parties: [{ role: "MOE" }, { role: "MOA" }] },
      actes: [{ acte: "associer", role: "MOA", associer: { cadres: [{ cadreFacturation: "A19" }] } }],
    });
    pass(8 * DAY);
    expect(await clock(a4, "D2")).toMatchObject({ jours: 9, etat: "DEPASSEE" });
    expect(await clock(a4, "D3")).toMatchObject({ jours: 1, joursEcoules: 16, etat: "DEPASSEE" });
  });

  it("keeps the clock of who has acted, and the payment delay goes on (R2192-18)", async () => {
    const { request, piece, dossier, pass } = travauxApi();
    const a4 = await request();
    pass(3 * DAY);
    const a15 = await piece("EA-1", "A15", AGENT_MOE, { piecePrecedente: a4 });
    pass(20 * DAY);
    const { body } = await dossier(a4, AGENT_MOA);
    expect(body.echeances).toMatchObject([
      { delai: "D2", etat: "TENUE", jours: 4, joursEcoules: 3, finiLe: "2026-04-03T10:00:00.000Z" },
      { delai: "D3", etat: "TENUE", jours: 12, joursEcoules: 3 },
      { delai: "D1", etat: "EN_COURS" },
    ]);
    expect(body.delaiPaiement).toMatchObject({ depuis: "2026-03-31", joursEcoules: 23 });
    expect(body.pieces[0]).not.toHaveProperty("dateReceptionDemande");
    expect(body.pieces[1]).toMatchObject({ id: a15, dateReceptionDemande: "2026-03-31T10:00:00.000Z" });
  });

  it("shows the e-mail that proves when the request was received (R2192-15)", async () => {
    const { request, dossier, followAll, sendAll } = travauxApi();
    const a4 = await request();
    await followAll();
    await sendAll();
    expect((await dossier(a4)).body.delaiPaiement.notification).toEqual({ envoyeLe: "2026-03-31T10:00:00.000Z" });
  });

  it("keeps the amounts of each piece, and how they follow each other", async () => {
    const { request, piece, dossier } = travauxApi();
    const a4 = await request();
    const a15 = await piece("EA-1", "A15", AGENT_MOE, { piecePrecedente: a4 }, "110.00");
    const { pieces } = (await dossier(a4)).body;
    expect(pieces).toMatchObject([
      { id: a4, montantTTC: "120.00", pieceSuivante: a15 },
      { id: a15, montantTTC: "110.00", piecePrecedente: a4, auteur: siret(MOE) },
    ]);
  });

  it("shows the MOE what the MOA asks of it: it is no party to its own piece as an invoice, where the supplier is", async () => {
    const { request, piece, act, dossier, facture } = travauxApi();
    const a15 = await piece("EA-1", "A15", AGENT_MOE, { piecePrecedente: await request() });
    const commentaire = "Il manque le détail des pénalités.";
    await act(a15, { visite: 2, acte: "demanderCompleter", commentaire }, AGENT_MOA);
    const { pieces } = (await dossier(a15)).body;
    expect(pieces[1].historique.at(-1)).toMatchObject({ statut: "A_COMPLETER", commentaire });
    expect((await facture(a15, AGENT_MOE)).status).toBe(404);
  });

  it("waits for nobody once it is over", async () => {
    const { piece, dossier } = travauxApi();
    const { body } = await dossier(await piece("EAV-1", "A6", TITULAIRE, {}), TITULAIRE);
    expect(body).toMatchObject({ pieces: [{ statut: "DEPOSEE" }], actes: [] });
    expect(body).not.toHaveProperty("attente");
    expect(body.echeances.map(({ delai }: { delai: string }) => delai)).toEqual(["D1"]);
  });

  it("does not exist for strangers, in the very same words as for what is nowhere", async () => {
    const { request, dossier } = travauxApi();
    const stranger = await dossier(await request(), RIVAL);
    const nowhere = await dossier("nulle-part");
    expect([stranger.status, stranger.body]).toEqual([404, nowhere.body]);
    expect(stranger.body.code).toBe("DOSSIER_INTROUVABLE");
  });
});
