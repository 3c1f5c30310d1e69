/** Model to UBL and CII: what is written is read back the same, stands in its place, and nothing is lost in silence. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Invoice, Syntax } from "#domain/facture/invoice.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { writeInvoice } from "#formats/writing/write-invoice.ts";
import { sampleCii, sampleUbl } from "#infra/samples/invoice.ts";
import { arbitraryInvoice } from "#test/given/arbitrary-invoice.ts";
import { contentOf, saidBy, valuesOf } from "#test/given/invoice-content.ts";
import { OPTIONS } from "./options.ts";
import { filesOfTarGz } from "./tar.ts";

const corpus = process.env["PLAINCHANT_CORPUS"];

const SYNTAXES: readonly Syntax[] = ["ubl-invoice", "ubl-creditnote", "cii"];

/** What says that an element stands where its syntax does not want it; wrong and missing values are the model's affair. */
const MISPLACED = new Set([
  "STRUCT-ELEMENT-INCONNU",
  "STRUCT-ELEMENT-INTERDIT",
  "STRUCT-ELEMENT-DEPLACE",
  "STRUCT-ELEMENT-REPETE",
  "STRUCT-ESPACE-DE-NOMS",
  "STRUCT-TEXTE",
  "STRUCT-CONTENU",
  "STRUCT-ATTRIBUT-INCONNU",
]);

const rewrite = (invoice: Invoice, syntax: Syntax) => {
  const { xml, unwritten } = writeInvoice(invoice, syntax);
  return { unwritten, ...readInvoice(Buffer.from(xml)) };
};

describe.each(SYNTAXES)("an invoice of any content, written in %s", (syntax) => {
  it("is read back as it was, whole, from elements that stand where the syntax wants them", () => {
    fc.assert(
      fc.property(arbitraryInvoice, (before) => {
        const { unwritten, invoice, structure } = rewrite(before, syntax);
        expect(unwritten).toEqual([]);
        expect(structure.filter(({ code }) => MISPLACED.has(code))).toEqual([]);
        expect(invoice && contentOf(invoice)).toEqual(contentOf(before));
      }),
      { numRuns: 300 },
    );
  });
});

describe("the samples", () => {
  it.each([
    ["an invoice in UBL", sampleUbl(OPTIONS)],
    ["a credit note in UBL", sampleUbl({ ...OPTIONS, typeFacture: "381" })],
    ["an invoice in CII", sampleCii(OPTIONS)],
  ])("are written without a fault of structure: %s", (_, xml) => {
    expect(readInvoice(Buffer.from(xml))).toMatchObject({ faults: [], structure: [] });
  });
});

/**
 * Real UBL documents of which CII cannot say everything, and the terms that it leaves out. CII D16B takes one preceding
 * invoice (BG-3); all others repeat what EN 16931 and CII have once.
 */
const NOT_IN_CII: Readonly<Record<string, readonly string[]>> = {
  "28286fc594-Invoice-Max_content.xml": ["BT-25"],
  "b29218add7-CreditNote-Max_content.xml": ["BT-25"],
  "0509969c5b-SI-UBL-INV-1.2-error-OP-T10-R009.xml": ["BT-132"],
  "0c067b6dcd-SI-UBL-1.1-error-tax-currency.xml": ["BT-132"],
  "1703c4df64-SI-UBL-INV-1.2-ok-full-tax-currency.xml": ["BT-132"],
  "9d741732f1-SI-UBL-INV-1.2-ok-full-single-currency.xml": ["BT-132"],
  "068a9329b5-UBL-2.0_UBL-SR-11_warning_multiple_legalentity_companyid.xml": ["BT-30"],
  "c5c356cabb-UBL-2.0_UBL-SR-17_warning_multiple_legalentity_companyid.xml": ["BT-47"],
  "8d5c71fdaf-ing_full_invoice_based_onTest_EeISI_300_CENfullmodel.ubl.xml": ["BT-84", "BT-85"],
  "cae645c785-ing_full_invoice_based_onTest_EeISI_300_CENfullmodel.ubl.xml": ["BT-84", "BT-85"],
};

describe.skipIf(corpus === undefined)("real UBL documents", () => {
  const documents =
    corpus === undefined
      ? []
      : [...filesOfTarGz(readFileSync(join(corpus, "instances.tar.gz")))].flatMap(({ name, bytes }) => {
          const { invoice } = readInvoice(bytes);
          return invoice && invoice.syntax !== "cii" ? [{ name: basename(name), invoice }] : [];
        });

  it("keep every term when written in CII and read again, but for the named ones; none is lost in silence", () => {
    const lost: Record<string, readonly string[]> = {};
    for (const { name, invoice: before } of documents) {
      const { unwritten, invoice } = rewrite(before, "cii");
      const after = new Set(invoice && valuesOf(invoice));
      const gone = valuesOf(before).filter((value) => !after.has(value));
      expect(
        gone.filter((value) => !unwritten.map(saidBy).includes(value)),
        name,
      ).toEqual([]);
      if (gone.length > 0) lost[name] = [...new Set(unwritten.map(({ id }) => id))];
    }
    expect(documents).toHaveLength(584);
    expect(lost).toEqual(NOT_IN_CII);
  });
});
