/** Our own samples: the files, what is read in them, and what the samples promise. */
import { join } from "node:path";
import { XMLParser } from "fast-xml-parser";
import { describe, expect, it } from "vitest";
import { group, groups, term } from "#domain/facture/invoice.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { goodSamples, refusedSamples } from "#infra/samples/collection.ts";
import { sampleCii, sampleUbl } from "#infra/samples/invoice.ts";
import { contentJson, readingJson, toText } from "./model-json.ts";
import { OPTIONS } from "./options.ts";

const GOLDEN = join(import.meta.dirname, "../../golden/reading/ECHANTILLONS");

describe("the samples that are in order", () => {
  it.each(goodSamples(OPTIONS))("reads $nom to the golden model", async ({ nom, contenu }) => {
    await expect(Buffer.from(contenu).toString()).toMatchFileSnapshot(join(GOLDEN, nom));
    await expect(toText(readingJson(readInvoice(contenu)))).toMatchFileSnapshot(join(GOLDEN, `${nom}.expected.json`));
  });

  it.each(["380", "381"] as const)("says the same of type %s in both syntaxes", (typeFacture) => {
    const options = { ...OPTIONS, typeFacture, factureOrigine: { numero: "F2026-000", date: "2026-01-31" } };
    const [ubl, cii] = [sampleUbl(options), sampleCii(options)].map((xml) => readInvoice(Buffer.from(xml)).invoice);
    // A trade name is written by one of them for the buyer too; it is no term read so far.
    expect(ubl && contentJson(ubl)).toEqual(cii && contentJson(cii));
  });

  it("leaves out what the options leave out", () => {
    const { numero, dateEmission, fournisseur, destinataire } = OPTIONS;
    for (const sample of [sampleUbl, sampleCii]) {
      const { invoice, faults } = readInvoice(Buffer.from(sample({ numero, dateEmission, fournisseur, destinataire })));
      expect(faults).toEqual([]);
      expect(["BT-9", "BT-10", "BT-13"].filter((id) => invoice?.terms.some((one) => one.id === id))).toEqual([]);
    }
  });

  it("adds up: lines to the total, base and VAT to the total with VAT", () => {
    const lignes = [
      { designation: "A", quantite: 3, prixUnitaire: 333 },
      { designation: "B", quantite: 1, prixUnitaire: 4 },
    ];
    const { invoice } = readInvoice(Buffer.from(sampleUbl({ ...OPTIONS, lignes })));
    const totals = invoice && group(invoice, "BG-22");
    const read = (id: "BT-106" | "BT-110" | "BT-112" | "BT-115") => totals && term(totals, id)?.value;
    expect([read("BT-106"), read("BT-110"), read("BT-112"), read("BT-115")]).toEqual([
      "10.03",
      "2.01",
      "12.04",
      "12.04",
    ]);
    expect(invoice && groups(invoice, "BG-25").map((line) => term(line, "BT-131")?.value)).toEqual(["9.99", "0.04"]);
  });

  it("escapes what a name may hold", () => {
    const raisonSociale = `<A> & "B" 'C' ]]> &amp; Été`;
    for (const sample of [sampleUbl, sampleCii]) {
      const xml = sample({ ...OPTIONS, fournisseur: { ...OPTIONS.fournisseur, raisonSociale } });
      const { invoice, faults } = readInvoice(Buffer.from(xml));
      expect(faults).toEqual([]);
      const seller = invoice && group(invoice, "BG-4");
      expect(seller && term(seller, "BT-27")?.value).toBe(raisonSociale);
      expect(new XMLParser().parse(xml)).toBeTypeOf("object");
    }
  });
});

describe("the samples that are refused", () => {
  it.each(refusedSamples(OPTIONS))("finds $code in $nom", ({ contenu, code }) => {
    expect(readInvoice(contenu).faults.map((fault) => fault.code)).toEqual([code]);
  });
});
