/** A table of rows, compiled once into a trie over (namespace, local name), so that reading looks each element up once. */
import { type ReadGroupId, type ReadTermId, TERMS } from "#domain/facture/terms.ts";
import type { Namespaces, Row, SyntaxTable } from "#formats/binding/row.ts";

export interface Name {
  /** Undefined matches any namespace. */
  readonly uri: string | undefined;
  readonly local: string;
}

/** One condition of a row, on the element `up` levels above the row's own. */
export interface Condition {
  readonly up: number;
  readonly of: { readonly attribute: string } | { readonly descendant: readonly Name[] };
  readonly negated: boolean;
  readonly ignoreCase: boolean;
  readonly value: { readonly literal: string } | { readonly term: ReadTermId };
}

export interface GroupRule {
  readonly id: ReadGroupId;
  readonly conditions: readonly Condition[];
}

export interface TermRule {
  readonly id: ReadTermId;
  readonly conditions: readonly Condition[];
  /** The attribute that holds the value; the element's text without one. */
  readonly attribute: string | undefined;
  readonly scheme: string | undefined;
  readonly date: Row["date"];
}

export interface BoundNode extends Name {
  /** Position among the parent's children in the trie. */
  readonly ordinal: number;
  readonly children: ReadonlyMap<string, BoundNode>;
  readonly groups: readonly GroupRule[];
  readonly terms: readonly TermRule[];
}

interface MutableNode extends BoundNode {
  readonly children: Map<string, MutableNode>;
  readonly groups: GroupRule[];
  readonly terms: TermRule[];
}

const makeNode = (name: Name, ordinal: number): MutableNode => ({
  ...name,
  ordinal,
  children: new Map(),
  groups: [],
  terms: [],
});

/** A mistake in a table is a bug of ours: it stops the program when the table is loaded, not a supplier's invoice. */
const wrongTable = (path: string, why: string): Error => new Error(`${path}: ${why}`);

/** Steps are matched, not split: a condition may hold slashes. */
const STEPS = /[^/[]+(?:\[[^\]]*\])?/g;
const STEP = /^(?<name>[^[]+)(?:\[(?<condition>.+)\])?$/;
const CONDITION = /^(?<at>@?)(?<subject>[^!=~]+)(?<not>!?)(?<operator>[=~])(?<dollar>\$?)(?<value>.+)$/;

const isTerm = (id: string): id is ReadTermId => Object.hasOwn(TERMS, id);

const nameOf = (step: string, namespaces: Namespaces): Name => {
  const [prefix = "", local] = step.split(":");
  const uri = namespaces[prefix];
  if (local === undefined || (prefix !== "*" && uri === undefined)) throw wrongTable(step, "not a name of the table");
  return { uri, local };
};

const conditionOf = (text: string, up: number, namespaces: Namespaces): Condition => {
  const { at, subject = "", not, operator, dollar, value = "" } = CONDITION.exec(text)?.groups ?? {};
  if (operator === undefined) throw wrongTable(text, "not a condition");
  if (dollar === "$" && !isTerm(value)) throw wrongTable(text, "compares with an unknown term");
  return {
    up,
    of:
      at === "@" ? { attribute: subject } : { descendant: subject.split("/").map((step) => nameOf(step, namespaces)) },
    negated: not === "!",
    ignoreCase: operator === "~",
    value: dollar === "$" && isTerm(value) ? { term: value } : { literal: value },
  };
};

const childNode = (parent: MutableNode, name: Name): MutableNode => {
  const known = parent.children.get(name.local);
  if (known && known.uri !== name.uri) throw wrongTable(name.local, "stands under one parent in two namespaces");
  const node = known ?? makeNode(name, parent.children.size);
  parent.children.set(name.local, node);
  return node;
};

const addRow = (root: MutableNode, row: Row, namespaces: Namespaces): void => {
  const steps = row.path.match(STEPS) ?? [];
  const attribute = steps.at(-1)?.startsWith("@") ? steps.pop()?.slice(1) : undefined;
  const conditions: Condition[] = [];
  let node = root;
  for (const [index, step] of steps.entries()) {
    const { name = "", condition } = STEP.exec(step)?.groups ?? {};
    node = childNode(node, nameOf(name, namespaces));
    if (condition !== undefined) conditions.push(conditionOf(condition, steps.length - 1 - index, namespaces));
  }
  const { id, scheme, date } = row;
  if (isTerm(id)) {
    node.terms.push({ id, conditions, attribute, scheme, date });
  } else {
    node.groups.push({ id, conditions });
  }
};

/** The node of the root element. */
export const compileTable = ({ root, namespaces, rows }: SyntaxTable): BoundNode => {
  const node = makeNode(root, 0);
  for (const row of rows) addRow(node, row, namespaces);
  return node;
};
