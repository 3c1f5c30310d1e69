/** Rules of the model that UBL asks of elements: where it tells apart what the model does not. */
import { Decimal } from "#domain/facture/decimal.ts";
import { insteadOf } from "#domain/regles/en16931/expected.ts";
import { isCountryPrefix } from "#domain/regles/en16931/vat-prefixes.ts";
import type { Test } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { decimalAt, decimalOf, exists, first, forEach, isFilled, some, textAt, textsAt } from "#formats/rules/find.ts";
import { asElements } from "#formats/rules/heads.ts";
import { oncePerDocument, oncePerElement, someChild } from "#formats/rules/questions.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";

const LINES = ["cac:InvoiceLine", "cac:CreditNoteLine"];

const isInOrder: Test = (period) =>
  !exists(period, "StartDate") ||
  !exists(period, "EndDate") ||
  textAt(period, "StartDate") <= textAt(period, "EndDate");

const sumOfParts = (total: XmlElement): Decimal => {
  let sum = Decimal.ZERO;
  forEach(total, "TaxSubtotal", (part) => {
    sum = sum.plus(decimalAt(part, "TaxAmount") ?? Decimal.ZERO);
  });
  return sum.cents();
};

const isSumOfItsParts: Test = (total) =>
  !exists(total, "TaxSubtotal") || decimalAt(total, "TaxAmount")?.equals(sumOfParts(total)) === true;

const VAT_TOTAL = ["TaxTotal", "TaxAmount"] as const;
const TOTAL_WITHOUT_VAT = ["LegalMonetaryTotal", "TaxExclusiveAmount"] as const;
const TOTAL_WITH_VAT = ["LegalMonetaryTotal", "TaxInclusiveAmount"] as const;

/** The total of VAT in that currency; undefined unless there is exactly one. */
const vatIn = (root: XmlElement, currency: string): Decimal | undefined => {
  const amounts: XmlElement[] = [];
  forEach(root, VAT_TOTAL, (amount) => {
    if (attributeOf(amount, "currencyID") === currency) amounts.push(amount);
  });
  const [only] = amounts;
  return only !== undefined && amounts.length === 1 ? decimalOf(only) : undefined;
};

const totalWithVat = (root: XmlElement): Decimal | undefined => {
  const vat = vatIn(root, first(root, "DocumentCurrencyCode")?.text ?? "");
  return vat && decimalAt(root, TOTAL_WITHOUT_VAT)?.plus(vat).cents();
};

const totalWithVatIsRight: Test = (root) => {
  if (!exists(root, "DocumentCurrencyCode")) return true;
  const computed = totalWithVat(root);
  return computed !== undefined && decimalAt(root, TOTAL_WITH_VAT)?.equals(computed) === true;
};

const GROSS_PRICE = ["AllowanceCharge", "BaseAmount"] as const;

/** As a number, which may be written with an exponent. */
const isNotNegative: Test = ({ text }) => Number(text) >= 0;

/** One gross price that is not negative is enough, as a comparison of several values has it. */
const hasGrossPrice: Test = (price) => some(price, GROSS_PRICE, isNotNegative) || !exists(price, GROSS_PRICE);

const TAX_REPRESENTATIVE = "//cac:TaxRepresentativeParty";
const PARTY_NAME = ["PartyName", "Name"] as const;
const PARTY_ID = ["PartyIdentification", "ID"] as const;
const COUNTRY = ["Country", "IdentificationCode"] as const;
const EARLIER_INVOICE = ["InvoiceDocumentReference", "ID"] as const;
const SELLER = ["AccountingSupplierParty", "Party"] as const;

/** Of the sellers beside a payee. */
const sellersBelow = oncePerElement((parent) => ({
  names: textsAt(parent, [...SELLER, ...PARTY_NAME]),
  ids: textsAt(parent, [...SELLER, ...PARTY_ID]),
}));

/** The payee has a name, and is not the seller under another heading. */
const isSomeoneElse: Test = (payee) => {
  if (payee.parent === undefined) return true;
  if (!exists(payee, PARTY_NAME)) return false;
  const { names, ids } = sellersBelow(payee.parent);
  return !some(payee, PARTY_NAME, ({ text }) => names.has(text)) && !some(payee, PARTY_ID, ({ text }) => ids.has(text));
};

const TAX = ["TaxScheme", "ID"] as const;

const isOfVat: Test = (tax) => textAt(tax, TAX).toUpperCase() === "VAT";

/** Many numbers may stand in one registration, and many taxes beside them. */
const isVatRegistration = oncePerElement(isOfVat);

const isOfVatRegistration: Test = ({ parent }) => parent !== undefined && isVatRegistration(parent);

const isVatNumberGiven: Test = (registration) => isOfVat(registration) && exists(registration, "CompanyID");

const INVOICING_PERIOD = {
  on: "//cac:InvoicePeriod",
  except: LINES.map((line) => `//${line}/cac:InvoicePeriod`),
};

/** A breakdown stands wherever tax is totalled, on a line too. */
const BREAKDOWN = "//cac:TaxTotal/cac:TaxSubtotal";

const someVatCategory =
  (asked: Test): Test =>
  (breakdown) =>
    someChild(breakdown, "TaxCategory", (category) => isOfVat(category) && asked(category));

/** The first rate of VAT. */
const rateOf = (breakdown: XmlElement): XmlElement | undefined => {
  for (let child = breakdown.firstChild; child !== undefined; child = child.next) {
    const rate = child.local === "TaxCategory" && isOfVat(child) ? first(child, "Percent") : undefined;
    if (rate !== undefined) return rate;
  }
  return undefined;
};

/** To one unit of the currency, since lines were rounded before, and no less than that. */
const vatAmountIsRight: Test = (breakdown) => {
  const stated = decimalAt(breakdown, "TaxAmount");
  const percent = rateOf(breakdown);
  const rate = percent && decimalOf(percent);
  if (percent === undefined || rate?.integer().sign() === 0) return stated?.integer().sign() === 0;
  const base = decimalAt(breakdown, "TaxableAmount");
  if (stated === undefined || base === undefined || rate === undefined) return false;
  const computed = base.abs().times(rate).percent().cents();
  return stated.abs().minus(computed).abs().compare(Decimal.ONE) < 0;
};

const vatAmount = (breakdown: XmlElement): Decimal | undefined => {
  const percent = rateOf(breakdown);
  const rate = percent && decimalOf(percent);
  return rate && decimalAt(breakdown, "TaxableAmount")?.times(rate).percent().cents();
};

/** The tax of a total or of one of its parts. */
const taxAmount = (of: XmlElement): XmlElement | undefined => first(of, "TaxAmount");

/** Of the totals of tax, wherever they stand. */
const currenciesOfTotals = oncePerDocument((root) => {
  const currencies = new Set<string>();
  const visit = (element: XmlElement): void => {
    for (let child = element.firstChild; child !== undefined; child = child.next) {
      const currency =
        element.local === "TaxTotal" && child.local === "TaxAmount" ? attributeOf(child, "currencyID") : undefined;
      if (currency !== undefined) currencies.add(currency);
      visit(child);
    }
  };
  visit(root);
  return currencies;
});

const SELLER_ID = ["Party", ...PARTY_ID] as const;
const SELLER_LEGAL_ID = ["Party", "PartyLegalEntity", "CompanyID"] as const;
const SELLER_REGISTRATION = ["Party", "PartyTaxScheme"] as const;

export const UBL_MODEL_RULES: readonly ElementRule[] = [
  asElements("BR-17", { on: "//cac:PayeeParty", holds: isSomeoneElse }),
  asElements("BR-18", { on: TAX_REPRESENTATIVE, holds: (party) => isFilled(party, PARTY_NAME) }),
  asElements("BR-19", { on: TAX_REPRESENTATIVE, holds: (party) => exists(party, "PostalAddress") }),
  asElements("BR-20", {
    on: `${TAX_REPRESENTATIVE}/cac:PostalAddress`,
    holds: (address) => isFilled(address, COUNTRY),
  }),
  asElements("BR-28", {
    on: LINES.map((line) => `${line}/cac:Price`),
    holds: hasGrossPrice,
  }),
  asElements("BR-29", { ...INVOICING_PERIOD, holds: isInOrder, shown: (period) => first(period, "EndDate") }),
  asElements("BR-45", { on: BREAKDOWN, holds: (breakdown) => exists(breakdown, "TaxableAmount") }),
  asElements("BR-46", { on: BREAKDOWN, holds: (breakdown) => exists(breakdown, "TaxAmount") }),
  asElements("BR-47", {
    on: BREAKDOWN,
    holds: someVatCategory((category) => exists(category, "ID")),
  }),
  asElements("BR-48", {
    on: BREAKDOWN,
    holds: someVatCategory((category) => exists(category, "Percent") || textAt(category, "ID") === "O"),
  }),
  asElements("BR-52", { on: "//cac:AdditionalDocumentReference", holds: (document) => isFilled(document, "ID") }),
  asElements("BR-53", {
    on: "cbc:TaxCurrencyCode",
    holds: (currency) => currenciesOfTotals(currency).has(currency.text),
  }),
  asElements("BR-54", {
    on: "//cac:AdditionalItemProperty",
    holds: (own) => exists(own, "Name") && exists(own, "Value"),
  }),
  asElements("BR-55", {
    on: "//cac:BillingReference",
    holds: (reference) => exists(reference, EARLIER_INVOICE),
  }),
  asElements("BR-56", {
    on: TAX_REPRESENTATIVE,
    holds: (party) => someChild(party, "PartyTaxScheme", isVatNumberGiven),
  }),
  asElements("BR-57", {
    on: "//cac:Delivery/cac:DeliveryLocation/cac:Address",
    holds: (address) => exists(address, COUNTRY),
  }),
  asElements("BR-CO-09", {
    on: "//cac:PartyTaxScheme/cbc:CompanyID",
    holds: (id) => isCountryPrefix(id.text.slice(0, 2), "UBL") || !isOfVatRegistration(id),
  }),
  asElements("BR-CO-14", {
    on: "cac:TaxTotal",
    holds: isSumOfItsParts,
    shown: taxAmount,
    expected: (total) => insteadOf(decimalAt(total, "TaxAmount"), sumOfParts(total)),
  }),
  asElements("BR-CO-15", {
    on: "",
    holds: totalWithVatIsRight,
    shown: (root) => first(root, TOTAL_WITH_VAT),
    expected: (root) => insteadOf(decimalAt(root, TOTAL_WITH_VAT), totalWithVat(root)),
  }),
  asElements("BR-CO-17", {
    on: BREAKDOWN,
    holds: vatAmountIsRight,
    shown: taxAmount,
    expected: (breakdown) => insteadOf(decimalAt(breakdown, "TaxAmount"), vatAmount(breakdown)),
  }),
  asElements("BR-CO-19", {
    ...INVOICING_PERIOD,
    holds: (period) => exists(period, "StartDate") || exists(period, "EndDate") || exists(period, "DescriptionCode"),
  }),
  asElements("BR-CO-26", {
    on: "cac:AccountingSupplierParty",
    holds: (seller) =>
      exists(seller, SELLER_ID) ||
      exists(seller, SELLER_LEGAL_ID) ||
      some(seller, SELLER_REGISTRATION, isVatNumberGiven),
  }),
];
