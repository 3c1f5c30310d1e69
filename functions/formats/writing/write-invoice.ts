/**
 * From the model to a document: the tables that read a syntax also write it. A term goes to the place that its row names,
 * from the innermost open group; the structure says where an element may be repeated, and in which order all of them stand.
 */
import {
  type Group,
  type GroupId,
  type Invoice,
  type Syntax,
  type Term,
  type TermId,
  term,
} from "#domain/facture/invoice.ts";
import { formOf } from "#formats/binding/forms.ts";
import { type Condition, type Path, parsePath, parseSource, type Source, type Step } from "#formats/binding/path.ts";
import type { Row, SyntaxTable, Writes } from "#formats/binding/row.ts";
import { structureOf } from "#formats/structure/structures.ts";
import { SYNTAX_TABLES } from "#formats/syntaxes.ts";
import { OutputElement, outputXml } from "#formats/writing/output.ts";

export interface Written {
  /** In UTF-8. */
  readonly xml: string;
  /** What the syntax has no place for: a term that it does not know, or takes no second time. */
  readonly unwritten: readonly Term[];
}

/** ISO 13616: country, two check digits, up to thirty characters. */
const IBAN = /^[A-Z]{2}\d{2}[A-Z0-9 ]{10,38}$/;

const WRITES: Readonly<Record<Writes, (term: Term) => boolean>> = {
  none: () => false,
  "with a scheme": ({ scheme }) => scheme !== undefined,
  "without a scheme": ({ scheme }) => scheme === undefined,
  IBAN: ({ value }) => IBAN.test(value),
  "no IBAN": ({ value }) => !IBAN.test(value),
};

const CURRENCY = "currencyID";

/** A row, with its paths taken apart. */
interface Rule {
  readonly row: Row;
  readonly path: Path;
  readonly scheme: Source | undefined;
  readonly version: Source | undefined;
}

type Rules = ReadonlyMap<TermId | GroupId, readonly Rule[]>;

const rulesOf = ({ rows, namespaces }: SyntaxTable): Rules =>
  Map.groupBy(
    rows.map((row): Rule => {
      const { path, scheme, version } = row;
      return {
        row,
        path: parsePath(path, namespaces),
        scheme: scheme === undefined ? undefined : parseSource(scheme, namespaces),
        version: version === undefined ? undefined : parseSource(version, namespaces),
      };
    }),
    ({ row }) => row.id,
  );

/** An open group: its element is made when something is written into it. */
interface Scope {
  readonly steps: readonly Step[];
  readonly element: () => OutputElement | undefined;
}

/** A step may ask for more than that of the scope around it. */
const isWithin = (step: Step | undefined, { text }: Step): boolean =>
  step?.text === text || (step?.condition !== undefined && step.text.startsWith(`${text}[`));

const startsWith = (steps: readonly Step[], beginning: readonly Step[]): boolean =>
  beginning.every((step, index) => isWithin(steps[index], step));

class Writer {
  readonly unwritten: Term[] = [];
  readonly root: OutputElement;
  readonly #invoice: Invoice;
  readonly #table: SyntaxTable;
  readonly #rules: Rules;
  readonly #prefixes: ReadonlyMap<string, string>;
  readonly #fixed: readonly { readonly under: string; readonly source: Source; readonly value: string }[];

  constructor(invoice: Invoice, syntax: Syntax) {
    const table = SYNTAX_TABLES[syntax];
    this.#invoice = invoice;
    this.#table = table;
    this.#rules = rulesOf(table);
    const prefixes = Object.entries(table.namespaces).filter(([prefix]) => prefix !== "ext");
    this.#prefixes = new Map(prefixes.map(([prefix, uri]) => [uri, prefix]));
    this.#fixed = table.fixed.map(({ under, path, value }) => {
      return { under, source: parseSource(path, table.namespaces), value };
    });
    this.root = this.#makeRoot(syntax);
    const { root } = this;
    this.#writeGroup(invoice, [{ steps: [], element: () => root }]);
    this.#fill(root);
  }

  #makeRoot(syntax: Syntax): OutputElement {
    const { uri, local } = this.#table.root;
    const prefix = this.#prefixes.get(uri);
    const root = new OutputElement(prefix === undefined ? local : `${prefix}:${local}`, structureOf(syntax));
    if (prefix === undefined) root.attributes.set("xmlns", uri);
    for (const [namespace, name] of this.#prefixes) root.attributes.set(`xmlns:${name}`, namespace);
    return root;
  }

  #prefixOf = (uri: string): string => this.#prefixes.get(uri) ?? "";

  #writeGroup({ terms, groups }: Group, scopes: readonly Scope[]): void {
    for (const one of terms) this.#writeTerm(one, scopes);
    for (const [id, members] of groups) {
      for (const member of members) this.#writeGroup(member, this.#open(id, scopes));
    }
  }

  /** The scopes inside a group; the same ones where the syntax has no element for it. */
  #open(id: GroupId, scopes: readonly Scope[]): readonly Scope[] {
    const rule = this.#rules.get(id)?.[0];
    if (rule === undefined) return scopes;
    let made: OutputElement | undefined;
    const { steps } = rule.path;
    const element = (): OutputElement | undefined => {
      made ??= this.#place(steps, scopes, (candidate) => candidate.holds.has(id));
      made?.holds.add(id);
      return made;
    };
    return [...scopes, { steps, element }];
  }

  #writeTerm(one: Term, scopes: readonly Scope[]): void {
    const rules =
      this.#rules.get(one.id)?.filter(({ row: { writes } }) => writes === undefined || WRITES[writes](one)) ?? [];
    for (const rule of rules) {
      const element = this.#place(rule.path.steps, scopes, ({ holds }) => holds.has(one.id));
      if (element === undefined) continue;
      this.#put(one, rule, element);
      return;
    }
    // A value that the syntax says once for all groups is there already.
    if (!rules.some((rule) => this.#isThere(one, rule, scopes))) this.unwritten.push(one);
  }

  #isThere({ value }: Term, { path }: Rule, scopes: readonly Scope[]): boolean {
    return this.#place(path.steps, scopes, () => false)?.text === value;
  }

  #put({ id, value, scheme, version }: Term, { row, path, ...where }: Rule, element: OutputElement): void {
    const form = row.form && formOf(row.form);
    const written = form ? form.write(value, element.text ?? "") : value;
    if (path.attribute === undefined) element.text = written;
    else element.attributes.set(path.attribute, written);
    for (const [name, fixed] of Object.entries(form?.attributes ?? {})) element.attributes.set(name, fixed);
    element.holds.add(id);
    if (where.scheme && scheme !== undefined) this.#set(where.scheme, scheme, element);
    if (where.version && version !== undefined) this.#set(where.version, version, element);
  }

  /**
   * The element at the end of the steps: one that is there and not taken, else a new one, repeated where the syntax allows
   * it. Undefined where it does not.
   */
  #place(
    steps: readonly Step[],
    scopes: readonly Scope[],
    isTaken: (element: OutputElement) => boolean,
  ): OutputElement | undefined {
    const scope = scopes.findLast((one) => startsWith(steps, one.steps));
    const base = scope?.element();
    if (scope === undefined || base === undefined) return undefined;
    const rest = steps.slice(scope.steps.length);
    const asked = steps[scope.steps.length - 1]?.condition;
    if (asked) this.#fulfil(asked, base);
    const way = this.#follow(base, rest);
    const end = way.length > rest.length ? way.at(-1) : undefined;
    if (end !== undefined && !isTaken(end)) return end;
    const from = way.slice(0, rest.length).findLastIndex((parent, index) => this.#mayRepeat(parent, rest[index]));
    const parent = way[from];
    return parent && this.#make(parent, rest.slice(from));
  }

  /** The elements along the steps, the base first; it ends where the syntax takes no more. */
  #follow(base: OutputElement, steps: readonly Step[]): readonly OutputElement[] {
    const way = [base];
    let at = base;
    for (const step of steps) {
      const found = at.childFor(step);
      const next = found ?? this.#make(at, [step]);
      if (next === undefined) break;
      if (found !== undefined && step.condition) this.#fulfil(step.condition, next);
      way.push(next);
      at = next;
    }
    return way;
  }

  #mayRepeat({ type }: OutputElement, step: Step | undefined): boolean {
    return step !== undefined && type.children.get(step.local)?.max !== 1;
  }

  #make(parent: OutputElement, steps: readonly Step[]): OutputElement | undefined {
    let at: OutputElement | undefined = parent;
    for (const step of steps) {
      at = at?.add(step.local, this.#prefixOf, step.text);
      if (at && step.condition) this.#fulfil(step.condition, at);
    }
    return at;
  }

  /** Writes what makes a condition hold; one that asks for something else to be absent holds by itself. */
  #fulfil({ source, values, term: compared, negated }: Condition, element: OutputElement): void {
    const value = compared === undefined ? values[0] : term(this.#invoice, compared)?.value;
    if (!negated && value !== undefined) this.#set(source, value, element);
  }

  #set({ up, steps, attribute }: Source, value: string, from: OutputElement): void {
    let at: OutputElement | undefined = from;
    for (let level = 0; level < up; level++) at = at?.parent;
    for (const { local } of steps) at = at?.child(local) ?? at?.add(local, this.#prefixOf);
    if (at === undefined) return;
    if (attribute === undefined) at.text = value;
    else at.attributes.set(attribute, value);
  }

  /** What the syntax demands beside the terms. */
  #fill(element: OutputElement): void {
    for (const { under, source, value } of this.#fixed) {
      const [first] = source.steps;
      if (element.name === under && first && !element.child(first.local)) this.#set(source, value, element);
    }
    this.#fillCurrency(element);
    for (const child of element.children) this.#fill(child);
  }

  /** UBL repeats the currency of the invoice on each amount. */
  #fillCurrency({ type, attributes }: OutputElement): void {
    const currency = term(this.#invoice, "BT-5")?.value;
    const lacks = type.mandatoryAttributes.includes(CURRENCY) && !attributes.has(CURRENCY);
    if (lacks && currency !== undefined) attributes.set(CURRENCY, currency);
  }
}

/** Writes the invoice in a syntax, whichever one it came in. */
export const writeInvoice = (invoice: Invoice, syntax: Syntax): Written => {
  const { root, unwritten } = new Writer(invoice, syntax);
  return { xml: outputXml(root), unwritten };
};
