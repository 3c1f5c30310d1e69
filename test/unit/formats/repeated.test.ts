/** Data that the artefacts read once, given twice: they stop with an error, and the invoice must not pass for that. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { verifyInvoice } from "#formats/verify-invoice.ts";
import { applyEdits } from "#test/given/golden/edit.ts";
import { treeOf, xmlOf } from "#test/given/golden/tree.ts";

const INVOICE = join(import.meta.dirname, "../../golden/rules/cii/facture.xml");

const repeatedIn = (edits: string): readonly string[] => {
  const tree = treeOf(readFileSync(INVOICE));
  applyEdits(tree, edits, new Map());
  const { faults } = verifyInvoice(Buffer.from(xmlOf(tree)));
  return faults.filter(({ code }) => code === "DONNEE_REPETEE").flatMap(({ terms }) => terms);
};

const REPRESENTATIVE =
  "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement/ram:SellerTaxRepresentativeTradeParty";

describe("data given twice", () => {
  it.each([
    ["the number of the invoice", "repeat rsm:ExchangedDocument/ram:ID", "BT-1"],
    ["the VAT identifier of the representative", `repeat ${REPRESENTATIVE}/ram:SpecifiedTaxRegistration`, "BT-63"],
  ])("is a fatal fault: %s", (_, edits, term) => {
    expect(repeatedIn(edits)).toEqual([term]);
  });

  it("is none where the standard lets it repeat", () => {
    expect(repeatedIn("repeat rsm:ExchangedDocument/ram:IncludedNote")).toEqual([]);
  });
});
