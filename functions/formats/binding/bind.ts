/** Walks a document along the trie of its syntax and gathers the invoice: each term in the group that EN 16931 gives it. */
import type { Group, GroupId, Invoice, Syntax, Term, TermId } from "#domain/facture/invoice.ts";
import { GROUPS, nameOf, type ReadGroupId } from "#domain/facture/terms.ts";
import type { FaultDetails, Location } from "#domain/fautes/fault.ts";
import { type ReadingFaultCode, readingFault } from "#domain/fautes/reading.ts";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import type { BoundNode, TermRule } from "#formats/binding/compile.ts";
import type { Form } from "#formats/binding/forms.ts";
import type { Condition, Name, Source } from "#formats/binding/path.ts";
import type { FaultLog } from "#formats/fault-log.ts";
import { attributeOf, type XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

interface MutableGroup extends Group {
  at: Location;
  implied: boolean;
  terms: Term[];
  groups: Map<GroupId, MutableGroup[]>;
}

/** A group and those around it, up to the invoice. */
interface Scope {
  readonly group: MutableGroup;
  readonly outer: Scope | undefined;
}

/** Shared, and never written to: most groups have no groups, some no terms, and a large file has 100,000. */
const NO_GROUPS = new Map<GroupId, MutableGroup[]>();
const NO_TERMS: Term[] = [];

/** Attachments are as long as a file may be. */
const UNLIMITED = "BT-125";

const makeGroup = <Id extends GroupId>(id: Id, at: Location) => ({
  id,
  at,
  terms: NO_TERMS,
  groups: NO_GROUPS,
  implied: false,
});

const matches = (element: XmlElement, { uri, local }: Name): boolean =>
  element.local === local && (uri === undefined || element.uri === uri);

const childOf = (parent: XmlElement, name: Name): XmlElement | undefined => {
  for (let child = parent.firstChild; child !== undefined; child = child.next) {
    if (matches(child, name)) return child;
  }
  return undefined;
};

const above = (from: XmlElement, levels: number): XmlElement | undefined => {
  let at: XmlElement | undefined = from;
  for (let level = 0; level < levels; level++) at = at?.parent;
  return at;
};

const writtenBelow = (from: XmlElement | undefined, { steps, attribute }: Source): string | undefined => {
  let at = from;
  for (const step of steps) at = at && childOf(at, step);
  if (at === undefined) return undefined;
  const text = attribute === undefined ? at.text : attributeOf(at, attribute);
  return text === undefined ? undefined : trimXml(text);
};

/** Looks once beside however many siblings ask the same, one after the other: a hostile file has 100,000. */
class Beside {
  #at: XmlElement | undefined;
  #source: Source | undefined;
  #text: string | undefined;

  written(from: XmlElement, source: Source): string | undefined {
    if (source.up === 0) return writtenBelow(from, source);
    const at = above(from, source.up);
    if (at !== this.#at || source !== this.#source) {
      this.#at = at;
      this.#source = source;
      this.#text = writtenBelow(at, source);
    }
    return this.#text;
  }
}

const parentOf = (id: ReadGroupId): ReadGroupId => {
  const definition = GROUPS[id];
  return "parent" in definition ? definition.parent : "BG-0";
};

const addTerm = (group: MutableGroup, term: Term): void => {
  // A list made with its first term takes no room for the sixteen others that a push to an empty one reserves.
  if (group.terms === NO_TERMS) group.terms = [term];
  else group.terms.push(term);
};

const namesakesIn = (around: MutableGroup, id: GroupId): MutableGroup[] => {
  const known = around.groups.get(id);
  if (known !== undefined) return known;
  const namesakes: MutableGroup[] = [];
  if (around.groups === NO_GROUPS) around.groups = new Map();
  around.groups.set(id, namesakes);
  return namesakes;
};

const comparedIn = (root: XmlElement): ReadonlyMap<TermId, string> => {
  const compared = new Map<TermId, string>();
  for (const [id, source] of root.place.bound[0]?.compared ?? []) compared.set(id, writtenBelow(root, source) ?? "");
  return compared;
};

class Binder {
  readonly invoice: Invoice;
  readonly #scope: Scope;
  readonly #faults: FaultLog;
  /** The terms that conditions compare with, read beforehand. */
  readonly #compared: ReadonlyMap<TermId, string>;
  readonly #beside = new Beside();
  /** Lists of terms and groups that took no more. */
  readonly #full = new Set<readonly unknown[]>();

  constructor(root: XmlElement, syntax: Syntax, faults: FaultLog) {
    const invoice = { ...makeGroup("BG-0", root), syntax };
    this.invoice = invoice;
    this.#scope = { group: invoice, outer: undefined };
    this.#faults = faults;
    this.#compared = comparedIn(root);
    this.#bindChildren(root, root.place.bound, this.#scope);
  }

  #bindChildren(parent: XmlElement, meanings: readonly BoundNode[], scope: Scope): void {
    for (let child = parent.firstChild; child !== undefined; child = child.next) {
      const { bound } = child.place;
      if (bound.length > 0) this.#bind(child, this.#meaningsOf(child, bound, meanings), scope);
    }
  }

  /** Of the variants of its place, those whose condition holds, here and above; conditions are asked once an element. */
  #meaningsOf(element: XmlElement, bound: readonly BoundNode[], above: readonly BoundNode[]): readonly BoundNode[] {
    for (const node of bound) {
      if (!this.#means(element, node, above)) return bound.filter((one) => this.#means(element, one, above));
    }
    return bound;
  }

  #means(element: XmlElement, { parent, condition }: BoundNode, above: readonly BoundNode[]): boolean {
    // Nearly all have one meaning: a search in the list costs more than what is found.
    const reached = above.length === 1 ? above[0] === parent : parent !== undefined && above.includes(parent);
    return reached && (condition === undefined || this.#meets(condition, element));
  }

  #bind(element: XmlElement, meanings: readonly BoundNode[], outer: Scope): void {
    if (meanings.length === 0) return;
    let scope: Scope | undefined = outer;
    for (const { groups, terms } of meanings) {
      for (const id of groups) scope = scope && this.#openGroup(id, scope, element);
      // Nothing is read of a group that is one too many.
      if (scope === undefined) return;
      for (const rule of terms) this.#bindTerm(rule, element, scope);
    }
    if (element.firstChild !== undefined) this.#bindChildren(element, meanings, scope);
  }

  /** The element of a group; it takes over the group that an earlier term already called for. */
  #openGroup(id: ReadGroupId, scope: Scope, at: Location): Scope | undefined {
    const outer = this.#ownerOf(parentOf(id), scope, at);
    const last = outer.group.groups.get(id)?.at(-1);
    if (last?.implied) {
      last.at = at;
      last.implied = false;
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
    if (made === undefined) return outer;
    made.group.implied = true;
    return made;
  }

  /** Undefined where there are too many of that kind already. */
  #addGroup(id: ReadGroupId, outer: Scope, at: Location): Scope | undefined {
    const namesakes = namesakesIn(outer.group, id);
    const { max } = READING_LIMITS.groupsOfKind;
    if (namesakes.length === max) {
      this.#refuseMore(namesakes, id, { at, params: { max } });
      return undefined;
    }
    const group = makeGroup(id, at);
    namesakes.push(group);
    return { group, outer };
  }

  #bindTerm(rule: TermRule, element: XmlElement, scope: Scope): void {
    const { id, attribute, scheme, version, once } = rule;
    const text = attribute === undefined ? element.text : attributeOf(element, attribute);
    if (text === undefined) return;
    const value = this.#valueOf(rule, trimXml(text), element);
    if (value === undefined) return;
    const { group } = scope.group.id === rule.group ? scope : this.#ownerOf(rule.group, scope, element);
    if (!this.#hasRoom(group, id, element)) return;
    if (once && group.terms.some((term) => term.id === id && term.value === value)) return;
    // Terms of one shape, with a scheme or not: what reads them is then fast.
    addTerm(group, {
      id,
      value,
      at: element,
      scheme: scheme && this.#beside.written(element, scheme),
      version: version && this.#beside.written(element, version),
    });
  }

  /** Looking for a term goes through its group: a file that repeats one for ever would take for ever. */
  #hasRoom(group: MutableGroup, id: TermRule["id"], element: XmlElement): boolean {
    const { max } = READING_LIMITS.termsOfGroup;
    if (group.terms.length < max) return true;
    this.#refuseMore(group.terms, id, { at: element, params: { max } });
    return false;
  }

  /** Told once of each list. */
  #refuseMore(full: readonly unknown[], id: TermRule["id"] | ReadGroupId, details: FaultDetails): void {
    if (!this.#full.has(full)) this.#refuse("XML_TROP_DE_VALEURS", id, details);
    this.#full.add(full);
  }

  #valueOf({ id, form }: TermRule, text: string, element: XmlElement): string | undefined {
    const value = form === undefined ? text : this.#formed(form, id, text, element);
    const { max } = READING_LIMITS.termLength;
    if (value !== undefined && value.length > max && id !== UNLIMITED) {
      this.#refuse("XML_TEXTE_TROP_LONG", id, { at: element, value, params: { longueur: value.length, max } });
    }
    return value;
  }

  #formed({ read, unreadable }: Form, id: TermRule["id"], text: string, element: XmlElement): string | undefined {
    const value = read(text, (name) => attributeOf(element, name));
    if (value !== undefined || unreadable === undefined) return value;
    this.#refuse(unreadable, id, { at: element, value: text });
    return text;
  }

  #refuse(code: ReadingFaultCode, id: TermRule["id"] | ReadGroupId, details: FaultDetails): void {
    this.#faults.add(() => {
      const params = { terme: id, nom: nameOf(id), ...details.params };
      return readingFault(code, { ...details, params, terms: [id] });
    });
  }

  #meets({ source, values, term, ignoreCase, negated }: Condition, element: XmlElement): boolean {
    const text = this.#beside.written(element, source) ?? "";
    const actual = ignoreCase ? text.toUpperCase() : text;
    const meets = term === undefined ? values.includes(actual) : actual === (this.#compared.get(term) ?? "");
    return meets !== negated;
  }
}

/** The invoice of a document whose root is known. Time is linear in the number of elements. */
export const bindInvoice = (root: XmlElement, syntax: Syntax, faults: FaultLog): Invoice =>
  new Binder(root, syntax, faults).invoice;
