/** The ten rules of each category of VAT, on one invoice that holds and one that breaks each. */
import { describe, expect, it } from "vitest";
import type { Syntax } from "#domain/facture/invoice.ts";
import { judgeModel, makeRuleBook } from "#domain/regles/en16931/judge.ts";
import { VAT_CATEGORIES, type VatCategory } from "#domain/regles/en16931/vat/categories.ts";
import { VAT_RULES } from "#domain/regles/en16931/vat/rules.ts";
import { type Values, type VatInvoice, vatInvoiceOf } from "#test/given/vat-invoice.ts";

const BOOK = makeRuleBook(VAT_RULES);

const fired = (given: VatInvoice): readonly string[] => [
  ...new Set(judgeModel(vatInvoiceOf(given), BOOK).map(({ rule }) => rule.id)),
];

const RATED: Values = { "BT-119": "20.00" };
const TAXED: Values = { ...RATED, "BT-117": "24.00" };
const UNTAXED: Values = { "BT-117": "0.00" };

/** A line of 100, less 10, plus 30: 120 of one category, at 20 % where it is taxed. */
const right = ({ code, taxed, exemption, identified }: VatCategory, syntax: Syntax): VatInvoice => {
  const rate = taxed ? "20" : "0";
  const rated = (term: "BT-152" | "BT-96" | "BT-103"): Values => (code === "O" ? {} : { [term]: rate });
  const group: Values = {
    "BT-118": code,
    "BT-116": "120.00",
    ...(taxed ? TAXED : UNTAXED),
    ...(exemption === "demanded" ? { "BT-120": "Sans taxe" } : {}),
  };
  return {
    syntax,
    seller: identified === "nobody for VAT" ? {} : { "BT-31": "FR1" },
    buyer: identified === "nobody for VAT" ? {} : { "BT-48": "DE1" },
    delivery: { "BT-72": "2026-01-31" },
    address: { "BT-80": "DE" },
    lines: [{ amount: "100.00", taxes: [{ "BT-151": code, ...rated("BT-152") }] }],
    allowances: [{ "BT-92": "10.00", "BT-95": code, ...rated("BT-96") }],
    charges: [{ "BT-99": "30.00", "BT-102": code, ...rated("BT-103") }],
    breakdown: [group],
  };
};

interface Case {
  readonly number: string;
  readonly why: string;
  readonly broken: (invoice: VatInvoice, category: VatCategory) => VatInvoice;
}

const inBreakdown = (values: (category: VatCategory) => Values): Case["broken"] => {
  return (invoice, category) => ({
    ...invoice,
    breakdown: (invoice.breakdown ?? []).map((group) => ({ ...group, ...values(category) })),
  });
};

/** Nobody is identified, or somebody is where nobody must be. */
const otherwiseIdentified: Case["broken"] = (invoice, { identified }) => ({
  ...invoice,
  seller: identified === "nobody for VAT" ? { "BT-31": "" } : {},
});

const wrongRate = ({ code, taxed }: VatCategory): string => (taxed ? "-1" : code === "O" ? "0" : "20");

const CASES: readonly Case[] = [
  { number: "01", why: "is used but not broken down", broken: (invoice) => ({ ...invoice, breakdown: [] }) },
  {
    number: "02",
    why: "is in a line and nobody is identified as must be",
    broken: (invoice, category) => ({ ...otherwiseIdentified(invoice, category), allowances: [], charges: [] }),
  },
  {
    number: "03",
    why: "is in an allowance and nobody is identified as must be",
    broken: (invoice, category) => ({ ...otherwiseIdentified(invoice, category), lines: [], charges: [] }),
  },
  {
    number: "04",
    why: "is in a charge and nobody is identified as must be",
    broken: (invoice, category) => ({ ...otherwiseIdentified(invoice, category), lines: [], allowances: [] }),
  },
  {
    number: "05",
    why: "has a wrong rate in a line",
    broken: (invoice, category) => ({
      ...invoice,
      lines: [{ amount: "100.00", taxes: [{ "BT-151": category.code, "BT-152": wrongRate(category) }] }],
    }),
  },
  {
    number: "06",
    why: "has a wrong rate in an allowance",
    broken: (invoice, category) => ({
      ...invoice,
      allowances: [{ "BT-92": "10.00", "BT-95": category.code, "BT-96": wrongRate(category) }],
    }),
  },
  {
    number: "07",
    why: "has a wrong rate in a charge",
    broken: (invoice, category) => ({
      ...invoice,
      charges: [{ "BT-99": "30.00", "BT-102": category.code, "BT-103": wrongRate(category) }],
    }),
  },
  {
    number: "08",
    why: "has another taxable amount than what uses it",
    broken: inBreakdown(() => ({ "BT-116": "118" })),
  },
  { number: "09", why: "has another tax than its rate makes", broken: inBreakdown(() => ({ "BT-117": "25.01" })) },
  {
    number: "10",
    why: "says of its exemption what it must not, or not what it must",
    broken: (invoice, { exemption }) => ({
      ...invoice,
      breakdown: (invoice.breakdown ?? []).map(({ "BT-120": reason, ...group }) =>
        exemption === "demanded" ? group : { ...group, "BT-121": reason ?? "" },
      ),
    }),
  },
];

const SYNTAXES: readonly Syntax[] = ["ubl-invoice", "ubl-creditnote", "cii"];

/** CII looks up the rate of the islands' taxes where it is not, and asks no breakdown of what is not subject to VAT. */
const SILENT_IN_CII = new Set(["BR-AF-08", "BR-AF-09", "BR-AG-08", "BR-AG-09", "BR-O-01"]);

describe.each(SYNTAXES)("in %s, every category of VAT", (syntax) => {
  it.each(VAT_CATEGORIES)("$name ($code) is right on an invoice that is", (category) => {
    expect(fired(right(category, syntax))).toEqual([]);
  });

  const broken = VAT_CATEGORIES.flatMap((category) =>
    CASES.map((one) => ({ ...one, category, id: `BR-${category.prefix}-${one.number}` })),
  );

  it.each(broken)("breaks $id when it $why", ({ id, category, broken: change }) => {
    const isSilent = syntax === "cii" && SILENT_IN_CII.has(id);
    expect(fired(change(right(category, syntax), category)).includes(id)).toBe(!isSilent);
  });
});

describe("the rules on VAT", () => {
  it("are the ten of each of nine categories, and eight more", () => {
    const ids = new Set(VAT_RULES.map(({ id }) => id));
    expect(ids.size).toBe(98);
  });

  it("say something of their own each", () => {
    const messages = VAT_RULES.map(({ message }) => message);
    expect(messages.filter((message, index) => messages.indexOf(message) !== index)).toEqual([]);
  });
});
