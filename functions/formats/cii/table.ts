/** UN/CEFACT Cross Industry Invoice D16B: CEN/TS 16931-3-3, and the places of the French extension and of CII 16B (FSO1116A). */
import type { Row, SyntaxTable } from "#formats/binding/row.ts";
import { CII_LINE_ROWS } from "#formats/cii/lines.ts";
import { CII_PARTY_ROWS } from "#formats/cii/parties.ts";
import { AGREEMENT, DELIVERY, SETTLEMENT } from "#formats/cii/places.ts";

const CII = "urn:un:unece:uncefact:data:standard:";

const CONTEXT = "rsm:ExchangedDocumentContext";
const DOCUMENT = "rsm:ExchangedDocument";
const INVOICED_OBJECT = `${AGREEMENT}/ram:AdditionalReferencedDocument[ram:TypeCode=130]`;
const TENDER = `${AGREEMENT}/ram:AdditionalReferencedDocument[ram:TypeCode=50]`;
const SUPPORTING = `${AGREEMENT}/ram:AdditionalReferencedDocument[ram:TypeCode=916]`;
const FILE = `${SUPPORTING}/ram:AttachmentBinaryObject`;
const MEANS = `${SETTLEMENT}/ram:SpecifiedTradeSettlementPaymentMeans`;
const ACCOUNT = `${MEANS}/ram:PayeePartyCreditorFinancialAccount`;
const CARD = `${MEANS}/ram:ApplicableTradeSettlementFinancialCard`;
const TAX = `${SETTLEMENT}/ram:ApplicableTradeTax`;
/** A category of another tax than VAT is none of EN 16931. */
const VAT = `${TAX}[ram:TypeCode~VAT]`;
const ALLOWANCE = `${SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge[ram:ChargeIndicator/udt:Indicator=false|0]`;
const CHARGE = `${SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge[ram:ChargeIndicator/udt:Indicator=true|1]`;
const PERIOD = `${SETTLEMENT}/ram:BillingSpecifiedPeriod`;
const TERMS = `${SETTLEMENT}/ram:SpecifiedTradePaymentTerms`;
const TOTALS = `${SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`;
const EARLIER = `${SETTLEMENT}/ram:InvoiceReferencedDocument`;

const DOCUMENT_ROWS: readonly Row[] = [
  { id: "BT-23", path: `${CONTEXT}/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID` },
  { id: "BT-24", path: `${CONTEXT}/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID` },
  { id: "BT-1", path: `${DOCUMENT}/ram:ID` },
  { id: "BT-3", path: `${DOCUMENT}/ram:TypeCode` },
  { id: "BT-2", path: `${DOCUMENT}/ram:IssueDateTime/udt:DateTimeString`, form: "date 102" },
  { id: "BG-1", path: `${DOCUMENT}/ram:IncludedNote` },
  { id: "BT-22", path: `${DOCUMENT}/ram:IncludedNote/ram:Content` },
  { id: "BT-21", path: `${DOCUMENT}/ram:IncludedNote/ram:SubjectCode` },
];

const REFERENCE_ROWS: readonly Row[] = [
  { id: "BT-10", path: `${AGREEMENT}/ram:BuyerReference` },
  { id: "BT-14", path: `${AGREEMENT}/ram:SellerOrderReferencedDocument/ram:IssuerAssignedID` },
  { id: "BT-13", path: `${AGREEMENT}/ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID` },
  { id: "BT-12", path: `${AGREEMENT}/ram:ContractReferencedDocument/ram:IssuerAssignedID` },
  { id: "BT-18", path: `${INVOICED_OBJECT}/ram:IssuerAssignedID`, scheme: "../ram:ReferenceTypeCode" },
  { id: "BT-17", path: `${TENDER}/ram:IssuerAssignedID` },
  { id: "BG-24", path: SUPPORTING },
  { id: "BT-122", path: `${SUPPORTING}/ram:IssuerAssignedID` },
  { id: "BT-124", path: `${SUPPORTING}/ram:URIID` },
  { id: "BT-123", path: `${SUPPORTING}/ram:Name` },
  { id: "BT-125", path: FILE },
  { id: "BT-125-1", path: `${FILE}/@mimeCode` },
  { id: "BT-125-2", path: `${FILE}/@filename` },
  { id: "BT-11", path: `${AGREEMENT}/ram:SpecifiedProcuringProject/ram:ID` },
  {
    id: "BT-72",
    path: `${DELIVERY}/ram:ActualDeliverySupplyChainEvent/ram:OccurrenceDateTime/udt:DateTimeString`,
    form: "date 102",
  },
  { id: "BT-16", path: `${DELIVERY}/ram:DespatchAdviceReferencedDocument/ram:IssuerAssignedID` },
  { id: "BT-15", path: `${DELIVERY}/ram:ReceivingAdviceReferencedDocument/ram:IssuerAssignedID` },
];

const SETTLEMENT_ROWS: readonly Row[] = [
  { id: "BT-90", path: `${SETTLEMENT}/ram:CreditorReferenceID` },
  { id: "BT-83", path: `${SETTLEMENT}/ram:PaymentReference` },
  { id: "BT-6", path: `${SETTLEMENT}/ram:TaxCurrencyCode` },
  { id: "BT-5", path: `${SETTLEMENT}/ram:InvoiceCurrencyCode` },

  { id: "BG-16", path: MEANS },
  { id: "BT-81", path: `${MEANS}/ram:TypeCode` },
  { id: "BT-82", path: `${MEANS}/ram:Information` },
  { id: "BG-18", path: CARD },
  { id: "BT-87", path: `${CARD}/ram:ID` },
  { id: "BT-88", path: `${CARD}/ram:CardholderName` },
  { id: "BT-91", path: `${MEANS}/ram:PayerPartyDebtorFinancialAccount/ram:IBANID` },
  { id: "BG-17", path: ACCOUNT },
  { id: "BT-84", path: `${ACCOUNT}/ram:IBANID`, writes: "IBAN" },
  { id: "BT-84", path: `${ACCOUNT}/ram:ProprietaryID`, writes: "no IBAN" },
  { id: "BT-85", path: `${ACCOUNT}/ram:AccountName` },
  { id: "BT-86", path: `${MEANS}/ram:PayeeSpecifiedCreditorFinancialInstitution/ram:BICID` },

  { id: "BG-23", path: TAX },
  { id: "BT-117", path: `${TAX}/ram:CalculatedAmount` },
  { id: "BT-120", path: `${TAX}/ram:ExemptionReason` },
  { id: "BT-116", path: `${TAX}/ram:BasisAmount` },
  { id: "BT-118", path: `${VAT}/ram:CategoryCode` },
  { id: "BT-121", path: `${TAX}/ram:ExemptionReasonCode` },
  { id: "BT-7", path: `${TAX}/ram:TaxPointDate/udt:DateString`, form: "date 102", once: true },
  { id: "BT-8", path: `${TAX}/ram:DueDateTypeCode`, form: "tax point code of CII", once: true },
  { id: "BT-119", path: `${VAT}/ram:RateApplicablePercent` },

  // BG-14 and BG-13 have no element of their own here: a period or a delivery is there when one of its terms is.
  { id: "BT-73", path: `${PERIOD}/ram:StartDateTime/udt:DateTimeString`, form: "date 102" },
  { id: "BT-74", path: `${PERIOD}/ram:EndDateTime/udt:DateTimeString`, form: "date 102" },

  { id: "BG-20", path: ALLOWANCE },
  { id: "BT-94", path: `${ALLOWANCE}/ram:CalculationPercent` },
  { id: "BT-93", path: `${ALLOWANCE}/ram:BasisAmount` },
  { id: "BT-92", path: `${ALLOWANCE}/ram:ActualAmount` },
  { id: "BT-98", path: `${ALLOWANCE}/ram:ReasonCode` },
  { id: "BT-97", path: `${ALLOWANCE}/ram:Reason` },
  { id: "BT-95", path: `${ALLOWANCE}/ram:CategoryTradeTax[ram:TypeCode~VAT]/ram:CategoryCode` },
  { id: "BT-96", path: `${ALLOWANCE}/ram:CategoryTradeTax[ram:TypeCode~VAT]/ram:RateApplicablePercent` },
  { id: "BG-21", path: CHARGE },
  { id: "BT-101", path: `${CHARGE}/ram:CalculationPercent` },
  { id: "BT-100", path: `${CHARGE}/ram:BasisAmount` },
  { id: "BT-99", path: `${CHARGE}/ram:ActualAmount` },
  { id: "BT-105", path: `${CHARGE}/ram:ReasonCode` },
  { id: "BT-104", path: `${CHARGE}/ram:Reason` },
  { id: "BT-102", path: `${CHARGE}/ram:CategoryTradeTax[ram:TypeCode~VAT]/ram:CategoryCode` },
  { id: "BT-103", path: `${CHARGE}/ram:CategoryTradeTax[ram:TypeCode~VAT]/ram:RateApplicablePercent` },

  { id: "BT-20", path: `${TERMS}/ram:Description` },
  { id: "BT-9", path: `${TERMS}/ram:DueDateDateTime/udt:DateTimeString`, form: "date 102" },
  { id: "BT-89", path: `${TERMS}/ram:DirectDebitMandateID` },

  { id: "BG-22", path: TOTALS },
  { id: "BT-106", path: `${TOTALS}/ram:LineTotalAmount` },
  { id: "BT-108", path: `${TOTALS}/ram:ChargeTotalAmount` },
  { id: "BT-107", path: `${TOTALS}/ram:AllowanceTotalAmount` },
  { id: "BT-109", path: `${TOTALS}/ram:TaxBasisTotalAmount` },
  { id: "BT-110", path: `${TOTALS}/ram:TaxTotalAmount[@currencyID=$BT-5]`, once: true },
  { id: "BT-111", path: `${TOTALS}/ram:TaxTotalAmount[@currencyID=$BT-6]`, once: true },
  { id: "BT-114", path: `${TOTALS}/ram:RoundingAmount` },
  { id: "BT-112", path: `${TOTALS}/ram:GrandTotalAmount` },
  { id: "BT-113", path: `${TOTALS}/ram:TotalPrepaidAmount` },
  { id: "BT-115", path: `${TOTALS}/ram:DuePayableAmount` },
  { id: "BG-3", path: EARLIER },
  { id: "BT-25", path: `${EARLIER}/ram:IssuerAssignedID` },
  { id: "BT-26", path: `${EARLIER}/ram:FormattedIssueDateTime/qdt:DateTimeString`, form: "date 102" },
  { id: "BT-19", path: `${SETTLEMENT}/ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID` },
];

export const CROSS_INDUSTRY_INVOICE: SyntaxTable = {
  root: { uri: `${CII}CrossIndustryInvoice:100`, local: "CrossIndustryInvoice" },
  namespaces: {
    rsm: `${CII}CrossIndustryInvoice:100`,
    ram: `${CII}ReusableAggregateBusinessInformationEntity:100`,
    qdt: `${CII}QualifiedDataType:100`,
    udt: `${CII}UnqualifiedDataType:100`,
  },
  rows: [...DOCUMENT_ROWS, ...CII_LINE_ROWS, ...CII_PARTY_ROWS, ...REFERENCE_ROWS, ...SETTLEMENT_ROWS],
  fixed: [
    { under: "ram:ApplicableTradeTax", path: "ram:TypeCode", value: "VAT" },
    { under: "ram:CategoryTradeTax", path: "ram:TypeCode", value: "VAT" },
    { under: "ram:AppliedTradeAllowanceCharge", path: "ram:ChargeIndicator/udt:Indicator", value: "false" },
    { under: "ram:SpecifiedProcuringProject", path: "ram:Name", value: "Project reference" },
    { under: "rsm:SupplyChainTradeTransaction", path: "ram:ApplicableHeaderTradeDelivery", value: "" },
  ],
};
