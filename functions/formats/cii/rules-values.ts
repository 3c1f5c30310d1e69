/** CII: the totals, each given once (CII-SR-477 to 494), and how values are written (CII-DT). */
import { SETTLEMENT } from "#formats/cii/places.ts";
import { CROSS_INDUSTRY_INVOICE } from "#formats/cii/table.ts";
import { below, says, type Test } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { type Once, onceRule } from "#formats/rules/once.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";

const { atMost, has } = below(CROSS_INDUSTRY_INVOICE.namespaces);

const TOTALS = `${SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`;

const total = (id: string, terms: Once["terms"], element: string, thing: string): Once => ({
  id,
  terms: [...terms, "BG-22"],
  on: TOTALS,
  holds: atMost(1, element),
  who: "Le groupe des totaux (BG-22)",
  thing,
});

const TOTALS_ONCE: readonly Once[] = [
  total("CII-SR-477", ["BT-106"], "ram:LineTotalAmount", "la somme des montants nets des lignes (BT-106)"),
  total("CII-SR-478", ["BT-108"], "ram:ChargeTotalAmount", "la somme des charges ou frais (BT-108)"),
  total("CII-SR-479", ["BT-107"], "ram:AllowanceTotalAmount", "la somme des remises (BT-107)"),
  total("CII-SR-480", ["BT-109"], "ram:TaxBasisTotalAmount", "le montant total hors TVA (BT-109)"),
  total("CII-SR-481", ["BT-114"], "ram:RoundingAmount", "le montant arrondi (BT-114)"),
  total("CII-SR-482", ["BT-112"], "ram:GrandTotalAmount", "le montant total TVA comprise (BT-112)"),
  total("CII-SR-483", [], "ram:InformationAmount", "le montant donné pour information"),
  total("CII-SR-484", ["BT-113"], "ram:TotalPrepaidAmount", "le montant payé (BT-113)"),
  total("CII-SR-485", [], "ram:TotalDiscountAmount", "le total des escomptes"),
  total("CII-SR-486", [], "ram:TotalAllowanceChargeAmount", "le solde des remises et des charges"),
  total("CII-SR-487", ["BT-115"], "ram:DuePayableAmount", "le montant à payer (BT-115)"),
  total("CII-SR-488", [], "ram:RetailValueExcludingTaxInformationAmount", "la valeur au détail hors taxes"),
  total("CII-SR-489", [], "ram:TotalDepositFeeInformationAmount", "le total des consignes"),
  total(
    "CII-SR-490",
    [],
    "ram:ProductValueExcludingTobaccoTaxInformationAmount",
    "la valeur des produits hors taxe sur le tabac",
  ),
  total("CII-SR-491", [], "ram:TotalRetailValueInformationAmount", "la valeur totale au détail"),
  total("CII-SR-492", [], "ram:GrossLineTotalAmount", "la somme des montants bruts des lignes"),
  total("CII-SR-493", [], "ram:NetLineTotalAmount", "la somme des montants nets des lignes du commerce de détail"),
  total("CII-SR-494", [], "ram:NetIncludingTaxesLineTotalAmount", "la somme des montants des lignes taxes comprises"),
];

const REFERENCE = "//ram:*ReferencedDocument";
const ADDITIONAL = "AdditionalReferencedDocument";

const isSupporting = has("ram:TypeCode", says("916"));
const isInvoicedObject = has("ram:TypeCode", says("130"));
const isKnown = has("ram:TypeCode", says("50", "130", "916"));

/** Where there is such a thing, the reference is an additional one, and is what it must be. */
const onlyIn = (isMeant: Test, path: string): Test => {
  const hasThing = has(path);
  return (reference) => !hasThing(reference) || (reference.local === ADDITIONAL && isMeant(reference));
};

const REFERENCES: readonly ElementRule[] = [
  {
    id: "CII-DT-015",
    severity: "fatal",
    terms: ["BT-124"],
    on: REFERENCE,
    holds: onlyIn(isSupporting, "ram:URIID"),
    message: "Un emplacement de document (BT-124) est donné ailleurs que pour un document justificatif.",
    fix: "Donnez un emplacement aux seuls documents justificatifs, de type 916.",
  },
  {
    id: "CII-DT-018",
    severity: "fatal",
    terms: ["BG-24", "BT-17", "BT-18"],
    on: REFERENCE,
    holds: onlyIn(isKnown, "ram:TypeCode"),
    message: "Une référence à un document porte un type que la norme ne connaît pas.",
    fix: "Retirez le type, ou donnez 916 pour un justificatif, 130 pour l'objet facturé, 50 pour un appel d'offres.",
  },
  {
    id: "CII-DT-021",
    severity: "fatal",
    terms: ["BT-123"],
    on: REFERENCE,
    holds: onlyIn(isSupporting, "ram:Name"),
    message: "Une description de document (BT-123) est donnée ailleurs que pour un document justificatif.",
    fix: "Décrivez les seuls documents justificatifs, de type 916.",
  },
  {
    id: "CII-DT-022",
    severity: "fatal",
    terms: ["BT-125"],
    on: REFERENCE,
    holds: onlyIn(isSupporting, "ram:AttachmentBinaryObject"),
    message: "Un fichier est joint ailleurs qu'à un document justificatif (BT-125).",
    fix: "Joignez le fichier à un document justificatif, de type 916.",
  },
  {
    id: "CII-DT-024",
    severity: "fatal",
    terms: ["BT-18"],
    on: REFERENCE,
    holds: onlyIn(isInvoicedObject, "ram:ReferenceTypeCode"),
    message: "Une référence à un document porte un schéma d'identification, que seul l'objet facturé (BT-18) a.",
    fix: "Retirez le schéma d'identification, ou donnez le type 130 s'il s'agit de l'objet facturé.",
  },
  {
    id: "CII-DT-027",
    severity: "fatal",
    terms: ["BT-26"],
    on: `${REFERENCE}/ram:FormattedIssueDateTime`,
    except: "//ram:InvoiceReferencedDocument/ram:FormattedIssueDateTime",
    message: "La date d'un document est donnée ailleurs que pour une facture antérieure (BT-26).",
    fix: "Retirez la date de ce document ; seule une facture antérieure en porte une.",
  },
];

const TAX = "//ram:*TradeTax";

const isInHeaderSettlement = (element: XmlElement): boolean => {
  for (let at = element.parent; at !== undefined; at = at.parent) {
    if (at.local === "ApplicableHeaderTradeSettlement") return true;
  }
  return false;
};

const isTyped = has("ram:TypeCode");
const isVat = has("ram:TypeCode", says("VAT"));

const TAXES: readonly ElementRule[] = [
  {
    id: "CII-DT-037",
    severity: "fatal",
    terms: ["BG-23", "BG-30"],
    on: TAX,
    holds: (tax) => !isTyped(tax) || isVat(tax),
    message: "Une taxe n'est pas désignée comme la TVA.",
    fix: "Indiquez VAT comme type de la taxe ; la norme ne connaît pas d'autre taxe.",
  },
  {
    id: "CII-DT-041",
    severity: "warning",
    terms: ["BT-116"],
    on: `${TAX}/ram:BasisAmount`,
    holds: isInHeaderSettlement,
    message: "Une base d'imposition (BT-116) est donnée ailleurs que dans la ventilation de la TVA.",
    fix: "Retirez cette base ; la ventilation de la TVA donne celle de chaque taux.",
  },
  {
    id: "CII-DT-052",
    severity: "warning",
    terms: ["BT-121"],
    on: `${TAX}/ram:ExemptionReasonCode`,
    except: "//ram:ApplicableTradeTax/ram:ExemptionReasonCode",
    message: "Un code de motif d'exonération (BT-121) est donné ailleurs que dans la ventilation de la TVA.",
    fix: "Donnez ce code dans la ventilation de la TVA, et retirez-le d'ici.",
  },
  {
    id: "CII-DT-098",
    severity: "warning",
    terms: ["BT-120"],
    on: `${TAX}/ram:ExemptionReason`,
    except: "//ram:ApplicableTradeTax/ram:ExemptionReason",
    message: "Un motif d'exonération (BT-120) est donné ailleurs que dans la ventilation de la TVA.",
    fix: "Donnez ce motif dans la ventilation de la TVA, et retirez-le d'ici.",
  },
  {
    id: "CII-DT-054",
    severity: "warning",
    terms: ["BT-7"],
    on: `${TAX}/ram:TaxPointDate`,
    holds: isInHeaderSettlement,
    message: "Une date d'exigibilité de la TVA (BT-7) est donnée à une ligne.",
    fix: "Donnez la date d'exigibilité pour la facture entière, et retirez-la de la ligne.",
  },
  {
    id: "CII-DT-058",
    severity: "warning",
    terms: ["BT-8"],
    on: `${TAX}/ram:DueDateTypeCode`,
    holds: isInHeaderSettlement,
    message: "Un code de date d'exigibilité de la TVA (BT-8) est donné à une ligne.",
    fix: "Donnez ce code pour la facture entière, et retirez-le de la ligne.",
  },
];

/** White space around it counts for nothing; whether the month has such a day is not asked. */
const DATE = /^[ \t\n\r]*\p{Nd}{4}(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[ \t\n\r]*$/u;

/** An invoiced quantity is of a line of the invoice, not of a line within a line. */
const isOfLine = ({ local, parent: delivery }: XmlElement): boolean => {
  const transaction = delivery?.parent?.parent;
  return (
    local === "BilledQuantity" &&
    delivery?.local === "SpecifiedLineTradeDelivery" &&
    delivery.parent?.local === "IncludedSupplyChainTradeLineItem" &&
    transaction?.local === "SupplyChainTradeTransaction" &&
    transaction.parent?.parent === undefined
  );
};

const VALUES: readonly ElementRule[] = [
  {
    id: "CII-DT-033",
    severity: "fatal",
    terms: ["BT-130"],
    on: "//ram:*Quantity/@unitCode",
    together: (quantities) => quantities.some(isOfLine),
    message: "Une quantité a une unité de mesure, alors qu'aucune quantité facturée n'en a (BT-130).",
    fix: "Indiquez l'unité de mesure de chaque quantité facturée.",
  },
  {
    id: "CII-DT-097",
    severity: "fatal",
    terms: [],
    on: "//udt:DateTimeString/@format",
    holds: (date) => attributeOf(date, "format") !== "102" || DATE.test(date.text),
    message: "Une date n'est pas écrite en huit chiffres, année, mois et jour.",
    fix: "Écrivez la date sous la forme AAAAMMJJ, par exemple 20260131.",
  },
];

export const CII_VALUE_RULES: readonly ElementRule[] = [
  ...TOTALS_ONCE.map(onceRule),
  ...REFERENCES,
  ...TAXES,
  ...VALUES,
];
