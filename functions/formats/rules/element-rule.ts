/** A rule of EN 16931 over the elements of one syntax, for what the model does not hold: `UBL-*`, `CII-*`, codes of attributes. */
import type { RuleHead } from "#domain/regles/en16931/rule.ts";
import type { XmlElement } from "#formats/xml/element.ts";

export interface ElementRule extends RuleHead {
  /**
   * The elements that the rule is asked of, in the notation of the tables: from the root, which is not named
   * (`cac:InvoiceLine/cac:Item`, and the empty path for the root itself), or wherever they stand (`//cbc:Amount`).
   */
  readonly on: string | readonly string[];
  /** Without one, there must be no such element. */
  readonly holds?: (element: XmlElement) => boolean;
}
