/** The model as plain data: one line a term, so that a golden file can be read and compared by eye. */
import type { Group, Term } from "#domain/facture/invoice.ts";
import type { Location } from "#domain/fautes/fault.ts";
import type { Reading } from "#formats/read.ts";

const place = ({ path, line, column }: Location): string => `${path} ${line}:${column}`;

/** Values by term, in the order in which the terms first appear. */
const byTerm = (terms: readonly Term[], json: (term: Term) => unknown): object =>
  Object.fromEntries(
    [...new Set(terms.map(({ id }) => id))].map((id) => [id, terms.filter((term) => term.id === id).map(json)]),
  );

const values = ({ value, scheme, version }: Term): readonly (string | undefined)[] =>
  version === undefined ? (scheme === undefined ? [value] : [value, scheme]) : [value, scheme, version];

const groupJson = ({ at, terms, groups }: Group): object => ({
  at: place(at),
  ...byTerm(terms, (term) => [...values(term), place(term.at)]),
  ...Object.fromEntries([...groups].map(([id, list]) => [id, list.map(groupJson)])),
});

export const readingJson = ({ invoice, faults }: Reading): object => ({
  ...(invoice && { syntax: invoice.syntax, invoice: groupJson(invoice) }),
  faults,
});

/** What the invoice says, without where it says it. */
export const contentJson = ({ terms, groups }: Group): object => ({
  ...byTerm(terms, values),
  ...Object.fromEntries([...groups].map(([id, list]) => [id, list.map(contentJson)])),
});

export const toText = (data: object): string => `${JSON.stringify(data, null, 2)}\n`;
