import { describe, expect, it } from "vitest";
import { statutDepot } from "#domain/depots/depot.ts";
import { zipOf } from "#infra/samples/zip.ts";
import type { InvoiceValues } from "#test/given/invoice.ts";
import { sha256Hex } from "#usecases/identity.ts";
import { bytesOf, given, SUPPLIER } from "./given.ts";

const HOUR = 3600;
const invoice = (numero: string, more: InvoiceValues = {}) => bytesOf({ root: { "BT-1": numero }, ...more });
const WRONG = bytesOf({ buyer: { "BT-46": ["99900004500016", "0009"] } });
const archiveOf = (members: Readonly<Record<string, Uint8Array>>): Buffer =>
  zipOf(Object.entries(members).map(([nom, contenu]) => ({ nom, contenu })));

type Report = Awaited<ReturnType<ReturnType<typeof given>["report"]>>;
const linesOf = ({ membres }: Pick<Report, "membres">) =>
  membres.map(({ rang, nomFichier, resultat, fautes }) =>
    [rang, nomFichier, resultat, ...fautes.map(({ code }) => code)].join(" "),
  );

describe("an archive of invoices", () => {
  it("is integrated member by member, and says which failed and why", async () => {
    const world = given();
    const report = await world.deposit(
      archiveOf({ "a.xml": invoice("F-1"), "faux.xml": WRONG, "../b.xml": invoice("F-2"), "c.xml": invoice("F-3") }),
    );
    expect(statutDepot(report.depot)).toBe("INTEGRE_PARTIELLEMENT");
    expect(linesOf(report)).toEqual([
      "1 a.xml INTEGREE",
      "2 faux.xml REJETEE DESTINATAIRE_INCONNU",
      "3 ../b.xml REJETEE MEMBRE_NOM_INTERDIT",
      "4 c.xml INTEGREE",
    ]);
    expect(report.membres[2]).not.toHaveProperty("sha256");
    expect(world.store.factures.size).toBe(2);
    expect(world.pending()).toHaveLength(2);
    expect([...world.uploads.archived.keys()]).toEqual([sha256Hex(invoice("F-1")), sha256Hex(invoice("F-3"))]);
  });

  it("of 500 is integrated whole", async () => {
    const world = given();
    const members = Array.from({ length: 500 }, (_, index) => [`${index}.xml`, invoice(`F-${index}`)] as const);
    const { depot } = await world.deposit(archiveOf(Object.fromEntries(members)));
    expect(depot).toMatchObject({ total: 500, integres: 500, rejetes: 0 });
    expect(statutDepot(depot)).toBe("INTEGRE");
    expect(world.store.factures.size).toBe(500);
  });

  it("is in progress until its last member is judged", async () => {
    const world = given();
    const bytes = archiveOf({ "a.xml": invoice("F-1"), "b.xml": invoice("F-2") });
    const declared = { nomFichier: "lot.zip", taille: bytes.length, verificationSeule: false };
    const { depot } = await world.createDepot(SUPPLIER, declared);
    await world.integrateDepot({ depot: depot.id, versionId: world.uploads.upload(depot.id, bytes) });
    const states: string[] = [];
    for (const membre of world.waiting) {
      states.push(statutDepot((await world.report(depot.id)).depot));
      await world.integrateMembre(membre);
    }
    expect([...states, statutDepot((await world.report(depot.id)).depot)]).toEqual(["RECU", "RECU", "INTEGRE"]);
  });

  it("with the same bytes twice has one invoice, and says so of the second", async () => {
    const world = given();
    const report = await world.deposit(archiveOf({ "a.xml": invoice("F-1"), "copie.xml": invoice("F-1") }));
    expect(statutDepot(report.depot)).toBe("INTEGRE");
    expect(report.membres.map(({ dejaDepose }) => dejaDepose)).toEqual([undefined, true]);
    expect(report.membres[1]?.facture).toBe(report.membres[0]?.facture);
    expect(world.store.factures.size).toBe(1);
  });

  it("with the same bytes twice, judged side by side, has one invoice all the same", async () => {
    const world = given();
    const bytes = archiveOf({ "a.xml": invoice("F-1"), "copie.xml": invoice("F-1"), "b.xml": invoice("F-2") });
    const declared = { nomFichier: "lot.zip", taille: bytes.length, verificationSeule: false };
    const { depot } = await world.createDepot(SUPPLIER, declared);
    await world.integrateDepot({ depot: depot.id, versionId: world.uploads.upload(depot.id, bytes) });
    await Promise.all([...world.waiting, ...world.waiting].map((membre) => world.integrateMembre(membre)));
    const report = await world.report(depot.id);
    expect(report.depot).toMatchObject({ total: 3, integres: 3, rejetes: 0 });
    expect(report.membres.filter(({ dejaDepose }) => dejaDepose)).toHaveLength(1);
    expect(world.store.factures.size).toBe(2);
  });

  it("with one number twice has a duplicate", async () => {
    const report = await given().deposit(
      archiveOf({ "a.xml": invoice("F-1"), "b.xml": invoice("F-1", { totals: { "BT-112": "999.00" } }) }),
    );
    expect(linesOf(report)).toEqual(["1 a.xml INTEGREE", "2 b.xml REJETEE DOUBLON"]);
  });

  it("for a mere verification is judged and goes nowhere", async () => {
    const world = given();
    const report = await world.deposit(archiveOf({ "a.xml": invoice("F-1"), "faux.xml": WRONG }), {
      verificationSeule: true,
    });
    expect(statutDepot(report.depot)).toBe("VERIFIE");
    expect(report.membres.map(({ resultat }) => resultat)).toEqual(["CONFORME", "NON_CONFORME"]);
    expect(world.store.factures.size).toBe(0);
  });

  it("that is refused as a whole has one fault and integrates nothing", async () => {
    const world = given();
    const bytes = archiveOf({ "a.xml": invoice("F-1"), "b.xml": Buffer.alloc(9_000_000), "c.xml": invoice("F-2") });
    const many = archiveOf(Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`${index}`, invoice("F-1")])));
    for (const [refused, code] of [
      [bytes.subarray(0, -1), "ARCHIVE_ILLISIBLE"],
      [many, "ARCHIVE_TROP_DE_FICHIERS"],
    ] as const) {
      const report = await world.deposit(refused);
      expect(statutDepot(report.depot)).toBe("REJETE");
      expect(linesOf(report)).toEqual([`1  REJETEE ${code}`]);
      expect(report.membre).toMatchObject({ sha256: sha256Hex(refused) });
    }
    expect([world.store.factures.size, world.uploads.archived.size, world.waiting.length]).toEqual([0, 0, 0]);
  });

  it("whose digest is not the declared one is refused as a whole", async () => {
    const world = given();
    const bytes = archiveOf({ "a.xml": invoice("F-1") });
    const declared = {
      nomFichier: "lot.zip",
      taille: bytes.length,
      sha256: sha256Hex("autre"),
      verificationSeule: false,
    };
    const { depot } = await world.createDepot(SUPPLIER, declared);
    await world.integrateDepot({ depot: depot.id, versionId: world.uploads.upload(depot.id, bytes) });
    expect(linesOf(await world.report(depot.id))).toEqual(["1  REJETEE EMPREINTE_DIFFERENTE"]);
  });
});

describe("the sweep", () => {
  const opened = async () => {
    const world = given();
    const bytes = archiveOf({ "a.xml": invoice("F-1"), "b.xml": invoice("F-2"), "c.xml": invoice("F-3") });
    const declared = { nomFichier: "lot.zip", taille: bytes.length, verificationSeule: false };
    const { depot } = await world.createDepot(SUPPLIER, declared);
    const upload = { depot: depot.id, versionId: world.uploads.upload(depot.id, bytes) };
    await world.integrateDepot(upload);
    return { world, upload };
  };

  it("closes an archive whose members are all judged, and then leaves it alone", async () => {
    const { world } = await opened();
    await world.integrateWaiting();
    world.pass(HOUR);
    expect(await world.sweep()).toMatchObject({ clotures: 1, relances: 0 });
    expect(await world.sweep()).toMatchObject({ clotures: 0, relances: 0 });
  });

  it("has the members without a verdict sent again, and unpacks nothing", async () => {
    const { world, upload } = await opened();
    const [first] = world.waiting.splice(0);
    if (first) await world.integrateMembre(first);
    world.pass(HOUR);
    expect(await world.sweep()).toMatchObject({ clotures: 0, relances: 1 });
    expect(world.requeued).toEqual([upload]);
    world.uploads.read = async () => {
      throw new Error("the file is not read again");
    };
    await world.integrateDepot(upload);
    expect(world.waiting.map(({ rang }) => rang)).toEqual([2, 3]);
    await world.integrateWaiting();
    expect(statutDepot((await world.report(upload.depot)).depot)).toBe("INTEGRE");
  });

  it("leaves a message of a deposit that is unknown or done without effect", async () => {
    const { world, upload } = await opened();
    const all = [...world.waiting];
    await world.integrateWaiting();
    const before = await world.report(upload.depot);
    for (const membre of all) await world.integrateMembre(membre);
    expect(await world.report(upload.depot)).toEqual(before);
    await world.integrateMembre({ depot: "nulle-part", rang: 1 });
    expect(world.logged.at(-1)).toEqual({ code: "DEPOT_INCONNU", details: { depot: "nulle-part", rang: 1 } });
  });
});
