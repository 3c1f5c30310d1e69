/** A table of rows, compiled once into a trie over the steps, so that reading looks each element up once. */
import { type ReadGroupId, type ReadTermId, TERMS } from "#domain/facture/terms.ts";
import { type Form, formOf } from "#formats/binding/forms.ts";
import {
  type Condition,
  isTerm,
  type Name,
  parsePath,
  parseSource,
  type Source,
  type Step,
} from "#formats/binding/path.ts";
import type { Row, SyntaxTable } from "#formats/binding/row.ts";

export interface TermRule {
  readonly id: ReadTermId;
  /** The group that the term belongs to in the model. */
  readonly group: ReadGroupId;
  /** The attribute that holds the value; the element's text without one. */
  readonly attribute: string | undefined;
  readonly scheme: Source | undefined;
  readonly version: Source | undefined;
  readonly form: Form | undefined;
  readonly once: boolean;
}

export interface BoundNode extends Name {
  /** The node of the step before; the root has none. */
  readonly parent: BoundNode | undefined;
  /** Asked once for each element, however many terms are under it. */
  readonly condition: Condition | undefined;
  /** By local name; several where a step stands in the table with different conditions. */
  readonly children: ReadonlyMap<string, readonly BoundNode[]>;
  readonly groups: readonly ReadGroupId[];
  readonly terms: readonly TermRule[];
  /** Of the root alone: where the terms stand that conditions compare with, wherever in the document. */
  readonly compared: ReadonlyMap<ReadTermId, Source>;
}

interface MutableNode extends BoundNode {
  /** The step as the table writes it. */
  readonly text: string;
  readonly children: Map<string, MutableNode[]>;
  readonly groups: ReadGroupId[];
  readonly terms: TermRule[];
  compared: ReadonlyMap<ReadTermId, Source>;
}

const NOTHING_COMPARED: ReadonlyMap<ReadTermId, Source> = new Map();

const makeNode = ({ uri, local, condition, text }: Step, parent?: MutableNode): MutableNode => ({
  parent,
  uri,
  local,
  condition,
  text,
  children: new Map(),
  groups: [],
  terms: [],
  compared: NOTHING_COMPARED,
});

const childNode = (parent: MutableNode, step: Step): MutableNode => {
  const namesakes = parent.children.get(step.local) ?? [];
  const known = namesakes.find(({ text }) => text === step.text);
  if (known) return known;
  const node = makeNode(step, parent);
  parent.children.set(step.local, [...namesakes, node]);
  return node;
};

const addRow = (root: MutableNode, row: Row, { namespaces }: SyntaxTable): void => {
  const { id, scheme, version, form, once = false } = row;
  const { steps, attribute } = parsePath(row.path, namespaces);
  const node = steps.reduce(childNode, root);
  if (!isTerm(id)) {
    node.groups.push(id);
    return;
  }
  node.terms.push({
    id,
    group: TERMS[id].group,
    attribute,
    scheme: scheme === undefined ? undefined : parseSource(scheme, namespaces),
    version: version === undefined ? undefined : parseSource(version, namespaces),
    form: form && formOf(form),
    once,
  });
};

/** The places of the terms that conditions compare with: they may be written after what they decide. */
const comparedIn = ({ rows, namespaces }: SyntaxTable): ReadonlyMap<ReadTermId, Source> => {
  const ids = new Set(rows.flatMap(({ path }) => [...path.matchAll(/\$(BT-\d+)\]/g)].map(([, id]) => id)));
  return new Map(
    rows.flatMap(({ id, path }) => (ids.has(id) && isTerm(id) ? [[id, parseSource(path, namespaces)] as const] : [])),
  );
};

/** The node of the root element. */
export const compileTable = (table: SyntaxTable): BoundNode => {
  const root = makeNode({ ...table.root, condition: undefined, text: "" });
  for (const row of table.rows) addRow(root, row, table);
  root.compared = comparedIn(table);
  return root;
};
