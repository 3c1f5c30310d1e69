/**
 * How a golden case changes its document, in one line of edits between semicolons:
 * `set PATH = VALUE` gives an element its text, or an attribute its value; `add PATH = VALUE` puts one more element into its
 * right place, and makes those around it that are missing; `repeat PATH` doubles an element with all that is in it;
 * `remove PATH` takes an element or attribute away. A path is written as in the tables, from the root, `[2]` for the second
 * of a name, `@` before an attribute; it may begin with a short name in capitals for a longer path.
 */
import { copyOf, insert, type Tree } from "#test/given/golden/tree.ts";

interface Step {
  readonly name: string;
  /** From 0; undefined where the path does not say. */
  readonly index: number | undefined;
}

interface Target {
  readonly steps: readonly Step[];
  readonly attribute: string | undefined;
  readonly path: string;
}

const STEP = /^([^[\]]+)(?:\[(\d+)\])?$/;

const stepOf = (written: string): Step => {
  const [, name, index] = STEP.exec(written) ?? [];
  if (name === undefined) throw new Error(`${written}: no step of a path`);
  return { name, index: index === undefined ? undefined : Number(index) - 1 };
};

/** Longer paths by their short names. */
export type ShortNames = ReadonlyMap<string, string>;

const SHORT = /^[A-Z]+/;

const targetOf = (path: string, names: ShortNames): Target => {
  const written = path.replace(SHORT, (name) => names.get(name) ?? name).split("/");
  const attribute = written.at(-1)?.startsWith("@") ? written.pop()?.slice(1) : undefined;
  return { steps: written.filter((step) => step !== "").map(stepOf), attribute, path };
};

const find = (parent: Tree, { name, index = 0 }: Step): Tree | undefined =>
  parent.children.filter((child) => child.name === name)[index];

const follow = (root: Tree, steps: readonly Step[], path: string): Tree => {
  let at = root;
  for (const step of steps) {
    const next = find(at, step);
    // A mistake in a golden file: it must not pass for an edit that changes nothing.
    if (next === undefined) throw new Error(`${path}: there is no ${step.name}`);
    at = next;
  }
  return at;
};

const parentOf = (root: Tree, { steps, path }: Target): readonly [parent: Tree, element: Tree] => [
  follow(root, steps.slice(0, -1), path),
  follow(root, steps, path),
];

type Edit = (root: Tree, target: Target, value: string) => void;

const EDITS: Readonly<Record<string, Edit>> = {
  set: (root, { steps, attribute, path }, value) => {
    const element = follow(root, steps, path);
    if (attribute === undefined) element.text = value;
    else element.attributes.set(attribute, value);
  },
  add: (root, { steps, attribute }, value) => {
    let at = root;
    for (const step of steps.slice(0, -1)) at = find(at, step) ?? insert(at, step.name);
    const [last] = steps.slice(-1);
    if (last === undefined) throw new Error("nothing to add");
    const added = insert(at, last.name);
    if (attribute === undefined) added.text = value;
    else added.attributes.set(attribute, value);
  },
  repeat: (root, target) => {
    const [parent, element] = parentOf(root, target);
    parent.children.splice(parent.children.indexOf(element) + 1, 0, copyOf(element));
  },
  remove: (root, target) => {
    const { attribute, path } = target;
    const [parent, element] = parentOf(root, target);
    if (attribute === undefined) parent.children.splice(parent.children.indexOf(element), 1);
    else if (!element.attributes.delete(attribute)) throw new Error(`${path}: there is no such attribute`);
  },
};

const FORM = /^(\w+) (\S+)(?: = (.*))?$/;

/** Changes the tree. @throws where an edit is not understood, or finds nothing at its path. */
export const applyEdits = (root: Tree, edits: string, names: ShortNames): void => {
  for (const written of edits.split(" ; ")) {
    const [, verb = "", path = "", value = ""] = FORM.exec(written) ?? [];
    const edit = EDITS[verb];
    if (edit === undefined) throw new Error(`${written}: no edit`);
    edit(root, targetOf(path, names), value);
  }
};
