/** UBL: what a party may say, and how often (UBL-SR-09 to 23, 25, 40, 42, 51, 53). */
import { below, oneBelow } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { type Once, onceRule } from "#formats/rules/once.ts";
import { UBL_NAMESPACES } from "#formats/ubl/table.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";

const { atMost, countOf, has, textsOf } = below(UBL_NAMESPACES);

const SELLER = "cac:AccountingSupplierParty/cac:Party";
const BUYER = "cac:AccountingCustomerParty/cac:Party";
const TAX_REPRESENTATIVE = "//cac:TaxRepresentativeParty";
const PAYEE = "//cac:PayeeParty";

const ONCE: readonly Once[] = [
  {
    id: "UBL-SR-09",
    terms: ["BT-27"],
    on: `${SELLER}/cac:PartyLegalEntity/cbc:RegistrationName`,
    thing: "le nom du vendeur (BT-27)",
  },
  {
    id: "UBL-SR-10",
    terms: ["BT-28"],
    on: `${SELLER}/cac:PartyName/cbc:Name`,
    thing: "l'appellation commerciale du vendeur (BT-28)",
  },
  {
    id: "UBL-SR-11",
    terms: ["BT-30"],
    on: `${SELLER}/cac:PartyLegalEntity/cbc:CompanyID`,
    thing: "l'identifiant d'enregistrement légal du vendeur (BT-30)",
  },
  {
    id: "UBL-SR-14",
    terms: ["BT-33"],
    on: `${SELLER}/cac:PartyLegalEntity/cbc:CompanyLegalForm`,
    thing: "les informations juridiques complémentaires du vendeur (BT-33)",
  },
  {
    id: "UBL-SR-15",
    terms: ["BT-44"],
    on: `${BUYER}/cac:PartyLegalEntity/cbc:RegistrationName`,
    thing: "le nom de l'acheteur (BT-44)",
  },
  {
    id: "UBL-SR-16",
    terms: ["BT-46"],
    on: `${BUYER}/cac:PartyIdentification/cbc:ID`,
    thing: "l'identifiant de l'acheteur (BT-46)",
  },
  {
    id: "UBL-SR-17",
    terms: ["BT-47"],
    on: `${BUYER}/cac:PartyLegalEntity/cbc:CompanyID`,
    thing: "l'identifiant d'enregistrement légal de l'acheteur (BT-47)",
  },
  {
    id: "UBL-SR-40",
    terms: ["BT-45"],
    on: `${BUYER}/cac:PartyName/cbc:Name`,
    thing: "l'appellation commerciale de l'acheteur (BT-45)",
  },
  {
    id: "UBL-SR-22",
    terms: ["BT-62"],
    on: TAX_REPRESENTATIVE,
    holds: atMost(1, "cac:PartyName/cbc:Name"),
    thing: "le nom du représentant fiscal du vendeur (BT-62)",
  },
  {
    id: "UBL-SR-23",
    terms: ["BT-63"],
    on: TAX_REPRESENTATIVE,
    holds: atMost(1, "cac:PartyTaxScheme/cbc:CompanyID"),
    thing: "l'identifiant à la TVA du représentant fiscal du vendeur (BT-63)",
  },
  {
    id: "UBL-SR-25",
    terms: ["BT-70"],
    on: "//cac:Delivery",
    holds: atMost(1, "cac:DeliveryParty/cac:PartyName/cbc:Name"),
    who: "La livraison",
    thing: "le nom du destinataire de la livraison (BT-70)",
  },
  {
    id: "UBL-SR-51",
    terms: ["BT-162", "BT-163", "BT-164", "BT-165"],
    on: ["//cac:PostalAddress", "//cac:Address"],
    holds: atMost(1, "cac:AddressLine"),
    who: "Une adresse",
    thing: "la troisième ligne de l'adresse",
  },
];

/** As written: white space around the code makes it another tax. */
const schemeId = (scheme: XmlElement): string => {
  for (let child = scheme.firstChild; child !== undefined; child = child.next) {
    if (child.local === "ID" && child.uri === UBL_NAMESPACES["cbc"]) return child.text.toUpperCase();
  }
  return "";
};

const isForVat = has("cac:TaxScheme", (scheme) => schemeId(scheme) === "VAT");
const isForAnotherTax = has("cac:TaxScheme", (scheme) => schemeId(scheme) !== "VAT");
const hasTax = has("cac:TaxScheme/cbc:ID");
const companyIds = countOf("cbc:CompanyID");

const REGISTRATIONS: readonly ElementRule[] = [
  {
    id: "UBL-SR-12",
    severity: "fatal",
    terms: ["BT-31"],
    on: `${SELLER}/cac:PartyTaxScheme`,
    together: oneBelow(isForVat, companyIds),
    message: "Le vendeur a plusieurs identifiants à la TVA (BT-31).",
    fix: "Donnez un seul identifiant à la TVA du vendeur, celui sous lequel il facture.",
  },
  {
    id: "UBL-SR-13",
    severity: "fatal",
    terms: ["BT-32"],
    on: `${SELLER}/cac:PartyTaxScheme`,
    together: oneBelow(isForAnotherTax, companyIds),
    message: "Le vendeur a plusieurs identifiants d'enregistrement fiscal (BT-32).",
    fix: "Donnez un seul identifiant d'enregistrement fiscal du vendeur.",
  },
  {
    id: "UBL-SR-18",
    severity: "fatal",
    terms: ["BT-48"],
    on: `${BUYER}/cac:PartyTaxScheme`,
    together: oneBelow(isForVat, companyIds),
    message: "L'acheteur a plusieurs identifiants à la TVA (BT-48).",
    fix: "Donnez un seul identifiant à la TVA de l'acheteur.",
  },
  {
    id: "UBL-SR-42",
    severity: "fatal",
    terms: ["BT-31", "BT-32"],
    on: `//${SELLER}`,
    holds: atMost(2, "cac:PartyTaxScheme"),
    message: "Le vendeur a plus de deux enregistrements fiscaux (BT-31, BT-32).",
    fix: "Gardez l'identifiant à la TVA et, s'il y a lieu, un seul identifiant d'enregistrement fiscal.",
  },
  {
    id: "UBL-SR-53",
    severity: "fatal",
    terms: ["BT-31", "BT-32", "BT-48", "BT-63"],
    on: "//cac:PartyTaxScheme",
    holds: (registration) => hasTax(registration) && companyIds(registration) > 0,
    message:
      "L'enregistrement fiscal d'une partie est incomplet : il lui manque l'identifiant ou la taxe dont il s'agit.",
    fix: "Donnez à la fois l'identifiant et le code de la taxe, par exemple VAT, ou retirez cet enregistrement.",
  },
];

const sellerNames = textsOf(`${SELLER}/cac:PartyLegalEntity/cbc:RegistrationName`);
const payeeNames = textsOf("cac:PartyName/cbc:Name");

/** Some name of the one is not some name of the other; without a name on either side, there is none. */
const differ = (some: ReadonlySet<string>, others: ReadonlySet<string>): boolean =>
  others.size > 0 && [...some].some((name) => others.size > 1 || !others.has(name));

/** Asked together, so that the names beside a hundred thousand payees are looked for once. */
const areNotTheSeller = (payees: readonly XmlElement[]): boolean => {
  const sellers = new Map<XmlElement, ReadonlySet<string>>();
  return payees.every((payee) => {
    const { parent } = payee;
    if (parent === undefined) return false;
    const names = sellers.get(parent) ?? sellerNames(parent);
    sellers.set(parent, names);
    return differ(payeeNames(payee), names);
  });
};

/** The bank assigned creditor identifier (BT-90) stands among those of the payee. */
const isOwnIdentifier = (identifier: XmlElement): boolean =>
  attributeOf(identifier, "schemeID")?.toUpperCase() !== "SEPA";

const identifiers = countOf("cac:PartyIdentification/cbc:ID", isOwnIdentifier);

const PAYEE_RULES: readonly ElementRule[] = [
  {
    id: "UBL-SR-19",
    severity: "fatal",
    terms: ["BT-59", "BT-27"],
    on: PAYEE,
    together: (payees) => areNotTheSeller(payees) && payees.every(atMost(1, "cac:PartyName/cbc:Name")),
    message: "Le bénéficiaire a plusieurs noms, ou n'a pas d'autre nom que le vendeur (BT-59).",
    fix: "Donnez un seul nom au bénéficiaire ; si c'est le vendeur, retirez le bénéficiaire.",
  },
  {
    id: "UBL-SR-20",
    severity: "fatal",
    terms: ["BT-60", "BT-59"],
    on: PAYEE,
    together: (payees) => areNotTheSeller(payees) && payees.every((payee) => identifiers(payee) <= 1),
    message: "Le bénéficiaire a plusieurs identifiants (BT-60), ou n'est autre que le vendeur.",
    fix: "Donnez un seul identifiant au bénéficiaire ; si c'est le vendeur, retirez le bénéficiaire.",
  },
  {
    id: "UBL-SR-21",
    severity: "fatal",
    terms: ["BT-61", "BT-59"],
    on: PAYEE,
    together: (payees) => areNotTheSeller(payees) && payees.every(atMost(1, "cac:PartyLegalEntity/cbc:CompanyID")),
    message: "Le bénéficiaire a plusieurs identifiants d'enregistrement légal (BT-61), ou n'est autre que le vendeur.",
    fix: "Donnez un seul identifiant d'enregistrement légal au bénéficiaire ; si c'est le vendeur, retirez le bénéficiaire.",
  },
];

export const UBL_PARTY_RULES: readonly ElementRule[] = [...ONCE.map(onceRule), ...REGISTRATIONS, ...PAYEE_RULES];
