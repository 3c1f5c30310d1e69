/** What the adapters promise of dossiers of works contracts, on memory and on AWS alike. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { StructureId } from "#domain/structures/identifiers.ts";
import type { ActDone } from "#domain/travaux/decide.ts";
import type { Dossier } from "#domain/travaux/dossier.ts";
import type { Dossiers } from "#ports/dossiers.ts";
import type { Qualite } from "#ports/factures.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { INSTANT } from "#test/unit/domain/travaux/marche.ts";
import { type Adapters, awsAdapters, memoryAdapters } from "./adapters.ts";
import { contractSite, fresh } from "./contract-site.ts";

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const KINDS: readonly (readonly [string, () => Adapters])[] = [
  ["memory", memoryAdapters],
  ["AWS", () => awsAdapters(platform)],
];

const PRISE: ActDone = { acte: "prendreEnCompte" };
const REFUS: ActDone = { acte: "refuser", motif: "AUTRE", commentaire: "Travaux non exécutés." };

const pieceIds = ({ pieces }: Dossier): readonly string[] => pieces.map(({ id }) => id);

const etapesOf = async (dossiers: Dossiers, structure: StructureId): Promise<readonly string[]> =>
  (await dossiers.etapes({ structure, limit: 10 })).etapes.map(({ piece, by, statut }) => `${piece} ${by} ${statut}`);

describe.each(KINDS)("%s", (_, make) => {
  let adapters: Adapters;
  beforeAll(() => {
    adapters = make();
  });

  const listed = async (qualite: Qualite, structure: StructureId): Promise<readonly string[]> =>
    (await adapters.factures.page({ qualite, structure, partitions: 1, now: INSTANT, limit: 20 })).factures
      .map(({ id }) => id)
      .toSorted();

  describe("a dossier", () => {
    it("opens with its piece, its decision, its history and its open step, all at once", async () => {
      const site = await contractSite(adapters);
      const integration = await site.opening("A4");
      const { facture, acte } = integration;
      if (!acte) throw new Error("no act");
      expect(await adapters.factures.integrate(integration)).toBe("integrated");
      expect(await adapters.dossiers.find(acte.after.id)).toEqual(acte.after);
      expect(await adapters.dossiers.decision(acte.after.id, 0)).toEqual(acte.decision);
      expect(await adapters.factures.find(facture.id)).toEqual(facture);
      expect(await site.statutsOf(facture.id)).toEqual(["A_ASSOCIER_MOE"]);
      expect(await etapesOf(adapters.dossiers, site.parties.moe)).toEqual([`${facture.id} MOE A_ASSOCIER_MOE`]);
      expect((await adapters.depots.find(facture.depot))?.depot).toMatchObject({ integres: 1 });
    });

    it("is found among many ids, each once; what does not exist is left out", async () => {
      const site = await contractSite(adapters);
      const opened: string[] = [];
      for (let n = 0; n < 3; n++) {
        const integration = await site.opening("A4");
        await adapters.factures.integrate(integration);
        opened.push(integration.acte?.after.id ?? "");
      }
      const nowhere = Array.from({ length: 150 }, (__, n) => `nulle-part-${n}`);
      const found = await adapters.dossiers.several([...opened, ...nowhere, ...opened]);
      expect(found.map(({ id }) => id).toSorted()).toEqual(opened.toSorted());
      expect(found).toContainEqual(await adapters.dossiers.find(opened[0] ?? ""));
      expect(await adapters.dossiers.several([])).toEqual([]);
    });

    it("opens once: another first piece of the same dossier is not written", async () => {
      const site = await contractSite(adapters);
      const [first, second] = [await site.opening("A4"), await site.opening("A4")];
      if (!first.acte || !second.acte) throw new Error("no act");
      await adapters.factures.integrate(first);
      const { id } = first.acte.after;
      const acte = {
        ...second.acte,
        after: { ...second.acte.after, id },
        decision: { ...second.acte.decision, dossier: id },
      };
      expect(await adapters.factures.integrate({ ...second, acte })).toBe("decided-meanwhile");
      expect(await adapters.factures.find(second.facture.id)).toBeUndefined();
      expect((await adapters.depots.find(second.facture.depot))?.membres).toEqual([]);
      expect(await adapters.dossiers.find(id)).toEqual(first.acte.after);
    });

    it("that is unknown is not found, nor a decision that was not taken", async () => {
      const site = await contractSite(adapters);
      const { id } = await site.open("A4");
      expect(await adapters.dossiers.find(fresh("dossier"))).toBeUndefined();
      expect(await adapters.dossiers.decision(fresh("dossier"), 0)).toBeUndefined();
      expect(await adapters.dossiers.decision(id, 1)).toBeUndefined();
    });
  });

  describe("an act", () => {
    it("writes the dossier, its decision, the status and the history of its piece", async () => {
      const site = await contractSite(adapters);
      const acte = await site.written(await site.open("A4"), "MOE", REFUS);
      expect(await adapters.dossiers.decide(acte)).toBe("decided");
      expect(await adapters.dossiers.find(acte.after.id)).toEqual(acte.after);
      expect(await adapters.dossiers.decision(acte.after.id, 1)).toEqual(acte.decision);
      const [id = ""] = pieceIds(acte.after);
      const read = await adapters.factures.dossier(id);
      expect(read?.facture.statut).toBe("REFUSEE_MOE");
      expect(read?.historique.at(-1)).toEqual({
        statut: "REFUSEE_MOE",
        instant: INSTANT,
        auteur: "compte:contrat",
        motif: "AUTRE",
        commentaire: "Travaux non exécutés.",
      });
    });

    it("that comes second at a visit is told so, and writes nothing", async () => {
      const site = await contractSite(adapters);
      const dossier = await site.open("A4");
      const [first, second] = [await site.written(dossier, "MOE", PRISE), await site.written(dossier, "MOE", REFUS)];
      expect(await adapters.dossiers.decide(first)).toBe("decided");
      for (const late of [second, first]) expect(await adapters.dossiers.decide(late)).toBe("taken");
      expect(await adapters.dossiers.find(dossier.id)).toEqual(first.after);
      expect(await adapters.dossiers.decision(dossier.id, 1)).toEqual(first.decision);
      expect(await site.statutsOf(pieceIds(dossier)[0] ?? "")).toEqual(["A_ASSOCIER_MOE", "PRISE_EN_COMPTE_MOE"]);
    });

    it("is one of 100 at once: the first wins, whichever it is", async () => {
      const site = await contractSite(adapters);
      const dossier = await site.open("A4");
      const actes = await Promise.all(
        Array.from({ length: 100 }, (__, index) =>
          site.written(dossier, "MOE", { ...REFUS, commentaire: `Motif ${index}` }),
        ),
      );
      const outcomes = await Promise.all(actes.map((acte) => adapters.dossiers.decide(acte)));
      expect(outcomes.filter((outcome) => outcome === "decided")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "taken")).toHaveLength(99);
      const winner = actes[outcomes.indexOf("decided")];
      expect(await adapters.dossiers.decision(dossier.id, 1)).toEqual(winner?.decision);
      expect(await site.statutsOf(pieceIds(dossier)[0] ?? "")).toHaveLength(2);
    });

    it("may be followed by a dozen others, each in the history of its piece, in order", async () => {
      const site = await contractSite(adapters);
      let dossier = await site.open("A4");
      for (let round = 0; round < 6; round++) {
        dossier = await site.decide(dossier, "MOE", { acte: "demanderCompleter", commentaire: "Il manque le métré." });
        dossier = await site.decide(dossier, "AUTEUR", { acte: "completer", commentaire: "Le voici." });
      }
      expect(await site.statutsOf(pieceIds(dossier)[0] ?? "")).toEqual([
        "A_ASSOCIER_MOE",
        ...Array.from({ length: 6 }, () => ["A_COMPLETER", "COMPLETEE", "A_ASSOCIER_MOE"]).flat(),
      ]);
    });

    it("that sends a piece elsewhere corrects its invoice: recipient, service and engagement", async () => {
      const site = await contractSite(adapters);
      const opened = await site.open("A4", { codeService: "ANCIEN" });
      const wrong = await site.decide(opened, "MOE", { ...REFUS, motif: "MAUVAISE_MOA" });
      const acheminement = { destinataire: site.parties.moa, numeroEngagement: "EJ-1" };
      const right = await site.decide(wrong, "AUTEUR", { acte: "recycler", acheminement });
      const facture = await adapters.factures.find(pieceIds(right)[0] ?? "");
      expect(facture).toMatchObject({ destinataire: site.parties.moa, numeroEngagement: "EJ-1" });
      expect(facture).not.toHaveProperty("codeService");
      expect(await adapters.dossiers.find(right.id)).toEqual(right);
    });
  });

  describe("an association", () => {
    it("writes the new piece and what becomes of the one before, all at once", async () => {
      const site = await contractSite(adapters);
      const dossier = await site.associate(await site.open("A4"), "MOE", "A15");
      expect(await adapters.dossiers.find(dossier.id)).toEqual(dossier);
      const [a4 = "", a15 = ""] = pieceIds(dossier);
      expect((await adapters.factures.find(a4))?.statut).toBe("ASSOCIEE");
      expect(await site.statutsOf(a4)).toEqual(["A_ASSOCIER_MOE", "ASSOCIEE"]);
      expect(await site.statutsOf(a15)).toEqual(["A_ASSOCIER_MOA"]);
    });

    it("is one of 20 at once, and nothing of the 19 others is written", async () => {
      const site = await contractSite(adapters);
      const dossier = await site.open("A4");
      const all = await Promise.all(Array.from({ length: 20 }, () => site.association(dossier, "MOE", "A15")));
      const outcomes = await Promise.all(all.map((one) => adapters.factures.integrate(one)));
      expect(outcomes.filter((outcome) => outcome === "integrated")).toHaveLength(1);
      expect(outcomes.filter((outcome) => outcome === "decided-meanwhile")).toHaveLength(19);
      const found = await Promise.all(all.map(({ facture }) => adapters.factures.find(facture.id)));
      expect(found.filter((facture) => facture !== undefined)).toHaveLength(1);
      expect((await adapters.dossiers.find(dossier.id))?.pieces).toHaveLength(2);
    });

    it("does not get in after another act at that visit", async () => {
      const site = await contractSite(adapters);
      const dossier = await site.open("A4");
      const late = await site.association(dossier, "MOE", "A15");
      await site.decide(dossier, "MOE", REFUS);
      expect(await adapters.factures.integrate(late)).toBe("decided-meanwhile");
      expect((await adapters.depots.find(late.facture.depot))?.membres).toEqual([]);
    });
  });

  describe("lists of invoices", () => {
    it("show every piece to who is paid, and to the recipient the payable one alone, once it is", async () => {
      const site = await contractSite(adapters);
      const { titulaire, payeur } = site.parties;
      const withMoa = await site.associate(await site.open("A4"), "MOE", "A15");
      expect(await listed("DESTINATAIRE", payeur)).toEqual([]);
      const payable = await site.associate(withMoa, "MOA", "A19");
      const ids = pieceIds(payable);
      expect(await listed("DESTINATAIRE", payeur)).toEqual(ids.slice(-1));
      expect(await listed("FOURNISSEUR", titulaire)).toEqual(ids.toSorted());
      expect(await site.statutsOf(ids.at(-1) ?? "")).toEqual(["DEPOSEE", "MISE_A_DISPOSITION"]);
    });

    it("show at once what is payable at its deposit (A6)", async () => {
      const site = await contractSite(adapters);
      const dossier = await site.open("A6");
      expect(await listed("DESTINATAIRE", site.parties.payeur)).toEqual(pieceIds(dossier));
      expect((await adapters.factures.find(pieceIds(dossier)[0] ?? ""))?.statut).toBe("MISE_A_DISPOSITION");
    });
  });

  describe("open steps", () => {
    it("are in the list of who may act, and leave it with the act", async () => {
      const site = await contractSite(adapters);
      const { moe, moa, titulaire } = site.parties;
      const opened = await site.open("A4");
      const [a4 = ""] = pieceIds(opened);
      const taken = await site.decide(opened, "MOE", PRISE);
      expect(await etapesOf(adapters.dossiers, moe)).toEqual([`${a4} MOE PRISE_EN_COMPTE_MOE`]);
      const asked = await site.decide(taken, "MOE", { acte: "demanderCompleter", commentaire: "Il manque le métré." });
      expect(await etapesOf(adapters.dossiers, moe)).toEqual([]);
      expect(await etapesOf(adapters.dossiers, titulaire)).toEqual([`${a4} AUTEUR A_COMPLETER`]);
      const completed = await site.decide(asked, "AUTEUR", { acte: "completer", commentaire: "Le voici." });
      expect(await etapesOf(adapters.dossiers, titulaire)).toEqual([]);
      const withMoa = await site.associate(completed, "MOE", "A15");
      expect(await etapesOf(adapters.dossiers, moe)).toEqual([]);
      expect(await etapesOf(adapters.dossiers, moa)).toEqual([`${pieceIds(withMoa)[1]} MOA A_ASSOCIER_MOA`]);
      await site.associate(withMoa, "MOA", "A19");
      for (const one of [moe, moa, titulaire]) expect(await etapesOf(adapters.dossiers, one)).toEqual([]);
    });

    it("come page after page, the longest waiting first, each once, with all that they say", async () => {
      const site = await contractSite(adapters);
      const instants = ["2026-11-04T00:00:00.000Z", "2026-11-02T00:00:00.000Z", "2026-11-03T00:00:00.000Z"];
      for (const instant of instants) await site.open("A4", {}, instant);
      const seen: string[] = [];
      let after: string | undefined;
      do {
        const page = await adapters.dossiers.etapes({
          structure: site.parties.moe,
          limit: 2,
          ...(after !== undefined && { after }),
        });
        seen.push(...page.etapes.map(({ depuis }) => depuis));
        after = page.next;
      } while (after !== undefined);
      expect(seen).toEqual(instants.toSorted());
      const [etape] = (await adapters.dossiers.etapes({ structure: site.parties.moe, limit: 1 })).etapes;
      expect(etape).toEqual({
        dossier: expect.any(String),
        piece: expect.any(String),
        numero: expect.any(String),
        statut: "A_ASSOCIER_MOE",
        depuis: "2026-11-02T00:00:00.000Z",
        structure: site.parties.moe,
        by: "MOE",
        montants: { ht: "1000.00", ttc: "1200.00", aPayer: "1200.00" },
        ccag: "2021",
        reception: { debut: "MOE", instant: "2026-11-02T00:00:00.000Z" },
        hold: {
          holder: "MOE",
          structure: site.parties.moe,
          piece: expect.any(String),
          depuis: "2026-11-02T00:00:00.000Z",
        },
      });
    });
  });

  describe("tokens of executions", () => {
    it("are kept by visit, the newest in the place of the older", async () => {
      const id = fresh("dossier");
      expect(await adapters.dossiers.token(id, 1)).toBeUndefined();
      for (const jeton of ["premier", "second"]) await adapters.dossiers.storeToken(id, 1, jeton);
      await adapters.dossiers.storeToken(id, 2, "autre");
      expect([await adapters.dossiers.token(id, 1), await adapters.dossiers.token(id, 2)]).toEqual(["second", "autre"]);
    });
  });
});
