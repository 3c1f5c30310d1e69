/** BR-IC-11 and 12, BR-O-11 to 14, BR-B-01 and 02: what single categories of VAT ask. */
import { describe, expect, it } from "vitest";
import type { Syntax } from "#domain/facture/invoice.ts";
import { judgeModel, makeRuleBook } from "#domain/regles/en16931/judge.ts";
import { NOTHING_ELSEWHERE, type VatElsewhere } from "#domain/regles/en16931/vat/elsewhere.ts";
import { INTRA_COMMUNITY_RULES } from "#domain/regles/en16931/vat/intra-community.ts";
import { NOT_SUBJECT_RULES } from "#domain/regles/en16931/vat/not-subject.ts";
import { SPLIT_PAYMENT_RULES } from "#domain/regles/en16931/vat/split-payment.ts";
import { type VatInvoice, vatInvoiceOf } from "#test/given/vat-invoice.ts";

const BOOK = makeRuleBook([...INTRA_COMMUNITY_RULES, ...NOT_SUBJECT_RULES, ...SPLIT_PAYMENT_RULES]);

const fired = (given: VatInvoice, categories: VatElsewhere["categories"] = []): readonly string[] =>
  judgeModel(vatInvoiceOf(given), BOOK, { ...NOTHING_ELSEWHERE, categories }).map(({ rule }) => rule.id);

describe("an intra-community supply", () => {
  const supply = (syntax: Syntax): VatInvoice => ({ syntax, breakdown: [{ "BT-118": "K" }] });
  const there = { address: { "BT-80": "DE" } };

  it.each<Syntax>(["ubl-invoice", "cii"])("says when and where it was delivered: %s", (syntax) => {
    expect(fired(supply(syntax))).toEqual(["BR-IC-11", "BR-IC-12"]);
    expect(fired({ ...supply(syntax), ...there, delivery: { "BT-72": "2026-01-31" } })).toEqual([]);
    expect(fired({ ...supply(syntax), ...there, period: { "BT-73": "2026-01-01" } })).toEqual([]);
    expect(fired({ ...supply(syntax), ...there, period: { "BT-74": "2026-01-31" } })).toEqual([]);
  });

  it("may say in UBL by a code when the tax is due: it stands in the period", () => {
    const coded = (syntax: Syntax): VatInvoice => ({ ...supply(syntax), ...there, root: { "BT-8": "35" } });
    expect(fired(coded("ubl-invoice"))).toEqual([]);
    expect(fired(coded("cii"))).toEqual(["BR-IC-11"]);
  });

  it("may say it by an empty value in CII, not in UBL", () => {
    const empty = (syntax: Syntax): VatInvoice => ({
      ...supply(syntax),
      delivery: { "BT-72": "" },
      address: { "BT-80": "" },
    });
    expect(fired(empty("cii"))).toEqual([]);
    expect(fired(empty("ubl-invoice"))).toEqual(["BR-IC-11", "BR-IC-12"]);
  });

  it("may say where by several spaces in UBL", () => {
    const period = { "BT-73": "2026-01-01" };
    const invoice = vatInvoiceOf({ ...supply("ubl-invoice"), address: { "BT-80": "" }, period });
    const country = invoice.groups.get("BG-13")?.[0]?.groups.get("BG-15")?.[0]?.terms[0];
    const fired = (misread: VatElsewhere["misread"]) =>
      judgeModel(invoice, BOOK, { ...NOTHING_ELSEWHERE, misread }).map(({ rule }) => rule.id);
    expect(fired(new Set())).toEqual(["BR-IC-12"]);
    expect(fired(new Set(country && [country.at]))).toEqual([]);
  });

  it("is asked nothing when the breakdown does not say so", () => {
    expect(fired({ syntax: "cii", lines: [{ amount: "1", taxes: [{ "BT-151": "K" }] }] })).toEqual([]);
  });
});

describe("what is not subject to VAT", () => {
  const alone = (syntax: Syntax): VatInvoice => ({
    syntax,
    breakdown: [{ "BT-118": "O" }],
    lines: [{ amount: "1", taxes: [{ "BT-151": "O" }] }],
    allowances: [{ "BT-95": "O" }],
    charges: [{ "BT-102": "O" }],
  });
  const mixed = {
    group: { breakdown: [{ "BT-118": "O" }, { "BT-118": "S" }] },
    line: { lines: [{ amount: "1", taxes: [{ "BT-151": "E" }] }] },
    allowance: { allowances: [{ "BT-95": "S" }] },
    charge: { charges: [{ "BT-102": "S" }] },
  } as const;

  it.each<Syntax>(["ubl-invoice", "cii"])("stands alone: %s", (syntax) => {
    expect(fired(alone(syntax))).toEqual([]);
  });

  it("is told apart in UBL", () => {
    const given = alone("ubl-creditnote");
    expect(fired({ ...given, ...mixed.group })).toEqual(["BR-O-11"]);
    expect(fired({ ...given, ...mixed.line })).toEqual(["BR-O-12"]);
    expect(fired({ ...given, ...mixed.allowance })).toEqual(["BR-O-13"]);
    expect(fired({ ...given, ...mixed.charge })).toEqual(["BR-O-14"]);
  });

  it("is told apart by halves in CII: breakdown and lines, allowances and charges", () => {
    expect(fired({ ...alone("cii"), ...mixed.group })).toEqual(["BR-O-11", "BR-O-12"]);
    expect(fired({ ...alone("cii"), ...mixed.line })).toEqual(["BR-O-11", "BR-O-12"]);
    expect(fired({ ...alone("cii"), ...mixed.allowance })).toEqual(["BR-O-13", "BR-O-14"]);
    expect(fired({ ...alone("cii"), ...mixed.charge })).toEqual(["BR-O-13", "BR-O-14"]);
  });

  it("is told in UBL from a category of VAT without a code, in CII from adjustments that do not say which they are", () => {
    const at = { path: "/", line: 1, column: 1 };
    const uncoded = { code: "", rate: undefined, isVat: true, at } as const;
    expect(fired(alone("ubl-invoice"), [{ ...uncoded, kind: "lines" }])).toEqual(["BR-O-12"]);
    expect(fired(alone("ubl-invoice"), [{ ...uncoded, kind: "breakdown" }])).toEqual(["BR-O-11"]);
    const unsigned = { ...uncoded, kind: "unsigned", code: "S" } as const;
    expect(fired(alone("cii"), [unsigned])).toEqual(["BR-O-13", "BR-O-14"]);
    expect(fired(alone("ubl-invoice"), [unsigned])).toEqual([]);
  });
});

describe("split payment", () => {
  const given = (elsewhere: Partial<VatElsewhere>): readonly string[] =>
    judgeModel(vatInvoiceOf({ syntax: "cii" }), BOOK, { ...NOTHING_ELSEWHERE, ...elsewhere }).map(
      ({ rule }) => rule.id,
    );

  it("is Italian", () => {
    expect(given({ isSplit: true })).toEqual([]);
    expect(given({ isSplit: true, isAbroad: true })).toEqual(["BR-B-01"]);
    expect(given({ isAbroad: true })).toEqual([]);
  });

  it("never stands beside the standard rate", () => {
    expect(given({ isSplit: true, isSplitBesideStandard: true })).toEqual(["BR-B-02"]);
  });
});
