/** Rules of the model that CII asks of elements: where it tells apart what the model does not. */
import { type Decimal, sum } from "#domain/facture/decimal.ts";
import { insteadOf } from "#domain/regles/en16931/expected.ts";
import { isCountryPrefix } from "#domain/regles/en16931/vat-prefixes.ts";
import { AGREEMENT, SETTLEMENT } from "#formats/cii/places.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { all, decimalAt, exists, first, isFilled, textAt } from "#formats/rules/find.ts";
import { asElements } from "#formats/rules/heads.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

const HEADER_PERIOD = `${SETTLEMENT}/ram:BillingSpecifiedPeriod`;
const LINE_PERIOD =
  "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeSettlement/ram:BillingSpecifiedPeriod";
const BREAKDOWN = "//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax";
const TOTALS = "//ram:SpecifiedTradeSettlementHeaderMonetarySummation";
const ACCOUNT = `${SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans/ram:PayeePartyCreditorFinancialAccount`;

const rootOf = (element: XmlElement): XmlElement => {
  let root = element;
  while (root.parent !== undefined) root = root.parent;
  return root;
};

/** A date in the only format that the rules read; undefined for any other. */
const date102 = (from: XmlElement, ...steps: readonly string[]): string | undefined => {
  const text = all(from, ...steps, "DateTimeString").find((date) => attributeOf(date, "format") === "102")?.text;
  return text === undefined ? undefined : trimXml(text);
};

const isInOrder = (period: XmlElement): boolean => {
  if (!exists(period, "StartDateTime") || !exists(period, "EndDateTime")) return true;
  const [start, end] = [date102(period, "StartDateTime"), date102(period, "EndDateTime")];
  return start !== undefined && end !== undefined && start <= end;
};

const hasStartOrEnd = (period: XmlElement): boolean => exists(period, "StartDateTime") || exists(period, "EndDateTime");

const isNamed = (account: XmlElement): boolean => isFilled(account, "IBANID") || isFilled(account, "ProprietaryID");

const hasId = (account: XmlElement): boolean => exists(account, "IBANID") || exists(account, "ProprietaryID");

/** UNTDID 4461: credit transfer, SEPA credit transfer. */
const CREDIT_TRANSFERS: ReadonlySet<string> = new Set(["30", "58"]);

const isCreditTransfer = ({ parent }: XmlElement): boolean =>
  parent !== undefined && CREDIT_TRANSFERS.has(textAt(parent, "TypeCode"));

const hasAddressScheme = (party: XmlElement): boolean =>
  !exists(party, "URIUniversalCommunication") ||
  all(party, "URIUniversalCommunication", "URIID").some((id) => (attributeOf(id, "schemeID") ?? "") !== "");

const sellerOf = (payee: XmlElement): XmlElement | undefined =>
  all(rootOf(payee), "SupplyChainTradeTransaction", "ApplicableHeaderTradeAgreement", "SellerTradeParty")[0];

const shares = (name: string, payee: XmlElement, seller: XmlElement): boolean => {
  const own = all(payee, name).map(({ text }) => text);
  return all(seller, name).some(({ text }) => own.includes(text));
};

/** The payee has a name, and is not the seller under another heading. */
const isSomeoneElse = (payee: XmlElement): boolean => {
  const seller = sellerOf(payee);
  return exists(payee, "Name") && (seller === undefined || !["Name", "ID"].some((name) => shares(name, payee, seller)));
};

const HEADER_SETTLEMENT = ["SupplyChainTradeTransaction", "ApplicableHeaderTradeSettlement"] as const;
const SUMMATION = "SpecifiedTradeSettlementHeaderMonetarySummation";

const amountsOf = (root: XmlElement, name: string): readonly XmlElement[] =>
  all(root, ...HEADER_SETTLEMENT, SUMMATION, name);

const decimalsOf = (amounts: readonly XmlElement[]): readonly Decimal[] =>
  amounts.flatMap((amount) => decimalAt(amount) ?? []);

const currencyOf = (root: XmlElement): string | undefined =>
  first(root, ...HEADER_SETTLEMENT, "InvoiceCurrencyCode")?.text;

/** For the currency of the invoice, compared as it is written; undefined unless there is one total of VAT and one base. */
const totalWithVat = (root: XmlElement): Decimal | undefined => {
  const currency = currencyOf(root);
  const totals = amountsOf(root, "TaxTotalAmount").filter((one) => attributeOf(one, "currencyID") === currency);
  const bases = decimalsOf(amountsOf(root, "TaxBasisTotalAmount"));
  const [vat] = decimalsOf(totals);
  const [base] = bases;
  if (totals.length !== 1 || bases.length !== 1 || vat === undefined) return undefined;
  return base?.plus(vat).cents();
};

/** A total that is the base itself has no VAT. */
const totalWithVatIsRight = (root: XmlElement): boolean => {
  if (currencyOf(root) === undefined) return true;
  const bases = decimalsOf(amountsOf(root, "TaxBasisTotalAmount"));
  const stated = decimalsOf(amountsOf(root, "GrandTotalAmount"));
  if (stated.some((one) => bases.some((base) => one.equals(base)))) return true;
  const computed = totalWithVat(root);
  return computed !== undefined && stated.some((one) => one.equals(computed));
};

const statedTotal = (root: XmlElement): XmlElement | undefined =>
  first(root, ...HEADER_SETTLEMENT, SUMMATION, "GrandTotalAmount");

/** The artefacts add these amounts as binary floating point, which may round half a cent the other way. */
const sumInCents = (amounts: readonly XmlElement[]): number =>
  Math.round(amounts.reduce((total, { text }) => total + Number(text), 0) * 10 * 10) / 100;

/** What is right is said exactly, all the same. */
const exactSum = (amounts: readonly XmlElement[]): Decimal => sum(decimalsOf(amounts)).cents();

type Indicator = "allowance" | "charge";

const INDICATORS: Readonly<Record<string, Indicator>> = {
  true: "charge",
  "1": "charge",
  false: "allowance",
  "0": "allowance",
};

/** Allowances or charges of the invoice; what says not which is neither. */
const ofHeader = (summation: XmlElement, kind: Indicator): readonly XmlElement[] =>
  all(rootOf(summation), ...HEADER_SETTLEMENT, "SpecifiedTradeAllowanceCharge").filter(
    (one) => INDICATORS[textAt(one, "ChargeIndicator", "Indicator")] === kind,
  );

const actualAmounts = (summands: readonly XmlElement[]): readonly XmlElement[] =>
  summands.flatMap((one) => first(one, "ActualAmount") ?? []);

/** A total that may be left out where there is nothing to add up. */
const sumRule = (id: string, name: string, kind: Indicator): ElementRule =>
  asElements(id, {
    on: TOTALS,
    holds: (summation) => {
      const summands = ofHeader(summation, kind);
      const stated = all(summation, name);
      if (stated.length === 0 && summands.length === 0) return true;
      const total = sumInCents(actualAmounts(summands));
      return stated.some(({ text }) => Number(text) === total);
    },
    shown: (summation) => first(summation, name),
    expected: (summation) => insteadOf(decimalAt(summation, name), exactSum(actualAmounts(ofHeader(summation, kind)))),
  });

const calculatedAmounts = (total: XmlElement): readonly XmlElement[] =>
  all(rootOf(total), ...HEADER_SETTLEMENT, "ApplicableTradeTax", "CalculatedAmount");

const isSumOfBreakdown = (total: XmlElement): boolean => {
  const isOwn = all(rootOf(total), ...HEADER_SETTLEMENT, "InvoiceCurrencyCode").some(
    ({ text }) => text === attributeOf(total, "currencyID"),
  );
  return !isOwn || Number(total.text) === sumInCents(calculatedAmounts(total));
};

const isOfVat = (tax: XmlElement): boolean => all(tax, "TypeCode").some(({ text }) => text.toUpperCase() === "VAT");

/** Categories whose own rules take the breakdown away from the general ones: a node is tested once in a pattern. */
const SHADOWED: ReadonlySet<string> = new Set(["O", "L", "M"]);

const isCategory = (tax: XmlElement, accepts: (code: string) => boolean): boolean =>
  isOfVat(tax) && all(tax, "CategoryCode").some(({ text }) => accepts(text));

const isShadowed = (tax: XmlElement): boolean => isCategory(tax, (code) => SHADOWED.has(code));

export const CII_MODEL_RULES: readonly ElementRule[] = [
  asElements("BR-03", {
    on: "",
    holds: (root) => (date102(root, "ExchangedDocument", "IssueDateTime") ?? "") !== "",
  }),
  asElements("BR-17", { on: "//ram:PayeeTradeParty", holds: isSomeoneElse }),
  asElements("BR-29", { on: HEADER_PERIOD, holds: isInOrder }),
  asElements("BR-30", { on: LINE_PERIOD, holds: isInOrder }),
  asElements("BR-47", { on: BREAKDOWN, holds: (tax) => isShadowed(tax) || isCategory(tax, () => true) }),
  asElements("BR-48", {
    on: BREAKDOWN,
    holds: (tax) => isShadowed(tax) || (isOfVat(tax) && exists(tax, "RateApplicablePercent")),
  }),
  asElements("BR-50", { on: ACCOUNT, holds: (account) => !isCreditTransfer(account) || isNamed(account) }),
  asElements("BR-52", {
    on: "//ram:AdditionalReferencedDocument",
    holds: (document) => isFilled(document, "IssuerAssignedID"),
  }),
  asElements("BR-54", {
    on: "//ram:ApplicableProductCharacteristic",
    holds: (own) => exists(own, "Description") && exists(own, "Value"),
  }),
  asElements("BR-61", { on: ACCOUNT, holds: (account) => !isCreditTransfer(account) || hasId(account) }),
  asElements("BR-62", { on: `${AGREEMENT}/ram:SellerTradeParty`, holds: hasAddressScheme }),
  asElements("BR-63", { on: `${AGREEMENT}/ram:BuyerTradeParty`, holds: hasAddressScheme }),
  asElements("BR-CO-03", {
    on: ["//ram:TaxPointDate", "//ram:DueDateTypeCode"],
    together: (dates) => dates.every(({ local }) => local === dates[0]?.local),
  }),
  asElements("BR-CO-09", {
    on: "//ram:SpecifiedTaxRegistration/ram:ID",
    holds: (id) => attributeOf(id, "schemeID") !== "VA" || isCountryPrefix(id.text.slice(0, 2), "CII"),
  }),
  sumRule("BR-CO-11", "AllowanceTotalAmount", "allowance"),
  sumRule("BR-CO-12", "ChargeTotalAmount", "charge"),
  asElements("BR-CO-14", {
    on: `${TOTALS}/ram:TaxTotalAmount`,
    holds: isSumOfBreakdown,
    expected: (total) => insteadOf(decimalAt(total), exactSum(calculatedAmounts(total))),
  }),
  asElements("BR-CO-15", {
    on: "",
    holds: totalWithVatIsRight,
    shown: statedTotal,
    expected: (root) => {
      const stated = statedTotal(root);
      return insteadOf(stated && decimalAt(stated), totalWithVat(root));
    },
  }),
  asElements("BR-CO-19", { on: HEADER_PERIOD, holds: hasStartOrEnd }),
  asElements("BR-CO-20", { on: LINE_PERIOD, holds: hasStartOrEnd }),
];
