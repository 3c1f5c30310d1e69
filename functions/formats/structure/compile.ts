/**
 * A table of structure as the graph of its types. A type is worked out when a first document has an element of it: of
 * some 290, a program that starts for one invoice needs forty.
 */
import type { AttributeRule, ChildSlot, ElementType } from "#formats/structure/element-type.ts";
import { isKind, LEXICAL } from "#formats/structure/lexical.ts";
import type { StructureTable, TypeRow } from "#formats/structure/table.ts";

export interface KnownElement {
  readonly uri: string;
  readonly local: string;
  readonly type: ElementType;
}

type Details = Omit<ElementType, "name" | "content" | "value">;

class TypeOfTable implements ElementType {
  readonly name: string;
  readonly content: ElementType["content"];
  readonly value: ElementType["value"];
  readonly #workOut: () => Details;
  #details: Details | undefined;

  constructor(name: string, content: ElementType["content"], workOut: () => Details) {
    this.name = name;
    this.content = content;
    this.value = isKind(content) ? LEXICAL[content] : undefined;
    this.#workOut = workOut;
  }

  get sequence(): readonly ChildSlot[] {
    return this.#known.sequence;
  }

  get children(): ReadonlyMap<string, ChildSlot> {
    return this.#known.children;
  }

  get mandatory(): number {
    return this.#known.mandatory;
  }

  get attributes(): ReadonlyMap<string, AttributeRule> {
    return this.#known.attributes;
  }

  get mandatoryAttributes(): readonly string[] {
    return this.#known.mandatoryAttributes;
  }

  get #known(): Details {
    this.#details ??= this.#workOut();
    return this.#details;
  }
}

const ONCE = { min: 1, max: 1 } as const;

const MARKS = new Map<string | undefined, Pick<ChildSlot, "min" | "max">>([
  ["?", { min: 0, max: 1 }],
  ["*", { min: 0, max: Number.POSITIVE_INFINITY }],
  ["+", { min: 1, max: Number.POSITIVE_INFINITY }],
]);

const ATTRIBUTE = /(?<name>\w+)(?<optional>\??)(?:='(?<fixed>[^']*)'|=(?<kind>\S+))?/g;

/** A mistake in a table is a bug of ours: what it must hold, or an error that names it. */
const expectKnown = <Value>(value: Value | undefined, name: string): Value => {
  if (value === undefined) throw new Error(`${name}: not in the table of structure`);
  return value;
};

const words = (text: string | undefined): readonly string[] => (text ? text.split(" ") : []);

/** All that a standard knows. */
export class Vocabulary {
  /** As it is called in messages. */
  readonly standard: string;
  readonly #namespaces: StructureTable["namespaces"];
  readonly #types = new Map<string, ElementType>();
  /** By name with the table's prefix: the type of an element where its parent names none. */
  readonly #typeOfElement = new Map<string, ElementType>();
  readonly #kindOfAttribute = new Map<string, string>();
  #elements: ReadonlyMap<string, readonly KnownElement[]> | undefined;

  constructor({ standard, namespaces, attributes, types }: StructureTable) {
    this.standard = standard;
    this.#namespaces = namespaces;
    for (const [kind, names] of Object.entries(attributes)) {
      for (const name of words(names)) this.#kindOfAttribute.set(name, kind);
    }
    for (const [name, row] of Object.entries(types)) {
      const type = new TypeOfTable(name, row.content ?? "complex", () => this.#detailsOf(row));
      this.#types.set(name, type);
      for (const element of words(row.elements)) this.#typeOfElement.set(element, type);
    }
  }

  /** Of an element, by its name with the table's prefix. */
  typeOf(element: string): ElementType {
    return expectKnown(this.#typeOfElement.get(element), element);
  }

  /** All elements, by local name. */
  get elements(): ReadonlyMap<string, readonly KnownElement[]> {
    this.#elements ??= Map.groupBy(
      Array.from(this.#typeOfElement, ([name, type]) => ({ ...this.#nameOf(name), type })),
      ({ local }) => local,
    );
    return this.#elements;
  }

  /** The element of that name, wherever it may stand. */
  find(uri: string, local: string): KnownElement | undefined {
    return this.elements.get(local)?.find((known) => known.uri === uri);
  }

  #detailsOf(row: TypeRow): Details {
    const attributes = this.#attributesOf(row.attributes);
    const mandatoryAttributes = [...attributes].filter(([, { required }]) => required).map(([name]) => name);
    const sequence: ChildSlot[] = [];
    let mandatory = 0;
    for (const [ordinal, place] of words(row.children).entries()) {
      const slots = place.split("|").map((written) => this.#slotOf(written, ordinal, mandatory));
      sequence.push(...slots);
      mandatory += slots[0]?.min ?? 0;
    }
    const children = new Map(sequence.map((slot) => [slot.local, slot]));
    return { sequence, children, mandatory, attributes, mandatoryAttributes };
  }

  #slotOf(written: string, ordinal: number, mandatoryBefore: number): ChildSlot {
    const [marked = "", type] = written.split("=");
    const mark = MARKS.get(marked.at(-1));
    const element = mark === undefined ? marked : marked.slice(0, -1);
    return {
      ordinal,
      ...this.#nameOf(element),
      ...(mark ?? ONCE),
      type: type === undefined ? this.typeOf(element) : expectKnown(this.#types.get(type), type),
      mandatoryBefore,
    };
  }

  #attributesOf(written = ""): ReadonlyMap<string, AttributeRule> {
    const rules = new Map<string, AttributeRule>();
    for (const { groups } of written.matchAll(ATTRIBUTE)) {
      const { name = "", optional, fixed, kind = this.#kindOfAttribute.get(name) ?? "" } = groups ?? {};
      rules.set(name, { kind: expectKnown(isKind(kind) ? kind : undefined, name), required: optional === "", fixed });
    }
    return rules;
  }

  #nameOf(name: string): { readonly uri: string; readonly local: string } {
    const [prefix = "", local = ""] = name.split(":");
    return { uri: expectKnown(this.#namespaces[prefix], name), local };
  }
}
