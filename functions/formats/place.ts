/**
 * A place in a syntax: an element name where it stands, with all that the tables say of it. The parser finds it once for
 * each element, in its parent's; structure, binding and rules then look nothing up.
 */
import type { BoundNode } from "#formats/binding/compile.ts";
import type { ChildSlot, ElementType } from "#formats/structure/element-type.ts";
import { interned } from "#formats/xml/names.ts";

interface Known {
  /** Position among the siblings; undefined for the root, and where the structure does not know the element. */
  readonly slot?: ChildSlot | undefined;
  /** Undefined where the structure does not know the element. */
  readonly type?: ElementType | undefined;
  /** What the element means, in each variant of its path: which of them holds is said by their conditions. */
  readonly bound: readonly BoundNode[];
}

const NOTHING: Known = { bound: [] };

const NONE: Place[] = [];

let places = 0;

export class Place {
  readonly uri: string;
  readonly local: string;
  readonly slot: Known["slot"];
  readonly type: Known["type"];
  readonly bound: Known["bound"];
  readonly parent: Place | undefined;
  /** Of its own, so that others list what they know of it; those that are not kept have none, nor a parent. */
  readonly number: number | undefined;
  /** Filled as elements are met: a syntax has far more places than documents use. */
  #children: Map<string, Place> | undefined;
  /** The same, in the order in which they were met first. */
  #met: Place[] = NONE;
  /** Its name as documents write it: with the prefix of the last one. */
  #prefix = "";
  #written: string;
  /** The child that came first, and the sibling that came next, the last time: elements repeat their order. */
  #first: Place | undefined;
  #next: Place | undefined;

  constructor(uri: string, local: string, { slot, type, bound }: Known = NOTHING, parent?: Place) {
    this.uri = interned(uri);
    this.local = interned(local);
    this.slot = slot;
    this.type = type;
    this.bound = bound;
    this.parent = parent;
    this.#written = local;
    this.number = parent === undefined && type === undefined ? undefined : places++;
  }

  /** The place of the child that came after `previous` the last time. */
  expected(previous: Place | undefined): Place | undefined {
    const expected = previous === undefined ? this.#first : previous.#next;
    return expected !== undefined && expected.parent === this ? expected : undefined;
  }

  /** The places of its children, of those that were met in some document. */
  get met(): readonly Place[] {
    return this.#met;
  }

  /** The name with that prefix, colon included. */
  written(prefix: string): string {
    if (prefix !== this.#prefix) {
      this.#prefix = prefix;
      this.#written = prefix + this.local;
    }
    return this.#written;
  }

  /** A child of that place stands after `previous`. */
  follow(previous: Place | undefined, child: Place): void {
    if (previous === undefined) this.#first = child;
    else previous.#next = child;
  }

  /** The place of a child of that name that stands after `previous`; undefined where no table knows one of that namespace. */
  child(uri: string, local: string, previous?: Place): Place | undefined {
    const namesake = this.#children?.get(local);
    const found = namesake?.uri === uri ? namesake : this.#find(uri, local);
    if (found !== undefined) this.follow(previous, found);
    return found;
  }

  /** What the tables say of elements of that name here in any namespace: data of extensions. */
  inAnyNamespace(local: string): readonly BoundNode[] {
    if (this.bound.length === 0) return NOTHING.bound;
    return this.bound.flatMap((node) => (node.children.get(local) ?? []).filter((child) => child.uri === undefined));
  }

  #find(uri: string, local: string): Place | undefined {
    const namesake = this.type?.children.get(local);
    const slot = namesake?.uri === uri ? namesake : undefined;
    const bound = this.bound.flatMap((node) =>
      (node.children.get(local) ?? []).filter((child) => child.uri === undefined || child.uri === uri),
    );
    const name = slot ?? bound.find((node) => node.uri !== undefined);
    if (name === undefined) return undefined;
    // Kept, and under the table's own strings: those of a document would keep the document in memory.
    const place = new Place(name.uri ?? uri, name.local, { slot, type: slot?.type, bound }, this);
    this.#children ??= new Map();
    this.#children.set(name.local, place);
    if (this.#met === NONE) this.#met = [place];
    else this.#met.push(place);
    return place;
  }
}
