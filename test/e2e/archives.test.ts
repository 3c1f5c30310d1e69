/** Archives through the whole platform: storage, queue, intake and report, by the same means as a supplier. */
import { buffer } from "node:stream/consumers";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ZipFile } from "yazl";
import { sendMessages } from "#test/given/operations.ts";
import { sampleInvoice } from "#test/given/sample-invoice.ts";
import { openScene, type Scene } from "#test/given/scene.ts";
import { tar } from "#test/unit/formats/archives/archive-bytes.ts";

const HOUR_MS = 3_600_000;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.platform.stop());

type Files = Readonly<Record<string, Buffer>>;

const zip = async (files: Files): Promise<Buffer> => {
  const archive = new ZipFile();
  for (const [name, bytes] of Object.entries(files)) archive.addBuffer(bytes, name);
  archive.end();
  return buffer(archive.outputStream);
};

const tarGz = (files: Files): Buffer =>
  gzipSync(tar(Object.entries(files).map(([path, content]) => ({ path, content }))));

const numbered = (prefix: string): Files => ({
  "janvier/a.xml": sampleInvoice(`${prefix}-1`),
  "janvier/tronquee.xml": sampleInvoice(`${prefix}-2`).subarray(0, 500),
  "février/b.xml": sampleInvoice(`${prefix}-3`),
});

const openDepots = async (): Promise<readonly unknown[]> =>
  (await scene.stored()).rows.filter((row) => row["depotOuvert"] !== undefined).map((row) => row["id"]);

describe("an archive of three, one of them wrong", () => {
  it.each([
    ["lot.zip", () => zip(numbered("ZIP"))],
    ["lot.tar.gz", async () => tarGz(numbered("TAR"))],
  ])("%s is integrated in part, and the report names the file and its fault", async (nom, make) => {
    const session = await scene.supplier();
    const report = await session.deposit(nom, await make());
    expect(report.statut).toBe("INTEGRE_PARTIELLEMENT");
    expect(report.libelleStatut).toBe("Intégré partiellement");
    expect(report.factures).toMatchObject([
      { rang: 1, nomFichier: "janvier/a.xml", resultat: "INTEGREE", facture: expect.any(String), fautes: [] },
      { rang: 2, nomFichier: "janvier/tronquee.xml", resultat: "REJETEE", fautes: [{ code: "XML_TRONQUE" }] },
      { rang: 3, nomFichier: "février/b.xml", resultat: "INTEGREE", facture: expect.any(String), fautes: [] },
    ]);
    const { rows } = await scene.stored();
    for (const { facture } of report.factures.filter(({ resultat }) => resultat === "INTEGREE")) {
      expect(rows.filter((row) => row.pk === `FACTURE#${facture}` && row.sk === "FICHE")).toHaveLength(1);
    }
  });

  it("and deposited again is the same two invoices, and the same refusal", async () => {
    const session = await scene.supplier();
    const bytes = await zip(numbered("ENCORE"));
    const first = await session.deposit("lot.zip", bytes);
    const again = await session.deposit("lot.zip", bytes);
    expect(again.factures.map(({ facture }) => facture)).toEqual(first.factures.map(({ facture }) => facture));
    expect(again.factures.map(({ dejaDepose }) => dejaDepose)).toEqual([true, undefined, true]);
  });
});

describe("an archive that is refused as a whole", () => {
  it("integrates nothing of it", async () => {
    const session = await scene.supplier();
    const report = await session.deposit("lot.tar.gz", tarGz(numbered("COUPE")).subarray(0, -20));
    expect(report).toMatchObject({
      statut: "REJETE",
      factures: [{ rang: 1, fautes: [{ code: "ARCHIVE_ILLISIBLE" }] }],
    });
    const { factures } = await session.list({ limite: "200" });
    expect(factures.filter(({ numeroFacture }) => numeroFacture.startsWith("COUPE"))).toEqual([]);
  });
});

describe("an archive that is announced again, and its members too", () => {
  it("is what it was, waits for nothing, and leaves no message", async () => {
    const session = await scene.supplier();
    const first = await session.deposit("lot.zip", await zip(numbered("REDIT")));
    const { uploads } = await scene.stored();
    const upload = uploads.find(({ key }) => key === `depots/${first.id}`);
    if (!upload) throw new Error("the archive is not stored");
    const announced = JSON.stringify({ Records: [{ s3: { object: upload } }] });
    const members = [3, 1, 2].map((rang) => JSON.stringify({ depot: first.id, rang }));
    await sendMessages("intake", [...members, announced, ...members, announced]);
    await scene.platform.runtime.settle();
    expect(await session.report(first.id)).toEqual(first);

    expect(await openDepots()).toContain(first.id);
    await scene.letPass(2 * HOUR_MS);
    expect(await openDepots()).not.toContain(first.id);
    expect(await (await scene.supplier()).report(first.id)).toEqual(first);
    expect([await scene.messages("intake"), await scene.messages("intake-dlq")]).toEqual([0, 0]);
  });
});

describe("an archive of 500", () => {
  it("is integrated, every invoice of it", async () => {
    const names = Array.from({ length: 500 }, (_, index) => `CINQ-CENTS-${index}`);
    const session = await scene.supplier();
    const bytes = await zip(Object.fromEntries(names.map((name) => [`${name}.xml`, sampleInvoice(name)])));
    const depot = await scene.send(bytes);
    const report = await session.verdict(depot, 100_000);
    expect(report.statut).toBe("INTEGRE");
    expect(report.factures.map(({ numeroFacture }) => numeroFacture)).toEqual(names);
  });
});
