/** A rule of EN 16931 over the elements of one syntax, for what the model does not hold: `UBL-*`, `CII-*`, codes of attributes. */
import type { RuleHead } from "#domain/regles/en16931/rule.ts";
import type { XmlElement } from "#formats/xml/element.ts";

export interface ElementRule extends RuleHead {
  /**
   * The elements that the rule is asked of, in the notation of the tables: from the root, which is not named
   * (`cac:InvoiceLine/cac:Item`, and the empty path for the root itself), or wherever they stand (`//cbc:Amount`,
   * `//cac:Country/cbc:IdentificationCode`). `*` stands for the beginning of a name: `//ram:*TradeTax`, `//*Amount` in any
   * namespace. A path that ends in `/@name` (`//@name` for every element) means the elements with that attribute.
   */
  readonly on: string | readonly string[];
  /** Elements left out, in the same notation: in a pattern of the official rules, the first rule that matches a node has it. */
  readonly except?: string | readonly string[] | undefined;
  /** Without one, there must be no such element, or no such attribute. */
  readonly holds?: ((element: XmlElement) => boolean) | undefined;
  /** Instead of `holds`, asked once of all these elements of an invoice, in the order of the file, where there is one. */
  readonly together?: ((elements: readonly XmlElement[]) => boolean) | undefined;
  /** The element to be shown as the place of the fault, where it is not the one that was asked: a total below a group. */
  readonly shown?: ((element: XmlElement) => XmlElement | undefined) | undefined;
  /** What should stand there, as a document would write it: asked only of an element for which the rule does not hold. */
  readonly expected?: ((element: XmlElement) => string | undefined) | undefined;
}

/** The same rule, written in one way as all are: a hundred are asked of an invoice, and their questions are found at once. */
export const inOneWay = (rule: ElementRule): ElementRule => ({
  id: rule.id,
  severity: rule.severity,
  terms: rule.terms,
  message: rule.message,
  fix: rule.fix,
  on: rule.on,
  except: rule.except,
  holds: rule.holds,
  together: rule.together,
  shown: rule.shown,
  expected: rule.expected,
});
