/** UBL: payment, allowances and charges, VAT (UBL-SR-26 to 32, 44 to 47, 54, 55, UBL-CR-412), and values (UBL-DT). */
import { atMostOne, below, sayTheSame } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { type Once, onceRule } from "#formats/rules/once.ts";
import { oncePerElement } from "#formats/rules/questions.ts";
import { UBL_NAMESPACES } from "#formats/ubl/table.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

const { atMost, has } = below(UBL_NAMESPACES);

const MEANS = "//cac:PaymentMeans";
const A_MEANS = "Un moyen de paiement";

const ONCE: readonly Once[] = [
  {
    id: "UBL-SR-26",
    terms: ["BT-83"],
    on: MEANS,
    holds: atMost(1, "cbc:PaymentID"),
    who: A_MEANS,
    thing: "la référence à rappeler lors du paiement (BT-83)",
  },
  {
    id: "UBL-SR-27",
    terms: ["BT-82", "BT-81"],
    on: MEANS,
    holds: atMost(1, "cbc:PaymentMeansCode"),
    who: A_MEANS,
    thing: "le code du moyen de paiement (BT-81) et son libellé (BT-82)",
  },
  {
    id: "UBL-SR-28",
    terms: ["BT-89"],
    on: MEANS,
    holds: atMost(1, "cac:PaymentMandate/cbc:ID"),
    who: A_MEANS,
    thing: "l'identifiant du mandat de prélèvement (BT-89)",
  },
  {
    id: "UBL-SR-32",
    terms: ["BT-120"],
    on: "//cac:TaxSubtotal",
    holds: atMost(1, "cac:TaxCategory/cbc:TaxExemptionReason"),
    who: "La ventilation de la TVA",
    thing: "le motif d'exonération d'un type de TVA (BT-120)",
  },
  { id: "UBL-SR-45", terms: ["BT-9"], on: "cac:PaymentMeans/cbc:PaymentDueDate", thing: "la date d'échéance (BT-9)" },
  {
    id: "UBL-SR-46",
    terms: ["BT-82"],
    on: "cac:PaymentMeans/cbc:PaymentMeansCode/@name",
    thing: "le libellé du moyen de paiement (BT-82)",
  },
  { id: "UBL-SR-54", terms: ["BG-18"], on: "cac:PaymentMeans/cac:CardAccount", thing: "la carte de paiement (BG-18)" },
  { id: "UBL-SR-55", terms: ["BG-19"], on: "cac:PaymentMeans/cac:PaymentMandate", thing: "le prélèvement (BG-19)" },
];

/** White space around a boolean is none of it (XML Schema 1.0, 3.2.2). */
const isIndicator =
  (...values: readonly string[]) =>
  ({ text }: XmlElement): boolean =>
    values.includes(trimXml(text));

const isAllowance = has("cbc:ChargeIndicator", isIndicator("false", "0"));
const isCharge = has("cbc:ChargeIndicator", isIndicator("true", "1"));
const oneReason = atMost(1, "cbc:AllowanceChargeReason");

const REASONS: readonly ElementRule[] = [
  {
    id: "UBL-SR-30",
    severity: "fatal",
    terms: ["BT-97", "BT-139"],
    on: "//cac:AllowanceCharge",
    holds: (allowance) => oneReason(allowance) || !isAllowance(allowance),
    message: "Une remise a plusieurs motifs (BT-97, BT-139).",
    fix: "Réunissez en un seul texte les motifs de la remise.",
  },
  {
    id: "UBL-SR-31",
    severity: "fatal",
    terms: ["BT-104", "BT-144"],
    on: "//cac:AllowanceCharge",
    holds: (charge) => oneReason(charge) || isAllowance(charge) || !isCharge(charge),
    message: "Des charges ou frais ont plusieurs motifs (BT-104, BT-144).",
    fix: "Réunissez en un seul texte les motifs de ces charges ou frais.",
  },
];

const isSepa = (identifier: XmlElement): boolean => attributeOf(identifier, "schemeID")?.toUpperCase() === "SEPA";

const PAYMENT: readonly ElementRule[] = [
  {
    id: "UBL-SR-29",
    severity: "fatal",
    terms: ["BT-90"],
    on: "//cac:PartyIdentification/cbc:ID/@schemeID",
    together: (identifiers) => atMostOne(identifiers.filter(isSepa)),
    message: "La facture porte plusieurs identifiants de créancier (BT-90).",
    fix: "Donnez l'identifiant de créancier SEPA une seule fois, au vendeur ou au bénéficiaire.",
  },
  {
    id: "UBL-SR-44",
    severity: "fatal",
    terms: ["BT-83"],
    on: "//cbc:PaymentID",
    together: sayTheSame,
    message: "Les moyens de paiement demandent de rappeler des références différentes (BT-83).",
    fix: "Donnez la même référence à rappeler pour tous les moyens de paiement.",
  },
  {
    id: "UBL-SR-47",
    severity: "fatal",
    terms: ["BT-81"],
    on: "//cbc:PaymentMeansCode",
    together: sayTheSame,
    message: "Les moyens de paiement ont des codes différents (BT-81).",
    fix: "Donnez le même code à tous les moyens de paiement, ou n'en gardez qu'un.",
  },
  {
    id: "UBL-CR-412",
    severity: "warning",
    terms: ["BT-9"],
    on: "cac:PaymentMeans/cbc:PaymentDueDate",
    // A credit note has no other place for it in UBL.
    holds: ({ parent: means }) => means?.parent?.local === "CreditNote",
    message: "La date d'échéance (BT-9) est donnée avec le moyen de paiement.",
    fix: "Donnez la date d'échéance pour la facture entière, hors du moyen de paiement.",
  },
];

const POINT = ".";
const MOST_DECIMALS = 2;

/** Whatever follows the point counts, white space too. */
const hasCents = ({ text }: XmlElement): boolean => {
  const point = text.indexOf(POINT);
  return point < 0 || text.length - point - 1 <= MOST_DECIMALS;
};

const hasDiscount = oncePerElement(has("cac:AllowanceCharge"));

/** In a price with a discount, or a charge, amounts may have more decimals. */
const isInDiscountedPrice = (amount: XmlElement): boolean => {
  for (let at = amount.parent; at !== undefined; at = at.parent) {
    if (at.local === "Price" && at.uri === UBL_NAMESPACES["cac"] && hasDiscount(at)) return true;
  }
  return false;
};

const VALUES: readonly ElementRule[] = [
  {
    id: "UBL-DT-01",
    severity: "fatal",
    terms: [],
    on: "//*Amount",
    except: "//*PriceAmount",
    holds: (amount) => hasCents(amount) || isInDiscountedPrice(amount),
    message: "Un montant a plus de deux décimales.",
    fix: "Arrondissez ce montant au centime ; seuls les prix unitaires peuvent avoir plus de décimales.",
  },
  {
    id: "UBL-DT-06",
    severity: "fatal",
    terms: ["BT-125-1"],
    on: "//*BinaryObject",
    holds: (file) => attributeOf(file, "mimeCode") !== undefined,
    message: "Un document joint n'indique pas son type (BT-125-1).",
    fix: "Indiquez le type du document joint, par exemple application/pdf.",
  },
  {
    id: "UBL-DT-07",
    severity: "fatal",
    terms: ["BT-125-2"],
    on: "//*BinaryObject",
    holds: (file) => attributeOf(file, "filename") !== undefined,
    message: "Un document joint n'a pas de nom de fichier (BT-125-2).",
    fix: "Donnez un nom de fichier au document joint, par exemple devis.pdf.",
  },
  {
    id: "UBL-DT-18",
    severity: "warning",
    terms: [],
    on: "//@name",
    except: "//cbc:PaymentMeansCode",
    message: "Un code porte un libellé, que la norme n'emploie que pour le moyen de paiement (BT-82).",
    fix: "Retirez le libellé de ce code.",
  },
];

export const UBL_PAYMENT_RULES: readonly ElementRule[] = [...ONCE.map(onceRule), ...REASONS, ...PAYMENT, ...VALUES];
