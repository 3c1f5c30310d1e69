/** Walks a document along the trie of its syntax and gathers the invoice: each term in the group that EN 16931 gives it. */
import {
  term as firstTerm,
  type Group,
  type GroupId,
  type Invoice,
  type Syntax,
  type Term,
  type TermId,
} from "#domain/facture/invoice.ts";
import { GROUPS, type ReadGroupId, TERMS } from "#domain/facture/terms.ts";
import type { Location } from "#domain/fautes/fault.ts";
import { readingFault } from "#domain/fautes/reading.ts";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import type { BoundNode, Condition, Name, TermRule } from "#formats/binding/compile.ts";
import type { FaultLog } from "#formats/fault-log.ts";
import { pathStep, type XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

interface MutableGroup extends Group {
  at: Location;
  readonly terms: Map<TermId, Term[]>;
  groups: Map<GroupId, MutableGroup[]>;
}

/** A group and those around it, up to the invoice. */
interface Scope {
  readonly group: MutableGroup;
  readonly outer: Scope | undefined;
}

/** An element that the table names, with its position among its namesakes. */
interface Known {
  readonly child: XmlElement;
  readonly node: BoundNode;
  readonly position: number;
}

/** Shared, and never written to: nearly all groups hold none, and a hostile file has hundreds of thousands. */
const NO_GROUPS = new Map<GroupId, MutableGroup[]>();

const makeGroup = <Id extends GroupId>(id: Id, at: Location) => ({
  id,
  at,
  terms: new Map<TermId, Term[]>(),
  groups: NO_GROUPS,
});

const append = <Key, Value>(lists: Map<Key, Value[]>, key: Key, value: Value): void => {
  const list = lists.get(key);
  if (list) list.push(value);
  else lists.set(key, [value]);
};

const matches = (element: XmlElement, { uri, local }: Name): boolean =>
  element.local === local && (uri === undefined || element.uri === uri);

const descend = (from: XmlElement | undefined, path: readonly Name[]): XmlElement | undefined => {
  let at = from;
  for (const name of path) at = at?.children.find((child) => matches(child, name));
  return at;
};

const locate = ({ line, column }: XmlElement, path: string): Location => ({ path, line, column });

const parentOf = (id: ReadGroupId): ReadGroupId => {
  const definition = GROUPS[id];
  return "parent" in definition ? definition.parent : "BG-0";
};

/** YYYYMMDD as a civil date; whether the calendar has that day is a rule's affair. The format may be left out in CII. */
const readDate102 = (value: string, format: string | undefined): string | undefined => {
  if (format !== undefined && trimXml(format) !== "102") return undefined;
  const [, year, month, day] = /^(\d{4})(\d{2})(\d{2})$/.exec(value) ?? [];
  return year === undefined ? undefined : `${year}-${month}-${day}`;
};

class Binder {
  readonly invoice: Invoice;
  readonly #scope: Scope;
  readonly #faults: FaultLog;
  /** Groups that a term called for before their own element was met. */
  readonly #implied = new Set<MutableGroup>();

  constructor(root: XmlElement, node: BoundNode, syntax: Syntax, faults: FaultLog) {
    const path = pathStep(root.local, 1, 1);
    const invoice = { ...makeGroup("BG-0", locate(root, path)), syntax };
    this.invoice = invoice;
    this.#scope = { group: invoice, outer: undefined };
    this.#faults = faults;
    this.#bindChildren(root, node, this.#scope, path);
  }

  /** Namesakes are counted first, since a first element shows its position only when a second one follows. */
  #bindChildren(parent: XmlElement, node: BoundNode, scope: Scope, path: string): void {
    const known: Known[] = [];
    const totals: number[] = [];
    for (const child of parent.children) {
      const found = node.children.get(child.local);
      if (found === undefined || (found.uri !== undefined && found.uri !== child.uri)) continue;
      const position = (totals[found.ordinal] ?? 0) + 1;
      totals[found.ordinal] = position;
      known.push({ child, node: found, position });
    }
    for (const { child, node: found, position } of known) {
      this.#bind(child, found, scope, path + pathStep(child.local, position, totals[found.ordinal] ?? 1));
    }
  }

  #bind(element: XmlElement, node: BoundNode, outer: Scope, path: string): void {
    let scope = outer;
    for (const rule of node.groups) {
      if (this.#holds(rule.conditions, element)) scope = this.#openGroup(rule.id, scope, locate(element, path));
    }
    for (const rule of node.terms) {
      if (this.#holds(rule.conditions, element)) this.#addTerm(rule, element, scope, path);
    }
    if (node.children.size > 0) this.#bindChildren(element, node, scope, path);
  }

  /** The element of a group; it takes over the group that an earlier term already called for. */
  #openGroup(id: ReadGroupId, scope: Scope, at: Location): Scope {
    const outer = this.#ownerOf(parentOf(id), scope, at);
    const last = outer.group.groups.get(id)?.at(-1);
    if (last && this.#implied.delete(last)) {
      last.at = at;
      return { group: last, outer };
    }
    return this.#addGroup(id, outer, at);
  }

  /**
   * The open group of that id. A syntax may write a term outside the element of its group, as UBL does with the VAT total:
   * it then belongs to the group last seen, or to one that is made for it.
   */
  #ownerOf(id: ReadGroupId, scope: Scope, at: Location): Scope {
    for (let open: Scope | undefined = scope; open !== undefined; open = open.outer) {
      if (open.group.id === id) return open;
    }
    const outer = this.#ownerOf(parentOf(id), scope, at);
    const last = outer.group.groups.get(id)?.at(-1);
    if (last) return { group: last, outer };
    const made = this.#addGroup(id, outer, at);
    this.#implied.add(made.group);
    return made;
  }

  #addGroup(id: ReadGroupId, outer: Scope, at: Location): Scope {
    const group = makeGroup(id, at);
    if (outer.group.groups === NO_GROUPS) outer.group.groups = new Map();
    append(outer.group.groups, id, group);
    return { group, outer };
  }

  #addTerm(rule: TermRule, element: XmlElement, scope: Scope, path: string): void {
    const written = rule.attribute === undefined ? element.text : element.attributes[rule.attribute]?.value;
    if (written === undefined) return;
    const at = locate(element, path);
    const value = this.#valueOf(rule, trimXml(written), element, at);
    const scheme = rule.scheme === undefined ? undefined : element.attributes[rule.scheme]?.value;
    const { group } = this.#ownerOf(TERMS[rule.id].group, scope, at);
    append(group.terms, rule.id, scheme === undefined ? { value, at } : { value, at, scheme: trimXml(scheme) });
  }

  #valueOf({ id, date }: TermRule, value: string, element: XmlElement, at: Location): string {
    const about = { terme: id, nom: TERMS[id].name };
    const { max } = READING_LIMITS.termLength;
    if (value.length > max) {
      const params = { ...about, longueur: value.length, max };
      this.#faults.add({ ...readingFault("XML_TEXTE_TROP_LONG", { at, value, params }), terms: [id] });
    }
    if (date === undefined) return value;
    const civil = readDate102(value, element.attributes["format"]?.value);
    if (civil === undefined) {
      this.#faults.add({ ...readingFault("DATE_ILLISIBLE", { at, value, params: about }), terms: [id] });
    }
    return civil ?? value;
  }

  #holds(conditions: readonly Condition[], element: XmlElement): boolean {
    return conditions.every((condition) => this.#meets(condition, element));
  }

  #meets({ up, of, value, ignoreCase, negated }: Condition, element: XmlElement): boolean {
    let subject: XmlElement | undefined = element;
    for (let level = 0; level < up; level++) subject = subject?.parent;
    const written =
      "attribute" in of ? subject?.attributes[of.attribute]?.value : descend(subject, of.descendant)?.text;
    const expected = "literal" in value ? value.literal : (firstTerm(this.invoice, value.term)?.value ?? "");
    const actual = trimXml(written ?? "");
    const equal = ignoreCase ? actual.toUpperCase() === expected.toUpperCase() : actual === expected;
    return equal !== negated;
  }
}

/** The invoice of a document whose root is known. Time is linear in the number of elements. */
export const bindInvoice = (root: XmlElement, node: BoundNode, syntax: Syntax, faults: FaultLog): Invoice =>
  new Binder(root, node, syntax, faults).invoice;
