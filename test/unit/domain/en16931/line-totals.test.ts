/** The sum of the lines (BR-CO-10), which CII adds as binary numbers and rounds to the side on which they come out. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Invoice, Syntax } from "#domain/facture/invoice.ts";
import { judgeModel, makeRuleBook } from "#domain/regles/en16931/judge.ts";
import { TOTAL_RULES } from "#domain/regles/en16931/totals.ts";
import { vatInvoiceOf } from "#test/given/vat-invoice.ts";

const BOOK = makeRuleBook(TOTAL_RULES);
const AT = { path: "/", line: 1, column: 1 };

const invoiceOf = (syntax: Syntax, amounts: readonly string[], stated: string): Invoice => {
  const invoice = vatInvoiceOf({ syntax, lines: amounts.map((amount) => ({ amount, taxes: [] })) });
  const terms = [{ id: "BT-106", value: stated, at: AT } as const];
  const totals = { id: "BG-22", at: AT, terms, groups: new Map() } as const;
  return { ...invoice, groups: new Map([...invoice.groups, [totals.id, [totals]]]) };
};

const isRight = (syntax: Syntax, amounts: readonly string[], stated: string): boolean =>
  !judgeModel(invoiceOf(syntax, amounts, stated), BOOK).some(({ rule }) => rule.id === "BR-CO-10");

/** As an exact decimal, all digits of the binary number that the amounts add up to: cents, rounded half up. */
const binaryCents = (amounts: readonly number[]): bigint => {
  const [whole = "", fraction = ""] = amounts
    .reduce((total, amount) => total + amount, 0)
    .toFixed(60)
    .split(".");
  const digits = BigInt(whole + fraction);
  const half = 5n * 10n ** 57n;
  const shifted = digits + half;
  const cent = 10n ** 58n;
  return (shifted - (((shifted % cent) + cent) % cent)) / cent;
};

const written = (cents: bigint): string => {
  const digits = String(cents < 0n ? -cents : cents).padStart(3, "0");
  return `${cents < 0n ? "-" : ""}${digits.slice(0, -2)}.${digits.slice(-2)}`;
};

const inThousandths = fc.integer({ min: -5_000_000, max: 5_000_000 }).map((units) => units / 1000);

describe("the sum of the lines (BR-CO-10)", () => {
  it("is to CII what their binary sum rounds to, to the cent", () => {
    fc.assert(
      fc.property(fc.array(inThousandths, { minLength: 1, maxLength: 12 }), (amounts) => {
        const cents = binaryCents(amounts);
        const texts = amounts.map((amount) => amount.toFixed(3));
        const answers = [cents - 1n, cents, cents + 1n].map((one) => isRight("cii", texts, written(one)));
        expect(answers).toEqual([false, true, false]);
      }),
    );
  });

  it.each([
    ["1.005", "1.00", "1.01"],
    ["1.015", "1.01", "1.02"],
    ["0.125", "0.13", "0.12"],
    ["-0.125", "-0.12", "-0.13"],
  ])("takes half a cent for what a binary number makes of it: %s is %s", (amount, right, wrong) => {
    expect([isRight("cii", [amount], right), isRight("cii", [amount], wrong)]).toEqual([true, false]);
  });

  it.each(["9999999.994", "123456789012.344"])("is as exact where amounts are large: %s", (amount) => {
    const [whole = "", fraction = ""] = amount.split(".");
    const cents = `${whole}.${fraction.slice(0, 2)}`;
    expect([isRight("cii", [amount], cents), isRight("ubl-invoice", [amount], cents)]).toEqual([true, true]);
  });

  it("is to UBL the exact sum, half a cent up", () => {
    expect(isRight("ubl-invoice", ["1.005"], "1.01")).toBe(true);
    expect(isRight("ubl-invoice", ["1.005"], "1.00")).toBe(false);
  });
});
