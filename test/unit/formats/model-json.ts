/** The model as plain data: one line a term, so that a golden file can be read and compared by eye. */
import type { Group } from "#domain/facture/invoice.ts";
import type { Location } from "#domain/fautes/fault.ts";
import type { Reading } from "#formats/read.ts";

const place = ({ path, line, column }: Location): string => `${path} ${line}:${column}`;

const groupJson = ({ at, terms, groups }: Group): object => ({
  at: place(at),
  ...Object.fromEntries(
    [...terms].map(([id, values]) => [
      id,
      values.map(({ value, scheme, at: where }) => [value, ...(scheme === undefined ? [] : [scheme]), place(where)]),
    ]),
  ),
  ...Object.fromEntries([...groups].map(([id, list]) => [id, list.map(groupJson)])),
});

export const readingJson = ({ invoice, faults }: Reading): object => ({
  ...(invoice && { syntax: invoice.syntax, invoice: groupJson(invoice) }),
  faults,
});

/** What the invoice says, without where it says it. */
export const contentJson = ({ terms, groups }: Group): object => ({
  ...Object.fromEntries([...terms].map(([id, values]) => [id, values.map(({ value, scheme }) => [value, scheme])])),
  ...Object.fromEntries([...groups].map(([id, list]) => [id, list.map(contentJson)])),
});

export const toText = (data: object): string => `${JSON.stringify(data, null, 2)}\n`;
