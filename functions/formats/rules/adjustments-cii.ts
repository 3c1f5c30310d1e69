/** Allowances and charges as CII asks of them: where the indicator says `false` or `true`, and not where it says so otherwise. */
import { says, type Test } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { asElements } from "#formats/rules/heads.ts";
import { someChild } from "#formats/rules/questions.ts";
import { isCategoryOfVat } from "#formats/rules/tax-cii.ts";

/** Here the indicator is compared as text: `0` and ` false ` are no allowance, where elsewhere they are. */
const saysExactly = (text: "true" | "false"): Test => {
  const isText = says(text);
  return (indicator) => someChild(indicator, "Indicator", isText);
};

export const isExactlyAllowance = saysExactly("false");
export const isExactlyCharge = saysExactly("true");

const asking =
  (on: string, isAsked: Test) =>
  (id: string, isRight: Test): ElementRule =>
    asElements(id, { on, holds: (holder) => isRight(holder) || !someChild(holder, "ChargeIndicator", isAsked) });

const DOCUMENT = "//ram:ApplicableHeaderTradeSettlement/ram:SpecifiedTradeAllowanceCharge";
const LINE = "//ram:SpecifiedLineTradeSettlement/ram:SpecifiedTradeAllowanceCharge";

const allowance = asking(DOCUMENT, isExactlyAllowance);
const charge = asking(DOCUMENT, isExactlyCharge);
const lineAllowance = asking(LINE, isExactlyAllowance);
const lineCharge = asking(LINE, isExactlyCharge);

const always: Test = () => true;
const hasAmount: Test = (holder) => someChild(holder, "ActualAmount", always);
const isOfVat = isCategoryOfVat();
const hasCategory: Test = (holder) => someChild(holder, "CategoryTradeTax", isOfVat);
const hasReason: Test = (holder) => someChild(holder, "Reason", always) || someChild(holder, "ReasonCode", always);

export const CII_ADJUSTMENT_RULES: readonly ElementRule[] = [
  allowance("BR-31", hasAmount),
  allowance("BR-32", hasCategory),
  allowance("BR-33", hasReason),
  allowance("BR-CO-21", hasReason),
  charge("BR-36", hasAmount),
  charge("BR-37", hasCategory),
  charge("BR-38", hasReason),
  charge("BR-CO-22", hasReason),
  lineAllowance("BR-41", hasAmount),
  lineAllowance("BR-42", hasReason),
  lineAllowance("BR-CO-23", hasReason),
  lineCharge("BR-43", hasAmount),
  lineCharge("BR-44", hasReason),
  lineCharge("BR-CO-24", hasReason),
];
