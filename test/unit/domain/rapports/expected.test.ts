/** What reports say should stand where a computed amount is wrong, in both syntaxes. */
import { describe, expect, it } from "vitest";
import { Decimal } from "#domain/facture/decimal.ts";
import type { Report } from "#domain/rapports/report.ts";
import { insteadOf } from "#domain/regles/en16931/expected.ts";
import { Findings } from "#domain/regles/en16931/findings.ts";
import { type Edits, spoiledCii, spoiledUbl } from "./reports.ts";

/** What is found and expected at the places of one rule. */
const toldBy = ({ faults }: Report, code: string) =>
  faults.filter((fault) => fault.code === code).map(({ value, expected }) => [value, expected]);

const inUbl = (name: string, from: string, to: string): Edits => ({
  [`"EUR">${from}</cbc:${name}>`]: `"EUR">${to}</cbc:${name}>`,
});

const inCii = (name: string, from: string, to: string): Edits => ({
  [`>${from}</ram:${name}>`]: `>${to}</ram:${name}>`,
});

const UBL_ALLOWANCE = `<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:AllowanceChargeReason>Remise</cbc:AllowanceChargeReason><cbc:Amount currencyID="EUR">50.5</cbc:Amount><cac:TaxCategory><cbc:ID>S</cbc:ID><cbc:Percent>20</cbc:Percent><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:TaxCategory></cac:AllowanceCharge>`;

const CII_CHARGE =
  "<ram:SpecifiedTradeAllowanceCharge><ram:ChargeIndicator><udt:Indicator>true</udt:Indicator></ram:ChargeIndicator><ram:ActualAmount>50.5</ram:ActualAmount><ram:Reason>Port</ram:Reason><ram:CategoryTradeTax><ram:TypeCode>VAT</ram:TypeCode><ram:CategoryCode>S</ram:CategoryCode><ram:RateApplicablePercent>20</ram:RateApplicablePercent></ram:CategoryTradeTax></ram:SpecifiedTradeAllowanceCharge>";

describe("an amount that is wrong in UBL is told the right one", () => {
  it.each([
    ["BR-CO-10", inUbl("LineExtensionAmount", "1350.50", "1350"), "1350", "1350.50"],
    ["BR-CO-13", inUbl("TaxExclusiveAmount", "1350.50", "1000.00"), "1000.00", "1350.50"],
    [
      "BR-CO-14",
      {
        '<cac:TaxTotal>\n    <cbc:TaxAmount currencyID="EUR">270.10':
          '<cac:TaxTotal>\n    <cbc:TaxAmount currencyID="EUR">271',
      },
      "271",
      "270.10",
    ],
    ["BR-CO-15", inUbl("TaxInclusiveAmount", "1620.60", "1620.61"), "1620.61", "1620.60"],
    ["BR-CO-16", inUbl("PayableAmount", "1620.60", "0.00"), "0.00", "1620.60"],
    ["BR-CO-17", { ">20</cbc:Percent>": ">10</cbc:Percent>" }, "270.10", "135.05"],
    ["BR-S-08", inUbl("TaxableAmount", "1350.50", "1000.00"), "1000.00", "1350.50"],
    ["BR-S-09", { ">20</cbc:Percent>": ">5.5</cbc:Percent>" }, "270.10", "74.28"],
  ])("%s", (code, edits, found, expected) => {
    expect(toldBy(spoiledUbl(edits), code)).toEqual([[found, expected]]);
  });

  it.each([
    [
      "BR-CO-11",
      {
        "<cbc:TaxExclusiveAmount":
          '<cbc:AllowanceTotalAmount currencyID="EUR">5</cbc:AllowanceTotalAmount><cbc:TaxExclusiveAmount',
      },
      "5",
      "50.50",
    ],
    [
      "BR-CO-13",
      {
        "<cbc:PayableAmount":
          '<cbc:AllowanceTotalAmount currencyID="EUR">50.50</cbc:AllowanceTotalAmount><cbc:PayableAmount',
      },
      "1350.50",
      "1300.00",
    ],
    [
      "BR-CO-16",
      { "<cbc:PayableAmount": '<cbc:PrepaidAmount currencyID="EUR">600.6</cbc:PrepaidAmount><cbc:PayableAmount' },
      "1620.60",
      "1020.00",
    ],
    ["BR-S-08", {}, "1350.50", "1300.00"],
  ])("%s, with an allowance and a prepayment", (code, edits, found, expected) => {
    const report = spoiledUbl({ "<cac:TaxTotal>": `${UBL_ALLOWANCE}<cac:TaxTotal>`, ...edits });
    expect(toldBy(report, code)).toEqual([[found, expected]]);
  });

  it("BR-AE-09 and BR-AE-05: nothing and zero, where nothing is taxed", () => {
    const report = spoiledUbl({ ">S</cbc:ID>": ">AE</cbc:ID>" });
    expect(toldBy(report, "BR-AE-09")).toEqual([["270.10", "0.00"]]);
    expect(toldBy(report, "BR-AE-05")).toEqual([
      ["20", "0"],
      ["20", "0"],
    ]);
  });
});

describe("an amount that is wrong in CII is told the right one", () => {
  it.each([
    ["BR-CO-10", inCii("LineTotalAmount", "1350.50", "1350"), "1350", "1350.50"],
    ["BR-CO-13", inCii("TaxBasisTotalAmount", "1350.50", "1000"), "1000", "1350.50"],
    ["BR-CO-14", { '"EUR">270.10<': '"EUR">271<' }, "271", "270.10"],
    ["BR-CO-15", inCii("GrandTotalAmount", "1620.60", "1620.61"), "1620.61", "1620.60"],
    ["BR-CO-16", inCii("DuePayableAmount", "1620.60", "0"), "0", "1620.60"],
    ["BR-CO-17", inCii("CalculatedAmount", "270.10", "280"), "280", "270.10"],
    ["BR-S-08", inCii("BasisAmount", "1350.50", "1000"), "1000", "1350.50"],
    ["BR-S-09", inCii("CalculatedAmount", "270.10", "280"), "280", "270.10"],
  ])("%s", (code, edits, found, expected) => {
    expect(toldBy(spoiledCii(edits), code)).toEqual([[found, expected]]);
  });

  it("BR-CO-12, with charges whose total is left out: the group of the totals is the place", () => {
    const report = spoiledCii({ "<ram:SpecifiedTradePaymentTerms>": `${CII_CHARGE}<ram:SpecifiedTradePaymentTerms>` });
    expect(toldBy(report, "BR-CO-12")).toEqual([[undefined, "50.50"]]);
  });
});

describe("what was expected", () => {
  const decimal = (text: string) => Decimal.parse(text);

  it.each([
    ["12", "12.00"],
    ["12.5", "12.50"],
    ["-12.345", "-12.345"],
    ["0", "0.00"],
  ])("is written as invoices write amounts: %s as %s", (computed, written) => {
    expect(insteadOf(undefined, decimal(computed))).toBe(written);
  });

  it("is not said where it is what stands there, or cannot be computed", () => {
    expect(insteadOf(decimal("12.0"), decimal("12"))).toBeUndefined();
    expect(insteadOf(decimal("12"), undefined)).toBeUndefined();
  });

  it("is worked out for the places that are shown, and for no other", () => {
    const findings = new Findings();
    let asked = 0;
    const rule = { id: "R", severity: "fatal", terms: [], message: "Faux.", fix: "Corrigez." } as const;
    for (let place = 0; place < 1_000; place++) {
      findings.add(rule, { path: "/", line: 1, column: 1 }, undefined, () => String(++asked));
    }
    expect(asked).toBe(10);
    expect(findings.all().at(-1)).toMatchObject({ expected: "10", others: 990 });
  });
});
