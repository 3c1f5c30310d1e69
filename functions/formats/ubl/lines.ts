/** The lines of a UBL document: invoices and credit notes differ by two names. */
import type { Row } from "#formats/binding/row.ts";
import { VAT } from "#formats/ubl/vat.ts";

export const ublLineRows = (line: string, quantity: string): readonly Row[] => {
  const allowance = `${line}/cac:AllowanceCharge[cbc:ChargeIndicator=false|0]`;
  const charge = `${line}/cac:AllowanceCharge[cbc:ChargeIndicator=true|1]`;
  const item = `${line}/cac:Item`;
  const classification = `${item}/cac:CommodityClassification/cbc:ItemClassificationCode`;
  const category = `${item}/cac:ClassifiedTaxCategory${VAT}`;
  const property = `${item}/cac:AdditionalItemProperty`;
  const price = `${line}/cac:Price`;
  const discount = `${price}/cac:AllowanceCharge[cbc:ChargeIndicator=false|0]`;
  return [
    { id: "BG-25", path: line },
    { id: "BT-126", path: `${line}/cbc:ID` },
    { id: "BT-127", path: `${line}/cbc:Note` },
    { id: "BT-129", path: `${line}/${quantity}` },
    { id: "BT-130", path: `${line}/${quantity}/@unitCode` },
    { id: "BT-131", path: `${line}/cbc:LineExtensionAmount` },
    { id: "BT-133", path: `${line}/cbc:AccountingCost` },
    { id: "BG-26", path: `${line}/cac:InvoicePeriod` },
    { id: "BT-134", path: `${line}/cac:InvoicePeriod/cbc:StartDate` },
    { id: "BT-135", path: `${line}/cac:InvoicePeriod/cbc:EndDate` },
    { id: "BT-132", path: `${line}/cac:OrderLineReference/cbc:LineID` },
    { id: "BT-128", path: `${line}/cac:DocumentReference[cbc:DocumentTypeCode=130]/cbc:ID`, scheme: "@schemeID" },

    { id: "BG-27", path: allowance },
    { id: "BT-140", path: `${allowance}/cbc:AllowanceChargeReasonCode` },
    { id: "BT-139", path: `${allowance}/cbc:AllowanceChargeReason` },
    { id: "BT-138", path: `${allowance}/cbc:MultiplierFactorNumeric` },
    { id: "BT-136", path: `${allowance}/cbc:Amount` },
    { id: "BT-137", path: `${allowance}/cbc:BaseAmount` },
    { id: "BG-28", path: charge },
    { id: "BT-145", path: `${charge}/cbc:AllowanceChargeReasonCode` },
    { id: "BT-144", path: `${charge}/cbc:AllowanceChargeReason` },
    { id: "BT-143", path: `${charge}/cbc:MultiplierFactorNumeric` },
    { id: "BT-141", path: `${charge}/cbc:Amount` },
    { id: "BT-142", path: `${charge}/cbc:BaseAmount` },

    { id: "BG-31", path: item },
    { id: "BT-154", path: `${item}/cbc:Description` },
    { id: "BT-153", path: `${item}/cbc:Name` },
    { id: "BT-156", path: `${item}/cac:BuyersItemIdentification/cbc:ID` },
    { id: "BT-155", path: `${item}/cac:SellersItemIdentification/cbc:ID` },
    { id: "BT-157", path: `${item}/cac:StandardItemIdentification/cbc:ID`, scheme: "@schemeID" },
    { id: "BT-159", path: `${item}/cac:OriginCountry/cbc:IdentificationCode` },
    { id: "BT-158", path: classification, scheme: "@listID", version: "@listVersionID" },
    { id: "BG-30", path: category },
    { id: "BT-151", path: `${category}/cbc:ID` },
    { id: "BT-152", path: `${category}/cbc:Percent` },
    { id: "BG-32", path: property },
    { id: "BT-160", path: `${property}/cbc:Name` },
    { id: "BT-161", path: `${property}/cbc:Value` },

    { id: "BG-29", path: price },
    { id: "BT-146", path: `${price}/cbc:PriceAmount` },
    { id: "BT-149", path: `${price}/cbc:BaseQuantity` },
    { id: "BT-150", path: `${price}/cbc:BaseQuantity/@unitCode` },
    { id: "BT-147", path: `${discount}/cbc:Amount` },
    { id: "BT-148", path: `${discount}/cbc:BaseAmount` },
  ];
};
