/** Rules of the model that CII asks of elements: where it tells apart what the model does not. */
import { isCountryPrefix } from "#domain/regles/en16931/vat-prefixes.ts";
import { DELIVERY, SETTLEMENT } from "#formats/cii/places.ts";
import { says, type Test } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { all, exists, first, isFilled, type Path, some, textsAt } from "#formats/rules/find.ts";
import { asElements } from "#formats/rules/heads.ts";
import { oncePerDocument, someChild } from "#formats/rules/questions.ts";
import { isCategoryOfVat, isOfVat } from "#formats/rules/tax-cii.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

const HEADER_PERIOD = `${SETTLEMENT}/ram:BillingSpecifiedPeriod`;
const LINE_PERIOD =
  "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem/ram:SpecifiedLineTradeSettlement/ram:BillingSpecifiedPeriod";
const BREAKDOWN = "//ram:ApplicableHeaderTradeSettlement/ram:ApplicableTradeTax";

/** Of a delivery. */
const ADDRESS = ["ShipToTradeParty", "PostalTradeAddress"] as const;
const COUNTRY = [...ADDRESS, "CountryID"] as const;

const ISSUE_DATE = ["ExchangedDocument", "IssueDateTime", "DateTimeString"] as const;
const START = ["StartDateTime", "DateTimeString"] as const;
const END = ["EndDateTime", "DateTimeString"] as const;

/** In the only format that the rules read. */
const isRead: Test = (date) => attributeOf(date, "format") === "102";

/** The dates, as written. */
const datesAt = (from: XmlElement, path: Path): readonly string[] =>
  all(from, path)
    .filter(isRead)
    .map(({ text }) => text);

const hasStart: Test = (period) => exists(period, "StartDateTime");
const hasEnd: Test = (period) => exists(period, "EndDateTime");
const hasStartOrEnd: Test = (period) => hasStart(period) || hasEnd(period);

/** One of the ends is not before one of the starts. */
const isInOrder: Test = (period) => {
  if (!hasStart(period) || !hasEnd(period)) return true;
  const [start] = datesAt(period, START).toSorted();
  return start !== undefined && some(period, END, (end) => isRead(end) && start <= end.text);
};

const isNotBlank: Test = ({ text }) => trimXml(text) !== "";

const REGISTRATION_ID = ["SpecifiedTaxRegistration", "ID"] as const;
const LEGAL_ID = ["SpecifiedLegalOrganization", "ID"] as const;

/** What identifies a party for VAT: the scheme is compared as it is written. */
const isVatId: Test = (id) => attributeOf(id, "schemeID") === "VA";

const isFilledVatId: Test = (id) => isVatId(id) && isNotBlank(id);

const isIdentified: Test = (seller) =>
  exists(seller, "ID") ||
  exists(seller, "GlobalID") ||
  exists(seller, LEGAL_ID) ||
  some(seller, REGISTRATION_ID, isVatId);

const SELLER = ["SupplyChainTradeTransaction", "ApplicableHeaderTradeAgreement", "SellerTradeParty"] as const;

/** What would give a payee away as the seller. */
const IDENTITIES = [["Name"], ["ID"], LEGAL_ID] as const;

/** Of all sellers together: what one of them says, by the path that a payee says it at. */
const sellerIdentities = oncePerDocument((root) =>
  IDENTITIES.map((path) => ({ path, texts: textsAt(root, [...SELLER, ...path]) })),
);

/** The payee has a name, and is not the seller under another heading. */
const isSomeoneElse: Test = (payee) =>
  exists(payee, "Name") &&
  !sellerIdentities(payee).some(({ path, texts }) => some(payee, path, ({ text }) => texts.has(text)));

/** Categories whose own rules take the breakdown away from the general ones: a node is tested once in a pattern. */
const isShadowed = isCategoryOfVat(says("O", "L", "M"));

const isCategorised = isCategoryOfVat();

const isTaxed: Test = (settlement) => someChild(settlement, "ApplicableTradeTax", isCategorised);

export const CII_MODEL_RULES: readonly ElementRule[] = [
  asElements("BR-03", {
    on: "",
    holds: (root) => some(root, ISSUE_DATE, (date) => isRead(date) && isNotBlank(date)),
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
  asElements("BR-54", {
    on: "//ram:ApplicableProductCharacteristic",
    holds: (own) => exists(own, "Description") && exists(own, "Value"),
  }),
  asElements("BR-56", {
    on: "//ram:SellerTaxRepresentativeTradeParty",
    holds: (party) => some(party, REGISTRATION_ID, isFilledVatId),
  }),
  asElements("BR-57", {
    on: DELIVERY,
    holds: (delivery) => !exists(delivery, ADDRESS) || isFilled(delivery, COUNTRY),
    shown: (delivery) => first(delivery, ADDRESS),
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
  asElements("BR-CO-26", { on: "//ram:SellerTradeParty", holds: isIdentified }),
  asElements("BR-CO-19", { on: HEADER_PERIOD, holds: hasStartOrEnd }),
  asElements("BR-CO-20", { on: LINE_PERIOD, holds: hasStartOrEnd }),
];
