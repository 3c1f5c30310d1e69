/** What UBL invoices and credit notes share: CEN/TS 16931-3-2, and the place of Chorus data in UBL. */
import type { Namespaces, Row } from "#formats/binding/row.ts";

const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";

export const UBL_NAMESPACES: Namespaces = {
  cac: `${UBL}CommonAggregateComponents-2`,
  cbc: `${UBL}CommonBasicComponents-2`,
  ext: `${UBL}CommonExtensionComponents-2`,
};

export const ublRoot = (local: "Invoice" | "CreditNote") => ({ uri: `${UBL}${local}-2`, local });

const SELLER = "cac:AccountingSupplierParty/cac:Party";
const BUYER = "cac:AccountingCustomerParty/cac:Party";
const PAYEE = "cac:PayeeParty";
const EARLIER = "cac:BillingReference/cac:InvoiceDocumentReference";
const SUBTOTAL = "cac:TaxTotal/cac:TaxSubtotal";
const TOTALS = "cac:LegalMonetaryTotal";

/** `cbc:ID[@schemeID=SEPA]` of a party is its creditor identifier (BT-90), not an identifier of the party. */
const PARTY_ID = "cac:PartyIdentification/cbc:ID[@schemeID!~SEPA]";
const VAT_ID = "cac:PartyTaxScheme[cac:TaxScheme/cbc:ID~VAT]/cbc:CompanyID";
const REGISTRATION_ID = "cac:PartyLegalEntity/cbc:CompanyID";
const REGISTRATION_NAME = "cac:PartyLegalEntity/cbc:RegistrationName";

/** AIFE puts the cadre de facturation in an extension, whose namespace differs between its editions. */
const CADRE = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/*:FactureExtension/*:CategoryCode";

export const UBL_ROWS: readonly Row[] = [
  { id: "BT-23", path: CADRE },
  { id: "BT-24", path: "cbc:CustomizationID" },
  { id: "BT-23", path: "cbc:ProfileID" },
  { id: "BT-1", path: "cbc:ID" },
  { id: "BT-2", path: "cbc:IssueDate" },
  { id: "BG-1", path: "cbc:Note" },
  { id: "BT-22", path: "cbc:Note" },
  { id: "BT-5", path: "cbc:DocumentCurrencyCode" },
  { id: "BT-6", path: "cbc:TaxCurrencyCode" },
  { id: "BT-10", path: "cbc:BuyerReference" },
  { id: "BT-13", path: "cac:OrderReference/cbc:ID" },
  { id: "BG-3", path: EARLIER },
  { id: "BT-25", path: `${EARLIER}/cbc:ID` },
  { id: "BT-26", path: `${EARLIER}/cbc:IssueDate` },
  { id: "BT-12", path: "cac:ContractDocumentReference/cbc:ID" },

  { id: "BG-4", path: "cac:AccountingSupplierParty" },
  { id: "BT-34", path: `${SELLER}/cbc:EndpointID`, scheme: "schemeID" },
  { id: "BT-29", path: `${SELLER}/${PARTY_ID}`, scheme: "schemeID" },
  { id: "BT-28", path: `${SELLER}/cac:PartyName/cbc:Name` },
  { id: "BT-31", path: `${SELLER}/${VAT_ID}` },
  { id: "BT-27", path: `${SELLER}/${REGISTRATION_NAME}` },
  { id: "BT-30", path: `${SELLER}/${REGISTRATION_ID}`, scheme: "schemeID" },

  { id: "BG-7", path: "cac:AccountingCustomerParty" },
  { id: "BT-49", path: `${BUYER}/cbc:EndpointID`, scheme: "schemeID" },
  { id: "BT-46", path: `${BUYER}/${PARTY_ID}`, scheme: "schemeID" },
  { id: "BT-48", path: `${BUYER}/${VAT_ID}` },
  { id: "BT-44", path: `${BUYER}/${REGISTRATION_NAME}` },
  { id: "BT-47", path: `${BUYER}/${REGISTRATION_ID}`, scheme: "schemeID" },

  { id: "BG-10", path: PAYEE },
  { id: "BT-60", path: `${PAYEE}/${PARTY_ID}`, scheme: "schemeID" },
  { id: "BT-59", path: `${PAYEE}/cac:PartyName/cbc:Name` },
  { id: "BT-61", path: `${PAYEE}/${REGISTRATION_ID}`, scheme: "schemeID" },

  { id: "BT-110", path: "cac:TaxTotal/cbc:TaxAmount[@currencyID=$BT-5]" },
  { id: "BT-111", path: "cac:TaxTotal/cbc:TaxAmount[@currencyID=$BT-6]" },
  { id: "BG-23", path: SUBTOTAL },
  { id: "BT-116", path: `${SUBTOTAL}/cbc:TaxableAmount` },
  { id: "BT-117", path: `${SUBTOTAL}/cbc:TaxAmount` },
  { id: "BT-118", path: `${SUBTOTAL}/cac:TaxCategory/cbc:ID` },
  { id: "BT-119", path: `${SUBTOTAL}/cac:TaxCategory/cbc:Percent` },

  { id: "BG-22", path: TOTALS },
  { id: "BT-106", path: `${TOTALS}/cbc:LineExtensionAmount` },
  { id: "BT-109", path: `${TOTALS}/cbc:TaxExclusiveAmount` },
  { id: "BT-112", path: `${TOTALS}/cbc:TaxInclusiveAmount` },
  { id: "BT-113", path: `${TOTALS}/cbc:PrepaidAmount` },
  { id: "BT-115", path: `${TOTALS}/cbc:PayableAmount` },
];

/** The lines differ by two names. */
export const ublLineRows = (line: string, quantity: string): readonly Row[] => [
  { id: "BG-25", path: line },
  { id: "BT-126", path: `${line}/cbc:ID` },
  { id: "BT-129", path: `${line}/${quantity}` },
  { id: "BT-130", path: `${line}/${quantity}/@unitCode` },
  { id: "BT-131", path: `${line}/cbc:LineExtensionAmount` },
  { id: "BG-31", path: `${line}/cac:Item` },
  { id: "BT-153", path: `${line}/cac:Item/cbc:Name` },
];
