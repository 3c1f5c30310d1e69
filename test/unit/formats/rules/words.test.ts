/** Texts that rules compare, or count, whatever white space is in them. */
import { describe, expect, it } from "vitest";
import { CII_RULES } from "#formats/cii/rules.ts";
import { PAYMENT_ELEMENT_RULES } from "#formats/rules/payment.ts";
import { firing } from "./fire.ts";
import { markup } from "./markup.ts";

const SETTLEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement";
const fireCii = firing(CII_RULES, "cii");

/** Whether means of payment with these labels are taken for the same (CII-SR-468). */
const areTheSame = (...labels: readonly string[]): boolean => {
  const means = labels.map((label) => markup("ram:SpecifiedTradeSettlementPaymentMeans/ram:Information", label));
  return !fireCii(markup(SETTLEMENT, ...means)).includes("CII-SR-468");
};

describe("the labels of means of payment", () => {
  it.each([
    ["alike", ["virement SEPA", "virement SEPA"]],
    ["apart by white space around them", [" virement\n", "virement", "\tvirement"]],
    ["apart by white space between their words", ["virement   SEPA", "virement\n SEPA", "virement SEPA"]],
    ["both blank", ["  ", "\n"]],
  ])("say the same when they are %s", (_, labels) => {
    expect(areTheSame(...labels)).toBe(true);
  });

  it.each([
    ["another word", ["virement", "chèque"]],
    ["one word more", ["virement", "virement SEPA"]],
    ["one word less", ["virement SEPA ", "virement "]],
    ["a word in two", ["vire ment", "virement"]],
    ["nothing", ["virement", " "]],
    ["another word in the last of them", ["virement", "virement", "chèque"]],
  ])("do not when one has %s", (_, labels) => {
    expect(areTheSame(...labels)).toBe(false);
  });
});

describe("the number of a payment card (BR-51)", () => {
  const fire = firing(PAYMENT_ELEMENT_RULES.UBL, "invoice");
  const isMasked = (number: string): boolean =>
    !fire(markup("cac:PaymentMeans/cac:CardAccount/cbc:PrimaryAccountNumberID", number)).includes("BR-51");

  it.each(["1234567890", "  1234567890\n", "1234  56789", ""])("is masked with ten signs at most: %j", (number) => {
    expect(isMasked(number)).toBe(true);
  });

  it.each(["12345678901", "1234 567890", "1 2 3 4 5 6"])("is not with more, one space counting: %j", (number) => {
    expect(isMasked(number)).toBe(false);
  });
});
