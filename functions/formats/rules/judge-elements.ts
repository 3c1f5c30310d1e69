/** Asks every rule over elements of those that it is about, in one walk over the document. */
import type { Syntax } from "#domain/facture/invoice.ts";
import { familyOf } from "#domain/regles/en16931/family.ts";
import { Findings } from "#domain/regles/en16931/findings.ts";
import type { Fired } from "#domain/regles/en16931/rule.ts";
import { ruleBookOf } from "#formats/rules/books.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import type { Asked, ElementRuleBook } from "#formats/rules/rule-book.ts";
import { NO_ATTRIBUTES, type XmlElement } from "#formats/xml/element.ts";

/** What an element says itself: nothing where it holds others. */
const ownText = ({ firstChild, text }: XmlElement): string | undefined => (firstChild === undefined ? text : undefined);

class Judging {
  readonly #findings = new Findings();
  readonly #book: ElementRuleBook;
  /** The elements of the rules that are asked of all of them together. */
  readonly #gathered = new Map<ElementRule, XmlElement[]>();

  constructor(book: ElementRuleBook) {
    this.#book = book;
  }

  visit(element: XmlElement): void {
    const { attributes } = element;
    const asked = this.#book.of(element);
    if (asked.element.length > 0) for (const rule of asked.element) this.#ask(rule, element);
    if (attributes !== NO_ATTRIBUTES && asked.attributes.size > 0) this.#visitAttributes(element, asked);
    for (let child = element.firstChild; child !== undefined; child = child.next) this.visit(child);
  }

  #visitAttributes(element: XmlElement, asked: Asked): void {
    for (const { uri, local, value } of element.attributes) {
      const rules = uri === "" ? asked.attributes.get(local) : undefined;
      if (rules !== undefined) for (const rule of rules) this.#ask(rule, element, value);
    }
  }

  finish(): readonly Fired[] {
    for (const [rule, elements] of this.#gathered) {
      const at = elements.at(-1);
      if (at !== undefined && rule.together?.(elements) === false) this.#findings.add(rule, at, ownText(at));
    }
    return this.#findings.all();
  }

  #ask(rule: ElementRule, element: XmlElement, attribute?: string): void {
    if (rule.together !== undefined) this.#gather(rule, element);
    else if (rule.holds?.(element) !== true) this.#found(rule, element, attribute);
  }

  #found(rule: ElementRule, element: XmlElement, attribute: string | undefined): void {
    const at = rule.shown?.(element) ?? element;
    this.#findings.add(rule, at, attribute ?? ownText(at), () => rule.expected?.(element));
  }

  #gather(rule: ElementRule, element: XmlElement): void {
    const gathered = this.#gathered.get(rule);
    if (gathered === undefined) this.#gathered.set(rule, [element]);
    else gathered.push(element);
  }
}

export const judgeByBook = (root: XmlElement, book: ElementRuleBook): readonly Fired[] => {
  const judging = new Judging(book);
  judging.visit(root);
  return judging.finish();
};

/** The rules that the document breaks, and where. */
export const judgeElements = (root: XmlElement, syntax: Syntax): readonly Fired[] =>
  judgeByBook(root, ruleBookOf(familyOf(syntax)));
