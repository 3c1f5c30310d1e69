/** The document that is being written: elements in any order, put into that of the syntax at the end. */
import type { GroupId, TermId } from "#domain/facture/invoice.ts";
import type { Step } from "#formats/binding/path.ts";
import type { ChildSlot, ElementType } from "#formats/structure/element-type.ts";
import { type Tree, toXml } from "#formats/writing/xml.ts";

export class OutputElement {
  readonly name: string;
  readonly type: ElementType;
  readonly parent: OutputElement | undefined;
  readonly slot: ChildSlot | undefined;
  readonly attributes = new Map<string, string>();
  readonly children: OutputElement[] = [];
  /** Terms and groups that are written here. */
  readonly holds = new Set<TermId | GroupId>();
  text: string | undefined;
  /** The step of the table that called for it. */
  readonly #step: string | undefined;

  constructor(name: string, type: ElementType, parent?: OutputElement, slot?: ChildSlot, step?: string) {
    this.name = name;
    this.parent = parent;
    this.type = type;
    this.slot = slot;
    this.#step = step;
  }

  /** The last child that was made for this step, or for a step of that name which asks for nothing. */
  childFor({ text }: Step): OutputElement | undefined {
    const [bare] = text.split("[");
    return this.children.findLast((child) => child.#step === text || child.#step === bare);
  }

  child(local: string): OutputElement | undefined {
    return this.children.find(({ slot }) => slot?.local === local);
  }

  /** A new child; undefined where the syntax takes no more of that name. Throws where it knows no such child. */
  add(local: string, prefixOf: PrefixOf, step?: string): OutputElement | undefined {
    const slot = this.type.children.get(local);
    if (slot === undefined) throw new Error(`${local} has no place in ${this.type.name}`);
    if (slot.max === 1 && this.children.some((child) => child.slot === slot)) return undefined;
    const child = new OutputElement(`${prefixOf(slot.uri)}:${local}`, slot.type, this, slot, step);
    this.children.push(child);
    return child;
  }
}

/** The prefix under which a namespace is written. */
export type PrefixOf = (uri: string) => string;

const ordinal = ({ slot }: OutputElement): number => slot?.ordinal ?? 0;

const treeOf = ({ attributes, children, text }: OutputElement): Tree => {
  const tree: Record<string, string | Tree[]> = {};
  for (const [name, value] of attributes) tree[`@${name}`] = value;
  if (text !== undefined) tree["#"] = text;
  for (const child of children.toSorted((one, other) => ordinal(one) - ordinal(other))) {
    const namesakes = tree[child.name];
    if (Array.isArray(namesakes)) namesakes.push(treeOf(child));
    else tree[child.name] = [treeOf(child)];
  }
  return tree;
};

export const outputXml = (root: OutputElement): string => toXml({ [root.name]: treeOf(root) });
