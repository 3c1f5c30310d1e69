import { describe, expect, it } from "vitest";
import { CII_DECIMAL_RULES } from "#formats/rules/decimals-cii.ts";
import { UBL_DECIMAL_RULES } from "#formats/rules/decimals-ubl.ts";
import { firing } from "./fire.ts";

const inInvoice = firing(UBL_DECIMAL_RULES, "invoice");
const inCreditNote = firing(UBL_DECIMAL_RULES, "creditNote");
const inCii = firing(CII_DECIMAL_RULES, "cii");

/** Where an amount of the rule stands, given its text. */
type Places = Readonly<Record<string, (amount: string) => string>>;

const ublTotal =
  (name: string): Places[string] =>
  (amount) =>
    `<cac:LegalMonetaryTotal><cbc:${name}>${amount}</cbc:${name}></cac:LegalMonetaryTotal>`;
const ublAllowanceCharge =
  (indicator: string, name: string, line?: string): Places[string] =>
  (amount) => {
    const inner = `<cac:AllowanceCharge><cbc:ChargeIndicator>${indicator}</cbc:ChargeIndicator><cbc:${name}>${amount}</cbc:${name}></cac:AllowanceCharge>`;
    return line === undefined ? inner : `<cac:${line}>${inner}</cac:${line}>`;
  };
const ublBreakdown =
  (name: string): Places[string] =>
  (amount) =>
    `<cac:TaxTotal><cac:TaxSubtotal><cbc:${name}>${amount}</cbc:${name}></cac:TaxSubtotal></cac:TaxTotal>`;

const UBL: Places = {
  "BR-DEC-01": ublAllowanceCharge("false", "Amount"),
  "BR-DEC-02": ublAllowanceCharge("0", "BaseAmount"),
  "BR-DEC-05": ublAllowanceCharge("true", "Amount"),
  "BR-DEC-06": ublAllowanceCharge(" 1 ", "BaseAmount"),
  "BR-DEC-09": ublTotal("LineExtensionAmount"),
  "BR-DEC-10": ublTotal("AllowanceTotalAmount"),
  "BR-DEC-11": ublTotal("ChargeTotalAmount"),
  "BR-DEC-12": ublTotal("TaxExclusiveAmount"),
  "BR-DEC-14": ublTotal("TaxInclusiveAmount"),
  "BR-DEC-16": ublTotal("PrepaidAmount"),
  "BR-DEC-17": ublTotal("PayableRoundingAmount"),
  "BR-DEC-18": ublTotal("PayableAmount"),
  "BR-DEC-19": ublBreakdown("TaxableAmount"),
  "BR-DEC-20": ublBreakdown("TaxAmount"),
  "BR-DEC-23": (amount) =>
    `<cac:InvoiceLine><cbc:LineExtensionAmount>${amount}</cbc:LineExtensionAmount></cac:InvoiceLine>`,
  "BR-DEC-24": ublAllowanceCharge("false", "Amount", "InvoiceLine"),
  "BR-DEC-25": ublAllowanceCharge("false", "BaseAmount", "InvoiceLine"),
  "BR-DEC-27": ublAllowanceCharge("true", "Amount", "CreditNoteLine"),
  "BR-DEC-28": ublAllowanceCharge("true", "BaseAmount", "CreditNoteLine"),
};

const HEADER = "ApplicableHeaderTradeSettlement";
const LINE = "SpecifiedLineTradeSettlement";
const TOTALS = "SpecifiedTradeSettlementHeaderMonetarySummation";

const within = (path: string, fragment: string): string =>
  path
    .split("/")
    .reverse()
    .reduce((inner, name) => `<ram:${name}>${inner}</ram:${name}>`, fragment);
const ciiAllowanceCharge =
  (settlement: string, indicator: string, name: string): Places[string] =>
  (amount) =>
    within(
      `${settlement}/SpecifiedTradeAllowanceCharge`,
      `<ram:ChargeIndicator><udt:Indicator>${indicator}</udt:Indicator></ram:ChargeIndicator>${within(name, amount)}`,
    );
const ciiTotal =
  (name: string): Places[string] =>
  (amount) =>
    within(`${TOTALS}/${name}`, amount);
const ciiBreakdown =
  (name: string, category = "S", type = "VAT"): Places[string] =>
  (amount) =>
    within(
      `${HEADER}/ApplicableTradeTax`,
      within(name, amount) + within("TypeCode", type) + within("CategoryCode", category),
    );
/** Totals of VAT, each in its currency, of an invoice in euros. */
const vatTotals = (totals: Readonly<Record<string, string>>, accounting?: string): string =>
  within(
    HEADER,
    within("InvoiceCurrencyCode", "EUR") +
      (accounting === undefined ? "" : within("TaxCurrencyCode", accounting)) +
      within(
        TOTALS,
        Object.entries(totals)
          .map(([currency, amount]) => `<ram:TaxTotalAmount currencyID="${currency}">${amount}</ram:TaxTotalAmount>`)
          .join(""),
      ),
  );

const CII: Places = {
  "BR-DEC-01": ciiAllowanceCharge(HEADER, "false", "ActualAmount"),
  "BR-DEC-02": ciiAllowanceCharge(HEADER, "false", "BasisAmount"),
  "BR-DEC-05": ciiAllowanceCharge(HEADER, "true", "ActualAmount"),
  "BR-DEC-06": ciiAllowanceCharge(HEADER, "true", "BasisAmount"),
  "BR-DEC-09": ciiTotal("LineTotalAmount"),
  "BR-DEC-10": ciiTotal("AllowanceTotalAmount"),
  "BR-DEC-11": ciiTotal("ChargeTotalAmount"),
  "BR-DEC-12": ciiTotal("TaxBasisTotalAmount"),
  "BR-DEC-14": ciiTotal("GrandTotalAmount"),
  "BR-DEC-16": ciiTotal("TotalPrepaidAmount"),
  "BR-DEC-17": ciiTotal("RoundingAmount"),
  "BR-DEC-18": ciiTotal("DuePayableAmount"),
  "BR-DEC-19": ciiBreakdown("BasisAmount"),
  "BR-DEC-20": ciiBreakdown("CalculatedAmount"),
  "BR-DEC-23": (amount) =>
    within(
      `IncludedSupplyChainTradeLineItem/${LINE}/SpecifiedTradeSettlementLineMonetarySummation/LineTotalAmount`,
      amount,
    ),
  "BR-DEC-24": ciiAllowanceCharge(LINE, "false", "ActualAmount"),
  "BR-DEC-25": ciiAllowanceCharge(LINE, "false", "BasisAmount"),
  "BR-DEC-27": ciiAllowanceCharge(LINE, "true", "ActualAmount"),
  "BR-DEC-28": ciiAllowanceCharge(LINE, "true", "BasisAmount"),
};

const EXACT = ["1", "1.", "1.2", "1.23", "-1.23", " 1.23", ""];
/** What is written counts: zeros and white space after the point, too. */
const TOO_LONG = ["1.230", "1.234", "1.23 ", "1.2 \n"];

describe.each([
  { syntax: "UBL invoice", places: UBL, fired: inInvoice, rules: UBL_DECIMAL_RULES, apart: [] },
  { syntax: "UBL credit note", places: UBL, fired: inCreditNote, rules: UBL_DECIMAL_RULES, apart: [] },
  { syntax: "CII", places: CII, fired: inCii, rules: CII_DECIMAL_RULES, apart: ["BR-DEC-13", "BR-DEC-15"] },
])("two decimals in a $syntax", ({ places, fired, rules, apart }) => {
  it.each(Object.entries(places))("%s accepts two decimals at most", (_, place) => {
    expect(EXACT.filter((amount) => fired(place(amount)).length > 0)).toEqual([]);
  });

  it.each(Object.entries(places))("%s, and no other, refuses more than two characters after the point", (id, place) => {
    expect(TOO_LONG.filter((amount) => fired(place(amount)).join() !== id)).toEqual([]);
  });

  it("is tested for every rule", () => {
    expect(rules.map(({ id }) => id).filter((id) => !(id in places))).toEqual(apart);
  });
});

describe("two decimals in UBL", () => {
  it("are asked of allowances of the document and of lines, not of those of prices", () => {
    expect(inInvoice(`<cac:Price>${ublAllowanceCharge("false", "Amount")("1.234")}</cac:Price>`)).toEqual([]);
  });

  it("are asked of the breakdown wherever it stands", () => {
    expect(inInvoice(`<cac:InvoiceLine>${ublBreakdown("TaxAmount")("1.234")}</cac:InvoiceLine>`)).toEqual([
      "BR-DEC-20",
    ]);
  });

  it("are not asked of the total of VAT: BR-DEC-13 and 15 always hold as published", () => {
    const total = `<cbc:DocumentCurrencyCode>EUR</cbc:DocumentCurrencyCode><cac:TaxTotal><cbc:TaxAmount currencyID="EUR">1.234</cbc:TaxAmount></cac:TaxTotal>`;
    expect(inInvoice(total)).toEqual([]);
  });
});

describe("two decimals in CII", () => {
  it.each(["0", " false ", "1"])("are not asked where the indicator reads %j", (indicator) => {
    expect(inCii(ciiAllowanceCharge(HEADER, indicator, "ActualAmount")("1.234"))).toEqual([]);
  });

  it.each(["O", "L", "M"])("escape the breakdown of category %s, which has rules of its own first", (category) => {
    expect(inCii(ciiBreakdown("BasisAmount", category, "vat")("1.234"))).toEqual([]);
  });

  it.each([
    [" O", "VAT"],
    ["O", "VAT "],
    ["AE", "VAT"],
  ])("are asked of category %j and type %j", (category, type) => {
    expect(inCii(ciiBreakdown("CalculatedAmount", category, type)("1.234"))).toEqual(["BR-DEC-20"]);
  });

  it.each([
    ["in cents", { EUR: "1.23" }],
    ["in cents, with more zeros: it is compared as a number", { EUR: "1.2300" }],
    ["in another currency", { SEK: "1.234" }],
    ["accompanied by one in another currency", { EUR: "1.234", SEK: "1.234" }],
    ["absent", {}],
  ])("BR-DEC-13 accepts a total of VAT that is %s", (_, totals) => {
    expect(inCii(vatTotals(totals))).toEqual([]);
  });

  it("BR-DEC-13 refuses a total of VAT that is not in cents", () => {
    expect(inCii(vatTotals({ EUR: "1.234" }))).toEqual(["BR-DEC-13"]);
  });

  it.each([
    ["in cents", { EUR: "1.23", SEK: "4.56" }],
    ["absent, as every total of VAT", {}],
  ])("BR-DEC-15 accepts a total in the accounting currency that is %s", (_, totals) => {
    expect(inCii(vatTotals(totals, "SEK"))).toEqual([]);
  });

  it("BR-DEC-13 takes a total without a currency for one in another, even where the invoice's is empty", () => {
    const bare = within(HEADER, within("InvoiceCurrencyCode", "") + within(`${TOTALS}/TaxTotalAmount`, "1.234"));
    expect(inCii(bare)).toEqual([]);
  });

  it.each([
    ["not in cents", { EUR: "1.23", SEK: "4.567" }],
    ["absent, beside one in another currency", { EUR: "1.23" }],
  ])("BR-DEC-15 refuses a total in the accounting currency that is %s", (_, totals) => {
    expect(inCii(vatTotals(totals, "SEK"))).toEqual(["BR-DEC-15"]);
  });
});
