/** BR-CL-01 to BR-CL-26 in UBL: where codes stand, and their lists. */
import { ALLOWANCE_REASONS } from "#domain/regles/en16931/codes/allowance-reasons.ts";
import { CHARGE_REASONS } from "#domain/regles/en16931/codes/charge-reasons.ts";
import { UBL_COUNTRIES } from "#domain/regles/en16931/codes/countries.ts";
import { CURRENCIES } from "#domain/regles/en16931/codes/currencies.ts";
import { UBL_CREDIT_NOTE_TYPES, UBL_INVOICE_TYPES } from "#domain/regles/en16931/codes/document-types.ts";
import { EAS, ICD } from "#domain/regles/en16931/codes/identifier-schemes.ts";
import { ITEM_CLASSIFICATIONS } from "#domain/regles/en16931/codes/item-classifications.ts";
import { MEDIA_TYPES } from "#domain/regles/en16931/codes/media-types.ts";
import { UBL_NOTE_SUBJECTS } from "#domain/regles/en16931/codes/note-subjects.ts";
import { PAYMENT_MEANS } from "#domain/regles/en16931/codes/payment-means.ts";
import { REFERENCE_QUALIFIERS } from "#domain/regles/en16931/codes/reference-qualifiers.ts";
import { UNITS } from "#domain/regles/en16931/codes/units.ts";
import { EXEMPTION_REASONS, UBL_TAX_POINTS, VAT_CATEGORIES } from "#domain/regles/en16931/codes/vat.ts";
import { says } from "#formats/rules/below.ts";
import { codeRule } from "#formats/rules/codes-rule.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { attributeIn, beside, isFalse, isInside, isTrue, textIn } from "#formats/rules/questions.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

/** Every amount of UBL that has a term: each carries its currency. */
const AMOUNTS = [
  "//cbc:Amount",
  "//cbc:BaseAmount",
  "//cbc:PriceAmount",
  "//cbc:TaxAmount",
  "//cbc:TaxableAmount",
  "//cbc:LineExtensionAmount",
  "//cbc:TaxExclusiveAmount",
  "//cbc:TaxInclusiveAmount",
  "//cbc:AllowanceTotalAmount",
  "//cbc:ChargeTotalAmount",
  "//cbc:PrepaidAmount",
  "//cbc:PayableRoundingAmount",
  "//cbc:PayableAmount",
];

/** Reference documents, of which those of type 130 are invoiced objects (BT-18, BT-128). */
const REFERENCES = ["//cac:AdditionalDocumentReference/cbc:ID/@schemeID", "//cac:DocumentReference/cbc:ID/@schemeID"];

const QUANTITIES = [
  "//cbc:InvoicedQuantity/@unitCode",
  "//cbc:CreditedQuantity/@unitCode",
  "//cbc:BaseQuantity/@unitCode",
];

const REASON = "//cac:AllowanceCharge/cbc:AllowanceChargeReasonCode";

const isObjectScheme = attributeIn("schemeID", REFERENCE_QUALIFIERS);
const isIcd = attributeIn("schemeID", ICD);
const isAllowanceReason = textIn(ALLOWANCE_REASONS);
const isChargeReason = textIn(CHARGE_REASONS);
const isOfObject = beside("DocumentTypeCode", says("130"));
const isOfAllowance = beside("ChargeIndicator", isFalse);
const isOfCharge = beside("ChargeIndicator", isTrue);

/** The creditor identifier (BT-90) stands among the identifiers of the seller or of the payee, under a scheme of its own. */
const isCreditorScheme = (element: XmlElement): boolean =>
  trimXml(attributeOf(element, "schemeID") ?? "") === "SEPA" &&
  (isInside(element, "AccountingSupplierParty") || isInside(element, "PayeeParty"));

/** As XPath counts them: some take two units of a string. */
const hasThreeCharacters = (text: string): boolean => text.length >= 3 && text.length <= 6 && [...text].length === 3;

/**
 * The subject of a note stands between the first two number signs of its text. What is not of three characters there is
 * text; the three are searched in the list as in one text, so that two letters and a space can be found as well.
 */
const isNoteSubjectKnown = ({ text }: XmlElement): boolean => {
  const start = text.indexOf("#") + 1;
  const end = start === 0 ? -1 : text.indexOf("#", start);
  if (end < 0) return true;
  const subject = text.slice(start, end);
  return !hasThreeCharacters(subject) || UBL_NOTE_SUBJECTS.includes(subject);
};

export const UBL_CODE_RULES: readonly ElementRule[] = [
  codeRule("BR-CL-01", "//cbc:InvoiceTypeCode", textIn(UBL_INVOICE_TYPES)),
  codeRule("BR-CL-01", "//cbc:CreditNoteTypeCode", textIn(UBL_CREDIT_NOTE_TYPES)),
  codeRule("BR-CL-03", AMOUNTS, (element) => attributeOf(element, "currencyID") !== undefined, {
    message: "Un montant n'indique pas sa devise.",
  }),
  codeRule(
    "BR-CL-03",
    AMOUNTS.map((path) => `${path}/@currencyID`),
    attributeIn("currencyID", CURRENCIES),
  ),
  codeRule("BR-CL-04", "//cbc:DocumentCurrencyCode", textIn(CURRENCIES)),
  codeRule("BR-CL-05", "//cbc:TaxCurrencyCode", textIn(CURRENCIES)),
  codeRule("BR-CL-06", "//cac:InvoicePeriod/cbc:DescriptionCode", textIn(UBL_TAX_POINTS)),
  codeRule("BR-CL-07", REFERENCES, (element) => isObjectScheme(element) || !isOfObject(element)),
  codeRule("BR-CL-08", "cbc:Note", isNoteSubjectKnown),
  codeRule(
    "BR-CL-10",
    "//cac:PartyIdentification/cbc:ID/@schemeID",
    (element) => isIcd(element) || isCreditorScheme(element),
  ),
  codeRule("BR-CL-11", "//cac:PartyLegalEntity/cbc:CompanyID/@schemeID", isIcd),
  codeRule(
    "BR-CL-13",
    "//cac:CommodityClassification/cbc:ItemClassificationCode/@listID",
    attributeIn("listID", ITEM_CLASSIFICATIONS),
  ),
  codeRule("BR-CL-14", "//cac:Country/cbc:IdentificationCode", textIn(UBL_COUNTRIES)),
  codeRule("BR-CL-15", "//cac:OriginCountry/cbc:IdentificationCode", textIn(UBL_COUNTRIES)),
  codeRule("BR-CL-16", "//cac:PaymentMeans/cbc:PaymentMeansCode", textIn(PAYMENT_MEANS)),
  codeRule("BR-CL-17", "//cac:TaxCategory/cbc:ID", textIn(VAT_CATEGORIES)),
  codeRule("BR-CL-18", "//cac:ClassifiedTaxCategory/cbc:ID", textIn(VAT_CATEGORIES)),
  codeRule("BR-CL-19", REASON, (element) => isAllowanceReason(element) || !isOfAllowance(element)),
  // What says to be both is asked as an allowance: in a pattern, the first rule that matches a node has it.
  codeRule("BR-CL-20", REASON, (element) => isChargeReason(element) || !isOfCharge(element) || isOfAllowance(element)),
  codeRule("BR-CL-21", "//cac:StandardItemIdentification/cbc:ID/@schemeID", isIcd),
  // The one list that is compared in any case.
  codeRule("BR-CL-22", "//cbc:TaxExemptionReasonCode", ({ text }) =>
    EXEMPTION_REASONS.has(trimXml(text.toUpperCase())),
  ),
  codeRule("BR-CL-23", QUANTITIES, attributeIn("unitCode", UNITS)),
  codeRule("BR-CL-24", "//cbc:EmbeddedDocumentBinaryObject/@mimeCode", (element) =>
    MEDIA_TYPES.has(attributeOf(element, "mimeCode") ?? ""),
  ),
  codeRule("BR-CL-25", "//cbc:EndpointID/@schemeID", attributeIn("schemeID", EAS)),
  codeRule("BR-CL-26", "//cac:DeliveryLocation/cbc:ID/@schemeID", isIcd),
];
