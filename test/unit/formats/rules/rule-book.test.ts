/** Which elements an element rule is asked of, and how. */
import { describe, expect, it } from "vitest";
import { atMostOne, sayTheSame } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { judgeByBook } from "#formats/rules/judge-elements.ts";
import { ElementRuleBook } from "#formats/rules/rule-book.ts";
import { UBL_NAMESPACES } from "#formats/ubl/table.ts";
import { documentOf } from "#test/given/document.ts";
import { firing } from "./fire.ts";
import { markup } from "./markup.ts";

const rule = (asked: Omit<ElementRule, "id" | "severity" | "terms" | "message" | "fix">): ElementRule => ({
  id: "R",
  severity: "fatal",
  terms: [],
  message: "Une donnée est de trop.",
  fix: "Retirez-la.",
  ...asked,
});

const asked = (...rules: readonly ElementRule[]) => {
  const fire = firing(rules, "invoice");
  return (fragment: string): boolean => fire(fragment).length > 0;
};

const noteOf = (...steps: readonly string[]): string => markup([...steps, "cbc:Note"].join("/"));

describe("a path from the root", () => {
  const fires = asked(rule({ on: "cac:PaymentTerms/cbc:Note" }));

  it.each([
    ["the element at its end", noteOf("cac:PaymentTerms"), true],
    ["none of that name elsewhere", noteOf("cac:InvoiceLine"), false],
    ["none below another element", noteOf("cac:InvoiceLine", "cac:PaymentTerms"), false],
    ["none of another namespace", markup("cac:PaymentTerms/cac:Note"), false],
  ])("means %s", (_, fragment, expected) => {
    expect(fires(fragment)).toBe(expected);
  });

  it("means the root itself when it is empty", () => {
    expect(asked(rule({ on: "", holds: () => false }))("")).toBe(true);
  });

  it("reaches elements that the schema does not know", () => {
    const unknown = asked(rule({ on: "cac:InvoiceLine/cac:Price/cbc:PriceList" }));
    expect(unknown(markup("cac:InvoiceLine/cac:Price/cbc:PriceList"))).toBe(true);
    expect(unknown(markup("cac:Price/cbc:PriceList"))).toBe(false);
  });
});

describe("a path that may begin anywhere", () => {
  it.each([
    ["//cbc:Note", noteOf("cac:InvoiceLine"), true],
    ["//cbc:Note", noteOf("cac:Unknown"), true],
    ["//cac:Item/cbc:Note", noteOf("cac:InvoiceLine", "cac:Item"), true],
    ["//cac:Item/cbc:Note", noteOf("cac:Unknown", "cac:Item"), true],
    ["//cac:Item/cbc:Note", noteOf("cac:InvoiceLine"), false],
    ["//cac:Item/cbc:Note", noteOf("cac:Unknown"), false],
    ["//cbc:*te", noteOf("cac:PaymentTerms"), true],
    ["//cac:*te", noteOf("cac:PaymentTerms"), false],
    ["//*te", noteOf("cac:Unknown"), true],
  ])("%s in %s: %s", (on, fragment, expected) => {
    expect(asked(rule({ on }))(fragment)).toBe(expected);
  });

  it("means any prefix of the document that stands for the namespace", () => {
    const fires = asked(rule({ on: "//cbc:Note" }));
    expect(fires(`<x:Note xmlns:x="${UBL_NAMESPACES["cbc"]}"/>`)).toBe(true);
    expect(fires('<cbc:Note xmlns:cbc="urn:other"/>')).toBe(false);
  });
});

describe("a path that ends in an attribute", () => {
  it.each([
    ["//@name", "cbc:InvoiceTypeCode@name=x", true],
    ["//@name", "cac:Unknown@name=x", true],
    ["//@name", "cbc:InvoiceTypeCode@names=x", false],
    ["cbc:ID/@schemeID", "cbc:ID@schemeID=x", true],
    ["cbc:ID/@schemeID", "cbc:ID", false],
    ["cbc:ID/@schemeID", "cac:OrderReference/cbc:ID@schemeID=x", false],
    ["//cbc:ID/@schemeID", "cac:OrderReference/cbc:ID@schemeID=x", true],
    ["//cbc:ID/@schemeID", "cbc:ID@cbc:schemeID=x", false],
  ])("%s in %s: %s", (on, fragment, expected) => {
    expect(asked(rule({ on }))(markup(fragment))).toBe(expected);
  });
});

describe("a rule", () => {
  it("leaves out what another rule has first", () => {
    const fires = asked(rule({ on: "//*Amount", except: "//*PriceAmount" }));
    expect(fires(markup("cac:InvoiceLine/cac:Price/cbc:PriceAmount"))).toBe(false);
    expect(fires(markup("cac:InvoiceLine/cbc:LineExtensionAmount"))).toBe(true);
  });

  it("leaves out an element where it stands only", () => {
    const fires = asked(rule({ on: "//cbc:Note", except: "cac:PaymentTerms/cbc:Note" }));
    expect(fires(noteOf("cac:PaymentTerms"))).toBe(false);
    expect(fires(noteOf("cac:InvoiceLine"))).toBe(true);
    expect(fires(noteOf("cac:Unknown", "cac:PaymentTerms"))).toBe(true);
  });

  it("is asked once of an element that two of its paths lead to", () => {
    const book = new ElementRuleBook([rule({ on: ["//cbc:Note", "cac:PaymentTerms/cbc:Note"] })], UBL_NAMESPACES);
    const document = documentOf(invoiceWith(noteOf("cac:PaymentTerms")));
    expect(document && judgeByBook(document.root, book)).toHaveLength(1);
  });

  it("may be asked of all its elements together, and never where there is none", () => {
    const once = asked(rule({ on: "cbc:Note", together: atMostOne }));
    const same = asked(rule({ on: "//cbc:Note", together: sayTheSame }));
    expect([once(""), once("<cbc:Note/>"), once("<cbc:Note/><cbc:Note/>")]).toEqual([false, false, true]);
    expect(same("<cbc:Note>a</cbc:Note><cbc:Note>a</cbc:Note>")).toBe(false);
    expect(same(`<cbc:Note>a</cbc:Note>${markup("cac:InvoiceLine/cbc:Note", "b")}`)).toBe(true);
  });

  it("says which element breaks it, and what it says", () => {
    const book = new ElementRuleBook([rule({ on: "//cbc:Note" }), rule({ on: "//@name" })], UBL_NAMESPACES);
    const document = documentOf(
      invoiceWith(`<cbc:Note>a</cbc:Note>\n${markup("cac:InvoiceLine/cbc:Note@name=n", "b")}`),
    );
    const fired = document ? judgeByBook(document.root, book) : [];
    expect(fired.map(({ at, value }) => [at.path, at.line, value])).toEqual([
      ["/Invoice/Note", 1, "a"],
      ["/Invoice/InvoiceLine/Note", 2, "b"],
      ["/Invoice/InvoiceLine/Note", 2, "n"],
    ]);
  });

  it("does not load with a name that its table does not know", () => {
    expect(() => new ElementRuleBook([rule({ on: "//xyz:Note" })], UBL_NAMESPACES)).toThrow("xyz:Note");
  });
});

describe("time", () => {
  it("grows with the number of unknown elements of known names, not with that of the rules of those names", () => {
    const rules = Array.from({ length: 200 }, (_, index) => rule({ on: `//cac:Parent${index}/cbc:Note` }));
    const fires = asked(...rules);
    const start = performance.now();
    expect(fires(markup("cac:Unknown", "<cbc:Note/>".repeat(100_000)))).toBe(false);
    expect(performance.now() - start).toBeLessThan(5_000);
  });
});

const invoiceWith = (fragment: string): Uint8Array => {
  const prefixes = Object.entries(UBL_NAMESPACES).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`);
  return Buffer.from(
    `<Invoice xmlns="urn:oasis:names:specification:ubl:schema:xsd:Invoice-2" ${prefixes.join(" ")}>${fragment}</Invoice>`,
  );
};
