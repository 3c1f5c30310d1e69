import { describe, expect, it } from "vitest";
import { bytesOf, given, RECIPIENT, RIVAL, SUPPLIER } from "./given.ts";

const DECLARATION = { nomFichier: "f.xml", taille: 10, verificationSeule: false };

describe("opening a deposit", () => {
  it("gives an upload form for exactly that size", async () => {
    const opened = await given().createDepot(SUPPLIER, DECLARATION);
    expect(opened).toMatchObject({
      statut: "EN_ATTENTE_DE_FICHIER",
      created: true,
      formulaire: { champs: { taille: "10" } },
    });
  });

  it("is refused to a caller that may deposit for nobody", async () => {
    await expect(given().createDepot(RECIPIENT, DECLARATION)).rejects.toMatchObject({
      code: "HABILITATION_INSUFFISANTE",
    });
  });

  it("is refused to a caller that the directory does not know", async () => {
    await expect(given().createDepot("personne:inconnue", DECLARATION)).rejects.toMatchObject({
      code: "HABILITATION_INSUFFISANTE",
    });
  });

  it("twice without a key gives two deposits", async () => {
    const world = given();
    const ids = [await world.createDepot(SUPPLIER, DECLARATION), await world.createDepot(SUPPLIER, DECLARATION)].map(
      ({ depot }) => depot.id,
    );
    expect(new Set(ids).size).toBe(2);
  });

  it("100 times at once with one key gives one deposit, and one creation", async () => {
    const world = given();
    const all = await Promise.all(Array.from({ length: 100 }, () => world.createDepot(SUPPLIER, DECLARATION, "cle")));
    expect(new Set(all.map(({ depot }) => depot.id)).size).toBe(1);
    expect(all.filter(({ created }) => created)).toHaveLength(1);
    expect(all.every(({ formulaire }) => formulaire !== undefined)).toBe(true);
  });

  it("with the same key and another declaration is refused", async () => {
    const world = given();
    await world.createDepot(SUPPLIER, DECLARATION, "cle");
    for (const other of [
      { taille: 11 },
      { nomFichier: "g.xml" },
      { verificationSeule: true },
      { sha256: "0".repeat(64) },
    ]) {
      await expect(world.createDepot(SUPPLIER, { ...DECLARATION, ...other }, "cle")).rejects.toMatchObject({
        code: "IDEMPOTENCE_AUTRE_CORPS",
      });
    }
  });

  it("with another caller's key gives that caller's own deposit", async () => {
    const world = given();
    const mine = await world.createDepot(SUPPLIER, DECLARATION, "cle");
    const theirs = await world.createDepot(RIVAL, DECLARATION, "cle");
    expect(theirs.depot.id).not.toBe(mine.depot.id);
  });

  it("again after the upload gives its state and no form", async () => {
    const world = given();
    const bytes = bytesOf({});
    const declaration = { ...DECLARATION, taille: bytes.length };
    const { depot } = await world.createDepot(SUPPLIER, declaration, "cle");
    await world.integrateDepot({ depot: depot.id, versionId: world.uploads.upload(depot.id, bytes) });
    const again = await world.createDepot(SUPPLIER, declaration, "cle");
    expect(again).toMatchObject({ statut: "INTEGRE", created: false });
    expect(again).not.toHaveProperty("formulaire");
  });
});

describe("a deposit", () => {
  it("does not exist for anyone but its depositor", async () => {
    const world = given();
    const { depot } = await world.createDepot(SUPPLIER, DECLARATION);
    for (const stranger of [RIVAL, RECIPIENT, "personne:inconnue"] as const) {
      await expect(world.consultDepot(stranger, depot.id)).rejects.toMatchObject({ code: "DEPOT_INTROUVABLE" });
    }
    await expect(world.consultDepot(SUPPLIER, "nowhere")).rejects.toMatchObject({ code: "DEPOT_INTROUVABLE" });
  });
});

describe("the sweep", () => {
  it("sends a file without a result back to the intake", async () => {
    const world = given();
    const bytes = bytesOf({});
    const { depot } = await world.createDepot(SUPPLIER, { ...DECLARATION, taille: bytes.length });
    const versionId = world.uploads.upload(depot.id, bytes);
    await world.sweep();
    expect(world.requeued).toEqual([]);
    world.pass(16 * 60);
    expect(await world.sweep()).toMatchObject({ relances: 1, echecs: 0 });
    expect(world.requeued).toEqual([{ depot: depot.id, versionId }]);
  });

  it("names the version that was claimed, not the last one uploaded", async () => {
    const world = given();
    const { depot } = await world.createDepot(SUPPLIER, DECLARATION);
    world.uploads.upload(depot.id, bytesOf({}));
    await world.depots.claim(depot.id, "v1", "2026-03-31T10:00:01.000Z");
    world.uploads.upload(depot.id, bytesOf({}));
    world.pass(16 * 60);
    await world.sweep();
    expect(world.requeued).toEqual([{ depot: depot.id, versionId: "v1" }]);
  });

  it("expires a deposit to which nothing came, and an upload that shows up later still counts", async () => {
    const world = given();
    const bytes = bytesOf({});
    const { depot } = await world.createDepot(SUPPLIER, { ...DECLARATION, taille: bytes.length });
    world.pass(2 * 60 * 60 + 1);
    expect(await world.sweep()).toMatchObject({ expires: 1 });
    expect(await world.sweep()).toMatchObject({ expires: 0 });
    await world.integrateDepot({ depot: depot.id, versionId: world.uploads.upload(depot.id, bytes) });
    expect((await world.report(depot.id)).depot).toMatchObject({ integres: 1 });
  });

  it("watches over an expired deposit again once it was given a fresh form", async () => {
    const world = given();
    const declaration = { ...DECLARATION, taille: bytesOf({}).length };
    const { depot } = await world.createDepot(SUPPLIER, declaration, "cle");
    world.pass(2 * 60 * 60 + 1);
    await world.sweep();
    const again = await world.createDepot(SUPPLIER, declaration, "cle");
    expect(again).toMatchObject({ statut: "EN_ATTENTE_DE_FICHIER", created: false, formulaire: {} });
    world.pass(16 * 60);
    expect(await world.sweep()).toMatchObject({ expires: 0 });
    const versionId = world.uploads.upload(depot.id, bytesOf({}));
    await world.sweep();
    expect(world.requeued).toEqual([{ depot: depot.id, versionId }]);
  });

  it("does what follows from events that nobody woke up for, once", async () => {
    const world = given();
    await world.deposit(bytesOf({}));
    world.pass(16 * 60);
    expect(await world.sweep()).toMatchObject({ evenements: 1 });
    expect(await world.sweep()).toMatchObject({ evenements: 0 });
    expect(world.queued).toHaveLength(1);
  });

  it("goes on after a row that fails, counts it and tries it again the next time", async () => {
    const world = given();
    await world.deposit(bytesOf({}));
    await world.deposit(bytesOf({ root: { "BT-1": "F-2" } }));
    const [lost] = world.store.factures.keys();
    const facture = world.store.factures.get(lost ?? "");
    world.store.factures.delete(lost ?? "");
    world.pass(16 * 60);
    expect(await world.sweep()).toMatchObject({ evenements: 1, echecs: 1 });
    if (facture) world.store.factures.set(facture.id, facture);
    expect(await world.sweep()).toMatchObject({ evenements: 1, echecs: 0 });
  });
});
