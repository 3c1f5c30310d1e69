/** CII: parties, references and payment (CII-SR-449 to 462, 465 to 470, 475, 476). */
import { AGREEMENT, DELIVERY, SETTLEMENT } from "#formats/cii/places.ts";
import { CROSS_INDUSTRY_INVOICE } from "#formats/cii/table.ts";
import { atMostOne, below, oneBelow, says, sayTheSame, sayTheSameWords, type Test } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { type Once, onceRule } from "#formats/rules/once.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

const { atMost, countOf, has } = below(CROSS_INDUSTRY_INVOICE.namespaces);

const ADDITIONAL_DOCUMENT = `${AGREEMENT}/ram:AdditionalReferencedDocument`;
const MEANS = "//ram:SpecifiedTradeSettlementPaymentMeans";

const PARTIES: readonly Once[] = [
  {
    id: "CII-SR-455",
    terms: ["BG-6"],
    on: AGREEMENT,
    holds: atMost(1, "ram:SellerTradeParty/ram:DefinedTradeContact"),
    thing: "le contact du vendeur (BG-6)",
  },
  {
    id: "CII-SR-456",
    terms: ["BG-9"],
    on: AGREEMENT,
    holds: atMost(1, "ram:BuyerTradeParty/ram:DefinedTradeContact"),
    thing: "le contact de l'acheteur (BG-9)",
  },
  {
    id: "CII-SR-459",
    terms: ["BT-34"],
    on: AGREEMENT,
    holds: atMost(1, "ram:SellerTradeParty/ram:URIUniversalCommunication"),
    thing: "l'adresse électronique du vendeur (BT-34)",
  },
  {
    id: "CII-SR-460",
    terms: ["BT-49"],
    on: AGREEMENT,
    holds: atMost(1, "ram:BuyerTradeParty/ram:URIUniversalCommunication"),
    thing: "l'adresse électronique de l'acheteur (BT-49)",
  },
];

const PAYMENT: readonly Once[] = [
  {
    id: "CII-SR-452",
    severity: "warning",
    terms: ["BT-20", "BT-9"],
    on: SETTLEMENT,
    holds: atMost(1, "ram:SpecifiedTradePaymentTerms"),
    thing: "les conditions et l'échéance du paiement (BT-20, BT-9)",
  },
  {
    id: "CII-SR-453",
    severity: "warning",
    terms: ["BT-20"],
    on: SETTLEMENT,
    holds: atMost(1, "ram:SpecifiedTradePaymentTerms/ram:Description"),
    thing: "le texte des conditions de paiement (BT-20)",
  },
  {
    id: "CII-SR-461",
    terms: ["BT-7"],
    on: SETTLEMENT,
    holds: atMost(1, "ram:ApplicableTradeTax/ram:TaxPointDate"),
    thing: "la date d'exigibilité de la TVA (BT-7)",
  },
  {
    id: "CII-SR-469",
    terms: ["BT-83"],
    on: "//ram:ApplicableHeaderTradeSettlement/ram:PaymentReference",
    thing: "la référence à rappeler lors du paiement (BT-83)",
  },
];

/** An identifier of the party's own, or one of a scheme: not both. */
const oneIdentifier = (party: string): Test => {
  const own = has(`${party}/ram:ID`);
  const global = has(`${party}/ram:GlobalID`);
  return (holder) => !(own(holder) && global(holder));
};

const IDENTIFIERS: readonly ElementRule[] = [
  {
    id: "CII-SR-449",
    severity: "warning",
    terms: ["BT-71"],
    on: DELIVERY,
    holds: oneIdentifier("ram:ShipToTradeParty"),
    message: "Le lieu de livraison a deux identifiants, avec et sans schéma d'identification (BT-71).",
    fix: "Gardez un seul identifiant du lieu de livraison.",
  },
  {
    id: "CII-SR-450",
    severity: "warning",
    terms: ["BT-46"],
    on: AGREEMENT,
    holds: oneIdentifier("ram:BuyerTradeParty"),
    message: "L'acheteur a deux identifiants, avec et sans schéma d'identification (BT-46).",
    fix: "Gardez un seul identifiant de l'acheteur.",
  },
  {
    id: "CII-SR-451",
    severity: "warning",
    terms: ["BT-60"],
    on: SETTLEMENT,
    holds: oneIdentifier("ram:PayeeTradeParty"),
    message: "Le bénéficiaire a deux identifiants, avec et sans schéma d'identification (BT-60).",
    fix: "Gardez un seul identifiant du bénéficiaire.",
  },
];

/** Which of two ways of naming a contact is used is left to the issuer; both say the same term. */
const oneContactName = (party: string): Test => {
  const person = has(`${party}/ram:DefinedTradeContact/ram:PersonName`);
  const department = has(`${party}/ram:DefinedTradeContact/ram:DepartmentName`);
  return (agreement) => !(person(agreement) && department(agreement));
};

const CONTACTS: readonly ElementRule[] = [
  {
    id: "CII-SR-465",
    severity: "warning",
    terms: ["BT-41"],
    on: AGREEMENT,
    holds: oneContactName("ram:SellerTradeParty"),
    message: "Le contact du vendeur (BT-41) est à la fois une personne et un service.",
    fix: "Nommez comme contact du vendeur la personne ou le service, pas les deux.",
  },
  {
    id: "CII-SR-466",
    severity: "warning",
    terms: ["BT-56"],
    on: AGREEMENT,
    holds: oneContactName("ram:BuyerTradeParty"),
    message: "Le contact de l'acheteur (BT-56) est à la fois une personne et un service.",
    fix: "Nommez comme contact de l'acheteur la personne ou le service, pas les deux.",
  },
];

const isTenderOrLot = has("ram:TypeCode", says("50"));
const isInvoicedObject = has("ram:TypeCode", says("130"));
const isSupporting = has("ram:TypeCode", ({ text }) => trimXml(text) === "916");

const DOCUMENTS: readonly ElementRule[] = [
  {
    id: "CII-SR-457",
    severity: "warning",
    terms: ["BT-17"],
    on: ADDITIONAL_DOCUMENT,
    together: (documents) => atMostOne(documents.filter(isTenderOrLot)),
    message: "La facture se réfère à plusieurs appels d'offres ou lots (BT-17).",
    fix: "Gardez une seule référence d'appel d'offres ou de lot.",
  },
  {
    id: "CII-SR-458",
    severity: "warning",
    terms: ["BT-18"],
    on: ADDITIONAL_DOCUMENT,
    together: (documents) => atMostOne(documents.filter(isInvoicedObject)),
    message: "La facture entière porte sur plusieurs objets facturés (BT-18).",
    fix: "Gardez un seul identifiant d'objet facturé ; donnez les autres dans les lignes qui les concernent.",
  },
  {
    id: "CII-SR-475",
    severity: "warning",
    terms: ["BT-123"],
    on: ADDITIONAL_DOCUMENT,
    together: oneBelow(isSupporting, countOf("ram:Name")),
    message: "Plusieurs documents justificatifs ont une description (BT-123), alors que la règle n'en admet qu'une.",
    fix: "Décrivez un seul document justificatif, ou acceptez cet avertissement : il ne refuse pas la facture.",
  },
  {
    id: "CII-SR-476",
    severity: "warning",
    terms: ["BT-125"],
    on: ADDITIONAL_DOCUMENT,
    together: oneBelow(isSupporting, countOf("ram:AttachmentBinaryObject")),
    message: "La facture a plusieurs documents joints (BT-125), alors que la règle n'en admet qu'un.",
    fix: "Réunissez les documents en un seul fichier, ou acceptez cet avertissement : il ne refuse pas la facture.",
  },
];

const isTransfer = has("ram:TypeCode", ({ text }) => ["30", "58"].includes(trimXml(text)));
const hasIban = has("ram:PayeePartyCreditorFinancialAccount/ram:IBANID");
const hasOtherAccount = has("ram:PayeePartyCreditorFinancialAccount/ram:ProprietaryID");

const MEANS_RULES: readonly ElementRule[] = [
  {
    id: "CII-SR-462",
    severity: "fatal",
    terms: ["BT-8"],
    on: "//ram:ApplicableTradeTax/ram:DueDateTypeCode",
    together: sayTheSame,
    message: "Les codes de date d'exigibilité de la TVA (BT-8) se contredisent.",
    fix: "Donnez partout le même code de date d'exigibilité de la TVA, ou une seule fois.",
  },
  {
    id: "CII-SR-467",
    severity: "fatal",
    terms: ["BT-81"],
    on: `${MEANS}/ram:TypeCode`,
    together: sayTheSameWords,
    message: "Les moyens de paiement n'ont pas tous le même code (BT-81).",
    fix: "Donnez le même code à tous les moyens de paiement, ou n'en gardez qu'un.",
  },
  {
    id: "CII-SR-468",
    severity: "fatal",
    terms: ["BT-82"],
    on: `${MEANS}/ram:Information`,
    together: sayTheSameWords,
    message: "Les moyens de paiement n'ont pas tous le même libellé (BT-82).",
    fix: "Donnez le même libellé à tous les moyens de paiement, ou n'en gardez qu'un.",
  },
  {
    id: "CII-SR-470",
    severity: "fatal",
    terms: ["BT-84"],
    on: `${SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans`,
    holds: (means) => !isTransfer(means) || hasIban(means) || hasOtherAccount(means),
    message: "Le virement demandé n'indique pas de compte à créditer (BT-84).",
    fix: "Indiquez l'IBAN du compte à créditer, ou son autre identifiant.",
  },
];

export const CII_HEADER_RULES: readonly ElementRule[] = [
  ...PARTIES.map(onceRule),
  ...PAYMENT.map(onceRule),
  ...IDENTIFIERS,
  ...CONTACTS,
  ...DOCUMENTS,
  ...MEANS_RULES,
];
