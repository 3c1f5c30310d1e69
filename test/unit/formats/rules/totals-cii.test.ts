/** Totals in CII where there are several of what they are compared with, which no right invoice has. */
import { describe, expect, it } from "vitest";
import { CII_TOTAL_RULES } from "#formats/rules/totals-cii.ts";
import { firing } from "./fire.ts";
import { markup } from "./markup.ts";

const fire = firing(CII_TOTAL_RULES, "cii");

const SETTLEMENT = "rsm:SupplyChainTradeTransaction/ram:ApplicableHeaderTradeSettlement";
const EUR = markup("ram:InvoiceCurrencyCode", "EUR");

const fired = (...content: readonly string[]): readonly string[] => fire(markup(SETTLEMENT, EUR, ...content));
const totals = (...content: readonly string[]): string =>
  markup("ram:SpecifiedTradeSettlementHeaderMonetarySummation", ...content);
const amounts = (name: string, ...values: readonly string[]): string =>
  values.map((value) => markup(`ram:${name}`, value)).join("");
const vatTotal = (currency: string, value: string): string =>
  markup(`ram:TaxTotalAmount@currencyID=${currency}`, value);
const adjustment = (indicator: string, content: string): string =>
  markup("ram:SpecifiedTradeAllowanceCharge", markup("ram:ChargeIndicator/udt:Indicator", indicator) + content);
const tax = (...values: readonly string[]): string =>
  markup("ram:ApplicableTradeTax", amounts("CalculatedAmount", ...values));

describe("the total with VAT (BR-CO-15)", () => {
  const bases = (...values: readonly string[]) => amounts("TaxBasisTotalAmount", ...values);
  const stated = (...values: readonly string[]) => amounts("GrandTotalAmount", ...values);

  it.each([
    ["one of several bases", bases("1", "2", "3"), stated("7", "2.00")],
    ["one of several bases, whatever zeros it is written with", bases("1", "100.50"), stated("100.5000")],
    ["one of several bases that is zero", bases("1", "0"), stated("-0.00")],
    ["the base with VAT", bases("100"), `${stated("119", "120.0")}${vatTotal("EUR", "20")}`],
  ])("may be %s", (_, base, total) => {
    expect(fired(totals(base + total))).not.toContain("BR-CO-15");
  });

  it.each([
    ["none of several bases", bases("1", "20"), stated("2", "200")],
    ["one of two bases with VAT", bases("100", "1"), `${stated("120")}${vatTotal("EUR", "20")}`],
    ["the base with one of two totals of VAT", bases("100"), `${stated("120")}${vatTotal("EUR", "20").repeat(2)}`],
    ["the base with VAT in another currency", bases("100"), `${stated("120")}${vatTotal("USD", "20")}`],
  ])("is not %s", (_, base, total) => {
    expect(fired(totals(base + total))).toContain("BR-CO-15");
  });

  it("is asked of no invoice without a currency", () => {
    expect(fire(markup(SETTLEMENT, totals(stated("1"))))).toEqual([]);
  });
});

/** A total that is its base, so that nothing else is wrong. */
const RIGHT = amounts("TaxBasisTotalAmount", "1") + amounts("GrandTotalAmount", "1");

describe("the totals of allowances and of charges (BR-CO-11, BR-CO-12)", () => {
  it("are the sums of what says so, in each group of totals", () => {
    const both = totals(`${RIGHT}${amounts("AllowanceTotalAmount", "3")}${amounts("ChargeTotalAmount", "4")}`);
    const allowances = [
      adjustment("false", amounts("ActualAmount", "1", "9")),
      adjustment(" 0 ", amounts("ActualAmount", "2")),
    ];
    const charges = [
      adjustment("true", amounts("ActualAmount", "4")),
      adjustment("perhaps", amounts("ActualAmount", "8")),
    ];
    expect(fired(...allowances, ...charges, both, both)).toEqual([]);
  });

  it("are asked for where there is an allowance or a charge, even one without an amount", () => {
    expect(fired(adjustment("false", ""), totals(RIGHT))).toEqual(["BR-CO-11"]);
    expect(fired(adjustment("true", ""), totals(RIGHT))).toEqual(["BR-CO-12"]);
  });

  it("may be left out, or be zero, where there is neither", () => {
    expect(fired(totals(RIGHT))).toEqual([]);
    expect(fired(totals(`${RIGHT}${amounts("AllowanceTotalAmount", "0.00")}`))).toEqual([]);
  });
});

describe("the total of VAT (BR-CO-14)", () => {
  it("is the sum of the whole breakdown, in the currency of the invoice", () => {
    const breakdown = [tax("1", "2"), tax("3.5")];
    expect(fired(...breakdown, totals(`${RIGHT}${vatTotal("EUR", "6.50")}${vatTotal("USD", "7")}`))).toEqual([]);
    expect(fired(...breakdown, totals(`${RIGHT}${vatTotal("EUR", "6.49")}`))).toEqual(["BR-CO-14"]);
  });
});

describe("the accounting currency (BR-53)", () => {
  const accounting = (currency: string) => markup("ram:TaxCurrencyCode", currency);

  it("has a total of VAT in each group of totals", () => {
    const inIt = totals(RIGHT + vatTotal("USD", "1"));
    expect(fired(accounting("USD"), inIt)).toEqual([]);
    expect(fired(accounting("USD"), inIt, totals(vatTotal("CHF", "1")))).toEqual(["BR-53"]);
  });

  it("is another one than that of the invoice", () => {
    expect(fired(accounting("EUR"), tax("1"), totals(RIGHT + vatTotal("EUR", "1")))).toEqual(["BR-53"]);
  });
});
