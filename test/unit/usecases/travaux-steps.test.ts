/** The steps of the monthly tables (2a to 3c), act by act: by whom, with what, and what becomes of the pieces. */
import { describe, expect, it } from "vitest";
import {
  AGENT_MOA,
  AGENT_MOE,
  AGENT_VALIDEUR,
  DAY,
  MOA,
  MOE,
  TITULAIRE,
  VALIDEUR,
} from "#test/unit/usecases/chantier.ts";
import { principal, siret } from "#test/unit/usecases/given.ts";
import {
  type Acte,
  AUTRE_MOA,
  AUTRE_MOE,
  codeOf,
  dit,
  INACTIVE,
  OTHER_MOE,
  PRISE,
  REFUS,
  site,
} from "#test/unit/usecases/site.ts";

describe("a refusal", () => {
  it("says why: a motif, and a comment", async () => {
    const world = await site();
    const a4 = await world.request();
    expect(await codeOf(world.act(AGENT_MOE, a4, { acte: "refuser", ...dit }))).toBe("MOTIF_A_PRECISER");
    expect(await codeOf(world.act(AGENT_MOE, a4, { acte: "refuser", motif: "AUTRE" }))).toBe("COMMENTAIRE_A_PRECISER");
  });

  it("by the MOE stops the circuit (step 2b), and its history says why", async () => {
    const world = await site();
    const a4 = await world.request();
    const { actes } = await world.act(AGENT_MOE, a4, REFUS);
    expect(actes).toEqual([]);
    expect((await world.factures.dossier(a4))?.historique.at(-1)).toEqual({
      statut: "REFUSEE_MOE",
      instant: "2026-03-31T10:00:00.000Z",
      auteur: AGENT_MOE,
      motif: "AUTRE",
      ...dit,
    });
  });

  it("has a motif of the cadre's list: no état d'acompte names a wrong valideur", async () => {
    const world = await site();
    const { a15 } = await world.acompte();
    for (const motif of ["MAUVAIS_VALIDEUR", "MAUVAISE_MOE"] as const) {
      expect(await codeOf(world.act(AGENT_MOA, a15, { ...REFUS, motif }))).toBe("MOTIF_NON_ADMIS");
    }
  });

  it("for an amount refuses nothing, and says where amounts are corrected (R2192-34; Chorus Pro since 19 February 2025)", async () => {
    const world = await site();
    const a4 = await world.request();
    const visit = (await world.read(a4)).visit;
    const montant: Acte = { ...REFUS, motif: "ERREUR_DE_MONTANT" };
    expect(await codeOf(world.act(AGENT_MOE, a4, montant))).toBe("MONTANT_A_CORRIGER");
    expect((await world.read(a4)).visit).toBe(visit);
    const a15 = await world.piece("EA-1", "A15", AGENT_MOE, { piecePrecedente: a4 }, "110.00");
    expect(await codeOf(world.act(AGENT_MOA, a15, montant))).toBe("MONTANT_A_CORRIGER");
  });

  it("for an amount is no motif of a valideur, who deposits no piece to correct it in", async () => {
    const world = await site();
    const a10 = await world.soustraitance(VALIDEUR);
    const { actes } = await world.consultDossier(AGENT_VALIDEUR, await world.idOf(a10));
    expect(actes.find(({ acte }) => acte === "refuser")?.motifs).not.toContain("ERREUR_DE_MONTANT");
    expect(await codeOf(world.act(AGENT_VALIDEUR, a10, { ...REFUS, motif: "ERREUR_DE_MONTANT" }))).toBe(
      "MOTIF_NON_ADMIS",
    );
  });

  it("by the MOA gives the MOE its turn again (step 3a)", async () => {
    const world = await site();
    const { a4, a15 } = await world.acompte();
    await world.act(AGENT_MOA, a15, REFUS);
    expect(await world.statuses(a4)).toEqual(["A4 A_ASSOCIER_MOE", "A15 REFUSEE_MOA"]);
    await world.piece("EA-2", "A15", AGENT_MOE, { piecePrecedente: a4 });
    expect(await world.statuses(a4)).toEqual(["A4 ASSOCIEE", "A15 REFUSEE_MOA", "A15 A_ASSOCIER_MOA"]);
  });

  it("by the valideur lets a subcontractor's request go on, and stops that of a joint contractor (steps 2.3, 2.4)", async () => {
    const world = await site();
    const valideurs = [siret(VALIDEUR)];
    const a10 = await world.piece("DP-1", "A10", TITULAIRE, { moe: siret(MOE), moa: siret(MOA), valideurs });
    const a13 = await world.piece("PDM-C", "A13", TITULAIRE, { moe: siret(MOE), moa: siret(MOA), valideurs });
    for (const piece of [a10, a13]) await world.act(AGENT_VALIDEUR, piece, REFUS);
    expect(await world.statuses(a10)).toEqual(["A10 A_ASSOCIER_MOE"]);
    expect(await world.statuses(a13)).toEqual(["A13 REFUSEE_1"]);
  });
});

describe("taking into account (step 2a)", () => {
  it("changes the status, once, and leaves every other act possible", async () => {
    const world = await site();
    const a4 = await world.request();
    const { actes } = await world.act(AGENT_MOE, a4, PRISE);
    expect(await world.statuses(a4)).toEqual(["A4 PRISE_EN_COMPTE_MOE"]);
    expect(actes.map(({ acte }) => acte)).toEqual(["associer", "refuser", "demanderCompleter"]);
    expect(await codeOf(world.act(AGENT_MOE, a4, PRISE))).toBe("ACTE_IMPOSSIBLE");
  });
});

describe("a completion (steps 2c, 3b)", () => {
  it("is asked for with a comment, answered by the author alone, and gives the piece back to who asked", async () => {
    const world = await site();
    const a4 = await world.request();
    expect(await codeOf(world.act(AGENT_MOE, a4, { acte: "demanderCompleter" }))).toBe("COMMENTAIRE_A_PRECISER");
    await world.act(AGENT_MOE, a4, { acte: "demanderCompleter", ...dit });
    expect(await codeOf(world.act(AGENT_MOE, a4, { acte: "completer", ...dit }))).toBe("ACTE_NON_PERMIS");
    expect(await codeOf(world.act(TITULAIRE, a4, { acte: "completer" }))).toBe("COMMENTAIRE_A_PRECISER");
    await world.act(TITULAIRE, a4, { acte: "completer", ...dit });
    expect((await world.factures.dossier(a4))?.historique.map(({ statut }) => statut)).toEqual([
      "A_ASSOCIER_MOE",
      "A_COMPLETER",
      "COMPLETEE",
      "A_ASSOCIER_MOE",
    ]);
  });

  it("of an état d'acompte is the MOE's, who deposited it", async () => {
    const world = await site();
    const { a15 } = await world.acompte();
    await world.act(AGENT_MOA, a15, { acte: "demanderCompleter", ...dit });
    expect(await codeOf(world.act(TITULAIRE, a15, { acte: "completer", ...dit }))).toBe("ACTE_NON_PERMIS");
    await world.act(AGENT_MOE, a15, { acte: "completer", ...dit });
    expect(await world.statuses(a15)).toEqual(["A4 ASSOCIEE", "A15 A_ASSOCIER_MOA"]);
  });
});

describe("recycling", () => {
  const wrong = async (motif: "MAUVAISE_MOE" | "MAUVAISE_MOA") => {
    const world = await site();
    const a4 = await world.request();
    await world.act(AGENT_MOE, a4, { ...REFUS, motif });
    return { world, a4, destinataire: (await world.read(a4)).pieces[0]?.destinataire ?? siret("") };
  };

  it.each([
    ["MAUVAISE_MOE", "A4 ERREUR_DE_MOE"],
    ["MAUVAISE_MOA", "A4 ERREUR_DE_MOA"],
  ] as const)("follows a refusal for %s (step 2b), and only the author does it", async (motif, status) => {
    const { world, a4, destinataire } = await wrong(motif);
    expect(await world.statuses(a4)).toEqual([status]);
    const recycler: Acte = { acte: "recycler", acheminement: { moe: siret(AUTRE_MOE), destinataire } };
    expect(await codeOf(world.act(AGENT_MOE, a4, recycler))).toBe("ACTE_NON_PERMIS");
    await world.act(TITULAIRE, a4, recycler);
    expect(await world.statuses(a4)).toEqual(["A4 A_ASSOCIER_MOE"]);
  });

  it("gives the piece to the right MOE: the wrong one no longer takes part", async () => {
    const { world, a4, destinataire } = await wrong("MAUVAISE_MOE");
    await world.act(TITULAIRE, a4, { acte: "recycler", acheminement: { moe: siret(AUTRE_MOE), destinataire } });
    expect(await codeOf(world.act(AGENT_MOE, a4, PRISE))).toBe("DOSSIER_INTROUVABLE");
    await world.act(OTHER_MOE, a4, PRISE);
    expect((await world.read(a4)).pieces[0]).toMatchObject({ statut: "PRISE_EN_COMPTE_MOE", moa: siret(MOA) });
  });

  it("says where the piece goes, to structures that are in the directory and active", async () => {
    const { world, a4, destinataire } = await wrong("MAUVAISE_MOE");
    expect(await codeOf(world.act(TITULAIRE, a4, { acte: "recycler" }))).toBe("ACTE_INCOMPLET");
    for (const id of ["00000000000000", INACTIVE]) {
      const acheminement = { moe: siret(id), destinataire };
      await expect(world.act(TITULAIRE, a4, { acte: "recycler", acheminement })).rejects.toMatchObject({
        code: "STRUCTURE_NON_UTILISABLE",
        detail: `SIRET:${id}`,
      });
    }
  });

  it("takes service and engagement along with the recipient, on the row of the invoice too", async () => {
    const { world, a4 } = await wrong("MAUVAISE_MOA");
    const acheminement = { moa: siret(AUTRE_MOA), destinataire: siret(AUTRE_MOA), numeroEngagement: "EJ-2" };
    await world.act(TITULAIRE, a4, { acte: "recycler", acheminement });
    const facture = await world.factures.find(a4);
    expect(facture).toMatchObject({
      destinataire: { ...siret(AUTRE_MOA), raisonSocialeStructure: `Structure ${AUTRE_MOA}` },
      numeroEngagement: "EJ-2",
    });
    const [piece] = (await world.read(a4)).pieces;
    for (const row of [facture, piece]) expect(row).not.toHaveProperty("codeService");
  });

  it("of the piece before is asked for by the MOE, done by the titulaire, and reaches the new MOA (step 3c)", async () => {
    const world = await site();
    const { a4, a15 } = await world.acompte();
    await world.act(AGENT_MOA, a15, { ...REFUS, motif: "MAUVAISE_MOA" });
    await world.act(AGENT_MOE, a15, { acte: "demanderRecyclage", ...dit });
    expect(await world.statuses(a4)).toEqual(["A4 A_RECYCLER", "A15 EN_ATTENTE_RECYCLAGE_FOURNISSEUR"]);
    const acheminement = { moa: siret(AUTRE_MOA), destinataire: siret(AUTRE_MOA) };
    expect(await codeOf(world.act(AGENT_MOE, a15, { acte: "recycler", acheminement }))).toBe("ACTE_NON_PERMIS");
    await world.act(TITULAIRE, a4, { acte: "recycler", acheminement });
    expect(await world.statuses(a4)).toEqual(["A4 ASSOCIEE", "A15 A_ASSOCIER_MOA"]);
    expect((await world.read(a4)).pieces.map(({ moa }) => moa)).toEqual([siret(AUTRE_MOA), siret(AUTRE_MOA)]);
    expect(await codeOf(world.act(AGENT_MOA, a15, PRISE))).toBe("DOSSIER_INTROUVABLE");
  });

  it("of a piece before is asked for only where there is one", async () => {
    const { world, a4 } = await wrong("MAUVAISE_MOA");
    expect(await codeOf(world.act(TITULAIRE, a4, { acte: "demanderRecyclage", ...dit }))).toBe("ACTE_IMPOSSIBLE");
  });
});

describe("a wrong valideur", () => {
  const wrong = async (...valideurs: readonly string[]) => {
    const world = await site();
    const a10 = await world.soustraitance(...valideurs);
    return { world, a10 };
  };

  it("says so, and the author names another, who has his own fifteen days (step 2b of subcontracting)", async () => {
    const { world, a10 } = await wrong(VALIDEUR);
    await world.act(AGENT_VALIDEUR, a10, { ...REFUS, motif: "MAUVAIS_VALIDEUR" });
    expect(await world.statuses(a10)).toEqual(["A10 ERREUR_FOURNISSEUR_SUR_VALIDEUR"]);
    expect(await codeOf(world.act(TITULAIRE, a10, { acte: "corrigerValideur" }))).toBe("ACTE_INCOMPLET");
    const unknown = world.act(TITULAIRE, a10, { acte: "corrigerValideur", valideur: siret(INACTIVE) });
    expect(await codeOf(unknown)).toBe("STRUCTURE_NON_UTILISABLE");
    world.pass(3 * DAY);
    await world.act(TITULAIRE, a10, { acte: "corrigerValideur", valideur: siret(AUTRE_MOE) });
    const [piece] = (await world.read(a10)).pieces;
    expect(piece).toMatchObject({
      statut: "A_VALIDER_1",
      valideurs: [siret(AUTRE_MOE)],
      statutDepuis: "2026-04-03T10:00:00.000Z",
    });
  });

  it("in the second place is corrected by the first, who named him", async () => {
    const { world, a10 } = await wrong(VALIDEUR, AUTRE_MOE);
    await world.editor.savePrincipal(principal(OTHER_MOE, AUTRE_MOE, { FACTURES_A_VALIDER: "MODIFICATION" }));
    await world.act(AGENT_VALIDEUR, a10, { acte: "valider", ...dit });
    await world.act(OTHER_MOE, a10, { ...REFUS, motif: "MAUVAIS_VALIDEUR" });
    expect(await world.statuses(a10)).toEqual(["A10 ERREUR_COTRAITANT_SUR_VALIDEUR"]);
    const right: Acte = { acte: "corrigerValideur", valideur: siret(MOA) };
    expect(await codeOf(world.act(TITULAIRE, a10, right))).toBe("ACTE_NON_PERMIS");
    await world.act(AGENT_VALIDEUR, a10, right);
    expect((await world.read(a10)).pieces[0]).toMatchObject({
      statut: "A_VALIDER_2",
      valideurs: [siret(VALIDEUR), siret(MOA)],
    });
  });
});
