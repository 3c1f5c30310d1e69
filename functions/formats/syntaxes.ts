/** The syntaxes that are read, each known by its root element. */
import type { Syntax } from "#domain/facture/invoice.ts";
import { type BoundNode, compileTable } from "#formats/binding/compile.ts";
import type { SyntaxTable } from "#formats/binding/row.ts";
import { CROSS_INDUSTRY_INVOICE } from "#formats/cii/table.ts";
import { UBL_CREDITNOTE } from "#formats/ubl/creditnote-table.ts";
import { UBL_INVOICE } from "#formats/ubl/invoice-table.ts";
import type { XmlElement } from "#formats/xml/element.ts";

export interface BoundSyntax {
  readonly syntax: Syntax;
  readonly node: BoundNode;
}

const bound = (syntax: Syntax, table: SyntaxTable): BoundSyntax => ({ syntax, node: compileTable(table) });

const SYNTAXES: readonly BoundSyntax[] = [
  bound("ubl-invoice", UBL_INVOICE),
  bound("ubl-creditnote", UBL_CREDITNOTE),
  bound("cii", CROSS_INDUSTRY_INVOICE),
];

export const syntaxOf = ({ uri, local }: XmlElement): BoundSyntax | undefined =>
  SYNTAXES.find(({ node }) => node.uri === uri && node.local === local);
