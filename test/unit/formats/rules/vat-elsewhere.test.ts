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

  it("finds categories of another tax, and what they stand in", () => {
    const { categories } = ubl(allowance("false", "GST") + allowance("true", "GST") + total("GST") + line(item("GST")));
    expect(categories).toMatchObject([
      { ...S, kind: "allowances", isVat: false, holder: { path: "/Invoice/AllowanceCharge[1]" } },
      { ...S, kind: "charges", isVat: false, holder: { path: "/Invoice/AllowanceCharge[2]" } },
      { ...S, kind: "breakdown", isVat: false, holder: { path: "/Invoice/TaxTotal/TaxSubtotal" } },
      { ...S, kind: "lines", isVat: false, holder: { path: "/Invoice/InvoiceLine" } },
    ]);
  });

  it("finds one without a code, which is another one than any, and one of spaces alone", () => {
    const coded = (code: string) =>
      line(`<a:Item><a:ClassifiedTaxCategory>${code}${tax("VAT")}</a:ClassifiedTaxCategory></a:Item>`);
    const other = { kind: "lines", code: "", rate: undefined, isVat: true };
    expect(ubl(coded("")).categories).toMatchObject([other]);
    expect(ubl(coded("<b:ID>  </b:ID>")).categories).toMatchObject([other]);
  });

  it("finds split payment wherever it is used, and the standard rate beside it outside of what is below a line", () => {
    const split = (xml: string) => xml.replaceAll(" S ", "B");
    const standard = (xml: string) => xml.replaceAll(" S ", "S");
    const has = (xml: string) => {
      const { isSplit, isSplitBesideStandard } = ubl(xml);
      return [isSplit, isSplitBesideStandard];
    };
    expect(has(line(standard(item("VAT"))))).toEqual([false, false]);
    expect(has(line(split(item("VAT"))) + total("VAT"))).toEqual([true, false]);
    expect(has(line(split(item("VAT"))) + standard(total("GST")))).toEqual([true, true]);
    expect(has(line(split(item("VAT"))) + standard(allowance("", "VAT")))).toEqual([true, true]);
    expect(has(line(split(allowance("true", "VAT"))) + standard(total("VAT")))).toEqual([true, false]);
  });

  it("finds those of VAT in lines and sub-lines, in nothing that has an amount", () => {
    const { categories } = ubl(
      line(`${allowance("true", "VAT")}${total("VAT")}<a:SubInvoiceLine>${item("VAT")}</a:SubInvoiceLine>`),
    );
    expect(categories.map(({ kind, isVat, holder }) => [kind, isVat, holder])).toEqual([
      ["charges", true, undefined],
      ["other", true, undefined],
      ["lines", true, undefined],
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

const CODE =
  "/CrossIndustryInvoice/SupplyChainTradeTransaction/ApplicableHeaderTradeSettlement/ApplicableTradeTax/CategoryCode";

describe("in CII", () => {
  it("finds nothing where all is of VAT and in its place", () => {
    const settlement = adjustment(indicator("false"), "VAT") + trade("ApplicableTradeTax", "VAT");
    expect(cii(ofLine(trade("ApplicableTradeTax", "VAT")) + header(settlement)).categories).toEqual([]);
  });

  it("finds categories of another tax, those of lines, and those that do not say what they are of", () => {
    const inLine = trade("ApplicableTradeTax", "GST") + adjustment(indicator("true"), "VAT");
    const settlement = trade("ApplicableTradeTax", "GST") + adjustment("", "VAT") + adjustment(indicator("0"), "GST");
    expect(cii(ofLine(inLine) + header(settlement)).categories).toMatchObject([
      { ...S, kind: "lines", isVat: false, holder: { path: expect.stringMatching(/LineItem$/) } },
      { ...S, kind: "charges", isVat: true, holder: undefined },
      { ...S, kind: "breakdown", isVat: false, holder: { path: expect.stringMatching(/HeaderTradeSettlement$/) } },
      { ...S, kind: "unsigned", isVat: true, holder: undefined },
      { ...S, kind: "allowances", isVat: false, holder: { path: expect.stringMatching(/Charge\[2\]$/) } },
    ]);
  });

  it("finds codes with spaces around, which are of no category there", () => {
    const { misread, categories } = cii(header(trade("ApplicableTradeTax", "VAT", " S ")));
    expect([...misread].map(({ path }) => path)).toEqual([CODE]);
    expect(categories).toMatchObject([{ kind: "breakdown", code: " S ", isVat: true }]);
  });

  it("finds the name of a tax with spaces around, which is another tax there", () => {
    const { misread, categories } = cii(header(trade("ApplicableTradeTax", " VAT ")));
    expect([...misread].map(({ path }) => path)).toEqual([CODE]);
    expect(categories).toMatchObject([{ kind: "breakdown", code: "S", isVat: false }]);
  });

  it("finds every code of a category, and none where there is none", () => {
    const twice = trade("ApplicableTradeTax", "GST", "S</CategoryCode><CategoryCode>Z");
    expect(cii(header(twice)).categories.map(({ code }) => code)).toEqual(["S", "Z"]);
    expect(cii(header("<ApplicableTradeTax><TypeCode>VAT</TypeCode></ApplicableTradeTax>")).categories).toEqual([]);
  });

  it("finds split payment beside the standard rate anywhere", () => {
    const inLine = ofLine(trade("CategoryTradeTax", "GST", "B"));
    expect(cii(inLine)).toMatchObject({ isSplit: true, isSplitBesideStandard: false });
    expect(cii(inLine + header(trade("ApplicableTradeTax", "VAT"))).isSplitBesideStandard).toBe(true);
  });

  it("finds a country of an address that is not Italy", () => {
    expect(cii("<CountryID>FR</CountryID>").isAbroad).toBe(true);
  });
});
