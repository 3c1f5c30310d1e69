/** Invoices of a few amounts, for the rules on VAT. */

import type { Group, GroupId, Invoice, Syntax, Term, TermId } from "#domain/facture/invoice.ts";
import type { Location } from "#domain/fautes/fault.ts";

export type Values = Readonly<Partial<Record<TermId, string>>>;

/** Where a term is repeated. */
export type Pairs = readonly (readonly [TermId, string])[];

export interface VatInvoice {
  readonly syntax: Syntax;
  readonly root?: Values;
  readonly seller?: Values;
  readonly representative?: Values;
  readonly buyer?: Values;
  readonly delivery?: Values;
  readonly period?: Values;
  readonly address?: Values;
  /** Net amount, and the categories of the line. */
  readonly lines?: readonly { readonly amount: string; readonly taxes: readonly Values[] }[];
  readonly allowances?: readonly (Values | Pairs)[];
  readonly charges?: readonly Values[];
  readonly breakdown?: readonly Values[];
}

/** Each its own, as elements are. */
const place = (): Location => ({ path: "/", line: 1, column: 1 });

const isTermId = (id: string): id is TermId => id.startsWith("BT-");

const isPairs = (values: Values | Pairs): values is Pairs => Array.isArray(values);

const termsOf = (values: Values | Pairs = {}): readonly Term[] =>
  (isPairs(values) ? values : Object.entries(values)).flatMap(([id, value]) =>
    isTermId(id) && value !== undefined ? { id, value, at: place() } : [],
  );

const groupOf = (id: GroupId, values?: Values | Pairs, ...inner: readonly Group[]): Group => ({
  id,
  at: place(),
  terms: termsOf(values),
  groups: Map.groupBy(inner, (group) => group.id),
});

const groupsOf = (id: GroupId, all: readonly (Values | Pairs)[] = []): readonly Group[] =>
  all.map((one) => groupOf(id, one));

export const vatInvoiceOf = (given: VatInvoice): Invoice => {
  const period = given.period ? [groupOf("BG-14", given.period)] : [];
  const address = given.address ? [groupOf("BG-15", given.address)] : [];
  const lines = (given.lines ?? []).map(({ amount, taxes }) =>
    groupOf("BG-25", { "BT-131": amount }, ...groupsOf("BG-30", taxes)),
  );
  const inner = [
    groupOf("BG-4", given.seller),
    ...(given.representative ? [groupOf("BG-11", given.representative)] : []),
    groupOf("BG-7", given.buyer),
    groupOf("BG-13", given.delivery, ...period, ...address),
    ...groupsOf("BG-20", given.allowances),
    ...groupsOf("BG-21", given.charges),
    ...groupsOf("BG-23", given.breakdown),
    ...lines,
  ];
  return {
    id: "BG-0",
    syntax: given.syntax,
    at: place(),
    terms: termsOf(given.root),
    groups: Map.groupBy(inner, ({ id }) => id),
  };
};
