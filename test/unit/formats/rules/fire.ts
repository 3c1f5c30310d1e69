/** Which element rules a fragment breaks, put into a document of its syntax. */

import type { SyntaxTable } from "#formats/binding/row.ts";
import { CROSS_INDUSTRY_INVOICE } from "#formats/cii/table.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { judgeByBook } from "#formats/rules/judge-elements.ts";
import { ElementRuleBook } from "#formats/rules/rule-book.ts";
import { UBL_CREDITNOTE } from "#formats/ubl/creditnote-table.ts";
import { UBL_INVOICE } from "#formats/ubl/invoice-table.ts";
import { documentOf } from "#test/given/document.ts";

const TABLES = { invoice: UBL_INVOICE, creditNote: UBL_CREDITNOTE, cii: CROSS_INDUSTRY_INVOICE };

const wrap = ({ root, namespaces }: SyntaxTable, fragment: string): string => {
  const prefixes = Object.entries(namespaces).map(([prefix, uri]) => `xmlns:${prefix}="${uri}"`);
  return `<r:${root.local} xmlns:r="${root.uri}" ${prefixes.join(" ")}>${fragment}</r:${root.local}>`;
};

/** The ids that fire, each once, sorted. */
export const firing = (rules: readonly ElementRule[], kind: keyof typeof TABLES) => {
  const table = TABLES[kind];
  const book = new ElementRuleBook(rules, table.namespaces);
  return (fragment: string): readonly string[] => {
    const document = documentOf(Buffer.from(wrap(table, fragment)));
    if (document === undefined) throw new Error(`no document: ${fragment}`);
    return [...new Set(judgeByBook(document.root, book).map(({ rule }) => rule.id))].sort();
  };
};

/** A rule and the smallest fragments that it accepts and refuses. */
export interface RuleCase {
  readonly id: string;
  readonly holds: readonly string[];
  readonly breaks: readonly string[];
}

/** Ids of a table that its cases leave out. */
export const untested = (rules: readonly ElementRule[], cases: readonly RuleCase[]): readonly string[] => {
  const tested = new Set(cases.map(({ id }) => id));
  return rules.map(({ id }) => id).filter((id) => !tested.has(id));
};
