import { describe, expect, it } from "vitest";
import { UBL_CODE_RULES } from "#formats/rules/codes-ubl.ts";
import { firing, type RuleCase, untested } from "./fire.ts";

const fired = firing(UBL_CODE_RULES, "invoice");

const code = (name: string, value: string): string => `<cbc:${name}>${value}</cbc:${name}>`;
const scheme = (parent: string, value: string, name = "ID"): string =>
  `<cac:${parent}><cbc:${name} schemeID="${value}">1</cbc:${name}></cac:${parent}>`;
const child = (parent: string, name: string, value: string): string =>
  `<cac:${parent}>${code(name, value)}</cac:${parent}>`;
const amount = (name: string, attribute: string): string => `<cbc:${name}${attribute}>1</cbc:${name}>`;
const reference = (parent: string, type: string, value: string): string =>
  `<cac:${parent}><cbc:ID schemeID="${value}">1</cbc:ID><cbc:DocumentTypeCode>${type}</cbc:DocumentTypeCode></cac:${parent}>`;
const reason = (indicator: string, value: string): string =>
  `<cac:AllowanceCharge>${code("ChargeIndicator", indicator)}${code("AllowanceChargeReasonCode", value)}</cac:AllowanceCharge>`;
const unit = (name: string, value: string): string => `<cbc:${name} unitCode="${value}">1</cbc:${name}>`;
const file = (type: string): string =>
  `<cbc:EmbeddedDocumentBinaryObject mimeCode="${type}">AA==</cbc:EmbeddedDocumentBinaryObject>`;
const party = (around: string, value: string): string =>
  `<cac:${around}>${scheme("PartyIdentification", value)}</cac:${around}>`;

const CASES: readonly RuleCase[] = [
  {
    id: "BR-CL-01",
    holds: [code("InvoiceTypeCode", "380"), code("InvoiceTypeCode", " 380\n"), code("CreditNoteTypeCode", "381")],
    // Each document has its part of the list; an empty code is in neither.
    breaks: [code("InvoiceTypeCode", "381"), code("CreditNoteTypeCode", "380"), code("InvoiceTypeCode", "")],
  },
  {
    id: "BR-CL-03",
    holds: [
      amount("TaxAmount", ` currencyID="EUR"`),
      amount("PriceAmount", ` currencyID=" EUR "`),
      amount("RoundingAmount", ""),
    ],
    // Without a currency at all, too.
    breaks: [
      amount("TaxAmount", ` currencyID="eur"`),
      amount("PayableAmount", ""),
      amount("Amount", ` currencyID="E UR"`),
    ],
  },
  { id: "BR-CL-04", holds: [code("DocumentCurrencyCode", "EUR")], breaks: [code("DocumentCurrencyCode", "EU")] },
  { id: "BR-CL-05", holds: [code("TaxCurrencyCode", "SEK")], breaks: [code("TaxCurrencyCode", "SEK EUR")] },
  {
    id: "BR-CL-06",
    holds: [child("InvoicePeriod", "DescriptionCode", "432")],
    breaks: [
      child("InvoicePeriod", "DescriptionCode", "72"),
      `<cac:InvoiceLine>${child("InvoicePeriod", "DescriptionCode", "5")}</cac:InvoiceLine>`,
    ],
  },
  {
    id: "BR-CL-07",
    // Only of invoiced objects; ` 130 ` is none.
    holds: [
      reference("AdditionalDocumentReference", "130", "AUN"),
      reference("AdditionalDocumentReference", "916", "x"),
      reference("DocumentReference", " 130 ", "x"),
    ],
    breaks: [reference("AdditionalDocumentReference", "130", "x"), reference("DocumentReference", "130", "")],
  },
  {
    id: "BR-CL-08",
    // Other than three characters between the first two signs is text; three are searched as in one text.
    holds: [
      code("Note", "#AAI#x"),
      code("Note", "one # two"),
      code("Note", "#AAAA#x"),
      code("Note", "## AAX#"),
      code("Note", "n# AA#"),
      `<cac:InvoiceLine>${code("Note", "#aaa#")}</cac:InvoiceLine>`,
      code("Note", "#é😀#"),
    ],
    breaks: [code("Note", "#aai#x"), code("Note", "text #XYZ# #AAI#"), code("Note", "#BAT#")],
  },
  {
    id: "BR-CL-10",
    holds: [
      party("AccountingCustomerParty", "0009"),
      party("AccountingSupplierParty", "SEPA"),
      party("PayeeParty", " SEPA "),
    ],
    breaks: [party("AccountingCustomerParty", "SEPA"), party("PayeeParty", "sepa"), party("PayeeParty", "9")],
  },
  {
    id: "BR-CL-11",
    holds: [scheme("PartyLegalEntity", "0002", "CompanyID"), child("PartyLegalEntity", "CompanyID", "1")],
    breaks: [scheme("PartyLegalEntity", "SEPA", "CompanyID"), scheme("PartyLegalEntity", "", "CompanyID")],
  },
  {
    id: "BR-CL-13",
    holds: [`<cac:CommodityClassification><cbc:ItemClassificationCode listID="STI"/></cac:CommodityClassification>`],
    breaks: [`<cac:CommodityClassification><cbc:ItemClassificationCode listID="sti"/></cac:CommodityClassification>`],
  },
  {
    id: "BR-CL-14",
    holds: [child("Country", "IdentificationCode", "XI"), child("Country", "IdentificationCode", "SS")],
    breaks: [child("Country", "IdentificationCode", "AN"), child("Country", "IdentificationCode", "fr")],
  },
  {
    id: "BR-CL-15",
    holds: [child("OriginCountry", "IdentificationCode", "FR")],
    breaks: [child("OriginCountry", "IdentificationCode", "France")],
  },
  {
    id: "BR-CL-16",
    holds: [child("PaymentMeans", "PaymentMeansCode", "30")],
    breaks: [child("PaymentMeans", "PaymentMeansCode", "030")],
  },
  { id: "BR-CL-17", holds: [child("TaxCategory", "ID", "B")], breaks: [child("TaxCategory", "ID", "s")] },
  {
    id: "BR-CL-18",
    holds: [child("ClassifiedTaxCategory", "ID", "S")],
    breaks: [child("ClassifiedTaxCategory", "ID", "AA")],
  },
  {
    id: "BR-CL-19",
    holds: [reason("false", "95"), reason(" 0 ", "95"), reason("", "x")],
    breaks: [reason("false", "FC"), reason("0", "FC")],
  },
  {
    id: "BR-CL-20",
    holds: [reason("true", "FC"), reason("1", "FC")],
    breaks: [reason("true", "95"), reason("1", "fc")],
  },
  {
    id: "BR-CL-21",
    holds: [scheme("StandardItemIdentification", "0160")],
    breaks: [scheme("StandardItemIdentification", "160")],
  },
  {
    id: "BR-CL-22",
    // In any case, this list alone.
    holds: [code("TaxExemptionReasonCode", "VATEX-EU-AE"), code("TaxExemptionReasonCode", " vatex-fr-cgi261-1 ")],
    breaks: [code("TaxExemptionReasonCode", "VATEX EU AE"), code("TaxExemptionReasonCode", "VATEX-FR")],
  },
  {
    id: "BR-CL-23",
    holds: [unit("InvoicedQuantity", "C62"), unit("CreditedQuantity", "XPK"), unit("MinimumQuantity", "x")],
    breaks: [unit("InvoicedQuantity", "c62"), unit("CreditedQuantity", ""), unit("BaseQuantity", "PCE")],
  },
  {
    id: "BR-CL-24",
    // As written: no white space is removed.
    holds: [file("application/pdf"), file("text/csv")],
    breaks: [file("application/pdf "), file("Application/PDF"), file("application/xml")],
  },
  {
    id: "BR-CL-25",
    holds: [`<cbc:EndpointID schemeID="0225">1</cbc:EndpointID>`, "<cbc:EndpointID>1</cbc:EndpointID>"],
    breaks: [`<cbc:EndpointID schemeID="0001">1</cbc:EndpointID>`],
  },
  { id: "BR-CL-26", holds: [scheme("DeliveryLocation", "0009")], breaks: [scheme("DeliveryLocation", "EM")] },
];

describe("codes in UBL", () => {
  it.each(CASES)("$id accepts what the list has", ({ id, holds }) => {
    expect(holds.filter((fragment) => fired(fragment).includes(id))).toEqual([]);
  });

  it.each(CASES)("$id, and no other, refuses the rest", ({ id, breaks }) => {
    expect(breaks.filter((fragment) => fired(fragment).join() !== id)).toEqual([]);
  });

  it("asks the reason of what calls itself an allowance and a charge as that of an allowance", () => {
    const both = `<cac:AllowanceCharge>${code("ChargeIndicator", "false")}${code("ChargeIndicator", "true")}${code("AllowanceChargeReasonCode", "x")}</cac:AllowanceCharge>`;
    expect(fired(both)).toEqual(["BR-CL-19"]);
  });

  it("tells an amount without a currency from one whose currency is none", () => {
    const messages = UBL_CODE_RULES.filter(({ id }) => id === "BR-CL-03").map(({ message }) => message);
    expect(new Set(messages).size).toBe(2);
  });

  it("has a case for every rule", () => {
    expect(untested(UBL_CODE_RULES, CASES)).toEqual([]);
  });
});
