/** Rules of the model that UBL asks of elements: where it tells apart what the model does not. */
import { Decimal, sum } from "#domain/facture/decimal.ts";
import { insteadOf } from "#domain/regles/en16931/expected.ts";
import { isCountryPrefix } from "#domain/regles/en16931/vat-prefixes.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { all, decimalAt, exists, first, isFilled, textAt } from "#formats/rules/find.ts";
import { asElements } from "#formats/rules/heads.ts";
import { oncePerElement } from "#formats/rules/questions.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";

const LINES = ["cac:InvoiceLine", "cac:CreditNoteLine"];

const isInOrder = (period: XmlElement): boolean => {
  const [start, end] = [textAt(period, "StartDate"), textAt(period, "EndDate")];
  return !exists(period, "StartDate") || !exists(period, "EndDate") || start <= end;
};

const sumOfParts = (total: XmlElement): Decimal =>
  sum(all(total, "TaxSubtotal").flatMap((part) => decimalAt(part, "TaxAmount") ?? [])).cents();

const isSumOfItsParts = (total: XmlElement): boolean =>
  !exists(total, "TaxSubtotal") || decimalAt(total, "TaxAmount")?.equals(sumOfParts(total)) === true;

/** The total of VAT in that currency; undefined unless there is exactly one. */
const vatIn = (root: XmlElement, currency: string): Decimal | undefined => {
  const amounts = all(root, "TaxTotal", "TaxAmount").filter((amount) => attributeOf(amount, "currencyID") === currency);
  const [only] = amounts;
  return only !== undefined && amounts.length === 1 ? decimalAt(only) : undefined;
};

const totalWithVat = (root: XmlElement): Decimal | undefined => {
  const vat = vatIn(root, first(root, "DocumentCurrencyCode")?.text ?? "");
  return vat && decimalAt(root, "LegalMonetaryTotal", "TaxExclusiveAmount")?.plus(vat).cents();
};

const TOTAL_WITH_VAT = ["LegalMonetaryTotal", "TaxInclusiveAmount"] as const;

const totalWithVatIsRight = (root: XmlElement): boolean => {
  if (!exists(root, "DocumentCurrencyCode")) return true;
  const computed = totalWithVat(root);
  return computed !== undefined && decimalAt(root, ...TOTAL_WITH_VAT)?.equals(computed) === true;
};

/** One gross price that is not negative is enough, as a comparison of several values has it. */
const hasGrossPrice = (price: XmlElement): boolean => {
  const gross = all(price, "AllowanceCharge", "BaseAmount");
  // As a number, which may be written with an exponent.
  return gross.length === 0 || gross.some(({ text }) => Number(text) >= 0);
};

const TAX_REPRESENTATIVE = "//cac:TaxRepresentativeParty";

interface Identities {
  readonly names: ReadonlySet<string>;
  readonly ids: ReadonlySet<string>;
}

const textsAt = (from: XmlElement, ...steps: readonly string[]): ReadonlySet<string> =>
  new Set(all(from, ...steps).map(({ text }) => text));

const identitiesOf = (party: XmlElement, ...steps: readonly string[]): Identities => ({
  names: textsAt(party, ...steps, "PartyName", "Name"),
  ids: textsAt(party, ...steps, "PartyIdentification", "ID"),
});

/** Of the sellers beside a payee. */
const sellersBelow = oncePerElement((parent) => identitiesOf(parent, "AccountingSupplierParty", "Party"));

const areApart = (own: ReadonlySet<string>, other: ReadonlySet<string>): boolean =>
  [...own].every((text) => !other.has(text));

/** The payee has a name, and is not the seller under another heading. */
const isSomeoneElse = (payee: XmlElement): boolean => {
  if (payee.parent === undefined) return true;
  const [own, seller] = [identitiesOf(payee), sellersBelow(payee.parent)];
  return own.names.size > 0 && areApart(own.names, seller.names) && areApart(own.ids, seller.ids);
};

const isOfVatScheme = (tax: XmlElement): boolean => textAt(tax, "TaxScheme", "ID").toUpperCase() === "VAT";

const isOfVat = ({ parent }: XmlElement): boolean => parent !== undefined && isOfVatScheme(parent);

const INVOICING_PERIOD = {
  on: "//cac:InvoicePeriod",
  except: LINES.map((line) => `//${line}/cac:InvoicePeriod`),
};

/** A breakdown stands wherever tax is totalled, on a line too. */
const BREAKDOWN = "//cac:TaxTotal/cac:TaxSubtotal";

const vatCategories = (breakdown: XmlElement): readonly XmlElement[] =>
  all(breakdown, "TaxCategory").filter(isOfVatScheme);

const ratesOf = (breakdown: XmlElement): readonly XmlElement[] =>
  vatCategories(breakdown).flatMap((category) => all(category, "Percent"));

/** To one unit of the currency, since lines were rounded before, and no less than that. */
const vatAmountIsRight = (breakdown: XmlElement): boolean => {
  const stated = decimalAt(breakdown, "TaxAmount");
  const [percent] = ratesOf(breakdown);
  const rate = percent && decimalAt(percent);
  if (percent === undefined || rate?.integer().sign() === 0) return stated?.integer().sign() === 0;
  const base = decimalAt(breakdown, "TaxableAmount");
  if (stated === undefined || base === undefined || rate === undefined) return false;
  const computed = base.abs().times(rate).percent().cents();
  return stated.abs().minus(computed).abs().compare(Decimal.ONE) < 0;
};

const vatAmount = (breakdown: XmlElement): Decimal | undefined => {
  const [percent] = ratesOf(breakdown);
  const rate = percent && decimalAt(percent);
  return rate && decimalAt(breakdown, "TaxableAmount")?.times(rate).percent().cents();
};

/** The tax of a total or of one of its parts. */
const taxAmount = (of: XmlElement): XmlElement | undefined => first(of, "TaxAmount");

const hasTotalIn = (root: XmlElement, currency: string): boolean => {
  const visit = (element: XmlElement): boolean => {
    if (element.local === "TaxTotal") {
      if (all(element, "TaxAmount").some((amount) => attributeOf(amount, "currencyID") === currency)) return true;
    }
    for (let child = element.firstChild; child !== undefined; child = child.next) if (visit(child)) return true;
    return false;
  };
  return visit(root);
};

export const UBL_MODEL_RULES: readonly ElementRule[] = [
  asElements("BR-17", { on: "//cac:PayeeParty", holds: isSomeoneElse }),
  asElements("BR-18", { on: TAX_REPRESENTATIVE, holds: (party) => isFilled(party, "PartyName", "Name") }),
  asElements("BR-19", { on: TAX_REPRESENTATIVE, holds: (party) => exists(party, "PostalAddress") }),
  asElements("BR-20", {
    on: `${TAX_REPRESENTATIVE}/cac:PostalAddress`,
    holds: (address) => isFilled(address, "Country", "IdentificationCode"),
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
    holds: (breakdown) => vatCategories(breakdown).some((category) => exists(category, "ID")),
  }),
  asElements("BR-48", {
    on: BREAKDOWN,
    holds: (breakdown) =>
      ratesOf(breakdown).length > 0 || vatCategories(breakdown).some((category) => textAt(category, "ID") === "O"),
  }),
  asElements("BR-52", { on: "//cac:AdditionalDocumentReference", holds: (document) => isFilled(document, "ID") }),
  asElements("BR-53", {
    on: "cbc:TaxCurrencyCode",
    holds: (currency) => currency.parent === undefined || hasTotalIn(currency.parent, currency.text),
  }),
  asElements("BR-54", {
    on: "//cac:AdditionalItemProperty",
    holds: (own) => exists(own, "Name") && exists(own, "Value"),
  }),
  asElements("BR-55", {
    on: "//cac:BillingReference",
    holds: (reference) => exists(reference, "InvoiceDocumentReference", "ID"),
  }),
  asElements("BR-56", {
    on: TAX_REPRESENTATIVE,
    holds: (party) => all(party, "PartyTaxScheme").some((tax) => isOfVatScheme(tax) && exists(tax, "CompanyID")),
  }),
  asElements("BR-57", {
    on: "//cac:Delivery/cac:DeliveryLocation/cac:Address",
    holds: (address) => exists(address, "Country", "IdentificationCode"),
  }),
  asElements("BR-CO-09", {
    on: "//cac:PartyTaxScheme/cbc:CompanyID",
    holds: (id) => !isOfVat(id) || isCountryPrefix(id.text.slice(0, 2), "UBL"),
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
    shown: (root) => first(root, ...TOTAL_WITH_VAT),
    expected: (root) => insteadOf(decimalAt(root, ...TOTAL_WITH_VAT), totalWithVat(root)),
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
      exists(seller, "Party", "PartyIdentification", "ID") ||
      exists(seller, "Party", "PartyLegalEntity", "CompanyID") ||
      all(seller, "Party", "PartyTaxScheme").some((tax) => isOfVatScheme(tax) && exists(tax, "CompanyID")),
  }),
];
