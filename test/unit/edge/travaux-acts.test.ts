import { describe, expect, it } from "vitest";
import { FactureDetail } from "#entrees/api/schemas.ts";
import { ActeResponse } from "#entrees/api/travaux-schemas.ts";
import { AGENT_MOA, AGENT_VALIDEUR, MOA, MOE, TITULAIRE, VALIDEUR } from "#test/unit/usecases/chantier.ts";
import { RIVAL, siret } from "#test/unit/usecases/given.ts";
import { REFUS, travauxApi } from "./travaux-api.ts";

describe("POST /v1/travaux/dossiers/{id}/actes", () => {
  it("answers 201 with the decision and the dossier as it is then, and 200 to the same act again", async () => {
    const { request, act } = travauxApi();
    const a4 = await request();
    const first = await act(a4, { visite: 1, acte: "prendreEnCompte" });
    const again = await act(a4, { visite: 1, acte: "prendreEnCompte" });
    expect([first.status, again.status]).toEqual([201, 200]);
    expect(ActeResponse.parse(first.body)).toEqual(first.body);
    expect(again.body).toEqual(first.body);
    expect(first.body).toMatchObject({
      decision: { visite: 1, acte: "prendreEnCompte", libelleActe: "Prendre en compte", role: "MOE" },
      dossier: { visite: 2, pieces: [{ statut: "PRISE_EN_COMPTE_MOE" }] },
    });
  });

  it("answers 409 to another act at that visit, with the one that won", async () => {
    const { request, act } = travauxApi();
    const a4 = await request();
    await act(a4, REFUS);
    const { status, headers, body } = await act(a4, { visite: 1, acte: "prendreEnCompte" });
    expect([status, body.code]).toEqual([409, "ACTE_DEJA_DECIDE"]);
    expect(headers).toMatchObject({ "content-type": "application/problem+json" });
    expect(body.detail).toContain("« Refuser », motif « Autre », par Maître d'œuvre");
  });

  it("shows motif and comment of a refusal in the history of the piece", async () => {
    const { request, act, facture } = travauxApi();
    const a4 = await request();
    const { body } = await act(a4, REFUS);
    expect(body.decision).toMatchObject({ codeMotif: "AUTRE", libelleMotif: "Autre" });
    const seen = await facture(a4, TITULAIRE);
    expect(FactureDetail.parse({ ...seen.body, depot: undefined })).toEqual({ ...seen.body, depot: undefined });
    expect(seen.body).toMatchObject({ statut: "REFUSEE_MOE", dossier: body.dossier.id });
    expect(seen.body.historique).toEqual([
      expect.objectContaining({ statut: "A_ASSOCIER_MOE" }),
      {
        statut: "REFUSEE_MOE",
        libelleStatut: "Refusée par le maître d'œuvre",
        date: "2026-03-31T10:00:00.000Z",
        libelleMotif: "Autre",
        commentaire: "Travaux non exécutés.",
      },
    ]);
  });

  it("takes a new way for a piece, named as in the rest of the API", async () => {
    const { request, act } = travauxApi();
    const a4 = await request();
    await act(a4, { ...REFUS, motif: "MAUVAISE_MOA" });
    const acheminement = {
      moa: siret(MOA),
      destinataire: siret(MOA),
      codeServiceExecutant: "S1",
      numeroEngagement: "E1",
    };
    const { status, body } = await act(a4, { visite: 2, acte: "recycler", acheminement }, TITULAIRE);
    expect(status).toBe(201);
    expect(body.dossier.pieces[0]).toMatchObject({
      destinataire: { ...siret(MOA), codeServiceExecutant: "S1" },
      numeroEngagement: "E1",
      statut: "A_ASSOCIER_MOE",
    });
  });

  it("takes another valideur", async () => {
    const { piece, act } = travauxApi();
    const a10 = await piece("DP-1", "A10", TITULAIRE, { moe: siret(MOE), valideurs: [siret(VALIDEUR)] });
    await act(a10, { ...REFUS, motif: "MAUVAIS_VALIDEUR" }, AGENT_VALIDEUR);
    const { body } = await act(a10, { visite: 2, acte: "corrigerValideur", valideur: siret(MOA) }, TITULAIRE);
    expect(body.dossier.pieces[0]).toMatchObject({ statut: "A_VALIDER_1", valideurs: [siret(MOA)] });
  });

  it.each([
    ["no visit", { acte: "prendreEnCompte" }, "visite"],
    ["an act that is none", { visite: 1, acte: "payer" }, "acte"],
    ["an association, which is a deposit", { visite: 1, acte: "associer" }, "acte"],
    ["the platform's own act", { visite: 1, acte: "expirer" }, "acte"],
    ["a motif that is none", { ...REFUS, motif: "PARCE_QUE" }, "motif"],
    ["an empty comment", { ...REFUS, commentaire: "  " }, "commentaire"],
    ["a comment without end", { ...REFUS, commentaire: "a".repeat(2001) }, "commentaire"],
    ["a motif for what is no refusal", { visite: 1, acte: "prendreEnCompte", motif: "AUTRE" }, "motif"],
    ["a way for what is no recycling", { ...REFUS, acheminement: { destinataire: siret(MOA) } }, "acheminement"],
    [
      "a SIRET that is none",
      { visite: 1, acte: "corrigerValideur", valideur: siret("12") },
      "valideur.identifiantStructure",
    ],
    ["an unknown field", { ...REFUS, montant: "1" }, ""],
  ])("refuses %s", async (_, body, champ) => {
    const { request, act } = travauxApi();
    const answer = await act(await request(), body);
    expect([answer.status, answer.body.code]).toEqual([400, "REQUETE_INVALIDE"]);
    expect(answer.body.erreurs).toMatchObject([{ champ: champ === "" ? "corps" : `corps.${champ}` }]);
  });

  it.each([
    [{ visite: 1, acte: "refuser", commentaire: "c" }, 422, "MOTIF_A_PRECISER"],
    [{ visite: 1, acte: "refuser", motif: "AUTRE" }, 422, "COMMENTAIRE_A_PRECISER"],
    [{ ...REFUS, motif: "MAUVAIS_VALIDEUR_2" }, 400, "REQUETE_INVALIDE"],
    [{ ...REFUS, motif: "ERREUR_DE_MONTANT" }, 422, "MONTANT_A_CORRIGER"],
    [{ visite: 1, acte: "completer", commentaire: "c" }, 409, "ACTE_IMPOSSIBLE"],
  ])("answers %j with %i %s", async (body, status, code) => {
    const { request, act } = travauxApi();
    expect((await act(await request(), body)).body).toMatchObject({ status, code, correction: expect.any(String) });
  });

  it("answers 403 to a party whose turn it is not, and 404 to whoever is none", async () => {
    const { request, act } = travauxApi();
    const a4 = await request();
    expect((await act(a4, REFUS, AGENT_MOA)).body).toMatchObject({ status: 403, code: "ACTE_NON_PERMIS" });
    expect((await act(a4, REFUS, RIVAL)).body).toMatchObject({ status: 404, code: "DOSSIER_INTROUVABLE" });
  });
});

describe("POST /v1/depots of a piece of works contracts", () => {
  const FILE = { nomFichier: "f.xml", taille: 10 };

  it("takes what the document does not say, and keeps it with the deposit", async () => {
    const { create, depots } = travauxApi();
    const travaux = {
      moe: siret(MOE),
      moa: siret(MOA),
      valideurs: [siret(VALIDEUR)],
      ccag: "2014",
      piecePrecedente: "0".repeat(26),
    };
    const { status, body } = await create({ ...FILE, travaux });
    expect(status).toBe(201);
    expect((await depots.get(body.id))?.travaux).toEqual(travaux);
  });

  it.each([
    ["three valideurs", { valideurs: [siret(MOE), siret(MOA), siret(VALIDEUR)] }, "corps.travaux.valideurs"],
    ["a CCAG that is none", { ccag: "1976" }, "corps.travaux.ccag"],
    ["an id that is none", { piecePrecedente: "1" }, "corps.travaux.piecePrecedente"],
    ["a MOE without a type", { moe: { identifiantStructure: MOE } }, "corps.travaux.moe.typeIdentifiantStructure"],
    ["a field that is none", { amo: siret(MOE) }, "corps.travaux"],
  ])("refuses %s", async (_, travaux, champ) => {
    const { body } = await travauxApi().create({ ...FILE, travaux });
    expect(body).toMatchObject({ code: "REQUETE_INVALIDE", erreurs: [{ champ }] });
  });
});
