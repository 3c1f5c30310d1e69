/** CII-SR and CII-DT that say more than that something is not to be there: what each accepts and refuses. */
import { describe, expect, it } from "vitest";
import { CII_RULES } from "#formats/cii/rules.ts";
import { firing, type RuleCase, untested } from "./fire.ts";
import { markup } from "./markup.ts";

const fire = firing(CII_RULES, "cii");

const TRANSACTION = "rsm:SupplyChainTradeTransaction";
const LINE = `${TRANSACTION}/ram:IncludedSupplyChainTradeLineItem`;
const AGREEMENT = `${TRANSACTION}/ram:ApplicableHeaderTradeAgreement`;
const DELIVERY = `${TRANSACTION}/ram:ApplicableHeaderTradeDelivery`;
const SETTLEMENT = `${TRANSACTION}/ram:ApplicableHeaderTradeSettlement`;
const TOTALS = `${SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`;
const CONTEXT = "rsm:ExchangedDocumentContext";
const ALLOWANCE = `${SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge`;
const PRICES = `${LINE}/ram:SpecifiedLineTradeAgreement`;
const DISCOUNT = `${PRICES}/ram:GrossPriceProductTradePrice/ram:AppliedTradeAllowanceCharge`;

/** Once is right, twice is wrong: what is given once, and the elements around it. */
const ONCE: Readonly<Record<string, readonly [around: string, once: string]>> = {
  "CII-SR-003": [CONTEXT, "ram:BusinessProcessSpecifiedDocumentContextParameter"],
  "CII-SR-030": ["rsm:ExchangedDocument/ram:IncludedNote", "ram:Content"],
  "CII-SR-039": [`${LINE}/ram:AssociatedDocumentLineDocument`, "ram:IncludedNote"],
  "CII-SR-040": [`${LINE}/ram:AssociatedDocumentLineDocument`, "ram:IncludedNote/ram:Content"],
  "CII-SR-440": [DISCOUNT, "ram:ActualAmount"],
  "CII-SR-441": [`${PRICES}/ram:NetPriceProductTradePrice`, "ram:ChargeAmount"],
  "CII-SR-471": [ALLOWANCE, "ram:RateApplicablePercent"],
  "CII-SR-472": [ALLOWANCE, "ram:CategoryTradeTax"],
  "CII-SR-473": [`${LINE}/ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge`, "ram:ActualAmount"],
  "CII-SR-455": [`${AGREEMENT}/ram:SellerTradeParty`, "ram:DefinedTradeContact"],
  "CII-SR-456": [`${AGREEMENT}/ram:BuyerTradeParty`, "ram:DefinedTradeContact"],
  "CII-SR-459": [`${AGREEMENT}/ram:SellerTradeParty`, "ram:URIUniversalCommunication"],
  "CII-SR-460": [`${AGREEMENT}/ram:BuyerTradeParty`, "ram:URIUniversalCommunication"],
  "CII-SR-452": [SETTLEMENT, "ram:SpecifiedTradePaymentTerms"],
  "CII-SR-453": [`${SETTLEMENT}/ram:SpecifiedTradePaymentTerms`, "ram:Description"],
  "CII-SR-461": [SETTLEMENT, "ram:ApplicableTradeTax/ram:TaxPointDate"],
  "CII-SR-469": [SETTLEMENT, "ram:PaymentReference"],
  "CII-SR-477": [TOTALS, "ram:LineTotalAmount"],
  "CII-SR-478": [TOTALS, "ram:ChargeTotalAmount"],
  "CII-SR-479": [TOTALS, "ram:AllowanceTotalAmount"],
  "CII-SR-480": [TOTALS, "ram:TaxBasisTotalAmount"],
  "CII-SR-481": [TOTALS, "ram:RoundingAmount"],
  "CII-SR-482": [TOTALS, "ram:GrandTotalAmount"],
  "CII-SR-483": [TOTALS, "ram:InformationAmount"],
  "CII-SR-484": [TOTALS, "ram:TotalPrepaidAmount"],
  "CII-SR-485": [TOTALS, "ram:TotalDiscountAmount"],
  "CII-SR-486": [TOTALS, "ram:TotalAllowanceChargeAmount"],
  "CII-SR-487": [TOTALS, "ram:DuePayableAmount"],
  "CII-SR-488": [TOTALS, "ram:RetailValueExcludingTaxInformationAmount"],
  "CII-SR-489": [TOTALS, "ram:TotalDepositFeeInformationAmount"],
  "CII-SR-490": [TOTALS, "ram:ProductValueExcludingTobaccoTaxInformationAmount"],
  "CII-SR-491": [TOTALS, "ram:TotalRetailValueInformationAmount"],
  "CII-SR-492": [TOTALS, "ram:GrossLineTotalAmount"],
  "CII-SR-493": [TOTALS, "ram:NetLineTotalAmount"],
  "CII-SR-494": [TOTALS, "ram:NetIncludingTaxesLineTotalAmount"],
};

/** Once is right, none is as wrong as two. */
const EXACTLY_ONCE: Readonly<Record<string, readonly [around: string, once: string]>> = {
  "CII-SR-009": [CONTEXT, "ram:GuidelineSpecifiedDocumentContextParameter"],
  "CII-SR-010": [`${CONTEXT}/ram:GuidelineSpecifiedDocumentContextParameter`, "ram:ID"],
  "CII-SR-014": ["rsm:ExchangedDocument", "ram:TypeCode"],
  "CII-SR-069": [`${LINE}/ram:SpecifiedTradeProduct/ram:ApplicableProductCharacteristic`, "ram:Description"],
  "CII-SR-072": [`${LINE}/ram:SpecifiedTradeProduct/ram:ApplicableProductCharacteristic`, "ram:Value"],
  "CII-SR-090": [`${LINE}/ram:SpecifiedTradeProduct/ram:OriginTradeCountry`, "ram:ID"],
  "CII-SR-439": [`${PRICES}/ram:NetPriceProductTradePrice`, "ram:ChargeAmount"],
  "CII-SR-454": [`${LINE}/ram:SpecifiedLineTradeSettlement`, "ram:ApplicableTradeTax"],
};

const isCharge = (indicator: string): string => markup("ram:ChargeIndicator/udt:Indicator", indicator);
const ids = (path: string, ...names: readonly string[]): string => markup(path, ...names.map((name) => markup(name)));
const document = (type: string, ...content: readonly string[]): string =>
  markup("ram:AdditionalReferencedDocument", markup("ram:TypeCode", type), ...content);
const contact = (party: string, ...names: readonly string[]): string =>
  ids(`${AGREEMENT}/${party}/ram:DefinedTradeContact`, ...names);
const means = (...content: readonly string[]): string => markup("ram:SpecifiedTradeSettlementPaymentMeans", ...content);
const code = (text: string): string => markup("ram:TypeCode", text);
const account = (name: string): string => markup(`ram:PayeePartyCreditorFinancialAccount/${name}`);
const date = (text: string, format = "102"): string => markup(`udt:DateTimeString@format=${format}`, text);
const tax = (holder: string, ...content: readonly string[]): string =>
  markup(`${holder}/ram:ApplicableTradeTax`, ...content);
const headerOnly = (name: string) => ({
  holds: [tax(SETTLEMENT, markup(name))],
  breaks: [tax(`${LINE}/ram:SpecifiedLineTradeSettlement`, markup(name))],
});
const breakdownOnly = (name: string) => ({
  holds: [tax(SETTLEMENT, markup(name)), tax(LINE, markup(name))],
  breaks: [markup(`${ALLOWANCE}/ram:CategoryTradeTax`, markup(name))],
});
const onlyIn = (type: string, thing: string) => ({
  holds: [markup(AGREEMENT, document(type, markup(thing))), markup(AGREEMENT, document("50"))],
  breaks: [
    markup(AGREEMENT, document("50", markup(thing))),
    markup(AGREEMENT, document(` ${type} `, markup(thing))),
    markup(`${AGREEMENT}/ram:ContractReferencedDocument`, code(type), markup(thing)),
  ],
});
const severalOf = (type: string, thing: string) => ({
  holds: [markup(AGREEMENT, document(type, markup(thing)), document(type), document("50", markup(thing)))],
  breaks: [markup(AGREEMENT, document(` ${type} `, markup(thing)).repeat(2))],
});

const CASES: readonly RuleCase[] = [
  {
    id: "CII-SR-046",
    holds: [
      markup(`${LINE}/ram:SpecifiedTradeProduct`),
      markup(`${LINE}/ram:SpecifiedTradeProduct/ram:GlobalID@schemeID=0160`),
    ],
    breaks: [markup(`${LINE}/ram:SpecifiedTradeProduct/ram:GlobalID`)],
  },
  {
    id: "CII-SR-119",
    holds: [
      markup(PRICES),
      markup(DISCOUNT, isCharge("false"), "<ram:ActualAmount/>"),
      markup(DISCOUNT, isCharge(" 0 "), "<ram:ActualAmount/>"),
    ],
    breaks: [
      markup(DISCOUNT, isCharge("true"), "<ram:ActualAmount/>"),
      markup(DISCOUNT, "<ram:ActualAmount/>"),
      markup(DISCOUNT, isCharge("false")),
    ],
  },
  { id: "CII-SR-463", holds: [markup(ALLOWANCE, isCharge("true"))], breaks: [markup(ALLOWANCE)] },
  {
    id: "CII-SR-474",
    holds: [markup(`${LINE}/ram:SpecifiedLineTradeSettlement`, document("130"), document("916"))],
    breaks: [markup(`${LINE}/ram:SpecifiedLineTradeSettlement`, document("130"), document(" 130 "))],
  },
  {
    id: "CII-SR-449",
    holds: [ids(`${DELIVERY}/ram:ShipToTradeParty`, "ram:ID")],
    breaks: [ids(`${DELIVERY}/ram:ShipToTradeParty`, "ram:ID", "ram:GlobalID")],
  },
  {
    id: "CII-SR-450",
    holds: [ids(`${AGREEMENT}/ram:BuyerTradeParty`, "ram:GlobalID")],
    breaks: [ids(`${AGREEMENT}/ram:BuyerTradeParty`, "ram:ID", "ram:GlobalID")],
  },
  {
    id: "CII-SR-451",
    holds: [ids(`${SETTLEMENT}/ram:PayeeTradeParty`, "ram:ID")],
    breaks: [ids(`${SETTLEMENT}/ram:PayeeTradeParty`, "ram:ID", "ram:GlobalID")],
  },
  {
    id: "CII-SR-457",
    holds: [markup(AGREEMENT, document("50"), document("130"))],
    breaks: [markup(AGREEMENT, document("50").repeat(2))],
  },
  {
    id: "CII-SR-458",
    holds: [markup(AGREEMENT, document("50"), document("130"))],
    breaks: [markup(AGREEMENT, document("130").repeat(2))],
  },
  { id: "CII-SR-475", ...severalOf("916", "ram:Name") },
  { id: "CII-SR-476", ...severalOf("916", "ram:AttachmentBinaryObject") },
  {
    id: "CII-SR-465",
    holds: [contact("ram:SellerTradeParty", "ram:PersonName")],
    breaks: [contact("ram:SellerTradeParty", "ram:PersonName", "ram:DepartmentName")],
  },
  {
    id: "CII-SR-466",
    holds: [contact("ram:BuyerTradeParty", "ram:DepartmentName")],
    breaks: [contact("ram:BuyerTradeParty", "ram:PersonName", "ram:DepartmentName")],
  },
  {
    id: "CII-SR-462",
    holds: [tax(SETTLEMENT, markup("ram:DueDateTypeCode", "5")).repeat(2)],
    breaks: [tax(SETTLEMENT, markup("ram:DueDateTypeCode", "5")) + tax(LINE, markup("ram:DueDateTypeCode", "72"))],
  },
  {
    id: "CII-SR-467",
    holds: [markup(SETTLEMENT, means(code("30")), means(code(" 30\n")))],
    breaks: [markup(SETTLEMENT, means(code("30")), means(code("58")))],
  },
  {
    id: "CII-SR-468",
    holds: [
      markup(
        SETTLEMENT,
        means(markup("ram:Information", "Par  virement")),
        means(markup("ram:Information", "Par virement ")),
      ),
    ],
    breaks: [
      markup(
        SETTLEMENT,
        means(markup("ram:Information", "Par virement")),
        means(markup("ram:Information", "virement")),
      ),
    ],
  },
  {
    id: "CII-SR-470",
    holds: [
      markup(SETTLEMENT, means(code("30"), account("ram:IBANID"))),
      markup(SETTLEMENT, means(code("58"), account("ram:ProprietaryID"))),
      markup(SETTLEMENT, means(code("10"))),
    ],
    breaks: [
      markup(SETTLEMENT, means(code(" 30 "))),
      markup(SETTLEMENT, means(code("58"), account("ram:AccountName"))),
    ],
  },
  { id: "CII-DT-015", ...onlyIn("916", "ram:URIID") },
  {
    id: "CII-DT-018",
    holds: [markup(AGREEMENT, document("50"), document("130"), document("916"))],
    breaks: [markup(AGREEMENT, document("380")), markup(`${SETTLEMENT}/ram:InvoiceReferencedDocument`, code("130"))],
  },
  { id: "CII-DT-021", ...onlyIn("916", "ram:Name") },
  { id: "CII-DT-022", ...onlyIn("916", "ram:AttachmentBinaryObject") },
  { id: "CII-DT-024", ...onlyIn("130", "ram:ReferenceTypeCode") },
  {
    id: "CII-DT-027",
    holds: [markup(`${SETTLEMENT}/ram:InvoiceReferencedDocument/ram:FormattedIssueDateTime`)],
    breaks: [markup(`${AGREEMENT}/ram:ContractReferencedDocument/ram:FormattedIssueDateTime`)],
  },
  {
    id: "CII-DT-033",
    holds: [
      markup(`${LINE}/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity@unitCode=C62`) +
        markup("ram:AnyQuantity@unitCode=C62"),
    ],
    breaks: [
      markup("ram:AnyQuantity@unitCode=C62"),
      markup(
        `${LINE}/ram:IncludedSubordinateTradeLineItem/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity@unitCode=C62`,
      ),
    ],
  },
  {
    id: "CII-DT-037",
    holds: [tax(SETTLEMENT, code("VAT")), tax(SETTLEMENT)],
    breaks: [tax(SETTLEMENT, code("vat")), markup(`${ALLOWANCE}/ram:CategoryTradeTax`, code("GST"))],
  },
  { id: "CII-DT-041", ...headerOnly("ram:BasisAmount") },
  { id: "CII-DT-054", ...headerOnly("ram:TaxPointDate") },
  { id: "CII-DT-058", ...headerOnly("ram:DueDateTypeCode") },
  { id: "CII-DT-052", ...breakdownOnly("ram:ExemptionReasonCode") },
  { id: "CII-DT-098", ...breakdownOnly("ram:ExemptionReason") },
  {
    id: "CII-DT-097",
    holds: [date("20260131"), date(" 20260231\n"), date("2026-01-31", "203")],
    breaks: [date("2026-01-31"), date("20261301"), date("20260132"), date("\u00a020260131"), date("")],
  },
];

const times = ([around, path]: readonly [string, string], count: number): string =>
  markup(around, markup(path).repeat(count));

const ALL: readonly RuleCase[] = [
  ...Object.entries(ONCE).map(([id, path]) => ({ id, holds: [times(path, 1)], breaks: [times(path, 2)] })),
  ...Object.entries(EXACTLY_ONCE).map(([id, path]) => ({
    id,
    holds: [times(path, 1)],
    breaks: [times(path, 0), times(path, 2)],
  })),
  ...CASES,
];

describe("the rules of CII", () => {
  it("are all tested", () => {
    expect(untested(CII_RULES, ALL)).toEqual([]);
  });

  it.each(ALL)("$id accepts what is right and refuses what is wrong", ({ id, holds, breaks }) => {
    expect(holds.filter((fragment) => fire(fragment).includes(id))).toEqual([]);
    expect(breaks.filter((fragment) => !fire(fragment).includes(id))).toEqual([]);
  });

  it("ask nothing of an item without an origin (CII-SR-090)", () => {
    expect(fire(markup(`${LINE}/ram:SpecifiedTradeProduct`))).toEqual([]);
  });
});
