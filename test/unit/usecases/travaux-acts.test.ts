/** Acts on a dossier of works contracts: done once, the first one at a visit, and what the others are told. */
import { describe, expect, it } from "vitest";
import { AGENT_MOE } from "#test/unit/usecases/chantier.ts";
import { codeOf, dit, PRISE, REFUS, site } from "#test/unit/usecases/site.ts";

describe("the same act", () => {
  it("twice is one: nothing more is written, and the answer is the same", async () => {
    const world = await site();
    const a4 = await world.request();
    const { id, visit } = await world.read(a4);
    const first = await world.actOnDossier(AGENT_MOE, id, { visite: visit, ...REFUS });
    const again = await world.actOnDossier(AGENT_MOE, id, { visite: visit, ...REFUS });
    expect([first.repete, again.repete]).toEqual([false, true]);
    expect([again.decision, again.dossier]).toEqual([first.decision, first.dossier]);
    expect((await world.factures.dossier(a4))?.historique.map(({ statut }) => statut)).toEqual([
      "A_ASSOCIER_MOE",
      "REFUSEE_MOE",
    ]);
  });

  it("is still the same when others followed it", async () => {
    const world = await site();
    const a4 = await world.request();
    const { id, visit } = await world.read(a4);
    await world.actOnDossier(AGENT_MOE, id, { visite: visit, ...PRISE });
    await world.act(AGENT_MOE, a4, { acte: "demanderCompleter", ...dit });
    const again = await world.actOnDossier(AGENT_MOE, id, { visite: visit, ...PRISE });
    expect(again).toMatchObject({ repete: true, decision: { acte: "prendreEnCompte", visit } });
    expect(again.dossier.pieces[0]?.statut).toBe("A_COMPLETER");
  });

  it("20 times at once is done once, and answered 20 times", async () => {
    const world = await site();
    const a4 = await world.request();
    const { id, visit } = await world.read(a4);
    const all = await Promise.all(
      Array.from({ length: 20 }, () => world.actOnDossier(AGENT_MOE, id, { visite: visit, ...PRISE })),
    );
    expect(all.filter(({ repete }) => !repete)).toHaveLength(1);
    expect((await world.read(a4)).visit).toBe(visit + 1);
  });
});

describe("of two different acts at one visit", () => {
  it("the first wins; the second is told which it was, by whom and why", async () => {
    const world = await site();
    const a4 = await world.request();
    const { id, visit } = await world.read(a4);
    await world.actOnDossier(AGENT_MOE, id, { visite: visit, ...REFUS });
    await expect(world.actOnDossier(AGENT_MOE, id, { visite: visit, ...PRISE })).rejects.toMatchObject({
      code: "ACTE_DEJA_DECIDE",
      detail:
        "Acte retenu : « Refuser », motif « Autre », par Maître d'œuvre, le 31/03/2026 12:00:00 (heure de Paris).",
    });
    expect(await world.statuses(a4)).toEqual(["A4 REFUSEE_MOE"]);
  });

  it("another comment is another act", async () => {
    const world = await site();
    const a4 = await world.request();
    const { id, visit } = await world.read(a4);
    await world.actOnDossier(AGENT_MOE, id, { visite: visit, ...REFUS });
    const other = world.actOnDossier(AGENT_MOE, id, { visite: visit, ...REFUS, commentaire: "Autre chose." });
    expect(await codeOf(other)).toBe("ACTE_DEJA_DECIDE");
  });

  it("of 20 at once one is done, and 19 are told of it", async () => {
    const world = await site();
    const a4 = await world.request();
    const { id, visit } = await world.read(a4);
    const codes = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        codeOf(world.actOnDossier(AGENT_MOE, id, { visite: visit, ...REFUS, commentaire: `Motif ${index}` })),
      ),
    );
    expect(codes.filter((code) => code === "done")).toHaveLength(1);
    expect(codes.filter((code) => code === "ACTE_DEJA_DECIDE")).toHaveLength(19);
  });

  it("the opening of the dossier is told as the deposit that it was", async () => {
    const world = await site();
    const a4 = await world.request();
    const late = world.actOnDossier(AGENT_MOE, await world.idOf(a4), { visite: 0, ...PRISE });
    await expect(late).rejects.toThrow("« Déposer la pièce », par Fournisseur");
  });

  it("and at a visit that has not come, none is possible", async () => {
    const world = await site();
    const a4 = await world.request();
    const early = world.actOnDossier(AGENT_MOE, await world.idOf(a4), { visite: 99, ...PRISE });
    expect(await codeOf(early)).toBe("ACTE_IMPOSSIBLE");
  });

  it("a deposit that associates counts as one: an act seen before it comes too late", async () => {
    const world = await site();
    const a4 = await world.request();
    const { id, visit } = await world.read(a4);
    await world.piece("EA-1", "A15", AGENT_MOE, { piecePrecedente: a4 });
    await expect(world.actOnDossier(AGENT_MOE, id, { visite: visit, ...REFUS })).rejects.toThrow(
      "« Associer la pièce suivante », par Maître d'œuvre",
    );
  });
});
