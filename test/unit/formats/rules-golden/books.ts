/** The rules of EN 16931 as they are asked, with some of them left out, or watched. */
import { MODEL_RULES } from "#domain/regles/en16931/book.ts";
import { type Family, familyOf } from "#domain/regles/en16931/family.ts";
import { judgeModel, makeRuleBook } from "#domain/regles/en16931/judge.ts";
import type { AnyRule, Fired, RuleHead } from "#domain/regles/en16931/rule.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { ELEMENT_RULES } from "#formats/rules/books.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { judgeByBook } from "#formats/rules/judge-elements.ts";
import { ElementRuleBook } from "#formats/rules/rule-book.ts";
import { findVatElsewhere } from "#formats/rules/vat-elsewhere.ts";
import { SYNTAX_TABLES } from "#formats/syntaxes.ts";

interface Rules {
  readonly model: readonly AnyRule[];
  readonly elements: readonly ElementRule[];
}

export const NAMESPACES = { UBL: SYNTAX_TABLES["ubl-invoice"].namespaces, CII: SYNTAX_TABLES.cii.namespaces };

type Judge = (bytes: Uint8Array) => readonly Fired[];

const judgeBy = ({ model, elements }: Rules, family: Family): Judge => {
  const modelBook = makeRuleBook(model);
  const elementBook = new ElementRuleBook(elements, NAMESPACES[family]);
  return (bytes) => {
    const { root, invoice } = readInvoice(bytes);
    if (root === undefined || invoice === undefined) throw new Error("no invoice");
    const elsewhere = findVatElsewhere(root, familyOf(invoice.syntax));
    return [...judgeModel(invoice, modelBook, elsewhere), ...judgeByBook(root, elementBook)];
  };
};

/** As if the artefacts had no such rule. */
export const without = (rule: RuleHead, family: Family): Judge =>
  judgeBy(
    {
      model: MODEL_RULES.filter((one) => one !== rule),
      elements: ELEMENT_RULES[family].filter((one) => one !== rule),
    },
    family,
  );

/** The same test, which notes that it was put. */
const noting =
  <Given extends readonly unknown[]>(test: (...given: Given) => boolean, note: () => void) =>
  (...given: Given): boolean => {
    note();
    return test(...given);
  };

const watchedModel = (rule: AnyRule, note: () => void): AnyRule =>
  "holds" in rule ? { ...rule, holds: noting(rule.holds, note) } : rule;

const watchedElement = (rule: ElementRule, note: () => void): ElementRule => ({
  ...rule,
  ...(rule.holds && { holds: noting(rule.holds, note) }),
  ...(rule.together && { together: noting(rule.together, note) }),
});

/** Judges as the product does, and notes which rules had something to decide. */
export const watching = (family: Family, asked: Set<RuleHead>): Judge =>
  judgeBy(
    {
      model: MODEL_RULES.map((rule) => watchedModel(rule, () => asked.add(rule))),
      elements: ELEMENT_RULES[family].map((rule) => watchedElement(rule, () => asked.add(rule))),
    },
    family,
  );
