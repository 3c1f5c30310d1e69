import { describe, expect, it } from "vitest";
import { statutDepot } from "#domain/depots/depot.ts";
import { sha256Hex } from "#usecases/identity.ts";
import { bytesOf, given, OTHER_SELLER, RIVAL, START, SUPPLIER } from "./given.ts";

const GOOD = bytesOf({});
const codes = (membre: { fautes: readonly { code: string }[] } | undefined) => membre?.fautes.map(({ code }) => code);

describe("an uploaded invoice", () => {
  it("is archived, recorded and put at the recipient's disposal in one write", async () => {
    const world = given();
    const { depot, membre } = await world.deposit(GOOD);
    expect(statutDepot(depot)).toBe("INTEGRE");
    expect(membre).toMatchObject({ resultat: "INTEGREE", numeroFacture: "F-1", fautes: [] });
    const dossier = await world.factures.dossier(membre?.facture ?? "");
    expect(dossier?.historique.map(({ statut, instant }) => [statut, instant])).toEqual([
      ["DEPOSEE", START],
      ["MISE_A_DISPOSITION", START],
    ]);
    expect(world.pending()).toMatchObject([{ type: "FACTURE_MISE_A_DISPOSITION", facture: membre?.facture }]);
    expect([...world.uploads.archived.keys()]).toEqual([sha256Hex(GOOD)]);
  });

  it("announced ten times is integrated once", async () => {
    const world = given();
    const { depot } = await world.createDepot(SUPPLIER, {
      nomFichier: "f.xml",
      taille: GOOD.length,
      verificationSeule: false,
    });
    const versionId = world.uploads.upload(depot.id, GOOD);
    await Promise.all(Array.from({ length: 10 }, () => world.integrateDepot({ depot: depot.id, versionId })));
    expect(world.store.factures.size).toBe(1);
    expect((await world.report(depot.id)).depot).toMatchObject({ integres: 1, rejetes: 0, total: 1 });
  });

  it("is refused with every fault of its reading, and archived nowhere", async () => {
    const world = given();
    const fault = { code: "XML_TRONQUE", severity: "fatal", terms: [], message: "m", fix: "f" } as const;
    const { depot, membre } = await world.deposit(bytesOf({ faults: [fault] }));
    expect(statutDepot(depot)).toBe("REJETE");
    expect(membre).toMatchObject({ resultat: "REJETEE", fautes: [fault] });
    expect(world.uploads.archived.size).toBe(0);
  });

  it("keeps its number in the report even when it is refused", async () => {
    const { membre } = await given().deposit(bytesOf({ buyer: { "BT-46": ["99900004500016", "0009"] } }));
    expect(membre).toMatchObject({ resultat: "REJETEE", numeroFacture: "F-1" });
    expect(codes(membre)).toEqual(["DESTINATAIRE_INCONNU"]);
  });

  it("of a seller that the caller is not attached to is refused, and nothing else is said", async () => {
    const world = given();
    await world.deposit(GOOD);
    const { membre } = await world.deposit(GOOD, { by: RIVAL });
    expect(codes(membre)).toEqual(["DEPOSANT_NON_HABILITE"]);
    expect(membre).not.toHaveProperty("facture");
  });

  it("whose digest is not the declared one is refused", async () => {
    const world = given();
    const sha256 = sha256Hex("something else");
    const { depot } = await world.createDepot(SUPPLIER, {
      nomFichier: "f.xml",
      taille: GOOD.length,
      sha256,
      verificationSeule: false,
    });
    await world.integrateDepot({ depot: depot.id, versionId: world.uploads.upload(depot.id, GOOD) });
    expect(codes((await world.report(depot.id)).membre)).toEqual(["EMPREINTE_DIFFERENTE"]);
  });

  it("to an unknown deposit is logged and left alone", async () => {
    const world = given();
    await world.integrateDepot({ depot: "nowhere", versionId: "v1" });
    expect(world.logged.map(({ code }) => code)).toEqual(["DEPOT_INCONNU"]);
  });
});

describe("two uploads to one deposit", () => {
  it("give one verdict, on the first seen; the other is noted once", async () => {
    const world = given();
    const { depot } = await world.createDepot(SUPPLIER, {
      nomFichier: "f.xml",
      taille: GOOD.length,
      verificationSeule: false,
    });
    const first = world.uploads.upload(depot.id, GOOD);
    const second = world.uploads.upload(depot.id, bytesOf({ root: { "BT-1": "F-2" } }));
    for (const versionId of [second, first, second, first]) await world.integrateDepot({ depot: depot.id, versionId });
    const report = await world.report(depot.id);
    expect(report.depot).toMatchObject({ versionId: second, versionsIgnorees: [first] });
    expect(report.membres.map(({ numeroFacture }) => numeroFacture)).toEqual(["F-2"]);
  });
});

describe("the same invoice again", () => {
  it("with the same bytes is integrated already: the new deposit names the first invoice", async () => {
    const world = given();
    const first = await world.deposit(GOOD);
    const again = await world.deposit(GOOD);
    expect(statutDepot(again.depot)).toBe("INTEGRE");
    expect(again.membre).toMatchObject({ resultat: "INTEGREE", dejaDepose: true, facture: first.membre?.facture });
    expect(world.store.factures.size).toBe(1);
  });

  it("with other bytes is a duplicate, which names the first to its seller", async () => {
    const world = given();
    const first = await world.deposit(GOOD);
    const { membre } = await world.deposit(bytesOf({ totals: { "BT-112": "999.00" } }));
    expect(codes(membre)).toEqual(["DOUBLON"]);
    expect(membre?.fautes[0]?.message).toContain(first.membre?.facture);
  });

  it("from another establishment of the company is a duplicate that does not name the first", async () => {
    const world = given();
    const sister = "99900011000026";
    const known = world.store.structures.get("SIRET:99900011000018");
    const sisterId = { typeIdentifiantStructure: "SIRET", identifiantStructure: sister } as const;
    if (known) await world.editor.saveStructure({ ...known.structure, ...sisterId }, []);
    await world.editor.savePrincipal({
      id: "compte:agence",
      statut: "ACTIF",
      rattachements: [{ structure: sisterId, statut: "VALIDEE", habilitations: { FACTURES_EMISES: "MODIFICATION" } }],
    });
    const first = await world.deposit(GOOD);
    const { membre } = await world.deposit(bytesOf({ seller: { "BT-29": [sister, "0009"] } }), { by: "compte:agence" });
    expect(codes(membre)).toEqual(["DOUBLON"]);
    expect(JSON.stringify(membre)).not.toContain(first.membre?.facture);
  });

  it("under the same number of another year, or of another seller, is another invoice", async () => {
    const world = given();
    await world.deposit(GOOD);
    const nextYear = await world.deposit(bytesOf({ root: { "BT-2": "2027-01-01" } }));
    const rival = await world.deposit(bytesOf({ seller: { "BT-29": [OTHER_SELLER, "0009"] } }), { by: RIVAL });
    expect([nextYear.membre?.resultat, rival.membre?.resultat]).toEqual(["INTEGREE", "INTEGREE"]);
    expect(world.store.factures.size).toBe(3);
  });

  it("refused before is judged anew, since the directory may have changed", async () => {
    const world = given();
    const bytes = bytesOf({ buyer: { "BT-46": ["99900004500016", "0009"] } });
    expect((await world.deposit(bytes)).membre?.resultat).toBe("REJETEE");
    const known = world.store.structures.get("SIRET:99900002900010");
    if (known) await world.editor.saveStructure({ ...known.structure, identifiantStructure: "99900004500016" }, []);
    expect((await world.deposit(bytes)).membre?.resultat).toBe("INTEGREE");
  });
});

describe("a verification", () => {
  it("reports and routes nothing", async () => {
    const world = given();
    const { depot, membre } = await world.deposit(GOOD, { verificationSeule: true });
    expect(statutDepot(depot)).toBe("VERIFIE");
    expect(membre?.resultat).toBe("CONFORME");
    expect([world.store.factures.size, world.uploads.archived.size, world.pending().length]).toEqual([0, 0, 0]);
  });

  it("of a wrong invoice says what is wrong", async () => {
    const { depot, membre } = await given().deposit(bytesOf({ root: { "BT-2": "hier" } }), { verificationSeule: true });
    expect(statutDepot(depot)).toBe("VERIFIE");
    expect(membre?.resultat).toBe("NON_CONFORME");
    expect(codes(membre)).toEqual(["DATE_EMISSION_INVALIDE"]);
  });

  it("of an invoice that was integrated says so", async () => {
    const world = given();
    await world.deposit(GOOD);
    expect((await world.deposit(GOOD, { verificationSeule: true })).membre).toMatchObject({
      resultat: "CONFORME",
      dejaDepose: true,
    });
  });
});

describe("an alias that is taken", () => {
  it("is drawn again", async () => {
    const world = given();
    const aliases = [7, 7, 8];
    world.system.newAlias = () => aliases.shift() ?? 9;
    await world.deposit(GOOD);
    const { membre } = await world.deposit(bytesOf({ root: { "BT-1": "F-2" } }));
    expect((await world.factures.find(membre?.facture ?? ""))?.alias).toBe(8);
  });

  it("every time ends in an error, so that the upload is tried again", async () => {
    const world = given();
    world.system.newAlias = () => 7;
    await world.deposit(GOOD);
    await expect(world.deposit(bytesOf({ root: { "BT-1": "F-2" } }))).rejects.toThrow("no free alias");
  });
});
