/** The monthly chain of works contracts, from deposit to deposit, with the executions and the e-mails that follow. */
import { describe, expect, it } from "vitest";
import { SELLER } from "#test/given/invoice.ts";
import {
  AGENT_MOA,
  AGENT_MOE,
  AGENT_VALIDEUR,
  chantier,
  DAY,
  MOA,
  MOE,
  TITULAIRE,
  VALIDEUR,
} from "#test/unit/usecases/chantier.ts";
import { RECIPIENT, SUPPLIER, siret } from "#test/unit/usecases/given.ts";
import { makeActOnDossier } from "#usecases/act-on-dossier.ts";

const WARNING = "DELAI_MOE_A_ECHOIR moe@cabinet.exemple";

describe("the monthly chain (Chorus Pro, factures de travaux)", () => {
  it("goes from the titulaire's A4 by the MOE's A15 to the MOA's A19, which is an ordinary invoice of its recipient", async () => {
    const chain = chantier();
    const a4 = await chain.request();
    const a15 = await chain.piece("EA-1", "A15", AGENT_MOE, { piecePrecedente: a4 }, "110.00");
    const a19 = await chain.piece("EAV-1", "A19", AGENT_MOA, { piecePrecedente: a15 }, "110.00");

    const { dossier } = await chain.dossierOf(a4);
    expect(dossier.pieces.map(({ cadre, statut }) => `${cadre} ${statut}`)).toEqual([
      "A4 ASSOCIEE",
      "A15 ASSOCIEE",
      "A19 DEPOSEE",
    ]);
    expect((await chain.consultFacture(RECIPIENT, a19)).historique.map(({ statut }) => statut)).toEqual([
      "DEPOSEE",
      "MISE_A_DISPOSITION",
    ]);
    const received = await chain.listFactures(RECIPIENT, { limite: 10 });
    expect(received.factures.map(({ id }) => id)).toEqual([a19]);
  });

  it("tells the service financier since when the payment delay runs, and not from its own e-mail (R2192-20)", async () => {
    const chain = chantier();
    const a4 = await chain.request();
    chain.pass(3 * DAY);
    const a15 = await chain.piece("EA-1", "A15", AGENT_MOE, { piecePrecedente: a4 });
    chain.pass(2 * DAY);
    const a19 = await chain.piece("EAV-1", "A19", AGENT_MOA, { piecePrecedente: a15 });
    await chain.followAll();
    await chain.sendAll();
    const { facture } = await chain.consultFacture(RECIPIENT, a19);
    expect(facture.reception).toEqual({ debut: "MOE", instant: "2026-03-31T10:00:00.000Z" });
    const sentTo = (adresse: string) => chain.sent.filter(({ a }) => a === adresse).map(({ texte }) => texte);
    for (const adresse of ["compta@commune.exemple", "moa@ville.exemple"]) {
      expect(sentTo(adresse)).toEqual([expect.stringContaining("reçue le 31 mars 2026 à 12:00 (heure de Paris)")]);
    }
    expect(sentTo("compta@commune.exemple")[0]).not.toContain("La date de notification de ce message");
  });

  it("keeps the amounts of each stage: what the MOE corrected stands beside what was asked", async () => {
    const chain = chantier();
    const a4 = await chain.request();
    await chain.piece("EA-1", "A15", AGENT_MOE, { piecePrecedente: a4 }, "110.00");
    const { dossier } = await chain.dossierOf(a4);
    expect(dossier.pieces.map(({ montants }) => montants.ttc)).toEqual(["120.00", "110.00"]);
  });

  it("starts one execution for the dossier, and answers the tokens that it waits with", async () => {
    const chain = chantier();
    const a4 = await chain.request();
    await chain.followAll();
    const { dossier } = await chain.dossierOf(a4);
    expect(chain.started).toEqual([{ name: dossier.id, input: { dossier: dossier.id } }]);

    await chain.dossiers.storeToken(dossier.id, dossier.visit, "jeton");
    await chain.piece("EA-1", "A15", AGENT_MOE, { piecePrecedente: a4 });
    await chain.followAll();
    expect(chain.answered).toEqual([
      { jeton: "jeton", output: { acte: "associer", visit: dossier.visit + 1, statut: "A_ASSOCIER_MOA" } },
    ]);
  });

  it("starts none for what is payable at once (A6): there is nobody to wait for", async () => {
    const chain = chantier();
    await chain.piece("EAV-1", "A6", TITULAIRE, {});
    await chain.followAll();
    expect(chain.started).toEqual([]);
    expect(chain.mails()).toEqual(["MISE_A_DISPOSITION compta@commune.exemple"]);
  });

  it("tells the MOE by the e-mail that the payment delay starts with (R2192-12, R2192-15)", async () => {
    const chain = chantier();
    await chain.request();
    await chain.followAll();
    expect(chain.mails()).toEqual(["MISE_A_DISPOSITION_MOE moe@cabinet.exemple"]);
  });

  it("passes the valideur first where one is named, and refuses a subcontractor's request (A10) without one", async () => {
    const chain = chantier();
    const refused = await chain.deposit("DP-1", "A10", TITULAIRE, { moe: siret(MOE) });
    expect(refused.membre?.fautes.map(({ code }) => code)).toContain("VALIDEUR_OBLIGATOIRE");
    const a10 = await chain.piece("DP-1", "A10", TITULAIRE, { moe: siret(MOE), valideurs: [siret(VALIDEUR)] });
    const { dossier } = await chain.dossierOf(a10);
    expect(dossier.pieces[0]?.statut).toBe("A_VALIDER_1");
    const etapes = await chain.listEtapes(AGENT_VALIDEUR, { limit: 10 });
    expect(etapes.etapes.map(({ piece, by }) => `${piece} ${by}`)).toEqual([`${a10} VALIDEUR`]);

    await chain.actOnDossier(AGENT_VALIDEUR, dossier.id, {
      visite: dossier.visit,
      acte: "valider",
      commentaire: "Conforme au sous-traité.",
    });
    expect((await chain.dossierOf(a10)).dossier.pieces[0]?.statut).toBe("A_ASSOCIER_MOE");
    expect((await chain.listEtapes(AGENT_VALIDEUR, { limit: 10 })).etapes).toEqual([]);
  });

  it("refuses a valideur where the circuit has none, rather than passing it by in silence", async () => {
    const { membre } = await chantier().deposit("EAV-1", "A6", TITULAIRE, { valideurs: [siret(VALIDEUR)] });
    expect(membre?.fautes.map(({ code }) => code)).toEqual(["VALIDEUR_NON_ADMIS"]);
  });

  it("takes one of two associations of the same piece, and tells the other what the dossier waits for", async () => {
    const chain = chantier();
    const a4 = await chain.request();
    await chain.piece("EA-1", "A15", AGENT_MOE, { piecePrecedente: a4 });
    const late = await chain.deposit("EA-2", "A15", AGENT_MOE, { piecePrecedente: a4 });
    expect(late.membre).toMatchObject({ resultat: "REJETEE" });
    expect(late.membre?.fautes.map(({ code }) => code)).toEqual(["PIECE_PRECEDENTE_NON_ASSOCIABLE"]);
  });

  it("says of the same piece deposited again that it is there already", async () => {
    const chain = chantier();
    const a4 = await chain.request();
    const first = await chain.piece("EA-1", "A15", AGENT_MOE, { piecePrecedente: a4 });
    const again = await chain.deposit("EA-1", "A15", AGENT_MOE, { piecePrecedente: a4 });
    expect(again.membre).toMatchObject({ resultat: "INTEGREE", dejaDepose: true, facture: first });
  });

  it("shows a piece to nobody but its parties: to others the one before does not exist", async () => {
    const chain = chantier();
    const a4 = await chain.request();
    const stranger = await chain.deposit("EA-9", "A15", SUPPLIER, { piecePrecedente: a4, moe: siret(SELLER) });
    expect(stranger.membre?.fautes.map(({ code }) => code)).toEqual(["DEPOSANT_NON_HABILITE"]);
    await expect(chain.consultDossier(RECIPIENT, (await chain.dossierOf(a4)).dossier.id)).resolves.toBeDefined();
    await expect(chain.consultDossier(SUPPLIER, (await chain.dossierOf(a4)).dossier.id)).rejects.toThrow(
      "Aucun dossier de facturation",
    );
  });
});

describe("the MOE's seven days (CCAG Travaux 2021, 12.2.2)", () => {
  it("let nothing stop: once over they are told to titulaire and MOA, and the MOA may act itself", async () => {
    const chain = chantier();
    const a4 = await chain.request();
    await chain.followAll();
    chain.pass(9 * DAY);
    await chain.sweep();
    await chain.sweep();
    const { dossier } = await chain.dossierOf(a4);
    expect(dossier.pieces[0]?.statut).toBe("A_ASSOCIER_MOE");
    expect(dossier.absenceValidationMoe).toBeDefined();
    await chain.followAll();
    expect(chain.mails()).toEqual([
      "DELAI_MOE_DEPASSE moa@ville.exemple",
      "DELAI_MOE_DEPASSE titulaire@entreprise.exemple",
      "MISE_A_DISPOSITION_MOE moe@cabinet.exemple",
    ]);
    const a19 = await chain.piece("EAV-1", "A19", AGENT_MOA, { piecePrecedente: a4 });
    expect((await chain.factures.find(a19))?.statut).toBe("MISE_A_DISPOSITION");
  });

  it("are warned of to the MOE two days before they end, once, however often the sweep comes", async () => {
    const chain = chantier();
    const a4 = await chain.request();
    await chain.followAll();
    // Received on 31 March: until 7 April, so warned from the 5th on.
    chain.pass(4 * DAY);
    await chain.sweep();
    expect(chain.pending()).toEqual([]);
    chain.pass(DAY);
    for (let time = 0; time < 3; time++) await chain.sweep();
    await chain.followAll();
    await chain.sweep();
    expect(chain.mails()).toEqual([WARNING, "MISE_A_DISPOSITION_MOE moe@cabinet.exemple"]);
    const { dossier } = await chain.dossierOf(a4);
    expect(dossier.visit).toBe(1);
    expect(dossier.holds.map(({ avertiLe }) => avertiLe)).toEqual(["2026-04-05T10:00:00.000Z"]);
  });

  it("are warned of in words that name the last day and the article of the contract's own CCAG", async () => {
    const chain = chantier();
    await chain.piece("PDM-1", "A4", TITULAIRE, { moe: siret(MOE), moa: siret(MOA), ccag: "2014" });
    chain.pass(5 * DAY);
    await chain.sweep();
    await chain.followAll();
    await chain.sendAll();
    const [mail] = chain.sent.filter(({ objet }) => objet.includes("touche à sa fin"));
    expect(mail?.a).toBe("moe@cabinet.exemple");
    expect(mail?.texte).toContain(
      "se termine le 07/04/2026 à minuit, heure de Paris (CCAG Travaux 2014, article 13.2.2)",
    );
  });

  it("are told alone, without a warning, by a sweep that comes after both dates", async () => {
    const chain = chantier();
    await chain.request();
    chain.pass(9 * DAY);
    await chain.sweep();
    await chain.followAll();
    expect(chain.mails()).not.toContain(WARNING);
    expect(chain.mails()).toContain("DELAI_MOE_DEPASSE moa@ville.exemple");
  });

  it("are warned of to no MOE that has acted: before the warning, or between it and its e-mail", async () => {
    const early = chantier();
    const first = await early.request();
    await early.piece("EA-1", "A15", AGENT_MOE, { piecePrecedente: first });
    early.pass(5 * DAY);
    await early.sweep();
    await early.followAll();
    expect(early.mails()).not.toContain(WARNING);

    const between = chantier();
    const second = await between.request();
    between.pass(5 * DAY);
    await between.warnHolder((await between.dossierOf(second)).dossier.id);
    await between.piece("EA-1", "A15", AGENT_MOE, { piecePrecedente: second });
    await between.followAll();
    expect(between.mails()).not.toContain(WARNING);
    expect(between.pending()).toEqual([]);
  });

  it("disturb no act by their warning: one that was prepared before it counts, and the MOE is still warned once", async () => {
    const chain = chantier();
    const a4 = await chain.request();
    const { dossier } = await chain.dossierOf(a4);
    chain.pass(5 * DAY);
    // The act has read the dossier when the warning is written.
    const { find } = chain.dossiers;
    const dossiers = {
      ...chain.dossiers,
      find: async (id: string) => {
        const read = await find(id);
        await chain.warnHolder(id);
        return read;
      },
    };
    const act = makeActOnDossier({ ...chain, dossiers });
    const done = await act(AGENT_MOE, dossier.id, { visite: dossier.visit, acte: "prendreEnCompte" });
    expect(done.repete).toBe(false);
    chain.pass(3600);
    for (let time = 0; time < 2; time++) await chain.sweep();
    await chain.followAll();
    expect(chain.mails().filter((mail) => mail === WARNING)).toHaveLength(1);
    expect((await chain.dossierOf(a4)).dossier.holds[0]?.avertiLe).toBeDefined();
  });

  it("are none, and warned of to nobody, where the contract refers to no CCAG", async () => {
    const chain = chantier();
    await chain.piece("PDM-1", "A4", TITULAIRE, { moe: siret(MOE), moa: siret(MOA), ccag: "AUCUN" });
    for (const days of [5, 4]) {
      chain.pass(days * DAY);
      await chain.sweep();
    }
    await chain.followAll();
    expect(chain.mails()).toEqual(["MISE_A_DISPOSITION_MOE moe@cabinet.exemple"]);
  });

  it("do not open the MOA's step while they run", async () => {
    const chain = chantier();
    const a4 = await chain.request();
    const early = await chain.deposit("EAV-1", "A19", AGENT_MOA, { piecePrecedente: a4 });
    expect(early.membre?.fautes.map(({ code }) => code)).toEqual(["PIECE_PRECEDENTE_NON_ASSOCIABLE"]);
  });
});

describe("a subcontractor's valideur (R2193-16)", () => {
  it("who says nothing for fifteen days is passed by", async () => {
    const chain = chantier();
    const a10 = await chain.piece("DP-1", "A10", TITULAIRE, { moe: siret(MOE), valideurs: [siret(VALIDEUR)] });
    chain.pass(17 * DAY);
    await chain.sweep();
    expect((await chain.dossierOf(a10)).dossier.pieces[0]?.statut).toBe("A_ASSOCIER_MOE");
  });
});
