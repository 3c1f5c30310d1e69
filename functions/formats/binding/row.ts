/**
 * A table of rows ties a syntax to the model: which element or attribute is which term. The readers run on it; a path with
 * its conditions also says all that is needed to write the element.
 */
import type { ReadGroupId, ReadTermId } from "#domain/facture/terms.ts";

/** Prefixes of the table itself, never those of a document; `*` stands for any namespace. */
export type Namespaces = Readonly<Record<string, string>>;

export interface Row {
  readonly id: ReadTermId | ReadGroupId;
  /**
   * From the root, which is not named: `cac:Party/cbc:EndpointID`, ending in `/@name` for an attribute. A step may have one
   * condition on an attribute or on a descendant: `=` as written, `~` in any case, `!` in front for not, `$` for a term of
   * the invoice itself, as in `[@schemeID=VA]`, `[@schemeID!~SEPA]`, `[cac:TaxScheme/cbc:ID~VAT]`, `[@currencyID=$BT-5]`.
   */
  readonly path: string;
  /** Attribute that holds the identification scheme. */
  readonly scheme?: string;
  /** How a date is written, where that is not YYYY-MM-DD: `102` is YYYYMMDD of UNTDID 2379. */
  readonly date?: "102";
}

export interface SyntaxTable {
  readonly root: { readonly uri: string; readonly local: string };
  readonly namespaces: Namespaces;
  readonly rows: readonly Row[];
}
