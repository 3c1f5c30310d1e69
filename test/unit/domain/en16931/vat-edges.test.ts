/** Where the rules on VAT differ from what their messages say, or from one syntax to the other: facts of the artefacts 1.3.16. */
import { describe, expect, it } from "vitest";
import type { Syntax } from "#domain/facture/invoice.ts";
import { judgeModel, makeRuleBook } from "#domain/regles/en16931/judge.ts";
import { type CategoryElsewhere, NOTHING_ELSEWHERE, type VatElsewhere } from "#domain/regles/en16931/vat/elsewhere.ts";
import { VAT_RULES } from "#domain/regles/en16931/vat/rules.ts";
import { type Pairs, type Values, type VatInvoice, vatInvoiceOf } from "#test/given/vat-invoice.ts";

const BOOK = makeRuleBook(VAT_RULES);

const fired = (given: VatInvoice, elsewhere?: VatElsewhere): readonly string[] => [
  ...new Set(judgeModel(vatInvoiceOf(given), BOOK, elsewhere).map(({ rule }) => rule.id)),
];

const AT = { path: "/", line: 1, column: 1 };

const elsewhere = (...categories: readonly Partial<CategoryElsewhere>[]): VatElsewhere => ({
  ...NOTHING_ELSEWHERE,
  categories: categories.map((one) => ({ kind: "lines", code: "S", rate: "20", isVat: false, at: AT, ...one })),
});

const line = (amount: string, code: string, rate?: string) => ({
  amount,
  taxes: [{ "BT-151": code, ...(rate !== undefined && { "BT-152": rate }) }],
});

const group = (code: string, taxable: string, tax: string, rate?: string): Values => ({
  "BT-118": code,
  "BT-116": taxable,
  "BT-117": tax,
  ...(rate !== undefined && { "BT-119": rate }),
});

const standard = (syntax: Syntax, taxable: string, tax = "20.00"): VatInvoice => ({
  syntax,
  seller: { "BT-32": "" },
  lines: [line("100.00", "S", "20")],
  breakdown: [group("S", taxable, tax, "20.00")],
});

const zero = (syntax: Syntax, taxable: string): VatInvoice => ({
  syntax,
  seller: { "BT-31": "FR1" },
  lines: [line("100.004", "Z", "0")],
  breakdown: [group("Z", taxable, "0", "0")],
});

describe("a taxable amount at the standard rate", () => {
  it.each(["100.99", "99.01"])("may be less than one away in UBL, and not at all in CII: %s", (taxable) => {
    expect(fired(standard("ubl-invoice", taxable))).toEqual([]);
    expect(fired(standard("cii", taxable))).toEqual(["BR-S-08"]);
  });

  it("is too far when it is one away", () => {
    expect(fired(standard("ubl-creditnote", "101.00"))).toEqual(["BR-S-08"]);
  });

  it("is rounded to cents before it is compared in CII: lines, charges and allowances each for itself", () => {
    const given = (taxable: string): VatInvoice => ({
      ...standard("cii", taxable, "20"),
      lines: [line("100.004", "S", "20")],
      charges: [{ "BT-99": "0.004", "BT-102": "S", "BT-103": "20" }],
    });
    expect(fired(given("100"))).toEqual([]);
    expect(fired(given("100.01"))).toEqual(["BR-S-08"]);
  });

  it("is compared with what is of its rate alone", () => {
    const two = standard("ubl-invoice", "100");
    expect(fired({ ...two, lines: [line("100", "S", "20.0"), line("70", "S", "10")] })).toEqual([]);
  });

  it("takes code and rate of a line from its categories together", () => {
    const taxes = [
      { "BT-151": "S", "BT-152": "10" },
      { "BT-151": "E", "BT-152": "20" },
    ];
    const given: VatInvoice = { ...standard("cii", "100"), lines: [{ amount: "100", taxes }] };
    expect(fired(given)).not.toContain("BR-S-08");
  });

  it("counts the amount of a line once, however many categories of one code and rate the line has", () => {
    const taxes = [{ "BT-151": "S", "BT-152": "20" }];
    expect(fired({ ...standard("cii", "100"), lines: [{ amount: "100", taxes: [...taxes, ...taxes] }] })).toEqual([]);
  });

  it("may be that of the allowances and charges alone in UBL, which looks for lines of both kinds of document", () => {
    const charges = [{ "BT-99": "50", "BT-102": "S", "BT-103": "20" }];
    expect(fired({ ...standard("ubl-invoice", "50", "10"), charges })).toEqual([]);
    expect(fired({ ...standard("cii", "50", "10"), charges })).toEqual(["BR-S-08"]);
  });

  it("is compared with nothing where its group has no rate, which its tax is refused for", () => {
    expect(fired({ ...standard("ubl-invoice", "7"), breakdown: [group("S", "7", "20")] })).toEqual(["BR-S-09"]);
  });
});

describe("a taxable amount without tax", () => {
  it("is exact in UBL, and less than one away from the rounded sum in CII", () => {
    expect(fired(zero("ubl-invoice", "100.004"))).toEqual([]);
    expect(fired(zero("ubl-invoice", "100.00"))).toEqual(["BR-Z-08"]);
    expect(fired(zero("cii", "100.99"))).toEqual([]);
    expect(fired(zero("cii", "101.00"))).toEqual(["BR-Z-08"]);
  });

  it("is no sum in UBL where there is no line at all", () => {
    expect(fired({ ...zero("ubl-invoice", "0"), lines: [] })).toEqual(["BR-Z-08"]);
  });

  it("is exact in both for what is not subject to VAT", () => {
    const given = (syntax: Syntax): VatInvoice => ({
      syntax,
      lines: [line("100", "O")],
      breakdown: [{ ...group("O", "100.01", "0"), "BT-121": "VATEX-EU-O" }],
    });
    expect(fired(given("ubl-invoice"))).toEqual(["BR-O-08"]);
    expect(fired(given("cii"))).toEqual(["BR-O-08"]);
  });
});

describe("a tax", () => {
  it.each<Syntax>(["ubl-invoice", "cii"])(
    "may be less than one away from the product, signs apart, in %s",
    (syntax) => {
      expect(fired(standard(syntax, "100", "-20.99"))).toEqual([]);
      expect(fired(standard(syntax, "100", "21.00"))).toEqual(["BR-S-09"]);
      expect(fired(standard(syntax, "100", "19.00"))).toEqual(["BR-S-09"]);
    },
  );

  it("that is missing is not zero", () => {
    const breakdown = [{ "BT-118": "Z", "BT-116": "100.004" }];
    expect(fired({ ...zero("ubl-invoice", ""), breakdown })).toEqual(["BR-Z-09"]);
  });
});

describe("a rate", () => {
  const island = (syntax: Syntax): VatInvoice => ({
    ...standard(syntax, "100", "0"),
    lines: [line("100", "L", "0")],
    breakdown: [group("L", "100", "0", "0")],
  });

  it("of zero is right for IGIC in UBL, and refused in CII", () => {
    expect(fired(island("ubl-invoice"))).toEqual([]);
    expect(fired(island("cii"))).toEqual(["BR-AF-05"]);
  });

  it("must be there, even where it may be zero", () => {
    expect(fired({ ...zero("ubl-invoice", "100.004"), lines: [line("100.004", "Z")] })).toEqual(["BR-Z-05"]);
  });

  it("is that of its own code in an allowance of several, may stand before it, and is shared by codes in a row", () => {
    const given = (...terms: Pairs): VatInvoice => ({
      ...standard("ubl-invoice", "100"),
      allowances: [[["BT-92", "0"], ...terms]],
    });
    expect(fired(given(["BT-96", "20"], ["BT-95", "S"]))).toEqual([]);
    expect(fired(given(["BT-95", "S"], ["BT-95", "S"], ["BT-96", "20"]))).toEqual([]);
    expect(fired(given(["BT-95", "S"], ["BT-96", "20"], ["BT-95", "S"], ["BT-96", "0"]))).toEqual(["BR-S-06"]);
    expect(fired(given(["BT-95", "S"]))).toEqual(["BR-S-06"]);
  });

  it("of an allowance of a line is judged like that of the document", () => {
    const inLine = (isVat: boolean, rate: string | undefined) => elsewhere({ kind: "allowances", isVat, rate });
    expect(fired(standard("cii", "100"), inLine(true, "20"))).toEqual([]);
    expect(fired(standard("cii", "100"), inLine(true, undefined))).toEqual(["BR-S-06"]);
    expect(fired(standard("cii", "100"), inLine(false, "0"))).toEqual([]);
  });
});

describe("a breakdown", () => {
  it("may have no group in CII where two lines are of the category", () => {
    const given = (syntax: Syntax, lines: VatInvoice["lines"] = []): VatInvoice => ({
      syntax,
      seller: { "BT-31": "FR1" },
      lines,
    });
    const one = line("1", "M", "3");
    expect(fired(given("cii", [one, one]))).toEqual([]);
    expect(fired(given("cii", [one]))).toEqual(["BR-AG-01"]);
    expect(fired(given("ubl-invoice", [one, one]))).toEqual(["BR-AG-01"]);
  });

  it("without a use is right in UBL for a category without tax, wrong in CII", () => {
    const unused = (syntax: Syntax): VatInvoice => ({
      ...standard(syntax, "100"),
      breakdown: [group("S", "100", "20", "20"), group("Z", "0", "0", "0")],
    });
    expect(fired(unused("ubl-invoice"))).toEqual([]);
    expect(fired(unused("cii"))).toEqual(["BR-Z-01"]);
  });

  it("of what is not subject to VAT has one group in CII, if any", () => {
    const twice: VatInvoice = {
      syntax: "cii",
      lines: [line("10", "O")],
      breakdown: [
        { ...group("O", "10", "0"), "BT-120": "Hors champ" },
        { ...group("O", "10", "0"), "BT-120": "Hors champ" },
      ],
    };
    expect(fired(twice)).toEqual(["BR-O-01"]);
  });
});

describe("a category of another tax", () => {
  /** The first line has another tax beside its own, or instead of it. */
  const besideFirstLine = (given: VatInvoice): readonly string[] => {
    const invoice = vatInvoiceOf(given);
    const holder = invoice.groups.get("BG-25")?.[0]?.at;
    return judgeModel(invoice, BOOK, elsewhere({ holder })).map(({ rule }) => rule.id);
  };
  const untaxed = { amount: "100", taxes: [] };

  it("counts as broken down, and its line into the sum, but no number is right without a line of VAT", () => {
    expect(besideFirstLine({ ...standard("ubl-invoice", "100"), lines: [untaxed] })).toEqual(["BR-S-02"]);
    expect(
      besideFirstLine({ ...standard("ubl-invoice", "150", "30"), lines: [untaxed, line("50", "S", "20")] }),
    ).toEqual([]);
  });

  it("counts its line once, though that be of VAT too", () => {
    expect(besideFirstLine(standard("ubl-invoice", "100"))).toEqual([]);
    expect(besideFirstLine(standard("cii", "100"))).toEqual([]);
  });

  it("asks for no number in CII", () => {
    expect(besideFirstLine({ ...standard("cii", "100"), seller: {}, lines: [untaxed] })).toEqual([]);
  });

  it("is judged in CII where its group is at the standard rate or at zero, and not elsewhere", () => {
    const foreign = (code: string) => {
      const invoice = vatInvoiceOf({ syntax: "cii", breakdown: [{ "BT-116": "7", "BT-117": "1" }] });
      const at = invoice.groups.get("BG-23")?.[0]?.at ?? AT;
      const found = judgeModel(invoice, BOOK, elsewhere({ kind: "breakdown", code, at }));
      return found.map(({ rule }) => rule.id).filter((id) => !id.endsWith("-01"));
    };
    expect(foreign("S")).toEqual(["BR-S-08"]);
    expect(foreign("Z")).toEqual(["BR-Z-08", "BR-Z-09"]);
    expect(foreign("E")).toEqual([]);
  });

  it("is a group of the breakdown at the standard rate alone", () => {
    const foreign = (code: string) => elsewhere({ kind: "breakdown", code });
    const given: VatInvoice = { syntax: "ubl-invoice", seller: { "BT-31": "FR1" }, lines: [line("100", "S", "20")] };
    expect(fired(given, foreign("S"))).toEqual([]);
    expect(fired({ ...given, lines: [line("100", "E", "0")] }, foreign("E"))).toEqual(["BR-E-01"]);
  });
});

describe("an allowance or a charge that does not say which it is", () => {
  it("uses its category, and is in no sum", () => {
    const unsigned = elsewhere({ kind: "unsigned", isVat: true });
    const given: VatInvoice = { syntax: "ubl-invoice", seller: { "BT-31": "FR1" } };
    expect(fired(given, unsigned)).toEqual(["BR-S-01"]);
    expect(fired(standard("ubl-invoice", "100"), unsigned)).toEqual([]);
  });
});

describe("a code with spaces around, which CII does not read", () => {
  it("is of no category", () => {
    const invoice = vatInvoiceOf(standard("cii", "7", "0"));
    const fired = (misread: VatElsewhere["misread"]) =>
      judgeModel(invoice, BOOK, { ...NOTHING_ELSEWHERE, misread }).map(({ rule }) => rule.id);
    expect(fired(new Set())).toEqual(["BR-S-08", "BR-S-09"]);
    const code = invoice.groups.get("BG-23")?.[0]?.terms[0];
    expect(fired(new Set(code && [code.at]))).toEqual(["BR-S-01"]);
  });
});

describe("an allowance of a line", () => {
  it("that is not subject to VAT forbids numbers in CII alone", () => {
    const inLine = elsewhere({ kind: "allowances", code: "O", isVat: true, rate: undefined });
    const given = (syntax: Syntax): VatInvoice => ({
      ...standard(syntax, "100"),
      seller: { "BT-31": "FR1" },
    });
    expect(fired(given("cii"), inLine)).toEqual(["BR-O-03"]);
    expect(fired(given("ubl-invoice"), inLine)).toEqual(["BR-O-01"]);
  });
});
