/** What the tables say of each syntax, where it is more than a path; and which mistakes in a table are refused. */
import { describe, expect, it } from "vitest";
import { group, groups, type Invoice, term, terms } from "#domain/facture/invoice.ts";
import { GROUPS, TERMS } from "#domain/facture/terms.ts";
import { compileTable } from "#formats/binding/compile.ts";
import type { Row } from "#formats/binding/row.ts";
import { CROSS_INDUSTRY_INVOICE } from "#formats/cii/table.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { UBL_CREDITNOTE } from "#formats/ubl/creditnote-table.ts";
import { UBL_INVOICE } from "#formats/ubl/invoice-table.ts";

const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";
const CII = "urn:un:unece:uncefact:data:standard:";

const read = (xml: string): Invoice => {
  const { invoice } = readInvoice(Buffer.from(xml));
  if (!invoice) throw new Error("no invoice");
  return invoice;
};

const ubl = (body: string, root = "Invoice"): Invoice =>
  read(
    `<${root} xmlns="${UBL}${root}-2" xmlns:b="${UBL}CommonBasicComponents-2" xmlns:a="${UBL}CommonAggregateComponents-2"` +
      ` xmlns:e="${UBL}CommonExtensionComponents-2">${body}</${root}>`,
  );

const settlement = (body: string): Invoice =>
  read(
    `<s:CrossIndustryInvoice xmlns:s="${CII}CrossIndustryInvoice:100" xmlns:r="${CII}ReusableAggregateBusinessInformationEntity:100"` +
      ` xmlns:u="${CII}UnqualifiedDataType:100"><s:SupplyChainTradeTransaction><r:ApplicableHeaderTradeSettlement>${body}` +
      "</r:ApplicableHeaderTradeSettlement></s:SupplyChainTradeTransaction></s:CrossIndustryInvoice>",
  );

describe("UBL", () => {
  const seller = (content: string) =>
    group(ubl(`<a:AccountingSupplierParty><a:Party>${content}</a:Party></a:AccountingSupplierParty>`), "BG-4");
  const taxScheme = (id: string, scheme: string): string =>
    `<a:PartyTaxScheme><b:CompanyID>${id}</b:CompanyID>${scheme}</a:PartyTaxScheme>`;
  const scheme = (id: string): string => `<a:TaxScheme><b:ID>${id}</b:ID></a:TaxScheme>`;

  it("takes a tax number for the VAT number only where its scheme, written after it, says VAT", () => {
    const party = seller(
      taxScheme("1", scheme("LOC")) +
        taxScheme("2", scheme(" vat ")) +
        taxScheme("3", "") +
        taxScheme("4", "<a:TaxScheme/>"),
    );
    expect(party && terms(party, "BT-31").map(({ value }) => value)).toEqual(["2"]);
  });

  it("leaves the SEPA creditor identifier out of the identifiers of a party", () => {
    const ids = ["SEPA", "sepa", "0009"].map((id) => `<b:ID schemeID="${id}">${id}</b:ID>`).join("");
    const party = seller(`<a:PartyIdentification>${ids}<b:ID>none</b:ID></a:PartyIdentification>`);
    expect(party && terms(party, "BT-29").map(({ value }) => value)).toEqual(["0009", "none"]);
  });

  it("puts the VAT total, which stands outside the totals, in their group", () => {
    const invoice = ubl(
      '<b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode><a:TaxTotal><b:TaxAmount currencyID="EUR">20</b:TaxAmount></a:TaxTotal>' +
        "<a:LegalMonetaryTotal><b:PayableAmount>120</b:PayableAmount></a:LegalMonetaryTotal>",
    );
    const totals = groups(invoice, "BG-22");
    expect(totals).toHaveLength(1);
    expect(totals[0]?.at.path).toBe("/Invoice/LegalMonetaryTotal");
    expect(totals.map((one) => [term(one, "BT-110")?.value, term(one, "BT-115")?.value])).toEqual([["20", "120"]]);
  });

  it("finds the totals again when they stand before the VAT total", () => {
    const invoice = ubl(
      "<b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode><a:LegalMonetaryTotal/><a:LegalMonetaryTotal/>" +
        '<a:TaxTotal><b:TaxAmount currencyID="EUR">20</b:TaxAmount></a:TaxTotal>',
    );
    expect(groups(invoice, "BG-22").map((one) => term(one, "BT-110")?.value)).toEqual([undefined, "20"]);
  });

  it("tells the VAT total in the currency of the accounts from that of the invoice", () => {
    const invoice = ubl(
      "<b:DocumentCurrencyCode>EUR</b:DocumentCurrencyCode><b:TaxCurrencyCode>XPF</b:TaxCurrencyCode>" +
        ["EUR", "XPF", "USD"]
          .map((code) => `<a:TaxTotal><b:TaxAmount currencyID="${code}">${code}</b:TaxAmount></a:TaxTotal>`)
          .join(""),
    );
    const totals = group(invoice, "BG-22");
    expect(totals && [terms(totals, "BT-110"), terms(totals, "BT-111")]).toMatchObject([
      [{ value: "EUR" }],
      [{ value: "XPF" }],
    ]);
  });

  it("finds the cadre in AIFE's extension, whatever its namespace, before the profile", () => {
    const extension = (content: string): string =>
      `<e:UBLExtensions><e:UBLExtension><e:ExtensionContent>${content}</e:ExtensionContent></e:UBLExtension></e:UBLExtensions>`;
    for (const [open, close] of [
      [
        '<x:FactureExtension xmlns:x="urn:AIFE:Facture:Extension"><x:CategoryCode>',
        "</x:CategoryCode></x:FactureExtension>",
      ],
      ['<FactureExtension xmlns=""><CategoryCode>', "</CategoryCode></FactureExtension>"],
    ]) {
      const invoice = ubl(`${extension(`${open} A4 ${close}`)}<b:ProfileID>M1</b:ProfileID>`);
      expect(terms(invoice, "BT-23").map(({ value }) => value)).toEqual(["A4", "M1"]);
    }
  });

  it("reads the unit of a quantity from its attribute, and no unit where there is none", () => {
    const line = (attribute: string) =>
      groups(ubl(`<a:InvoiceLine><b:InvoicedQuantity${attribute}>1</b:InvoicedQuantity></a:InvoiceLine>`), "BG-25")[0];
    const [with_, without] = [line(' unitCode="HUR"'), line("")];
    expect(with_ && term(with_, "BT-130")?.value).toBe("HUR");
    expect(without && term(without, "BT-130")).toBeUndefined();
  });

  it("reads a credit note by its own names", () => {
    const note = ubl(
      "<b:CreditNoteTypeCode>381</b:CreditNoteTypeCode><a:PaymentMeans><b:PaymentDueDate>2026-03-30</b:PaymentDueDate></a:PaymentMeans>" +
        "<a:CreditNoteLine><b:CreditedQuantity>2</b:CreditedQuantity></a:CreditNoteLine>",
      "CreditNote",
    );
    expect([note.syntax, term(note, "BT-3")?.value, term(note, "BT-9")?.value]).toEqual([
      "ubl-creditnote",
      "381",
      "2026-03-30",
    ]);
    expect(groups(note, "BG-25").map((line) => term(line, "BT-129")?.value)).toEqual(["2"]);
  });
});

describe("CII", () => {
  const dueDate = (attributes: string, value: string): Invoice =>
    settlement(
      `<r:SpecifiedTradePaymentTerms><r:DueDateDateTime><u:DateTimeString${attributes}>${value}</u:DateTimeString></r:DueDateDateTime></r:SpecifiedTradePaymentTerms>`,
    );

  it.each([
    ["format 102", ' format="102"', "20260330", "2026-03-30"],
    ["no format", "", " 20260330 ", "2026-03-30"],
    ["a day that no calendar has", ' format="102"', "20260231", "2026-02-31"],
    ["another format, as written", ' format="203"', "202603301200", "202603301200"],
  ])("writes a date with %s as a civil date", (_, attributes, value, expected) => {
    expect(term(dueDate(attributes, value), "BT-9")?.value).toBe(expected);
  });

  it("keeps identifiers without and with a scheme, in their order", () => {
    const invoice = settlement(
      '<r:PayeeTradeParty><r:ID>1</r:ID><r:GlobalID schemeID="0009">2</r:GlobalID></r:PayeeTradeParty>',
    );
    const payee = group(invoice, "BG-10");
    expect(payee && terms(payee, "BT-60").map(({ value, scheme }) => [value, scheme])).toEqual([
      ["1", undefined],
      ["2", "0009"],
    ]);
  });
});

describe("the tables", () => {
  const TABLES = { UBL_INVOICE, UBL_CREDITNOTE, CROSS_INDUSTRY_INVOICE };

  /** The French extension knows a party that is invoiced in CII alone (XP Z12-012). */
  const NOT_IN_UBL = ["EXT-FR-FE-92", "EXT-FR-FE-BG-04"];
  /** Both syntaxes write these terms without an element for their group. */
  const WITHOUT_ELEMENT = {
    UBL_INVOICE: [...NOT_IN_UBL, "BG-14"],
    UBL_CREDITNOTE: [...NOT_IN_UBL, "BG-14"],
    CROSS_INDUSTRY_INVOICE: ["BG-13", "BG-14", "BG-19", "BG-29"],
  } as const;

  it.each(["UBL_INVOICE", "UBL_CREDITNOTE", "CROSS_INDUSTRY_INVOICE"] as const)(
    "%s places every term and group of the model that has a place in it",
    (name) => {
      const placed = new Set<string>(TABLES[name].rows.map(({ id }) => id));
      const all = [...Object.keys(TERMS), ...Object.keys(GROUPS)].filter((id) => id !== "BG-0");
      expect(all.filter((id) => !placed.has(id)).sort()).toEqual([...WITHOUT_ELEMENT[name]].sort());
    },
  );

  it.each([
    ["a prefix that it does not declare", { id: "BT-1", path: "zz:ID" }, "zz:ID: not a name of the table"],
    ["a step without a prefix", { id: "BT-1", path: "ID" }, "ID: not a name of the table"],
    ["a condition that is none", { id: "BT-1", path: "p:ID[@a]" }, "@a: not a condition"],
    ["a comparison with an unknown term", { id: "BT-1", path: "p:ID[@a=$BT-999]" }, "compares with an unknown term"],
  ] as const)("are refused with %s", (_, row, message) => {
    const table = { root: { uri: "urn:p", local: "Root" }, namespaces: { p: "urn:p" }, rows: [row], fixed: [] };
    expect(() => compileTable(table)).toThrow(message);
  });

  it("tell one name in two namespaces apart", () => {
    const rows: readonly Row[] = [
      { id: "BT-1", path: "p:ID" },
      { id: "BT-2", path: "q:ID" },
    ];
    const table = { root: { uri: "urn:p", local: "Root" }, namespaces: { p: "urn:p", q: "urn:q" }, rows, fixed: [] };
    const nodes = compileTable(table).children.get("ID");
    expect(nodes?.map(({ uri, terms: rules }) => [uri, rules[0]?.id])).toEqual([
      ["urn:p", "BT-1"],
      ["urn:q", "BT-2"],
    ]);
  });

  it("may end a condition with not, in any case", () => {
    const rows: readonly Row[] = [{ id: "BT-1", path: "p:A[p:B/p:C!~x]/p:ID" }];
    const node = compileTable({ root: { uri: "urn:p", local: "Root" }, namespaces: { p: "urn:p" }, rows, fixed: [] });
    expect(node.children.get("A")).toMatchObject([
      { condition: { source: { up: 0 }, negated: true, ignoreCase: true, values: ["X"] } },
    ]);
    expect(node.children.get("A")?.[0]?.children.get("ID")?.[0]?.terms).toMatchObject([{ id: "BT-1" }]);
  });
});
