/** The syntaxes that are read, each known by its root element. */
import type { Syntax } from "#domain/facture/invoice.ts";
import { compileTable } from "#formats/binding/compile.ts";
import type { SyntaxTable } from "#formats/binding/row.ts";
import { CROSS_INDUSTRY_INVOICE } from "#formats/cii/table.ts";
import { Place } from "#formats/place.ts";
import { structureOf } from "#formats/structure/structures.ts";
import { UBL_CREDITNOTE } from "#formats/ubl/creditnote-table.ts";
import { UBL_INVOICE } from "#formats/ubl/invoice-table.ts";

export const SYNTAX_TABLES: Readonly<Record<Syntax, SyntaxTable>> = {
  "ubl-invoice": UBL_INVOICE,
  "ubl-creditnote": UBL_CREDITNOTE,
  cii: CROSS_INDUSTRY_INVOICE,
};

export interface KnownSyntax {
  readonly syntax: Syntax;
  /** Of the root element. */
  readonly place: Place;
}

const known = (syntax: Syntax): KnownSyntax => {
  const table = SYNTAX_TABLES[syntax];
  const { uri, local } = table.root;
  return { syntax, place: new Place(uri, local, { type: structureOf(syntax), bound: [compileTable(table)] }) };
};

const SYNTAXES = [known("ubl-invoice"), known("ubl-creditnote"), known("cii")];

export const syntaxOf = (uri: string, local: string): KnownSyntax | undefined =>
  SYNTAXES.find(({ place }) => place.uri === uri && place.local === local);
