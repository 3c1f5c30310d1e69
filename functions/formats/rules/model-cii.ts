/** Rules of the model that CII asks of elements: where it tells apart what the model does not. */
import { type Decimal, sum } from "#domain/facture/decimal.ts";
import { insteadOf } from "#domain/regles/en16931/expected.ts";
import { isCountryPrefix } from "#domain/regles/en16931/vat-prefixes.ts";
import { DELIVERY, SETTLEMENT } from "#formats/cii/places.ts";
import { says, type Test } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { all, decimalAt, exists, first, isFilled, textAt } from "#formats/rules/find.ts";
import { asElements } from "#formats/rules/heads.ts";
import { someChild } from "#formats/rules/questions.ts";
import { isCategoryOfVat, isOfVat } from "#formats/rules/tax-cii.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

const HEADER_PERIOD = `${SETTLEMENT}/ram:BillingSpecifiedPeriod`;
const LINE_PERIOD =
  "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeSettlement/ram:BillingSpecifiedPeriod";
const BREAKDOWN = "//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax";
const TOTALS = "//ram:SpecifiedTradeSettlementHeaderMonetarySummation";

/** Of a delivery. */
const ADDRESS = ["ShipToTradeParty", "PostalTradeAddress"] as const;

const rootOf = (element: XmlElement): XmlElement => {
  let root = element;
  while (root.parent !== undefined) root = root.parent;
  return root;
};

/** The dates in the only format that the rules read, as written. */
const dates102 = (from: XmlElement, ...steps: readonly string[]): readonly string[] =>
  all(from, ...steps, "DateTimeString")
    .filter((date) => attributeOf(date, "format") === "102")
    .map(({ text }) => text);

/** One of the ends is not before one of the starts. */
const isInOrder = (period: XmlElement): boolean => {
  if (!exists(period, "StartDateTime") || !exists(period, "EndDateTime")) return true;
  const [start] = dates102(period, "StartDateTime").toSorted();
  return start !== undefined && dates102(period, "EndDateTime").some((end) => start <= end);
};

const hasStartOrEnd = (period: XmlElement): boolean => exists(period, "StartDateTime") || exists(period, "EndDateTime");

/** What identifies a party for VAT: the scheme is compared as it is written. */
const vatIds = (party: XmlElement): readonly XmlElement[] =>
  all(party, "SpecifiedTaxRegistration", "ID").filter((id) => attributeOf(id, "schemeID") === "VA");

const isNotBlank: Test = ({ text }) => trimXml(text) !== "";

const isIdentified: Test = (seller) =>
  exists(seller, "ID") ||
  exists(seller, "GlobalID") ||
  exists(seller, "SpecifiedLegalOrganization", "ID") ||
  vatIds(seller).length > 0;

const sellersOf = (payee: XmlElement): readonly XmlElement[] =>
  all(rootOf(payee), "SupplyChainTradeTransaction", "ApplicableHeaderTradeAgreement", "SellerTradeParty");

/** What would give a payee away as the seller. */
const IDENTITIES = [["Name"], ["ID"], ["SpecifiedLegalOrganization", "ID"]] as const;

const isSame = (payee: XmlElement, seller: XmlElement): boolean =>
  IDENTITIES.some((steps) => {
    const own = all(payee, ...steps).map(({ text }) => text);
    return all(seller, ...steps).some(({ text }) => own.includes(text));
  });

/** The payee has a name, and is not the seller under another heading. */
const isSomeoneElse = (payee: XmlElement): boolean =>
  exists(payee, "Name") && !sellersOf(payee).some((seller) => isSame(payee, seller));

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

const currenciesOf = (root: XmlElement, name: string): readonly string[] =>
  all(root, ...HEADER_SETTLEMENT, name).map(({ text }) => text);

/** CII has one total for both currencies where they are the same, and asks for two. */
const hasTotalInOtherCurrency = (totals: XmlElement): boolean => {
  const root = rootOf(totals);
  const accounting = currenciesOf(root, "TaxCurrencyCode");
  if (accounting.length === 0) return true;
  const isStated = all(totals, "TaxTotalAmount").some((one) =>
    accounting.includes(attributeOf(one, "currencyID") ?? ""),
  );
  return isStated && !currenciesOf(root, "InvoiceCurrencyCode").some((currency) => accounting.includes(currency));
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

/** Categories whose own rules take the breakdown away from the general ones: a node is tested once in a pattern. */
const isShadowed = isCategoryOfVat(says("O", "L", "M"));

const isCategorised = isCategoryOfVat();

const isTaxed: Test = (settlement) => someChild(settlement, "ApplicableTradeTax", isCategorised);

export const CII_MODEL_RULES: readonly ElementRule[] = [
  asElements("BR-03", {
    on: "",
    holds: (root) => dates102(root, "ExchangedDocument", "IssueDateTime").some((date) => trimXml(date) !== ""),
  }),
  asElements("BR-17", { on: "//ram:PayeeTradeParty", holds: isSomeoneElse }),
  asElements("BR-29", { on: HEADER_PERIOD, holds: isInOrder }),
  asElements("BR-30", { on: LINE_PERIOD, holds: isInOrder }),
  asElements("BR-47", { on: BREAKDOWN, holds: (tax) => isCategorised(tax) }),
  asElements("BR-48", {
    on: BREAKDOWN,
    holds: (tax) => isShadowed(tax) || (isOfVat(tax) && exists(tax, "RateApplicablePercent")),
  }),
  asElements("BR-52", {
    on: "//ram:AdditionalReferencedDocument",
    holds: (document) => isFilled(document, "IssuerAssignedID"),
  }),
  asElements("BR-53", { on: TOTALS, holds: hasTotalInOtherCurrency }),
  asElements("BR-54", {
    on: "//ram:ApplicableProductCharacteristic",
    holds: (own) => exists(own, "Description") && exists(own, "Value"),
  }),
  asElements("BR-56", {
    on: "//ram:SellerTaxRepresentativeTradeParty",
    holds: (party) => vatIds(party).some(isNotBlank),
  }),
  asElements("BR-57", {
    on: DELIVERY,
    holds: (delivery) => !exists(delivery, ...ADDRESS) || isFilled(delivery, ...ADDRESS, "CountryID"),
    shown: (delivery) => first(delivery, ...ADDRESS),
  }),
  asElements("BR-CO-03", {
    on: ["//ram:TaxPointDate", "//ram:DueDateTypeCode"],
    together: (dates) => dates.every(({ local }) => local === dates[0]?.local),
  }),
  asElements("BR-CO-04", {
    on: "//ram:IncludedSupplyChainTradeLineItem",
    holds: (line) => someChild(line, "SpecifiedLineTradeSettlement", isTaxed),
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
  asElements("BR-CO-26", { on: "//ram:SellerTradeParty", holds: isIdentified }),
  asElements("BR-CO-19", { on: HEADER_PERIOD, holds: hasStartOrEnd }),
  asElements("BR-CO-20", { on: LINE_PERIOD, holds: hasStartOrEnd }),
];
