/** The lines of a CII document. */
import type { Row } from "#formats/binding/row.ts";

const LINE = "rsm:SupplyChainTradeTransaction/ram:IncludedSupplyChainTradeLineItem";
const DOCUMENT = `${LINE}/ram:AssociatedDocumentLineDocument`;
const PRODUCT = `${LINE}/ram:SpecifiedTradeProduct`;
const CHARACTERISTIC = `${PRODUCT}/ram:ApplicableProductCharacteristic`;
const CLASSIFICATION = `${PRODUCT}/ram:DesignatedProductClassification/ram:ClassCode`;
const AGREEMENT = `${LINE}/ram:SpecifiedLineTradeAgreement`;
const GROSS = `${AGREEMENT}/ram:GrossPriceProductTradePrice`;
const NET = `${AGREEMENT}/ram:NetPriceProductTradePrice`;
/** The quantity that both prices are for is written with the net price; with the gross price alone by some. */
const GROSS_QUANTITY = `${AGREEMENT}/ram:GrossPriceProductTradePrice[../ram:NetPriceProductTradePrice/ram:BasisQuantity=]/ram:BasisQuantity`;
/** Without an indicator it is a discount all the same: the element has no other meaning under a gross price. */
const DISCOUNT = `${GROSS}/ram:AppliedTradeAllowanceCharge[ram:ChargeIndicator/udt:Indicator!=true|1]`;
const QUANTITY = `${LINE}/ram:SpecifiedLineTradeDelivery/ram:BilledQuantity`;
const SETTLEMENT = `${LINE}/ram:SpecifiedLineTradeSettlement`;
const TAX = `${SETTLEMENT}/ram:ApplicableTradeTax`;
const PERIOD = `${SETTLEMENT}/ram:BillingSpecifiedPeriod`;
const ALLOWANCE = `${SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge[ram:ChargeIndicator/udt:Indicator=false|0]`;
const CHARGE = `${SETTLEMENT}/ram:SpecifiedTradeAllowanceCharge[ram:ChargeIndicator/udt:Indicator=true|1]`;
const OBJECT = `${SETTLEMENT}/ram:AdditionalReferencedDocument[ram:TypeCode=130]/ram:IssuerAssignedID`;

export const CII_LINE_ROWS: readonly Row[] = [
  { id: "BG-25", path: LINE },
  { id: "BT-126", path: `${DOCUMENT}/ram:LineID` },
  { id: "BT-127", path: `${DOCUMENT}/ram:IncludedNote/ram:Content` },

  { id: "BG-31", path: PRODUCT },
  { id: "BT-157", path: `${PRODUCT}/ram:GlobalID`, scheme: "@schemeID" },
  { id: "BT-155", path: `${PRODUCT}/ram:SellerAssignedID` },
  { id: "BT-156", path: `${PRODUCT}/ram:BuyerAssignedID` },
  { id: "BT-153", path: `${PRODUCT}/ram:Name` },
  { id: "BT-154", path: `${PRODUCT}/ram:Description` },
  { id: "BG-32", path: CHARACTERISTIC },
  { id: "BT-160", path: `${CHARACTERISTIC}/ram:Description` },
  { id: "BT-161", path: `${CHARACTERISTIC}/ram:Value` },
  { id: "BT-158", path: CLASSIFICATION, scheme: "@listID", version: "@listVersionID" },
  { id: "BT-159", path: `${PRODUCT}/ram:OriginTradeCountry/ram:ID` },

  { id: "BT-132", path: `${AGREEMENT}/ram:BuyerOrderReferencedDocument/ram:LineID` },
  { id: "BT-148", path: `${GROSS}/ram:ChargeAmount` },
  { id: "BT-149", path: GROSS_QUANTITY, writes: "none" },
  { id: "BT-150", path: `${GROSS_QUANTITY}/@unitCode`, writes: "none" },
  { id: "BT-147", path: `${DISCOUNT}/ram:ActualAmount` },
  { id: "BT-146", path: `${NET}/ram:ChargeAmount` },
  { id: "BT-149", path: `${NET}/ram:BasisQuantity` },
  { id: "BT-150", path: `${NET}/ram:BasisQuantity/@unitCode` },

  { id: "BT-129", path: QUANTITY },
  { id: "BT-130", path: `${QUANTITY}/@unitCode` },

  { id: "BG-30", path: TAX },
  { id: "BT-151", path: `${TAX}[ram:TypeCode~VAT]/ram:CategoryCode` },
  { id: "BT-152", path: `${TAX}[ram:TypeCode~VAT]/ram:RateApplicablePercent` },
  { id: "BG-26", path: PERIOD },
  { id: "BT-134", path: `${PERIOD}/ram:StartDateTime/udt:DateTimeString`, form: "date 102" },
  { id: "BT-135", path: `${PERIOD}/ram:EndDateTime/udt:DateTimeString`, form: "date 102" },
  { id: "BG-27", path: ALLOWANCE },
  { id: "BT-138", path: `${ALLOWANCE}/ram:CalculationPercent` },
  { id: "BT-137", path: `${ALLOWANCE}/ram:BasisAmount` },
  { id: "BT-136", path: `${ALLOWANCE}/ram:ActualAmount` },
  { id: "BT-140", path: `${ALLOWANCE}/ram:ReasonCode` },
  { id: "BT-139", path: `${ALLOWANCE}/ram:Reason` },
  { id: "BG-28", path: CHARGE },
  { id: "BT-143", path: `${CHARGE}/ram:CalculationPercent` },
  { id: "BT-142", path: `${CHARGE}/ram:BasisAmount` },
  { id: "BT-141", path: `${CHARGE}/ram:ActualAmount` },
  { id: "BT-145", path: `${CHARGE}/ram:ReasonCode` },
  { id: "BT-144", path: `${CHARGE}/ram:Reason` },
  { id: "BT-131", path: `${SETTLEMENT}/ram:SpecifiedTradeSettlementLineMonetarySummation/ram:LineTotalAmount` },
  { id: "BT-128", path: OBJECT, scheme: "../ram:ReferenceTypeCode" },
  { id: "BT-133", path: `${SETTLEMENT}/ram:ReceivableSpecifiedTradeAccountingAccount/ram:ID` },
];
