/** The parties and places of a UBL document. */
import type { ReadTermId } from "#domain/facture/terms.ts";
import type { Row } from "#formats/binding/row.ts";

const SELLER = "cac:AccountingSupplierParty/cac:Party";
const BUYER = "cac:AccountingCustomerParty/cac:Party";
const PAYEE = "cac:PayeeParty";
const REPRESENTATIVE = "cac:TaxRepresentativeParty";
const AGENT = `${SELLER}/cac:AgentParty`;
const DELIVERY = "cac:Delivery";

/** `cbc:ID[@schemeID=SEPA]` of a party is its creditor identifier (BT-90), not an identifier of the party. */
const PARTY_ID = "cac:PartyIdentification/cbc:ID[@schemeID!~SEPA]";
const CREDITOR_ID = "cac:PartyIdentification/cbc:ID[@schemeID~SEPA]";
const VAT_ID = "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID~VAT]/cbc:CompanyID";
const TAX_ID = "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID!~VAT]/cbc:CompanyID";
const REGISTRATION_ID = "cac:PartyLegalEntity/cbc:CompanyID";
const REGISTRATION_NAME = "cac:PartyLegalEntity/cbc:RegistrationName";
const NAME = "cac:PartyName/cbc:Name";

/** The seven terms of a postal address, in the order of UBL. */
type AddressTerms = readonly [
  line1: ReadTermId,
  line2: ReadTermId,
  city: ReadTermId,
  postcode: ReadTermId,
  subdivision: ReadTermId,
  line3: ReadTermId,
  country: ReadTermId,
];

const addressRows = (
  address: string,
  [line1, line2, city, postcode, subdivision, line3, country]: AddressTerms,
): readonly Row[] => [
  { id: line1, path: `${address}/cbc:StreetName` },
  { id: line2, path: `${address}/cbc:AdditionalStreetName` },
  { id: city, path: `${address}/cbc:CityName` },
  { id: postcode, path: `${address}/cbc:PostalZone` },
  { id: subdivision, path: `${address}/cbc:CountrySubentity` },
  { id: line3, path: `${address}/cac:AddressLine/cbc:Line` },
  { id: country, path: `${address}/cac:Country/cbc:IdentificationCode` },
];

export const UBL_PARTY_ROWS: readonly Row[] = [
  { id: "BG-4", path: "cac:AccountingSupplierParty" },
  { id: "BT-34", path: `${SELLER}/cbc:EndpointID`, scheme: "@schemeID" },
  { id: "BT-29", path: `${SELLER}/${PARTY_ID}`, scheme: "@schemeID" },
  { id: "BT-90", path: `${SELLER}/${CREDITOR_ID}` },
  { id: "BT-28", path: `${SELLER}/${NAME}` },
  { id: "BG-5", path: `${SELLER}/cac:PostalAddress` },
  ...addressRows(`${SELLER}/cac:PostalAddress`, ["BT-35", "BT-36", "BT-37", "BT-38", "BT-39", "BT-162", "BT-40"]),
  { id: "BT-31", path: `${SELLER}/${VAT_ID}` },
  { id: "BT-32", path: `${SELLER}/${TAX_ID}` },
  { id: "BT-27", path: `${SELLER}/${REGISTRATION_NAME}` },
  { id: "BT-30", path: `${SELLER}/${REGISTRATION_ID}`, scheme: "@schemeID" },
  { id: "BT-33", path: `${SELLER}/cac:PartyLegalEntity/cbc:CompanyLegalForm` },
  { id: "BG-6", path: `${SELLER}/cac:Contact` },
  { id: "BT-41", path: `${SELLER}/cac:Contact/cbc:Name` },
  { id: "BT-42", path: `${SELLER}/cac:Contact/cbc:Telephone` },
  { id: "BT-43", path: `${SELLER}/cac:Contact/cbc:ElectronicMail` },
  { id: "EXT-FR-FE-BG-03", path: AGENT },
  { id: "EXT-FR-FE-69", path: `${AGENT}/cac:PartyIdentification/cbc:ID`, scheme: "@schemeID" },
  { id: "EXT-FR-FE-66", path: `${AGENT}/${REGISTRATION_NAME}` },

  { id: "BG-7", path: "cac:AccountingCustomerParty" },
  { id: "BT-49", path: `${BUYER}/cbc:EndpointID`, scheme: "@schemeID" },
  { id: "BT-46", path: `${BUYER}/${PARTY_ID}`, scheme: "@schemeID" },
  { id: "BT-45", path: `${BUYER}/${NAME}` },
  { id: "BG-8", path: `${BUYER}/cac:PostalAddress` },
  ...addressRows(`${BUYER}/cac:PostalAddress`, ["BT-50", "BT-51", "BT-52", "BT-53", "BT-54", "BT-163", "BT-55"]),
  { id: "BT-48", path: `${BUYER}/${VAT_ID}` },
  { id: "BT-44", path: `${BUYER}/${REGISTRATION_NAME}` },
  { id: "BT-47", path: `${BUYER}/${REGISTRATION_ID}`, scheme: "@schemeID" },
  { id: "BG-9", path: `${BUYER}/cac:Contact` },
  { id: "BT-56", path: `${BUYER}/cac:Contact/cbc:Name` },
  { id: "BT-57", path: `${BUYER}/cac:Contact/cbc:Telephone` },
  { id: "BT-58", path: `${BUYER}/cac:Contact/cbc:ElectronicMail` },

  { id: "BG-10", path: PAYEE },
  { id: "BT-60", path: `${PAYEE}/${PARTY_ID}`, scheme: "@schemeID" },
  // The creditor is the seller or the payee; only one of them is written.
  { id: "BT-90", path: `${PAYEE}/${CREDITOR_ID}`, writes: "none" },
  { id: "BT-59", path: `${PAYEE}/${NAME}` },
  { id: "BT-61", path: `${PAYEE}/${REGISTRATION_ID}`, scheme: "@schemeID" },

  { id: "BG-11", path: REPRESENTATIVE },
  { id: "BT-62", path: `${REPRESENTATIVE}/${NAME}` },
  { id: "BG-12", path: `${REPRESENTATIVE}/cac:PostalAddress` },
  ...addressRows(`${REPRESENTATIVE}/cac:PostalAddress`, [
    "BT-64",
    "BT-65",
    "BT-66",
    "BT-67",
    "BT-68",
    "BT-164",
    "BT-69",
  ]),
  { id: "BT-63", path: `${REPRESENTATIVE}/${VAT_ID}` },

  { id: "BG-13", path: DELIVERY },
  { id: "BT-72", path: `${DELIVERY}/cbc:ActualDeliveryDate` },
  { id: "BT-71", path: `${DELIVERY}/cac:DeliveryLocation/cbc:ID`, scheme: "@schemeID" },
  { id: "BG-15", path: `${DELIVERY}/cac:DeliveryLocation/cac:Address` },
  ...addressRows(`${DELIVERY}/cac:DeliveryLocation/cac:Address`, [
    "BT-75",
    "BT-76",
    "BT-77",
    "BT-78",
    "BT-79",
    "BT-165",
    "BT-80",
  ]),
  { id: "BT-70", path: `${DELIVERY}/cac:DeliveryParty/${NAME}` },
];
