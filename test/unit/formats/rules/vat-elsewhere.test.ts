/** What the rules on VAT count beside the model, found in small documents. */
import { describe, expect, it } from "vitest";
import { familyOf } from "#domain/regles/en16931/family.ts";
import type { VatElsewhere } from "#domain/regles/en16931/vat/elsewhere.ts";
import { findVatElsewhere } from "#formats/rules/vat-elsewhere.ts";
import { documentOf } from "#test/given/document.ts";

const found = (xml: string): VatElsewhere => {
  const document = documentOf(Buffer.from(xml));
  if (document === undefined) throw new Error("not read");
  return findVatElsewhere(document.root, familyOf(document.syntax));
};

const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";

const ubl = (content: string): VatElsewhere =>
  found(
    `<Invoice xmlns="${UBL}Invoice-2" xmlns:a="${UBL}CommonAggregateComponents-2" xmlns:b="${UBL}CommonBasicComponents-2">${content}</Invoice>`,
  );

const tax = (scheme: string) => `<a:TaxScheme><b:ID>${scheme}</b:ID></a:TaxScheme>`;
const category = (name: string, scheme: string) =>
  `<a:${name}><b:ID> S </b:ID><b:Percent>20</b:Percent>${tax(scheme)}</a:${name}>`;
const line = (content: string) =>
  `<a:InvoiceLine><b:LineExtensionAmount>100</b:LineExtensionAmount>${content}</a:InvoiceLine>`;
const item = (scheme: string) => `<a:Item>${category("ClassifiedTaxCategory", scheme)}</a:Item>`;
const allowance = (indicator: string, scheme: string) =>
  `<a:AllowanceCharge><b:ChargeIndicator>${indicator}</b:ChargeIndicator><b:Amount>7</b:Amount>${category("TaxCategory", scheme)}</a:AllowanceCharge>`;
const total = (scheme: string) =>
  `<a:TaxTotal><a:TaxSubtotal>${category("TaxCategory", scheme)}</a:TaxSubtotal></a:TaxTotal>`;

const CII = "urn:un:unece:uncefact:data:standard:";

const cii = (content: string): VatElsewhere =>
  found(
    `<r:CrossIndustryInvoice xmlns:r="${CII}CrossIndustryInvoice:100" xmlns="${CII}ReusableAggregateBusinessInformationEntity:100" xmlns:u="${CII}UnqualifiedDataType:100"><r:SupplyChainTradeTransaction>${content}</r:SupplyChainTradeTransaction></r:CrossIndustryInvoice>`,
  );

const header = (content: string) => `<ApplicableHeaderTradeSettlement>${content}</ApplicableHeaderTradeSettlement>`;
const ofLine = (content: string) =>
  `<IncludedSupplyChainTradeLineItem><SpecifiedLineTradeSettlement>${content}<SpecifiedTradeSettlementLineMonetarySummation><LineTotalAmount>100</LineTotalAmount></SpecifiedTradeSettlementLineMonetarySummation></SpecifiedLineTradeSettlement></IncludedSupplyChainTradeLineItem>`;
const trade = (name: string, type: string, code = "S") =>
  `<${name}><TypeCode>${type}</TypeCode><CategoryCode>${code}</CategoryCode><RateApplicablePercent>20</RateApplicablePercent></${name}>`;
const adjustment = (indicator: string, type: string) =>
  `<SpecifiedTradeAllowanceCharge>${indicator}<ActualAmount>7</ActualAmount>${trade("CategoryTradeTax", type)}</SpecifiedTradeAllowanceCharge>`;
const indicator = (value: string) => `<ChargeIndicator><u:Indicator>${value}</u:Indicator></ChargeIndicator>`;

const S = { code: "S", rate: "20" };

describe("in UBL", () => {
  it("finds nothing where all is of VAT and in its place, in any case", () => {
    const { categories, misread } = ubl(
      allowance("false", "vat") + allowance("1", "VAT") + total("VAT") + line(item("VAT")),
    );
    expect(categories).toEqual([]);
    expect(misread.size).toBe(0);
  });

  it("finds categories of another tax, with the amounts that are summed all the same", () => {
    const { categories } = ubl(allowance("false", "GST") + allowance("true", "GST") + total("GST") + line(item("GST")));
    expect(categories).toMatchObject([
      { ...S, kind: "allowances", isVat: false, amount: "7" },
      { ...S, kind: "charges", isVat: false, amount: "7" },
      { ...S, kind: "breakdown", isVat: false, amount: "" },
      { ...S, kind: "lines", isVat: false, amount: "100" },
    ]);
  });

  it("finds those of VAT in lines and sub-lines, without an amount", () => {
    const { categories } = ubl(
      line(`${allowance("true", "VAT")}${total("VAT")}<a:SubInvoiceLine>${item("VAT")}</a:SubInvoiceLine>`),
    );
    expect(categories.map(({ kind, isVat, amount }) => [kind, isVat, amount])).toEqual([
      ["charges", true, ""],
      ["other", true, ""],
      ["lines", true, ""],
    ]);
  });

  it("finds what does not say whether it is an allowance or a charge, and tax that is withheld", () => {
    const withheld = total("VAT").replaceAll("TaxTotal", "WithholdingTaxTotal");
    expect(ubl(allowance("", "VAT") + withheld).categories.map(({ kind }) => kind)).toEqual(["unsigned", "other"]);
  });

  it("finds values of several spaces, which count as values there", () => {
    const { misread } = ubl("<b:Note>  </b:Note><b:Note> </b:Note><b:Note/>");
    expect([...misread].map(({ path }) => path)).toEqual(["/Invoice/Note[1]"]);
  });

  it("finds any country that is not Italy, that of an item too", () => {
    const country = (code: string) => `<a:Country><b:IdentificationCode>${code}</b:IdentificationCode></a:Country>`;
    expect(ubl(country("IT")).isAbroad).toBe(false);
    expect(ubl(country("IT") + line(`<a:Item>${country("FR")}</a:Item>`)).isAbroad).toBe(true);
  });
});

describe("in CII", () => {
  it("finds nothing where all is of VAT and in its place", () => {
    const settlement = adjustment(indicator("false"), "VAT") + trade("ApplicableTradeTax", "VAT");
    expect(cii(ofLine(trade("ApplicableTradeTax", "VAT")) + header(settlement)).categories).toEqual([]);
  });

  it("finds categories of another tax, those of lines, and those that do not say what they are of", () => {
    const inLine = trade("ApplicableTradeTax", "GST") + adjustment(indicator("true"), "VAT");
    const settlement = trade("ApplicableTradeTax", "GST") + adjustment("", "VAT") + adjustment(indicator("0"), "GST");
    expect(cii(ofLine(inLine) + header(settlement)).categories).toMatchObject([
      { ...S, kind: "lines", isVat: false, amount: "100" },
      { ...S, kind: "charges", isVat: true, amount: "" },
      { ...S, kind: "breakdown", isVat: false, amount: "" },
      { ...S, kind: "unsigned", isVat: true, amount: "" },
      { ...S, kind: "allowances", isVat: false, amount: "7" },
    ]);
  });

  it("finds codes with spaces around, which are of no category there", () => {
    const { misread } = cii(header(trade("ApplicableTradeTax", "VAT", " S ")));
    expect([...misread].map(({ path }) => path)).toEqual([
      "/CrossIndustryInvoice/SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/ApplicableTradeTax/CategoryCode",
    ]);
  });

  it("finds a country of an address that is not Italy", () => {
    expect(cii("<CountryID>FR</CountryID>").isAbroad).toBe(true);
  });
});
