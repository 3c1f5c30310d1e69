/**
 * A table of rows ties a syntax to the model: which element or attribute is which term. The readers and the writers run on
 * it: a path with its conditions says all that is needed to find an element and to make it.
 */
import type { ReadGroupId, ReadTermId } from "#domain/facture/terms.ts";
import type { FormName } from "#formats/binding/forms.ts";

/** Prefixes of the table itself, never those of a document; `*` stands for any namespace. */
export type Namespaces = Readonly<Record<string, string>>;

export interface Row {
  readonly id: ReadTermId | ReadGroupId;
  /**
   * From the root, which is not named: `cac:Party/cbc:EndpointID`, ending in `/@name` for an attribute. A step may have one
   * condition on an attribute or on a descendant: `=` as written, `~` in any case, `!` in front for not, `|` between several
   * values, `$` for a term of the invoice itself, as in `[@schemeID=VA]`, `[@schemeID!~SEPA]`, `[cac:TaxScheme/cbc:ID~VAT]`,
   * `[cbc:ChargeIndicator=true|1]`, `[@currencyID=$BT-5]`; nothing after the `=` means that there is no such value.
   */
  readonly path: string;
  /** Where the identification scheme is written, from the term's own element: `@schemeID`, `../ram:ReferenceTypeCode`. */
  readonly scheme?: string;
  /** Where the version of the scheme is written, likewise. */
  readonly version?: string;
  /** How the value is written, where that is not as the model has it. */
  readonly form?: FormName;
  /** The syntax repeats what the model says once: a value that its group already has is not read again. */
  readonly once?: true;
  /** Which values are written here, where several rows are read into one term. */
  readonly writes?: Writes;
}

/** Values for which a row is the place to write them to; all of them without one. */
export type Writes = "none" | "with a scheme" | "without a scheme" | "IBAN" | "no IBAN";

/** What a writer adds to each element of a name that lacks it: the syntax demands it, and the model does not say it. */
export interface FixedValue {
  /** With the table's prefix. */
  readonly under: string;
  readonly path: string;
  readonly value: string;
}

export interface SyntaxTable {
  readonly root: { readonly uri: string; readonly local: string };
  readonly namespaces: Namespaces;
  readonly rows: readonly Row[];
  readonly fixed: readonly FixedValue[];
}
