/** BR-DEC-01 to BR-DEC-28 in UBL: which amounts have two decimals at most. */
import type { DecimalRuleId } from "#domain/regles/en16931/decimals.ts";
import { decimalRule, decimalRuleBeside } from "#formats/rules/decimals-rule.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { isFalse, isTrue } from "#formats/rules/questions.ts";

const allowance = decimalRuleBeside(isFalse);
const charge = decimalRuleBeside(isTrue);

const total = (id: DecimalRuleId, name: string): ElementRule => decimalRule(id, `//cac:LegalMonetaryTotal/cbc:${name}`);

const LINE_AMOUNT = [
  "//cac:InvoiceLine/cac:AllowanceCharge/cbc:Amount",
  "//cac:CreditNoteLine/cac:AllowanceCharge/cbc:Amount",
];
const LINE_BASE = [
  "//cac:InvoiceLine/cac:AllowanceCharge/cbc:BaseAmount",
  "//cac:CreditNoteLine/cac:AllowanceCharge/cbc:BaseAmount",
];

/** Without BR-DEC-13 and 15: as published, they look for a currency inside the amount, where there is none, and always hold. */
export const UBL_DECIMAL_RULES: readonly ElementRule[] = [
  allowance("BR-DEC-01", "cac:AllowanceCharge/cbc:Amount"),
  allowance("BR-DEC-02", "cac:AllowanceCharge/cbc:BaseAmount"),
  charge("BR-DEC-05", "cac:AllowanceCharge/cbc:Amount"),
  charge("BR-DEC-06", "cac:AllowanceCharge/cbc:BaseAmount"),
  total("BR-DEC-09", "LineExtensionAmount"),
  total("BR-DEC-10", "AllowanceTotalAmount"),
  total("BR-DEC-11", "ChargeTotalAmount"),
  total("BR-DEC-12", "TaxExclusiveAmount"),
  total("BR-DEC-14", "TaxInclusiveAmount"),
  total("BR-DEC-16", "PrepaidAmount"),
  total("BR-DEC-17", "PayableRoundingAmount"),
  total("BR-DEC-18", "PayableAmount"),
  decimalRule("BR-DEC-19", "//cac:TaxTotal/cac:TaxSubtotal/cbc:TaxableAmount"),
  decimalRule("BR-DEC-20", "//cac:TaxTotal/cac:TaxSubtotal/cbc:TaxAmount"),
  decimalRule("BR-DEC-23", "//cac:InvoiceLine/cbc:LineExtensionAmount", "//cac:CreditNoteLine/cbc:LineExtensionAmount"),
  allowance("BR-DEC-24", ...LINE_AMOUNT),
  allowance("BR-DEC-25", ...LINE_BASE),
  charge("BR-DEC-27", ...LINE_AMOUNT),
  charge("BR-DEC-28", ...LINE_BASE),
];
