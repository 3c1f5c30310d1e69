/** Totals as CII asks of its elements: BR-53, BR-CO-11, 12, 14 and 15. */
import { Decimal } from "#domain/facture/decimal.ts";
import { insteadOf } from "#domain/regles/en16931/expected.ts";
import type { Test } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { decimalAt, decimalOf, first, forEach, textAt } from "#formats/rules/find.ts";
import { asElements } from "#formats/rules/heads.ts";
import { oncePerDocument, someChild } from "#formats/rules/questions.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";

const SUMMATION = "SpecifiedTradeSettlementHeaderMonetarySummation";
const TOTALS = `//ram:${SUMMATION}`;

const HEADER = ["SupplyChainTradeTransaction", "ApplicableHeaderTradeSettlement"] as const;
const INDICATOR = ["ChargeIndicator", "Indicator"] as const;

/** What a total should be the sum of. */
class Summands {
  /** Whether there is anything to add up, be it without an amount. */
  areThere = false;
  readonly #amounts: XmlElement[] = [];
  #inCents: number | undefined;

  add(amount: XmlElement | undefined): void {
    this.areThere = true;
    if (amount !== undefined) this.#amounts.push(amount);
  }

  /** The artefacts add these amounts as binary floating point, which may round half a cent the other way. */
  get inCents(): number {
    if (this.#inCents === undefined) {
      let total = 0;
      for (const { text } of this.#amounts) total += Number(text);
      this.#inCents = Math.round(total * 10 * 10) / 100;
    }
    return this.#inCents;
  }

  /** What is right is said exactly, all the same. */
  get exact(): Decimal {
    let total = Decimal.ZERO;
    for (const amount of this.#amounts) total = total.plus(decimalOf(amount) ?? Decimal.ZERO);
    return total.cents();
  }
}

const KINDS: ReadonlyMap<string, "allowances" | "charges"> = new Map([
  ["false", "allowances"],
  ["0", "allowances"],
  ["true", "charges"],
  ["1", "charges"],
]);

const haveOneInCommon = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean => {
  for (const one of some) if (others.has(one)) return true;
  return false;
};

/** What the totals are compared with: a hostile file has 100,000 totals, and 100,000 of each thing that they compare with. */
class Header {
  /** The first is that of the invoice, were there several. */
  readonly currencies = new Set<string>();
  readonly accountingCurrencies = new Set<string>();
  readonly allowances = new Summands();
  readonly charges = new Summands();
  readonly vat = new Summands();
  readonly summations: XmlElement[] = [];
  /** Whether the accounting currency is that of the invoice. */
  readonly isInOneCurrency: boolean;

  constructor(root: XmlElement) {
    forEach(root, HEADER, (settlement) => {
      for (let child = settlement.firstChild; child !== undefined; child = child.next) this.#read(child);
    });
    this.isInOneCurrency = haveOneInCommon(this.accountingCurrencies, this.currencies);
  }

  #read(child: XmlElement): void {
    READERS.get(child.local)?.(this, child);
  }
}

const READERS: ReadonlyMap<string, (header: Header, child: XmlElement) => void> = new Map([
  ["InvoiceCurrencyCode", ({ currencies }, { text }) => currencies.add(text)],
  ["TaxCurrencyCode", ({ accountingCurrencies }, { text }) => accountingCurrencies.add(text)],
  [SUMMATION, ({ summations }, summation) => summations.push(summation)],
  ["ApplicableTradeTax", ({ vat }, tax) => forEach(tax, "CalculatedAmount", (amount) => vat.add(amount))],
  [
    "SpecifiedTradeAllowanceCharge",
    (header, one) => {
      // What says not which it is, is neither.
      const kind = KINDS.get(textAt(one, INDICATOR));
      if (kind !== undefined) header[kind].add(first(one, "ActualAmount"));
    },
  ],
]);

const headerOf = oncePerDocument((root) => new Header(root));

/** The amounts of that name, in whichever group of totals; what is no decimal is none. */
const decimalsOf = ({ summations }: Header, name: string): readonly Decimal[] => {
  const found: Decimal[] = [];
  for (const summation of summations) {
    forEach(summation, name, (amount) => {
      const decimal = decimalOf(amount);
      if (decimal !== undefined) found.push(decimal);
    });
  }
  return found;
};

/** The totals of VAT in the currency of the invoice, compared as it is written. */
const vatTotalsOf = ({ summations, currencies }: Header): readonly XmlElement[] => {
  const [currency] = currencies;
  const found: XmlElement[] = [];
  for (const summation of summations) {
    forEach(summation, "TaxTotalAmount", (total) => {
      if (attributeOf(total, "currencyID") === currency) found.push(total);
    });
  }
  return found;
};

/** Undefined unless there is one total of VAT and one base. */
const totalWithVat = (header: Header, bases: readonly Decimal[]): Decimal | undefined => {
  const totals = vatTotalsOf(header);
  const [total] = totals;
  const [base] = bases;
  if (total === undefined || totals.length !== 1 || bases.length !== 1) return undefined;
  const vat = decimalOf(total);
  return vat && base?.plus(vat).cents();
};

const POINT = ".";
const ZERO = "0".charCodeAt(0);

/** The same for all ways to write an amount. */
const normal = (amount: Decimal): string => {
  const text = amount.toString();
  const point = text.indexOf(POINT);
  if (point < 0) return text;
  let end = text.length;
  while (text.charCodeAt(end - 1) === ZERO) end--;
  return text.slice(0, end === point + 1 ? point : end);
};

const someEqual = (some: readonly Decimal[], others: readonly Decimal[]): boolean => {
  const [other] = others;
  if (other !== undefined && others.length === 1) return some.some((one) => one.equals(other));
  return haveOneInCommon(new Set(some.map(normal)), new Set(others.map(normal)));
};

const BASE = "TaxBasisTotalAmount";
const STATED = [...HEADER, SUMMATION, "GrandTotalAmount"] as const;

/** A total that is the base itself has no VAT. */
const totalWithVatIsRight = (root: XmlElement): boolean => {
  const header = headerOf(root);
  if (header.currencies.size === 0) return true;
  const bases = decimalsOf(header, BASE);
  const stated = decimalsOf(header, "GrandTotalAmount");
  if (someEqual(stated, bases)) return true;
  const computed = totalWithVat(header, bases);
  return computed !== undefined && stated.some((one) => one.equals(computed));
};

const expectedTotal = (root: XmlElement): string | undefined => {
  const header = headerOf(root);
  return insteadOf(decimalAt(root, STATED), totalWithVat(header, decimalsOf(header, BASE)));
};

/** CII has one total for both currencies where they are the same, and asks for two. */
const hasTotalInOtherCurrency = (summation: XmlElement): boolean => {
  const { accountingCurrencies, isInOneCurrency } = headerOf(summation);
  if (accountingCurrencies.size === 0) return true;
  const isInIt: Test = (total) => accountingCurrencies.has(attributeOf(total, "currencyID") ?? "");
  return !isInOneCurrency && someChild(summation, "TaxTotalAmount", isInIt);
};

/** A total that may be left out where there is nothing to add up. */
const sumRule = (id: string, name: string, kind: "allowances" | "charges"): ElementRule =>
  asElements(id, {
    on: TOTALS,
    holds: (summation) => {
      const summands = headerOf(summation)[kind];
      if (!summands.areThere && first(summation, name) === undefined) return true;
      return someChild(summation, name, ({ text }) => Number(text) === summands.inCents);
    },
    shown: (summation) => first(summation, name),
    expected: (summation) => insteadOf(decimalAt(summation, name), headerOf(summation)[kind].exact),
  });

/** What is in another currency than the invoice is of no sum. */
const isSumOfBreakdown: Test = (total) => {
  const { currencies, vat } = headerOf(total);
  const currency = attributeOf(total, "currencyID");
  return currency === undefined || !currencies.has(currency) || Number(total.text) === vat.inCents;
};

export const CII_TOTAL_RULES: readonly ElementRule[] = [
  asElements("BR-53", { on: TOTALS, holds: hasTotalInOtherCurrency }),
  sumRule("BR-CO-11", "AllowanceTotalAmount", "allowances"),
  sumRule("BR-CO-12", "ChargeTotalAmount", "charges"),
  asElements("BR-CO-14", {
    on: `${TOTALS}/ram:TaxTotalAmount`,
    holds: isSumOfBreakdown,
    expected: (total) => insteadOf(decimalOf(total), headerOf(total).vat.exact),
  }),
  asElements("BR-CO-15", {
    on: "",
    holds: totalWithVatIsRight,
    shown: (root) => first(root, STATED),
    expected: expectedTotal,
  }),
];
