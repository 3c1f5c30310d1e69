/** What UBL invoices and credit notes share: CEN/TS 16931-3-2, and the places of the French extension in UBL. */
import type { FixedValue, Namespaces, Row } from "#formats/binding/row.ts";
import { UBL_PARTY_ROWS } from "#formats/ubl/parties.ts";
import { VAT } from "#formats/ubl/vat.ts";

const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";

export const UBL_NAMESPACES: Namespaces = {
  cac: `${UBL}CommonAggregateComponents-2`,
  cbc: `${UBL}CommonBasicComponents-2`,
  ext: `${UBL}CommonExtensionComponents-2`,
};

export const ublRoot = (local: "Invoice" | "CreditNote") => ({ uri: `${UBL}${local}-2`, local });

const EARLIER = "cac:BillingReference/cac:InvoiceDocumentReference";
const INVOICED_OBJECT = "cac:AdditionalDocumentReference[cbc:DocumentTypeCode=130]/cbc:ID";
const MEANS = "cac:PaymentMeans";
const ACCOUNT = `${MEANS}/cac:PayeeFinancialAccount`;
const CARD = `${MEANS}/cac:CardAccount`;
const MANDATE = `${MEANS}/cac:PaymentMandate`;
const SUBTOTAL = "cac:TaxTotal/cac:TaxSubtotal";
const TOTALS = "cac:LegalMonetaryTotal";

/** AIFE puts the cadre de facturation in an extension, whose namespace differs between its editions. */
const CADRE = "ext:UBLExtensions/ext:UBLExtension/ext:ExtensionContent/*:FactureExtension/*:CategoryCode";

const ALLOWANCE = "cac:AllowanceCharge[cbc:ChargeIndicator=false|0]";
const CHARGE = "cac:AllowanceCharge[cbc:ChargeIndicator=true|1]";

/** Other documents than `types`, which are references of their own. */
const supporting = (types: string): readonly Row[] => {
  const document = `cac:AdditionalDocumentReference[cbc:DocumentTypeCode!=${types}]`;
  const file = `${document}/cac:Attachment/cbc:EmbeddedDocumentBinaryObject`;
  return [
    { id: "BG-24", path: document },
    { id: "BT-122", path: `${document}/cbc:ID` },
    { id: "BT-123", path: `${document}/cbc:DocumentDescription` },
    { id: "BT-125", path: file },
    { id: "BT-125-1", path: `${file}/@mimeCode` },
    { id: "BT-125-2", path: `${file}/@filename` },
    { id: "BT-124", path: `${document}/cac:Attachment/cac:ExternalReference/cbc:URI` },
  ];
};

/** Up to the references, whose order and meaning differ between the two documents. */
const OPENING: readonly Row[] = [
  { id: "BT-23", path: CADRE, writes: "none" },
  { id: "BT-24", path: "cbc:CustomizationID" },
  { id: "BT-23", path: "cbc:ProfileID" },
  { id: "BT-1", path: "cbc:ID" },
  { id: "BT-2", path: "cbc:IssueDate" },
  { id: "BT-7", path: "cbc:TaxPointDate" },
  { id: "BG-1", path: "cbc:Note" },
  { id: "BT-21", path: "cbc:Note", form: "subject of a note" },
  { id: "BT-22", path: "cbc:Note", form: "text of a note" },
  { id: "BT-5", path: "cbc:DocumentCurrencyCode" },
  { id: "BT-6", path: "cbc:TaxCurrencyCode" },
  { id: "BT-19", path: "cbc:AccountingCost" },
  { id: "BT-10", path: "cbc:BuyerReference" },
  // BG-14 has no element of its own: an invoice period that holds nothing but BT-8 is no period.
  { id: "BT-73", path: "cac:InvoicePeriod/cbc:StartDate" },
  { id: "BT-74", path: "cac:InvoicePeriod/cbc:EndDate" },
  { id: "BT-8", path: "cac:InvoicePeriod/cbc:DescriptionCode" },
  { id: "BT-13", path: "cac:OrderReference/cbc:ID" },
  { id: "BT-14", path: "cac:OrderReference/cbc:SalesOrderID" },
  { id: "BG-3", path: "cac:BillingReference" },
  { id: "BT-25", path: `${EARLIER}/cbc:ID` },
  { id: "BT-26", path: `${EARLIER}/cbc:IssueDate` },
  { id: "BT-16", path: "cac:DespatchDocumentReference/cbc:ID" },
  { id: "BT-15", path: "cac:ReceiptDocumentReference/cbc:ID" },
  { id: "BT-17", path: "cac:OriginatorDocumentReference/cbc:ID" },
  { id: "BT-12", path: "cac:ContractDocumentReference/cbc:ID" },
  { id: "BT-18", path: INVOICED_OBJECT, scheme: "@schemeID" },
];

const PAYMENT: readonly Row[] = [
  { id: "BG-16", path: MEANS },
  { id: "BT-81", path: `${MEANS}/cbc:PaymentMeansCode` },
  { id: "BT-82", path: `${MEANS}/cbc:PaymentMeansCode/@name` },
  { id: "BT-83", path: `${MEANS}/cbc:PaymentID` },
  { id: "BG-18", path: CARD },
  { id: "BT-87", path: `${CARD}/cbc:PrimaryAccountNumberID` },
  { id: "BT-88", path: `${CARD}/cbc:HolderName` },
  { id: "BG-17", path: ACCOUNT },
  { id: "BT-84", path: `${ACCOUNT}/cbc:ID` },
  { id: "BT-85", path: `${ACCOUNT}/cbc:Name` },
  { id: "BT-86", path: `${ACCOUNT}/cac:FinancialInstitutionBranch/cbc:ID` },
  { id: "BG-19", path: MANDATE },
  { id: "BT-89", path: `${MANDATE}/cbc:ID` },
  { id: "BT-91", path: `${MANDATE}/cac:PayerFinancialAccount/cbc:ID` },
  { id: "BT-20", path: "cac:PaymentTerms/cbc:Note" },
];

const AMOUNTS: readonly Row[] = [
  { id: "BG-20", path: ALLOWANCE },
  { id: "BT-98", path: `${ALLOWANCE}/cbc:AllowanceChargeReasonCode` },
  { id: "BT-97", path: `${ALLOWANCE}/cbc:AllowanceChargeReason` },
  { id: "BT-94", path: `${ALLOWANCE}/cbc:MultiplierFactorNumeric` },
  { id: "BT-92", path: `${ALLOWANCE}/cbc:Amount` },
  { id: "BT-93", path: `${ALLOWANCE}/cbc:BaseAmount` },
  { id: "BT-95", path: `${ALLOWANCE}/cac:TaxCategory${VAT}/cbc:ID` },
  { id: "BT-96", path: `${ALLOWANCE}/cac:TaxCategory${VAT}/cbc:Percent` },
  { id: "BG-21", path: CHARGE },
  { id: "BT-105", path: `${CHARGE}/cbc:AllowanceChargeReasonCode` },
  { id: "BT-104", path: `${CHARGE}/cbc:AllowanceChargeReason` },
  { id: "BT-101", path: `${CHARGE}/cbc:MultiplierFactorNumeric` },
  { id: "BT-99", path: `${CHARGE}/cbc:Amount` },
  { id: "BT-100", path: `${CHARGE}/cbc:BaseAmount` },
  { id: "BT-102", path: `${CHARGE}/cac:TaxCategory${VAT}/cbc:ID` },
  { id: "BT-103", path: `${CHARGE}/cac:TaxCategory${VAT}/cbc:Percent` },

  // Where both currencies are the same, one amount is both.
  { id: "BT-110", path: "cac:TaxTotal/cbc:TaxAmount[@currencyID=$BT-5]", once: true },
  { id: "BT-111", path: "cac:TaxTotal/cbc:TaxAmount[@currencyID=$BT-6]", once: true },
  { id: "BG-23", path: SUBTOTAL },
  { id: "BT-116", path: `${SUBTOTAL}/cbc:TaxableAmount` },
  { id: "BT-117", path: `${SUBTOTAL}/cbc:TaxAmount` },
  { id: "BT-118", path: `${SUBTOTAL}/cac:TaxCategory${VAT}/cbc:ID` },
  { id: "BT-119", path: `${SUBTOTAL}/cac:TaxCategory${VAT}/cbc:Percent` },
  { id: "BT-121", path: `${SUBTOTAL}/cac:TaxCategory${VAT}/cbc:TaxExemptionReasonCode` },
  { id: "BT-120", path: `${SUBTOTAL}/cac:TaxCategory${VAT}/cbc:TaxExemptionReason` },

  { id: "BG-22", path: TOTALS },
  { id: "BT-106", path: `${TOTALS}/cbc:LineExtensionAmount` },
  { id: "BT-109", path: `${TOTALS}/cbc:TaxExclusiveAmount` },
  { id: "BT-112", path: `${TOTALS}/cbc:TaxInclusiveAmount` },
  { id: "BT-107", path: `${TOTALS}/cbc:AllowanceTotalAmount` },
  { id: "BT-108", path: `${TOTALS}/cbc:ChargeTotalAmount` },
  { id: "BT-113", path: `${TOTALS}/cbc:PrepaidAmount` },
  { id: "BT-114", path: `${TOTALS}/cbc:PayableRoundingAmount` },
  { id: "BT-115", path: `${TOTALS}/cbc:PayableAmount` },
];

/** All but what the two documents call by other names; `references` are the codes of documents that are not BG-24. */
export const ublRows = (references: string): readonly Row[] => [
  ...OPENING,
  ...supporting(references),
  ...UBL_PARTY_ROWS,
  ...PAYMENT,
  ...AMOUNTS,
];

/** The tax number of a seller that is not for VAT (BT-32) is of another scheme. */
export const UBL_FIXED: readonly FixedValue[] = [
  { under: "cac:PartyTaxScheme", path: "cac:TaxScheme/cbc:ID", value: "TAX" },
];
