/** What an invoice says, in one order: two invoices say the same when these are equal. */
import type { Group, Term } from "#domain/facture/invoice.ts";

/** A value with its term, wherever it stands. */
export const saidBy = ({ id, value, scheme = "", version = "" }: Term): string =>
  `${id}\u0001${value}\u0001${scheme}\u0001${version}`;

/** Terms and groups by id; groups of one id in their order, which says which line is which. */
export const contentOf = ({ terms, groups }: Group): unknown => ({
  terms: terms.map(saidBy).sort(),
  groups: Object.fromEntries(
    [...groups].sort(([a], [b]) => a.localeCompare(b)).map(([id, list]) => [id, list.map(contentOf)]),
  ),
});

/** Every value, in the groups too. */
export const valuesOf = ({ terms, groups }: Group): readonly string[] => [
  ...terms.map(saidBy),
  ...[...groups.values()].flat().flatMap(valuesOf),
];
