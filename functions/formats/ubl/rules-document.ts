/** UBL: what an invoice says once, what it refers to, and its lines (UBL-SR-01 to 08, 24, 33 to 39, 43, 48 to 52, 56). */
import { below, oneBelow, says } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { type Once, onceRule } from "#formats/rules/once.ts";
import { UBL_NAMESPACES } from "#formats/ubl/table.ts";
import { attributeOf, rootOf, type XmlElement } from "#formats/xml/element.ts";

const { atMost, countOf, exactlyOne, has } = below(UBL_NAMESPACES);

const LINES = ["//cac:InvoiceLine", "//cac:CreditNoteLine"];
const ADDITIONAL_DOCUMENT = "//cac:AdditionalDocumentReference";
const EARLIER = "//cac:BillingReference";

const ONCE: readonly Once[] = [
  {
    id: "UBL-SR-01",
    terms: ["BT-12"],
    on: "cac:ContractDocumentReference/cbc:ID",
    thing: "la référence du contrat (BT-12)",
  },
  {
    id: "UBL-SR-02",
    terms: ["BT-15"],
    on: "cac:ReceiptDocumentReference/cbc:ID",
    thing: "la référence de l'avis de réception (BT-15)",
  },
  {
    id: "UBL-SR-03",
    terms: ["BT-16"],
    on: "cac:DespatchDocumentReference/cbc:ID",
    thing: "la référence de l'avis d'expédition (BT-16)",
  },
  { id: "UBL-SR-05", terms: ["BT-20"], on: "cac:PaymentTerms/cbc:Note", thing: "les conditions de paiement (BT-20)" },
  {
    id: "UBL-SR-06",
    terms: ["BT-25", "BG-3"],
    on: EARLIER,
    holds: atMost(1, "cac:InvoiceDocumentReference"),
    who: "Une référence à une facture antérieure (BG-3)",
    thing: "la facture dont il s'agit",
  },
  { id: "UBL-SR-08", terms: ["BG-14"], on: "cac:InvoicePeriod", thing: "la période de facturation (BG-14)" },
  { id: "UBL-SR-24", terms: ["BG-13"], on: "cac:Delivery", thing: "les informations de livraison (BG-13)" },
  {
    id: "UBL-SR-33",
    terms: ["BT-123"],
    on: ADDITIONAL_DOCUMENT,
    holds: atMost(1, "cbc:DocumentDescription"),
    who: "Un document justificatif",
    thing: "la description de ce document (BT-123)",
  },
  {
    id: "UBL-SR-34",
    terms: ["BT-127"],
    on: LINES,
    holds: atMost(1, "cbc:Note"),
    who: "Une ligne",
    thing: "la note de la ligne (BT-127)",
  },
  {
    id: "UBL-SR-35",
    terms: ["BT-132"],
    on: LINES,
    holds: atMost(1, "cac:OrderLineReference/cbc:LineID"),
    who: "Une ligne",
    thing: "la référence à la ligne du bon de commande (BT-132)",
  },
  {
    id: "UBL-SR-36",
    terms: ["BG-26"],
    on: LINES,
    holds: atMost(1, "cac:InvoicePeriod"),
    who: "Une ligne",
    thing: "la période de facturation de la ligne (BG-26)",
  },
  {
    id: "UBL-SR-37",
    terms: ["BT-147"],
    on: LINES,
    holds: atMost(1, "cac:Price/cac:AllowanceCharge/cbc:Amount"),
    who: "Une ligne",
    thing: "le rabais sur le prix de l'article (BT-147)",
  },
  { id: "UBL-SR-39", terms: ["BT-11"], on: "cac:ProjectReference/cbc:ID", thing: "la référence du projet (BT-11)" },
  {
    id: "UBL-SR-49",
    terms: ["BT-8"],
    on: "cac:InvoicePeriod/cbc:DescriptionCode",
    thing: "le code de date d'exigibilité de la TVA (BT-8)",
  },
  {
    id: "UBL-SR-50",
    terms: ["BT-154"],
    on: LINES,
    holds: atMost(1, "cac:Item/cbc:Description"),
    who: "Une ligne",
    thing: "la description de l'article (BT-154)",
  },
  {
    id: "UBL-SR-52",
    terms: ["BT-128"],
    on: LINES,
    holds: atMost(1, "cac:DocumentReference"),
    who: "Une ligne",
    thing: "l'identifiant de l'objet de la ligne (BT-128)",
  },
  {
    id: "UBL-SR-56",
    terms: ["BT-17"],
    on: "cac:OriginatorDocumentReference/cbc:ID",
    thing: "la référence de l'appel d'offres ou du lot (BT-17)",
  },
];

const isInvoicedObject = has("cbc:DocumentTypeCode", says("130"));
const isTenderOrLot = has("cbc:DocumentTypeCode", says("50"));
const isTyped = has("cbc:DocumentTypeCode");
const isTypedOtherwise = has("cbc:DocumentTypeCode", ({ text }) => text !== "130");
const hasScheme = has("cbc:ID", (id) => attributeOf(id, "schemeID") !== undefined);
const hasAttachment = has("cac:Attachment");
const hasDescription = has("cbc:DocumentDescription");

const isInCreditNote = (element: XmlElement): boolean => rootOf(element).local === "CreditNote";

const ADDITIONAL_DOCUMENT_RULES: readonly ElementRule[] = [
  {
    id: "UBL-SR-04",
    severity: "fatal",
    terms: ["BT-18"],
    on: "cac:AdditionalDocumentReference",
    together: oneBelow(isInvoicedObject, countOf("cbc:ID")),
    message: "La facture porte sur plusieurs objets facturés (BT-18).",
    fix: "Gardez un seul identifiant d'objet facturé ; donnez les autres dans les lignes qui les concernent.",
  },
  {
    id: "UBL-SR-43",
    severity: "fatal",
    terms: ["BT-18", "BT-122"],
    on: ADDITIONAL_DOCUMENT,
    holds: (document) =>
      isInvoicedObject(document) ||
      (isTenderOrLot(document) && isInCreditNote(document)) ||
      !(hasScheme(document) || isTyped(document)),
    message:
      "Un document justificatif porte un type ou un schéma d'identification, réservés à l'objet facturé (BT-18).",
    fix: "Retirez le type et le schéma du document, ou donnez-lui le type 130 s'il désigne l'objet facturé.",
  },
  {
    id: "UBL-CR-665",
    severity: "warning",
    terms: ["BT-122", "BT-18"],
    on: ADDITIONAL_DOCUMENT,
    holds: (document) => !hasScheme(document) || (isTyped(document) && !isTypedOtherwise(document)),
    message:
      "La référence d'un document justificatif (BT-122) porte un schéma d'identification, que seul l'objet facturé a.",
    fix: "Retirez le schéma d'identification de la référence de ce document.",
  },
  {
    id: "UBL-CR-666",
    severity: "fatal",
    terms: ["BT-18", "BT-125"],
    on: ADDITIONAL_DOCUMENT,
    holds: (document) => !(hasAttachment(document) && isInvoicedObject(document)),
    message: "L'identifiant de l'objet facturé (BT-18) porte une pièce jointe.",
    fix: "Joignez le fichier à un document justificatif à part, qui ne soit pas du type 130.",
  },
  {
    id: "UBL-CR-673",
    severity: "fatal",
    terms: ["BT-18", "BT-123"],
    on: ADDITIONAL_DOCUMENT,
    holds: (document) => !(hasDescription(document) && isInvoicedObject(document)),
    message: "L'identifiant de l'objet facturé (BT-18) porte une description.",
    fix: "Retirez cette description, ou donnez-la à un document justificatif à part.",
  },
];

const REST: readonly ElementRule[] = [
  {
    id: "UBL-SR-07",
    severity: "fatal",
    terms: ["BT-25", "BG-3"],
    on: EARLIER,
    holds: has("cac:InvoiceDocumentReference/cbc:ID"),
    message: "La référence à une facture antérieure (BG-3) ne dit pas de quelle facture il s'agit.",
    fix: "Indiquez le numéro de la facture antérieure (BT-25), ou retirez cette référence.",
  },
  {
    id: "UBL-SR-48",
    severity: "fatal",
    terms: ["BT-151", "BG-30"],
    on: LINES,
    holds: exactlyOne("cac:Item/cac:ClassifiedTaxCategory"),
    message: "Une ligne n'a pas un type de TVA, et un seul (BG-30).",
    fix: "Donnez à chaque ligne un seul type de TVA (BT-151) ; séparez en deux lignes ce qui relève de deux types.",
  },
  {
    id: "UBL-CR-002",
    severity: "warning",
    terms: [],
    on: "cbc:UBLVersionID",
    together: (versions) => versions.some(says("2.1")),
    message: "La facture dit suivre une autre version d'UBL que la 2.1.",
    fix: "Retirez le numéro de version, ou écrivez 2.1.",
  },
];

export const UBL_DOCUMENT_RULES: readonly ElementRule[] = [
  ...ONCE.map(onceRule),
  ...ADDITIONAL_DOCUMENT_RULES,
  ...REST,
];
