/** The tables of structure: whole, and the same facts as those taken from the schemas. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Syntax } from "#domain/facture/invoice.ts";
import { Vocabulary } from "#formats/structure/compile.ts";
import type { AttributeRule, ChildSlot, ElementType } from "#formats/structure/element-type.ts";
import { structureOf, vocabularyOf } from "#formats/structure/structures.ts";
import type { StructureTable } from "#formats/structure/table.ts";

const corpus = process.env["PLAINCHANT_CORPUS"];
const SYNTAXES = ["ubl-invoice", "ubl-creditnote", "cii"] as const satisfies readonly Syntax[];

const reach = (type: ElementType, seen = new Map<string, ElementType>()): ReadonlyMap<string, ElementType> => {
  if (!seen.has(type.name)) {
    seen.set(type.name, type);
    for (const slot of type.sequence) reach(slot.type, seen);
  }
  return seen;
};

const TYPE_OF_SIGNATURES = "urn:oasis:names:specification:ubl:schema:xsd:CommonSignatureComponents-2";

/** All that a document of this syntax can reach, signatures in its extensions included. */
const reachable = (syntax: Syntax): ReadonlyMap<string, ElementType> => {
  const seen = new Map(reach(structureOf(syntax)));
  const signatures = vocabularyOf(syntax).find(TYPE_OF_SIGNATURES, "UBLDocumentSignatures");
  return signatures ? reach(signatures.type, seen) : seen;
};

describe.each(SYNTAXES)("the structure of %s", (syntax) => {
  it("leads from the root to every type without a gap", () => {
    expect(reachable(syntax).size).toBeGreaterThan(100);
  });

  it("counts the mandatory places before each", () => {
    const wrong = [...reachable(syntax).values()].filter(({ sequence, mandatory }) => {
      const places = new Map(sequence.map(({ ordinal, min }) => [ordinal, min]));
      const mandatoryUpTo = (ordinal: number) =>
        [...places].filter(([place, min]) => place < ordinal && min === 1).length;
      return (
        sequence.some((slot) => slot.mandatoryBefore !== mandatoryUpTo(slot.ordinal)) ||
        mandatory !== mandatoryUpTo(Number.POSITIVE_INFINITY)
      );
    });
    expect(wrong).toEqual([]);
  });

  it("has no two children of one local name in a type, so that a name decides", () => {
    const types = [...reachable(syntax).values()];
    expect(types.filter(({ sequence, children }) => sequence.length !== children.size)).toEqual([]);
  });
});

interface Facts {
  readonly namespaces: Readonly<Record<string, string>>;
  readonly types: Readonly<Record<string, unknown>>;
}

/** One type as the facts write it. */
const written = ({ content, sequence, attributes }: ElementType, { namespaces }: Facts) => {
  const prefixes = new Map(Object.entries(namespaces).map(([prefix, uri]) => [uri, prefix]));
  const child = ({ uri, local, min, max, type }: ChildSlot) => [
    `${prefixes.get(uri)}:${local}`,
    min,
    max === 1 ? 1 : -1,
    type.name,
  ];
  const places = Map.groupBy(sequence, ({ ordinal }) => ordinal);
  const children = Array.from(places.values(), (slots) =>
    slots.length > 1 ? { choice: slots.map(child), min: 1, max: 1 } : slots.map(child)[0],
  );
  const attribute = ({ required, kind, fixed }: AttributeRule) => ({
    required,
    kind,
    ...(fixed !== undefined && { enum: [fixed] }),
  });
  return {
    children: content === "extension" ? [{ any: "##other", process: "lax", min: 1, max: 1 }] : children,
    content:
      content === "extension" || content === "complex" ? "complex" : content === "any" ? content : `simple:${content}`,
    attributes: Object.fromEntries(Array.from(attributes, ([name, rule]) => [name, attribute(rule)])),
  };
};

describe.skipIf(corpus === undefined)("the facts of the schemas", () => {
  it.each(SYNTAXES)("are those of the table: %s", (syntax) => {
    const facts: Facts = JSON.parse(readFileSync(join(corpus ?? "", "structure", `${syntax}.json`), "utf8"));
    const mine = Array.from(reachable(syntax).values(), (type) => [type.name, written(type, facts)]);
    expect(Object.fromEntries(mine)).toEqual(facts.types);
  });
});

describe("a mistake in a table", () => {
  const table = (types: StructureTable["types"]): StructureTable => ({
    standard: "test",
    namespaces: { a: "urn:a" },
    attributes: { "xs:string": "name" },
    types: { "a:RootType": { elements: "a:Root", children: "a:A" }, ...types },
  });

  it.each<[string, StructureTable["types"], string]>([
    ["a child of no type", {}, "a:A"],
    [
      "a prefix that is none",
      { "a:RootType": { elements: "a:Root", children: "b:B" }, "b:BType": { elements: "b:B", content: "xs:string" } },
      "b:B",
    ],
    ["a type that is none", { "a:RootType": { elements: "a:Root", children: "a:A=a:None" } }, "a:None"],
    ["an attribute of no kind", { "a:AType": { elements: "a:A", content: "xs:string", attributes: "id" } }, "id"],
  ])("is named: %s", (_, types, name) => {
    const vocabulary = new Vocabulary(table(types));
    const openAll = () => [reach(vocabulary.typeOf("a:Root")), vocabulary.elements];
    expect(openAll).toThrow(`${name}: not in the table of structure`);
  });

  it("is named: an element that is none", () => {
    expect(() => new Vocabulary(table({})).typeOf("a:None")).toThrow("a:None: not in the table of structure");
  });
});
