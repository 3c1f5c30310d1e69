import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { openDirectory } from "#infra/cli/directory.ts";
import { type DepotReport, type Session, upload } from "#infra/cli/platform.ts";
import { SAMPLES } from "#infra/samples/directory.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { party, sampleInvoice } from "#test/given/sample-invoice.ts";

/** How many of a kind come at once. */
const MANY = 100;
const VERDICT_MS = 60_000;

let platform: Platform;
let supplier: Session;
beforeAll(async () => {
  platform = await startPlatform();
  supplier = await platform.session("menuiserie");
});
afterAll(() => platform.stop());

const times = <Result>(count: number, act: (index: number) => Promise<Result>): Promise<readonly Result[]> =>
  Promise.all(Array.from({ length: count }, (_, index) => act(index)));

const distinct = <Value>(values: readonly Value[]): readonly Value[] => [...new Set(values)];

/** A deposit of its own, without a key. */
const depositOf = async (bytes: Buffer): Promise<DepotReport> => {
  const { id, televersement } = await supplier.open({ nomFichier: "facture.xml", taille: bytes.length });
  if (!televersement) throw new Error(`deposit ${id} came without a form`);
  await upload(televersement, bytes);
  return supplier.verdict(id, VERDICT_MS);
};

const listed = async (numero: string) =>
  (await supplier.list({ limite: "200" })).factures.filter(({ numeroFacture }) => numeroFacture === numero);

const codesOf = ({ factures }: DepotReport): readonly string[] =>
  factures.flatMap(({ fautes }) => fautes.map(({ code }) => code));

describe("the same Idempotency-Key", () => {
  const bytes = sampleInvoice("CLE-1");
  const declaration = { nomFichier: "cle.xml", taille: bytes.length };

  it(`opens one deposit, were it used ${MANY} times at once`, async () => {
    const opened = await times(MANY, () => supplier.open(declaration, "cle-1"));
    expect(distinct(opened.map(({ id }) => id))).toHaveLength(1);
    expect(distinct(opened.map(({ statut }) => statut))).toEqual(["EN_ATTENTE_DE_FICHIER"]);
  });

  it("gives a form that works as long as the file is not there, and the deposit's state after", async () => {
    const { id, televersement } = await supplier.open(declaration, "cle-1");
    if (!televersement) throw new Error("no form");
    await upload(televersement, bytes);
    await supplier.verdict(id, VERDICT_MS);
    const again = await times(MANY, () => supplier.open(declaration, "cle-1"));
    expect(distinct(again.map((depot) => depot.id))).toEqual([id]);
    expect(distinct(again.map(({ statut }) => statut))).toEqual(["INTEGRE"]);
    expect(again.filter((depot) => depot.televersement)).toEqual([]);
    expect(await listed("CLE-1")).toHaveLength(1);
  });

  it("is refused with another body, and is another key for another caller", async () => {
    const other = { ...declaration, taille: declaration.taille + 1 };
    await expect(supplier.open(other, "cle-1")).rejects.toMatchObject({
      status: 422,
      body: expect.stringContaining("IDEMPOTENCE_AUTRE_CORPS"),
    });
    const stranger = await platform.session("papeterie");
    const first = await supplier.open(declaration, "cle-1");
    expect((await stranger.open(other, "cle-1")).id).not.toBe(first.id);
  });
});

describe("the same bytes", () => {
  it(`become one invoice, were they deposited ${MANY} times at once, and each deposit names it`, async () => {
    const bytes = sampleInvoice("OCTETS-1");
    const reports = await times(MANY, () => depositOf(bytes));
    expect(distinct(reports.map(({ statut }) => statut))).toEqual(["INTEGRE"]);
    expect(distinct(reports.map(({ id }) => id))).toHaveLength(MANY);
    const [facture, ...others] = await listed("OCTETS-1");
    expect(others).toEqual([]);
    expect(distinct(reports.map(({ factures }) => factures[0]?.facture))).toEqual([facture?.id]);
    expect(reports.filter(({ dejaDepose }) => dejaDepose)).toHaveLength(MANY - 1);
  });
});

describe("the same number", () => {
  it(`is given once, were ${MANY} different invoices to claim it at once`, async () => {
    const reports = await times(MANY, (index) =>
      depositOf(
        sampleInvoice("NUMERO-1", { lignes: [{ designation: "Porte", quantite: index + 1, prixUnitaire: 45_000 }] }),
      ),
    );
    const integrated = reports.filter(({ statut }) => statut === "INTEGRE");
    const rejected = reports.filter(({ statut }) => statut === "REJETE");
    expect([integrated.length, rejected.length]).toEqual([1, MANY - 1]);
    expect(distinct(rejected.flatMap(codesOf))).toEqual(["DOUBLON"]);
    const factures = await listed("NUMERO-1");
    expect(factures.map(({ id }) => id)).toEqual([integrated[0]?.factures[0]?.facture]);
  });
});

describe("bytes that were rejected", () => {
  it("are judged anew: the directory may have changed", async () => {
    const bytes = sampleInvoice("REJET-1", { destinataire: party(SAMPLES.ferme) });
    const before = await times(MANY, () => depositOf(bytes));
    expect(distinct(before.flatMap(codesOf))).toEqual(["DESTINATAIRE_INACTIF"]);

    const directory = await openDirectory("local");
    await directory.saveStructure({ ...SAMPLES.ferme, statut: "ACTIVE" });
    const after = await times(MANY, () => depositOf(bytes));
    expect(distinct(after.map(({ statut }) => statut))).toEqual(["INTEGRE"]);
    expect(after.filter(({ dejaDepose }) => dejaDepose)).toHaveLength(MANY - 1);
    expect(await listed("REJET-1")).toHaveLength(1);
    const reread = await times(before.length, (index) => supplier.report(before[index]?.id ?? ""));
    expect(distinct(reread.map(({ statut }) => statut))).toEqual(["REJETE"]);
  });
});
