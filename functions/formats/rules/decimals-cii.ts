/** BR-DEC-01 to BR-DEC-28 in CII: which amounts have two decimals at most. */
import { type DecimalRuleId, decimalHead } from "#domain/regles/en16931/decimals.ts";
import { isExactlyAllowance, isExactlyCharge } from "#formats/rules/adjustments-cii.ts";
import { says } from "#formats/rules/below.ts";
import { decimalRule, decimalRuleBeside, hasCentsAtMost, ofFirst } from "#formats/rules/decimals-rule.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { beside, oncePerElement, someChild } from "#formats/rules/questions.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";

const allowance = decimalRuleBeside(isExactlyAllowance);
const charge = decimalRuleBeside(isExactlyCharge);

const TOTALS = "//ram:SpecifiedTradeSettlementHeaderMonetarySummation";
const VAT_TOTAL = "TaxTotalAmount";
const DOCUMENT = "//ram:ApplicableHeaderTradeSettlement";
const LINE = "//ram:SpecifiedLineTradeSettlement";
const ALLOWANCE_CHARGE = "ram:SpecifiedTradeAllowanceCharge";
const AMOUNT = "ActualAmount";

const total = (id: DecimalRuleId, name: string): ElementRule => decimalRule(id, `${TOTALS}/ram:${name}`);

const isOfOtherRules = beside("CategoryCode", says("O", "L", "M"));
const isOfVat = beside("TypeCode", ({ text }) => text.toUpperCase() === "VAT");

/**
 * In the breakdown of VAT, the categories O, L and M escape: the artefacts ask them their own rules first, on the same
 * element, and then nothing more.
 */
const breakdown = (id: DecimalRuleId, name: string): ElementRule => ({
  ...decimalHead(id),
  on: `${DOCUMENT}/ram:ApplicableTradeTax/ram:${name}`,
  holds: (element) => hasCentsAtMost(element) || (isOfOtherRules(element) && isOfVat(element)),
});

/** As a number: 12.340 has two decimals here. */
const isInCents = ({ text }: XmlElement): boolean => Number(text) === Math.round(Number(text) * 100) / 100;

/** The currencies of that name beside the totals, as written. */
const currencies = (local: string): ((totals: XmlElement) => ReadonlySet<string>) => {
  const below = oncePerElement((settlement) => {
    const found = new Set<string>();
    for (let child = settlement.firstChild; child !== undefined; child = child.next) {
      if (child.local === local) found.add(child.text);
    }
    return found;
  });
  return ({ parent }) => (parent === undefined ? new Set() : below(parent));
};
const invoiceCurrencies = currencies("InvoiceCurrencyCode");
const accountingCurrencies = currencies("TaxCurrencyCode");

const isIn = (total: XmlElement, currencies: ReadonlySet<string>): boolean => {
  const currency = attributeOf(total, "currencyID");
  return currency !== undefined && currencies.has(currency);
};

const hasVatTotal = (totals: XmlElement): boolean => someChild(totals, VAT_TOTAL, () => true);

/** One total of VAT that is in another currency, or in cents, is enough. */
const isVatTotalInCents = (totals: XmlElement): boolean =>
  someChild(totals, VAT_TOTAL, (total) => isInCents(total) || !isIn(total, invoiceCurrencies(totals))) ||
  !hasVatTotal(totals);

/** With an accounting currency, one total of VAT must be in it, and in cents. */
const isAccountingTotalInCents = (totals: XmlElement): boolean => {
  const accounting = accountingCurrencies(totals);
  return (
    accounting.size === 0 ||
    someChild(totals, VAT_TOTAL, (total) => isInCents(total) && isIn(total, accounting)) ||
    !hasVatTotal(totals)
  );
};

export const CII_DECIMAL_RULES: readonly ElementRule[] = [
  ofFirst(AMOUNT, allowance("BR-DEC-01", `${DOCUMENT}/${ALLOWANCE_CHARGE}/ram:${AMOUNT}`)),
  allowance("BR-DEC-02", `${DOCUMENT}/${ALLOWANCE_CHARGE}/ram:BasisAmount`),
  ofFirst(AMOUNT, charge("BR-DEC-05", `${DOCUMENT}/${ALLOWANCE_CHARGE}/ram:${AMOUNT}`)),
  charge("BR-DEC-06", `${DOCUMENT}/${ALLOWANCE_CHARGE}/ram:BasisAmount`),
  total("BR-DEC-09", "LineTotalAmount"),
  total("BR-DEC-10", "AllowanceTotalAmount"),
  total("BR-DEC-11", "ChargeTotalAmount"),
  total("BR-DEC-12", "TaxBasisTotalAmount"),
  { ...decimalHead("BR-DEC-13"), on: TOTALS, holds: isVatTotalInCents },
  total("BR-DEC-14", "GrandTotalAmount"),
  {
    ...decimalHead("BR-DEC-15"),
    on: TOTALS,
    holds: isAccountingTotalInCents,
    message: "Le montant total de TVA en devise de comptabilisation (BT-111) manque, ou a plus de deux décimales.",
    fix: "Indiquez ce montant dans la devise de comptabilisation (BT-6), arrondi à deux décimales.",
  },
  total("BR-DEC-16", "TotalPrepaidAmount"),
  total("BR-DEC-17", "RoundingAmount"),
  total("BR-DEC-18", "DuePayableAmount"),
  breakdown("BR-DEC-19", "BasisAmount"),
  breakdown("BR-DEC-20", "CalculatedAmount"),
  decimalRule(
    "BR-DEC-23",
    "//ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount",
  ),
  ofFirst(AMOUNT, allowance("BR-DEC-24", `${LINE}/${ALLOWANCE_CHARGE}/ram:${AMOUNT}`)),
  allowance("BR-DEC-25", `${LINE}/${ALLOWANCE_CHARGE}/ram:BasisAmount`),
  ofFirst(AMOUNT, charge("BR-DEC-27", `${LINE}/${ALLOWANCE_CHARGE}/ram:${AMOUNT}`)),
  charge("BR-DEC-28", `${LINE}/${ALLOWANCE_CHARGE}/ram:BasisAmount`),
];
