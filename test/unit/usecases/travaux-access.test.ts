/** Dossiers of works contracts: who sees them, who may act, and what waits for whom. */
import { describe, expect, it } from "vitest";
import type { PrincipalId } from "#domain/structures/structure.ts";
import { CIRCUIT_MENSUEL } from "#domain/travaux/circuit.ts";
import { SELLER } from "#test/given/invoice.ts";
import { AGENT_MOA, AGENT_MOE, AGENT_VALIDEUR, MOE, TITULAIRE, VALIDEUR } from "#test/unit/usecases/chantier.ts";
import { OTHER_SELLER, principal, RECIPIENT, RIVAL, SUPPLIER, siret } from "#test/unit/usecases/given.ts";
import { codeOf, dit, OTHER_MOE, PRISE, READER_MOE, REFUS, site } from "#test/unit/usecases/site.ts";

describe("a dossier", () => {
  it.each([
    ["the titulaire", TITULAIRE],
    ["the MOE", AGENT_MOE],
    ["somebody who may only read for the MOE", READER_MOE],
    ["the MOA, before its turn", AGENT_MOA],
    ["the service financier", RECIPIENT],
  ])("is read by %s", async (_, caller) => {
    const world = await site();
    const a4 = await world.request();
    const { dossier } = await world.consultDossier(caller, await world.idOf(a4));
    expect(dossier.pieces.map(({ id }) => id)).toEqual([a4]);
  });

  it("is read by its valideur, before and after his turn", async () => {
    const world = await site();
    const a10 = await world.soustraitance(VALIDEUR);
    const before = await world.consultDossier(AGENT_VALIDEUR, await world.idOf(a10));
    expect(before.actes.map(({ acte }) => acte)).toEqual(["valider", "refuser"]);
    await world.act(AGENT_VALIDEUR, a10, { acte: "valider", ...dit });
    const after = await world.consultDossier(AGENT_VALIDEUR, await world.idOf(a10));
    expect(after.actes).toEqual([]);
  });

  it.each([
    ["another supplier", RIVAL],
    ["another MOE", OTHER_MOE],
    ["a valideur of other pieces", AGENT_VALIDEUR],
    ["the titulaire's account for plain invoices", SUPPLIER],
    ["somebody whom the directory does not know", "compte:inconnu"],
  ] as const)("does not exist for %s, neither to read nor to act on", async (_, caller) => {
    const world = await site();
    const a4 = await world.request();
    expect(await codeOf(world.consultDossier(caller, await world.idOf(a4)))).toBe("DOSSIER_INTROUVABLE");
    expect(await codeOf(world.act(caller, a4, PRISE))).toBe("DOSSIER_INTROUVABLE");
    expect(await codeOf(world.consultDossier(caller, "nulle-part"))).toBe("DOSSIER_INTROUVABLE");
  });

  it("is closed at once to whoever loses the right", async () => {
    const world = await site();
    const a4 = await world.request();
    await world.editor.savePrincipal({ ...principal(AGENT_MOE, MOE, {}), statut: "INACTIF" });
    expect(await codeOf(world.act(AGENT_MOE, a4, PRISE))).toBe("DOSSIER_INTROUVABLE");
  });
});

describe("what a caller may do", () => {
  const offered = async (caller: PrincipalId) => {
    const world = await site();
    const a4 = await world.request();
    return (await world.consultDossier(caller, await world.idOf(a4))).actes.map(({ acte }) => acte);
  };

  it("is what the table gives to its party, and nothing to those who wait", async () => {
    expect(await offered(AGENT_MOE)).toEqual(["associer", "prendreEnCompte", "refuser", "demanderCompleter"]);
    for (const waiting of [TITULAIRE, AGENT_MOA, RECIPIENT] as const) expect(await offered(waiting)).toEqual([]);
  });

  it("is nothing for whoever may only read", async () => {
    expect(await offered(READER_MOE)).toEqual([]);
  });

  it.each([
    ["the titulaire", TITULAIRE],
    ["the MOA", AGENT_MOA],
    ["the service financier", RECIPIENT],
    ["somebody who may only read for the MOE", READER_MOE],
  ])("is refused to %s while the MOE's act is waited for", async (_, caller) => {
    const world = await site();
    const a4 = await world.request();
    expect(await codeOf(world.act(caller, a4, PRISE))).toBe("ACTE_NON_PERMIS");
    expect(await codeOf(world.act(caller, a4, REFUS))).toBe("ACTE_NON_PERMIS");
    expect(await world.statuses(a4)).toEqual(["A4 A_ASSOCIER_MOE"]);
  });

  it("does not include what the table has not: a piece that nobody asked to complete is not completed", async () => {
    const world = await site();
    const a4 = await world.request();
    for (const acte of ["completer", "recycler", "valider", "corrigerValideur", "demanderRecyclage"] as const) {
      expect(await codeOf(world.act(TITULAIRE, a4, { acte, ...dit }))).toBe("ACTE_IMPOSSIBLE");
    }
  });

  it("is nothing on a dossier that is over", async () => {
    const world = await site();
    const a4 = await world.request();
    await world.act(AGENT_MOE, a4, REFUS);
    expect(await codeOf(world.act(AGENT_MOE, a4, PRISE))).toBe("ACTE_IMPOSSIBLE");
  });
});

describe("the list of open steps", () => {
  it("shows each party what waits for it, and nothing to those who wait for others", async () => {
    const world = await site();
    const { a15 } = await world.acompte();
    const steps = async (caller: PrincipalId) =>
      (await world.listEtapes(caller, { limit: 10 })).etapes.map(({ piece, by, statut }) => `${piece} ${by} ${statut}`);
    expect(await steps(AGENT_MOA)).toEqual([`${a15} MOA A_ASSOCIER_MOA`]);
    for (const other of [TITULAIRE, AGENT_MOE, READER_MOE, OTHER_MOE]) expect(await steps(other)).toEqual([]);
  });

  it("asks a caller with several structures which one, and names them", async () => {
    const world = await site();
    const [first, second] = [SELLER, OTHER_SELLER].map((id) =>
      principal("compte:groupe", id, { FACTURES_TRAVAUX: "CONSULTATION_UNIQUEMENT" }),
    );
    const rattachements = [...(first?.rattachements ?? []), ...(second?.rattachements ?? [])];
    await world.editor.savePrincipal({ id: "compte:groupe", statut: "ACTIF", rattachements });
    await expect(world.listEtapes("compte:groupe", { limit: 10 })).rejects.toMatchObject({
      code: "STRUCTURE_A_PRECISER",
      detail: `Précisez structure : SIRET:${SELLER}, SIRET:${OTHER_SELLER}.`,
    });
    const page = await world.listEtapes("compte:groupe", { limit: 10, structure: siret(OTHER_SELLER) });
    expect(page).toEqual({ structure: siret(OTHER_SELLER), etapes: [] });
    expect(await codeOf(world.listEtapes("compte:groupe", { limit: 10, structure: siret(MOE) }))).toBe(
      "STRUCTURE_INTROUVABLE",
    );
  });

  it("is refused to whoever has nothing to do with works contracts", async () => {
    const world = await site();
    for (const caller of [RIVAL, RECIPIENT, "compte:inconnu"] as const) {
      expect(await codeOf(world.listEtapes(caller, { limit: 10 }))).toBe("HABILITATION_INSUFFISANTE");
    }
  });
});

describe("pieces deposited by their own authors", () => {
  it.each(["A15", "A16", "A19"] as const)("%s is refused to the other parties of the dossier", async (cadre) => {
    const world = await site();
    const { a4, a15 } = await world.acompte();
    const piecePrecedente = cadre === "A19" ? a15 : a4;
    const strangers = [TITULAIRE, ...(CIRCUIT_MENSUEL[cadre].auteur === "MOE" ? [AGENT_MOA] : [AGENT_MOE])];
    for (const by of strangers) {
      const { membre } = await world.deposit("X-1", cadre, by, { piecePrecedente });
      expect(membre?.resultat).toBe("REJETEE");
    }
  });
});
