/** UN/CEFACT Cross Industry Invoice D16B: CEN/TS 16931-3-3, and the place of Chorus data in CII 16B (FSO1116A). */
import type { SyntaxTable } from "#formats/binding/row.ts";

const CII = "urn:un:unece:uncefact:data:standard:";

const CONTEXT = "rsm:ExchangedDocumentContext";
const DOCUMENT = "rsm:ExchangedDocument";
const LINE = "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem";
const AGREEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeAgreement";
const SETTLEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement";
const SELLER = `${AGREEMENT}/ram:SellerTradeParty`;
const BUYER = `${AGREEMENT}/ram:BuyerTradeParty`;
const PAYEE = `${SETTLEMENT}/ram:PayeeTradeParty`;
const EARLIER = `${SETTLEMENT}/ram:InvoiceReferencedDocument`;
const TAX = `${SETTLEMENT}/ram:ApplicableTradeTax`;
const TOTALS = `${SETTLEMENT}/ram:SpecifiedTradeSettlementHeaderMonetarySummation`;
const DUE_DATE = `${SETTLEMENT}/ram:SpecifiedTradePaymentTerms/ram:DueDateDateTime`;

const VAT_ID = "ram:SpecifiedTaxRegistration/ram:ID[@schemeID=VA]";
const REGISTRATION_ID = "ram:SpecifiedLegalOrganization/ram:ID";
const ENDPOINT = "ram:URIUniversalCommunication/ram:URIID";

export const CROSS_INDUSTRY_INVOICE: SyntaxTable = {
  root: { uri: `${CII}CrossIndustryInvoice:100`, local: "CrossIndustryInvoice" },
  namespaces: {
    rsm: `${CII}CrossIndustryInvoice:100`,
    ram: `${CII}ReusableAggregateBusinessInformationEntity:100`,
    qdt: `${CII}QualifiedDataType:100`,
    udt: `${CII}UnqualifiedDataType:100`,
  },
  rows: [
    { id: "BT-23", path: `${CONTEXT}/ram:BusinessProcessSpecifiedDocumentContextParameter/ram:ID` },
    { id: "BT-24", path: `${CONTEXT}/ram:GuidelineSpecifiedDocumentContextParameter/ram:ID` },
    { id: "BT-1", path: `${DOCUMENT}/ram:ID` },
    { id: "BT-3", path: `${DOCUMENT}/ram:TypeCode` },
    { id: "BT-2", path: `${DOCUMENT}/ram:IssueDateTime/udt:DateTimeString`, date: "102" },
    { id: "BG-1", path: `${DOCUMENT}/ram:IncludedNote` },
    { id: "BT-22", path: `${DOCUMENT}/ram:IncludedNote/ram:Content` },

    { id: "BG-25", path: LINE },
    { id: "BT-126", path: `${LINE}/ram:AssociatedDocumentLineDocument/ram:LineID` },
    { id: "BG-31", path: `${LINE}/ram:SpecifiedTradeProduct` },
    { id: "BT-153", path: `${LINE}/ram:SpecifiedTradeProduct/ram:Name` },
    { id: "BT-129", path: `${LINE}/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity` },
    { id: "BT-130", path: `${LINE}/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity/@unitCode` },
    {
      id: "BT-131",
      path: `${LINE}/ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount`,
    },

    { id: "BT-10", path: `${AGREEMENT}/ram:BuyerReference` },
    { id: "BG-4", path: SELLER },
    { id: "BT-29", path: `${SELLER}/ram:ID`, scheme: "schemeID" },
    { id: "BT-29", path: `${SELLER}/ram:GlobalID`, scheme: "schemeID" },
    { id: "BT-27", path: `${SELLER}/ram:Name` },
    { id: "BT-30", path: `${SELLER}/${REGISTRATION_ID}`, scheme: "schemeID" },
    { id: "BT-28", path: `${SELLER}/ram:SpecifiedLegalOrganization/ram:TradingBusinessName` },
    { id: "BT-34", path: `${SELLER}/${ENDPOINT}`, scheme: "schemeID" },
    { id: "BT-31", path: `${SELLER}/${VAT_ID}` },

    { id: "BG-7", path: BUYER },
    { id: "BT-46", path: `${BUYER}/ram:ID`, scheme: "schemeID" },
    { id: "BT-46", path: `${BUYER}/ram:GlobalID`, scheme: "schemeID" },
    { id: "BT-44", path: `${BUYER}/ram:Name` },
    { id: "BT-47", path: `${BUYER}/${REGISTRATION_ID}`, scheme: "schemeID" },
    { id: "BT-49", path: `${BUYER}/${ENDPOINT}`, scheme: "schemeID" },
    { id: "BT-48", path: `${BUYER}/${VAT_ID}` },
    { id: "BT-13", path: `${AGREEMENT}/ram:BuyerOrderReferencedDocument/ram:IssuerAssignedID` },
    { id: "BT-12", path: `${AGREEMENT}/ram:ContractReferencedDocument/ram:IssuerAssignedID` },

    { id: "BT-6", path: `${SETTLEMENT}/ram:TaxCurrencyCode` },
    { id: "BT-5", path: `${SETTLEMENT}/ram:InvoiceCurrencyCode` },
    { id: "BG-10", path: PAYEE },
    { id: "BT-60", path: `${PAYEE}/ram:ID`, scheme: "schemeID" },
    { id: "BT-60", path: `${PAYEE}/ram:GlobalID`, scheme: "schemeID" },
    { id: "BT-59", path: `${PAYEE}/ram:Name` },
    { id: "BT-61", path: `${PAYEE}/${REGISTRATION_ID}`, scheme: "schemeID" },
    { id: "BG-23", path: TAX },
    { id: "BT-117", path: `${TAX}/ram:CalculatedAmount` },
    { id: "BT-116", path: `${TAX}/ram:BasisAmount` },
    { id: "BT-118", path: `${TAX}/ram:CategoryCode` },
    { id: "BT-119", path: `${TAX}/ram:RateApplicablePercent` },
    { id: "BT-9", path: `${DUE_DATE}/udt:DateTimeString`, date: "102" },
    { id: "BG-22", path: TOTALS },
    { id: "BT-106", path: `${TOTALS}/ram:LineTotalAmount` },
    { id: "BT-109", path: `${TOTALS}/ram:TaxBasisTotalAmount` },
    { id: "BT-110", path: `${TOTALS}/ram:TaxTotalAmount[@currencyID=$BT-5]` },
    { id: "BT-111", path: `${TOTALS}/ram:TaxTotalAmount[@currencyID=$BT-6]` },
    { id: "BT-112", path: `${TOTALS}/ram:GrandTotalAmount` },
    { id: "BT-113", path: `${TOTALS}/ram:TotalPrepaidAmount` },
    { id: "BT-115", path: `${TOTALS}/ram:DuePayableAmount` },
    { id: "BG-3", path: EARLIER },
    { id: "BT-25", path: `${EARLIER}/ram:IssuerAssignedID` },
    { id: "BT-26", path: `${EARLIER}/ram:FormattedIssueDateTime/qdt:DateTimeString`, date: "102" },
  ],
};
