import type { Group, GroupId, Invoice, Term, TermId } from "#domain/facture/invoice.ts";

type Values = Readonly<Partial<Record<TermId, string | readonly [value: string, scheme: string]>>>;

const at = (id: string) => ({ path: `/Invoice/${id}`, line: 1, column: 1 });

const terms = (values: Values): readonly Term[] =>
  Object.entries(values).map(([id, given]) => {
    const [value, scheme] = typeof given === "string" ? [given] : (given ?? [""]);
    return { id: id as TermId, value: value ?? "", at: at(id), scheme };
  });

const groupOf = (id: GroupId, values: Values): readonly [GroupId, readonly Group[]] => [
  id,
  [{ id, at: at(id), terms: terms(values), groups: new Map() }],
];

export interface InvoiceValues {
  readonly root?: Values;
  readonly seller?: Values;
  readonly buyer?: Values;
  readonly totals?: Values;
}

export const SELLER = "99900011000018";
export const BUYER = "99900002900010";

/** An invoice that routes as it stands; each test changes what it is about. */
export const invoiceOf = ({ root = {}, seller, buyer, totals }: InvoiceValues = {}): Invoice => ({
  id: "BG-0",
  syntax: "ubl-invoice",
  at: at(""),
  terms: terms({
    "BT-1": "F-1",
    "BT-2": "2026-03-31",
    "BT-3": "380",
    "BT-5": "EUR",
    "BT-24": "urn:cen.eu:en16931:2017",
    ...root,
  }),
  groups: new Map([
    groupOf("BG-4", seller ?? { "BT-29": [SELLER, "0009"] }),
    groupOf("BG-7", buyer ?? { "BT-46": [BUYER, "0009"] }),
    groupOf("BG-22", totals ?? { "BT-112": "120.00" }),
  ]),
});
