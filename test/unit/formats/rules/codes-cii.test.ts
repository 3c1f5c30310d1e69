import { describe, expect, it } from "vitest";
import { CII_CODE_RULES } from "#formats/rules/codes-cii.ts";
import { firing, type RuleCase, untested } from "./fire.ts";

const fired = firing(CII_CODE_RULES, "cii");

const within = (path: string, fragment: string): string =>
  path
    .split("/")
    .reverse()
    .reduce((inner, name) => `<ram:${name}>${inner}</ram:${name}>`, fragment);
const code = (path: string, value: string): string => within(path, value);
const scheme = (path: string, value: string, name = "GlobalID"): string =>
  within(path, `<ram:${name} schemeID="${value}">1</ram:${name}>`);
const tagged = (name: string, attribute: string, value: string): string =>
  `<ram:${name} ${attribute}="${value}">1</ram:${name}>`;
const reason = (indicator: string, value: string): string =>
  `<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>${indicator}</udt:Indicator></ram:ChargeIndicator>${code("ReasonCode", value)}</ram:SpecifiedTradeAllowanceCharge>`;
const document = (value: string): string => `<rsm:ExchangedDocument>${code("TypeCode", value)}</rsm:ExchangedDocument>`;

const CASES: readonly RuleCase[] = [
  {
    id: "BR-CL-01",
    holds: [document("380"), document("381"), document(" 751 ")],
    breaks: [document("999"), document(""), document("38 0")],
  },
  {
    id: "BR-CL-03",
    // Of the totals of VAT alone, and only where there is a currency.
    holds: [
      tagged("TaxTotalAmount", "currencyID", "EUR"),
      code("TaxTotalAmount", "1"),
      tagged("LineTotalAmount", "currencyID", "x"),
    ],
    breaks: [tagged("TaxTotalAmount", "currencyID", "eur"), tagged("TaxTotalAmount", "currencyID", "")],
  },
  { id: "BR-CL-04", holds: [code("InvoiceCurrencyCode", "XPF")], breaks: [code("InvoiceCurrencyCode", "EURO")] },
  { id: "BR-CL-05", holds: [code("TaxCurrencyCode", "EUR")], breaks: [code("TaxCurrencyCode", "")] },
  { id: "BR-CL-06", holds: [code("DueDateTypeCode", "72")], breaks: [code("DueDateTypeCode", "432")] },
  { id: "BR-CL-07", holds: [code("ReferenceTypeCode", "AUN")], breaks: [code("ReferenceTypeCode", "aun")] },
  {
    id: "BR-CL-08",
    // The list of CII is a newer one than that of UBL.
    holds: [code("IncludedNote/SubjectCode", "AAI"), code("IncludedNote/SubjectCode", "BAT")],
    breaks: [code("IncludedNote/SubjectCode", "AA"), code("IncludedNote/SubjectCode", "#AAI#")],
  },
  {
    id: "BR-CL-10",
    // The creditor identifier has an element of its own, so SEPA is no scheme here.
    holds: [
      scheme("SellerTradeParty", "0009"),
      scheme("SpecifiedTradeProduct/ManufacturerTradeParty", "x"),
      scheme("ShipToTradeParty", "x"),
    ],
    breaks: [scheme("SellerTradeParty", "SEPA"), scheme("PayeeTradeParty", "")],
  },
  {
    id: "BR-CL-11",
    holds: [
      scheme("SpecifiedLegalOrganization", "0002", "ID"),
      scheme("SpecifiedTaxRegistration", "VA", "ID"),
      code("BuyerTradeParty/ID", "1"),
    ],
    // Of any identifier with a scheme; the country of origin of an article, then, is asked nothing more.
    breaks: [scheme("SpecifiedLegalOrganization", "SIREN", "ID"), scheme("OriginTradeCountry", "x", "ID")],
  },
  { id: "BR-CL-13", holds: [tagged("ClassCode", "listID", "STI")], breaks: [tagged("ClassCode", "listID", "CPV")] },
  { id: "BR-CL-14", holds: [code("CountryID", "AN")], breaks: [code("CountryID", "SS"), code("CountryID", "EL")] },
  { id: "BR-CL-15", holds: [code("OriginTradeCountry/ID", "FR")], breaks: [code("OriginTradeCountry/ID", "fr")] },
  {
    id: "BR-CL-16",
    holds: [code("SpecifiedTradeSettlementPaymentMeans/TypeCode", "58")],
    breaks: [code("SpecifiedTradeSettlementPaymentMeans/TypeCode", "ZZ")],
  },
  {
    id: "BR-CL-17",
    holds: [code("CategoryTradeTax/CategoryCode", "S")],
    breaks: [code("CategoryTradeTax/CategoryCode", "A")],
  },
  {
    id: "BR-CL-18",
    holds: [code("ApplicableTradeTax/CategoryCode", "K")],
    breaks: [code("ApplicableTradeTax/CategoryCode", "IC")],
  },
  {
    id: "BR-CL-19",
    holds: [reason("false", "95"), reason("0", "41")],
    breaks: [reason("false", "FC"), reason(" 0 ", "FC")],
  },
  { id: "BR-CL-20", holds: [reason("true", "FC"), reason("", "x")], breaks: [reason("true", "95"), reason("1", "95")] },
  {
    id: "BR-CL-21",
    holds: [scheme("SpecifiedTradeProduct", "0160")],
    breaks: [scheme("SpecifiedTradeProduct", "GTIN")],
  },
  {
    id: "BR-CL-22",
    holds: [code("ExemptionReasonCode", "vatex-eu-ic")],
    breaks: [code("ExemptionReasonCode", "IC"), code("ExemptionReasonCode", "")],
  },
  {
    id: "BR-CL-23",
    holds: [tagged("BilledQuantity", "unitCode", "HUR"), tagged("PackageQuantity", "unitCode", "x")],
    breaks: [tagged("BilledQuantity", "unitCode", "hour"), tagged("BasisQuantity", "unitCode", "")],
  },
  {
    id: "BR-CL-24",
    holds: [tagged("AttachmentBinaryObject", "mimeCode", "image/png")],
    breaks: [
      tagged("AttachmentBinaryObject", "mimeCode", " image/png"),
      tagged("AttachmentBinaryObject", "mimeCode", "text/plain"),
    ],
  },
  {
    id: "BR-CL-25",
    holds: [scheme("URIUniversalCommunication", "EM", "URIID"), scheme("EmailURIUniversalCommunication", "x", "URIID")],
    breaks: [scheme("URIUniversalCommunication", "em", "URIID")],
  },
  {
    id: "BR-CL-26",
    holds: [scheme("ApplicableHeaderTradeDelivery/ShipToTradeParty", "0088")],
    breaks: [scheme("ApplicableHeaderTradeDelivery/ShipToTradeParty", "EM")],
  },
];

describe("codes in CII", () => {
  it.each(CASES)("$id accepts what the list has", ({ id, holds }) => {
    expect(holds.filter((fragment) => fired(fragment).includes(id))).toEqual([]);
  });

  it.each(CASES)("$id, and no other, refuses the rest", ({ id, breaks }) => {
    expect(breaks.filter((fragment) => fired(fragment).join() !== id)).toEqual([]);
  });

  it("has a case for every rule", () => {
    expect(untested(CII_CODE_RULES, CASES)).toEqual([]);
  });
});
