/** The parties and places of a CII document. */
import type { ReadTermId } from "#domain/facture/terms.ts";
import type { Row } from "#formats/binding/row.ts";
import { AGREEMENT, DELIVERY, SETTLEMENT } from "#formats/cii/places.ts";

const SELLER = `${AGREEMENT}/ram:SellerTradeParty`;
const BUYER = `${AGREEMENT}/ram:BuyerTradeParty`;
const REPRESENTATIVE = `${AGREEMENT}/ram:SellerTaxRepresentativeTradeParty`;
const AGENT = `${AGREEMENT}/ram:SalesAgentTradeParty`;
const SHIP_TO = `${DELIVERY}/ram:ShipToTradeParty`;
const PAYEE = `${SETTLEMENT}/ram:PayeeTradeParty`;
const INVOICEE = `${SETTLEMENT}/ram:InvoiceeTradeParty`;

const VAT_ID = "ram:SpecifiedTaxRegistration/ram:ID[@schemeID=VA]";
const TAX_ID = "ram:SpecifiedTaxRegistration/ram:ID[@schemeID=FC]";
const REGISTRATION_ID = "ram:SpecifiedLegalOrganization/ram:ID";
const TRADING_NAME = "ram:SpecifiedLegalOrganization/ram:TradingBusinessName";
const ENDPOINT = "ram:URIUniversalCommunication/ram:URIID";
const ADDRESS = "ram:PostalTradeAddress";

/** CII has one element for identifiers of its own and one for those of a scheme; historic senders put schemes on both. */
const identifierRows = (id: ReadTermId, party: string): readonly Row[] => [
  { id, path: `${party}/ram:ID`, scheme: "@schemeID", writes: "without a scheme" },
  { id, path: `${party}/ram:GlobalID`, scheme: "@schemeID", writes: "with a scheme" },
];

/** The seven terms of a postal address, in the order of CII. */
type AddressTerms = readonly [
  postcode: ReadTermId,
  line1: ReadTermId,
  line2: ReadTermId,
  line3: ReadTermId,
  city: ReadTermId,
  country: ReadTermId,
  subdivision: ReadTermId,
];

const addressRows = (
  party: string,
  [postcode, line1, line2, line3, city, country, subdivision]: AddressTerms,
): readonly Row[] => [
  { id: postcode, path: `${party}/${ADDRESS}/ram:PostcodeCode` },
  { id: line1, path: `${party}/${ADDRESS}/ram:LineOne` },
  { id: line2, path: `${party}/${ADDRESS}/ram:LineTwo` },
  { id: line3, path: `${party}/${ADDRESS}/ram:LineThree` },
  { id: city, path: `${party}/${ADDRESS}/ram:CityName` },
  { id: country, path: `${party}/${ADDRESS}/ram:CountryID` },
  { id: subdivision, path: `${party}/${ADDRESS}/ram:CountrySubDivisionName` },
];

/** A contact has a person or a department, or both. */
const contactRows = (party: string, name: ReadTermId, telephone: ReadTermId, mail: ReadTermId): readonly Row[] => {
  const contact = `${party}/ram:DefinedTradeContact`;
  return [
    { id: name, path: `${contact}/ram:PersonName` },
    { id: name, path: `${contact}/ram:DepartmentName` },
    { id: telephone, path: `${contact}/ram:TelephoneUniversalCommunication/ram:CompleteNumber` },
    { id: mail, path: `${contact}/ram:EmailURIUniversalCommunication/ram:URIID` },
  ];
};

export const CII_PARTY_ROWS: readonly Row[] = [
  { id: "BG-4", path: SELLER },
  ...identifierRows("BT-29", SELLER),
  { id: "BT-27", path: `${SELLER}/ram:Name` },
  { id: "BT-33", path: `${SELLER}/ram:Description` },
  { id: "BT-30", path: `${SELLER}/${REGISTRATION_ID}`, scheme: "@schemeID" },
  { id: "BT-28", path: `${SELLER}/${TRADING_NAME}` },
  { id: "BG-6", path: `${SELLER}/ram:DefinedTradeContact` },
  ...contactRows(SELLER, "BT-41", "BT-42", "BT-43"),
  { id: "BG-5", path: `${SELLER}/${ADDRESS}` },
  ...addressRows(SELLER, ["BT-38", "BT-35", "BT-36", "BT-162", "BT-37", "BT-40", "BT-39"]),
  { id: "BT-34", path: `${SELLER}/${ENDPOINT}`, scheme: "@schemeID" },
  { id: "BT-31", path: `${SELLER}/${VAT_ID}` },
  { id: "BT-32", path: `${SELLER}/${TAX_ID}` },

  { id: "BG-7", path: BUYER },
  ...identifierRows("BT-46", BUYER),
  { id: "BT-44", path: `${BUYER}/ram:Name` },
  { id: "BT-47", path: `${BUYER}/${REGISTRATION_ID}`, scheme: "@schemeID" },
  { id: "BT-45", path: `${BUYER}/${TRADING_NAME}` },
  { id: "BG-9", path: `${BUYER}/ram:DefinedTradeContact` },
  ...contactRows(BUYER, "BT-56", "BT-57", "BT-58"),
  { id: "BG-8", path: `${BUYER}/${ADDRESS}` },
  ...addressRows(BUYER, ["BT-53", "BT-50", "BT-51", "BT-163", "BT-52", "BT-55", "BT-54"]),
  { id: "BT-49", path: `${BUYER}/${ENDPOINT}`, scheme: "@schemeID" },
  { id: "BT-48", path: `${BUYER}/${VAT_ID}` },

  { id: "EXT-FR-FE-BG-03", path: AGENT },
  ...identifierRows("EXT-FR-FE-69", AGENT),
  { id: "EXT-FR-FE-66", path: `${AGENT}/ram:Name` },

  { id: "BG-11", path: REPRESENTATIVE },
  { id: "BT-62", path: `${REPRESENTATIVE}/ram:Name` },
  { id: "BG-12", path: `${REPRESENTATIVE}/${ADDRESS}` },
  ...addressRows(REPRESENTATIVE, ["BT-67", "BT-64", "BT-65", "BT-164", "BT-66", "BT-69", "BT-68"]),
  { id: "BT-63", path: `${REPRESENTATIVE}/${VAT_ID}` },

  ...identifierRows("BT-71", SHIP_TO),
  { id: "BT-70", path: `${SHIP_TO}/ram:Name` },
  { id: "BG-15", path: `${SHIP_TO}/${ADDRESS}` },
  ...addressRows(SHIP_TO, ["BT-78", "BT-75", "BT-76", "BT-165", "BT-77", "BT-80", "BT-79"]),

  // FSO1116A names the valideur here; the French extension, who is invoiced.
  { id: "EXT-FR-FE-BG-04", path: INVOICEE },
  ...identifierRows("EXT-FR-FE-92", INVOICEE),
  { id: "EXT-FR-FE-92", path: `${INVOICEE}/${REGISTRATION_ID}`, scheme: "@schemeID", writes: "none" },

  { id: "BG-10", path: PAYEE },
  ...identifierRows("BT-60", PAYEE),
  { id: "BT-59", path: `${PAYEE}/ram:Name` },
  { id: "BT-61", path: `${PAYEE}/${REGISTRATION_ID}`, scheme: "@schemeID" },
];
