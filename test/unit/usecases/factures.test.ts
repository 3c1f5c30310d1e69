import { describe, expect, it } from "vitest";
import { bytesOf, given, OTHER_SELLER, RECIPIENT, RIVAL, SUPPLIER, siret } from "./given.ts";

const withInvoices = async (count: number) => {
  const world = given();
  for (let number = 1; number <= count; number++) {
    await world.deposit(bytesOf({ root: { "BT-1": `F-${number}` } }));
    world.pass(60);
  }
  return world;
};

describe("the list of invoices", () => {
  it("shows each party its own, newest first", async () => {
    const world = await withInvoices(3);
    for (const caller of [SUPPLIER, RECIPIENT]) {
      const page = await world.listFactures(caller, {});
      expect(page.factures.map(({ numeroFacture }) => numeroFacture)).toEqual(["F-3", "F-2", "F-1"]);
      expect(page.next).toBeUndefined();
    }
    expect((await world.listFactures(RIVAL, {})).factures).toEqual([]);
  });

  it("goes from page to page without a gap or a repetition", async () => {
    const world = await withInvoices(7);
    const seen: string[] = [];
    let position: Parameters<typeof world.listFactures>[1]["position"];
    do {
      const page = await world.listFactures(SUPPLIER, { limite: 3, ...(position && { position }) });
      seen.push(...page.factures.map(({ numeroFacture }) => numeroFacture));
      position = page.next;
    } while (position);
    expect(seen).toEqual(["F-7", "F-6", "F-5", "F-4", "F-3", "F-2", "F-1"]);
  });

  it("of another structure, or as the part that the caller does not play, is refused", async () => {
    const world = await withInvoices(1);
    await expect(world.listFactures(SUPPLIER, { structure: siret(OTHER_SELLER) })).rejects.toMatchObject({
      code: "STRUCTURE_INTROUVABLE",
    });
    await expect(world.listFactures(SUPPLIER, { qualite: "DESTINATAIRE" })).rejects.toMatchObject({
      code: "HABILITATION_INSUFFISANTE",
    });
    await expect(world.listFactures("personne:inconnue", {})).rejects.toMatchObject({
      code: "HABILITATION_INSUFFISANTE",
    });
  });

  it("asks a caller with several structures which one, and names them", async () => {
    const world = await withInvoices(1);
    const habilitations = { FACTURES_EMISES: "CONSULTATION_UNIQUEMENT" } as const;
    await world.editor.savePrincipal({
      id: "compte:editeur",
      statut: "ACTIF",
      rattachements: ["99900011000018", OTHER_SELLER].map((id) => ({
        structure: siret(id),
        statut: "VALIDEE",
        habilitations,
      })),
    });
    await expect(world.listFactures("compte:editeur", {})).rejects.toMatchObject({
      code: "STRUCTURE_A_PRECISER",
      detail: expect.stringContaining(`SIRET:${OTHER_SELLER}`),
    });
    const page = await world.listFactures("compte:editeur", { structure: siret(OTHER_SELLER) });
    expect(page.factures).toEqual([]);
  });
});

describe("an invoice", () => {
  it("is seen by both parties, and by nobody else", async () => {
    const world = await withInvoices(1);
    const [id = ""] = world.store.factures.keys();
    expect(await world.consultFacture(SUPPLIER, id)).toMatchObject({ facture: { id }, estFournisseur: true });
    expect(await world.consultFacture(RECIPIENT, id)).toMatchObject({ facture: { id }, estFournisseur: false });
    for (const stranger of [RIVAL, "personne:inconnue"] as const) {
      await expect(world.consultFacture(stranger, id)).rejects.toMatchObject({ code: "FACTURE_INTROUVABLE" });
    }
    await expect(world.consultFacture(SUPPLIER, "nowhere")).rejects.toMatchObject({ code: "FACTURE_INTROUVABLE" });
  });
});
