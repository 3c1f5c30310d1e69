/** BR-CL-01 to BR-CL-26 in CII: where codes stand, and their lists. */
import { ALLOWANCE_REASONS } from "#domain/regles/en16931/codes/allowance-reasons.ts";
import { CHARGE_REASONS } from "#domain/regles/en16931/codes/charge-reasons.ts";
import { CII_COUNTRIES } from "#domain/regles/en16931/codes/countries.ts";
import { CURRENCIES } from "#domain/regles/en16931/codes/currencies.ts";
import { CII_DOCUMENT_TYPES } from "#domain/regles/en16931/codes/document-types.ts";
import { EAS, ICD } from "#domain/regles/en16931/codes/identifier-schemes.ts";
import { ITEM_CLASSIFICATIONS } from "#domain/regles/en16931/codes/item-classifications.ts";
import { MEDIA_TYPES } from "#domain/regles/en16931/codes/media-types.ts";
import { CII_NOTE_SUBJECTS } from "#domain/regles/en16931/codes/note-subjects.ts";
import { PAYMENT_MEANS } from "#domain/regles/en16931/codes/payment-means.ts";
import { REFERENCE_QUALIFIERS } from "#domain/regles/en16931/codes/reference-qualifiers.ts";
import { UNITS } from "#domain/regles/en16931/codes/units.ts";
import { CII_TAX_POINTS, EXEMPTION_REASONS, VAT_CATEGORIES } from "#domain/regles/en16931/codes/vat.ts";
import { codeRule } from "#formats/rules/codes-rule.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { attributeIn, beside, isFalse, isInside, isTrue, someChild, textIn } from "#formats/rules/questions.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

const REASON = "//ram:SpecifiedTradeAllowanceCharge/ram:ReasonCode";

const isIcd = attributeIn("schemeID", ICD);
const isCountry = textIn(CII_COUNTRIES);
const isAllowanceReason = textIn(ALLOWANCE_REASONS);
const isChargeReason = textIn(CHARGE_REASONS);

/** Identifiers of a product and of the place of delivery have rules of their own: BR-CL-21 and 26. */
const isElsewhere = (element: XmlElement): boolean =>
  isInside(element, "SpecifiedTradeProduct") || isInside(element, "ShipToTradeParty");

const isOfAllowance = beside("ChargeIndicator", (indicator) => someChild(indicator, "Indicator", isFalse));
const isOfCharge = beside("ChargeIndicator", (indicator) => someChild(indicator, "Indicator", isTrue));

export const CII_CODE_RULES: readonly ElementRule[] = [
  codeRule("BR-CL-01", "//rsm:ExchangedDocument/ram:TypeCode", textIn(CII_DOCUMENT_TYPES)),
  codeRule("BR-CL-03", "//ram:TaxTotalAmount/@currencyID", attributeIn("currencyID", CURRENCIES)),
  codeRule("BR-CL-04", "//ram:InvoiceCurrencyCode", textIn(CURRENCIES)),
  codeRule("BR-CL-05", "//ram:TaxCurrencyCode", textIn(CURRENCIES)),
  codeRule("BR-CL-06", "//ram:DueDateTypeCode", textIn(CII_TAX_POINTS), {
    message: "Le code de date d'exigibilité de la TVA (BT-8) n'est pas dans la liste UNTDID 2475 admise.",
    fix: "Indiquez 5 (date de la facture), 29 (date de livraison) ou 72 (date de paiement).",
  }),
  codeRule("BR-CL-07", "//ram:ReferenceTypeCode", textIn(REFERENCE_QUALIFIERS)),
  codeRule("BR-CL-08", "//ram:SubjectCode", textIn(CII_NOTE_SUBJECTS)),
  codeRule("BR-CL-10", "//ram:GlobalID/@schemeID", (element) => isIcd(element) || isElsewhere(element)),
  codeRule(
    "BR-CL-11",
    "//ram:ID/@schemeID",
    (element) => isIcd(element) || isInside(element, "SpecifiedTaxRegistration"),
  ),
  codeRule("BR-CL-13", "//ram:ClassCode/@listID", attributeIn("listID", ITEM_CLASSIFICATIONS)),
  codeRule("BR-CL-14", "//ram:CountryID", isCountry),
  codeRule(
    "BR-CL-15",
    "//ram:OriginTradeCountry/ram:ID",
    // With a scheme it is an identifier like another, and BR-CL-11 alone looks at it.
    (element) => isCountry(element) || attributeOf(element, "schemeID") !== undefined,
  ),
  codeRule("BR-CL-16", "//ram:SpecifiedTradeSettlementPaymentMeans/ram:TypeCode", textIn(PAYMENT_MEANS)),
  codeRule("BR-CL-17", "//ram:CategoryTradeTax/ram:CategoryCode", textIn(VAT_CATEGORIES), {
    terms: ["BT-95", "BT-102"],
    message: "Le code de type de TVA d'une remise ou de charges (BT-95, BT-102) n'est pas dans la liste UNTDID 5305.",
  }),
  codeRule("BR-CL-18", "//ram:ApplicableTradeTax/ram:CategoryCode", textIn(VAT_CATEGORIES), {
    terms: ["BT-118", "BT-151"],
    message:
      "Le code de type de TVA de la ventilation ou d'un article (BT-118, BT-151) n'est pas dans la liste UNTDID 5305.",
    fix: "Indiquez S, Z, E, AE, K, G, O, L, M ou B selon le régime de TVA, le même pour l'article et la ventilation.",
  }),
  codeRule("BR-CL-19", REASON, (element) => isAllowanceReason(element) || !isOfAllowance(element)),
  // What says to be both is asked as an allowance: in a pattern, the first rule that matches a node has it.
  codeRule("BR-CL-20", REASON, (element) => isChargeReason(element) || !isOfCharge(element) || isOfAllowance(element)),
  codeRule("BR-CL-21", "//ram:SpecifiedTradeProduct/ram:GlobalID/@schemeID", isIcd),
  // The one list that is compared in any case.
  codeRule("BR-CL-22", "//ram:ExemptionReasonCode", ({ text }) => EXEMPTION_REASONS.has(trimXml(text.toUpperCase()))),
  codeRule(
    "BR-CL-23",
    ["//ram:BasisQuantity/@unitCode", "//ram:BilledQuantity/@unitCode"],
    attributeIn("unitCode", UNITS),
  ),
  codeRule("BR-CL-24", "//ram:AttachmentBinaryObject/@mimeCode", (element) =>
    MEDIA_TYPES.has(attributeOf(element, "mimeCode") ?? ""),
  ),
  codeRule("BR-CL-25", "//ram:URIUniversalCommunication/ram:URIID/@schemeID", attributeIn("schemeID", EAS)),
  codeRule("BR-CL-26", "//ram:ApplicableHeaderTradeDelivery/ram:ShipToTradeParty/ram:GlobalID/@schemeID", isIcd),
];
