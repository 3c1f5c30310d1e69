/** Names mean what they mean to the parser when it is told to resolve them itself. */
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import { syntaxOf } from "#formats/syntaxes.ts";
import { UBL_INVOICE } from "#formats/ubl/invoice-table.ts";
import { UBL_NAMESPACES } from "#formats/ubl/table.ts";
import type { XmlElement } from "#formats/xml/element.ts";
import { readXml } from "#formats/xml/reader.ts";

/** An element as both sides tell it: names in Clark's notation, `{uri}local`. */
interface Told {
  readonly name: string;
  readonly attributes: readonly string[];
  readonly children: Told[];
}

const clark = ({ uri, local }: { readonly uri: string; readonly local: string }): string => `{${uri}}${local}`;

const told = (element: XmlElement): Told => {
  const children: Told[] = [];
  for (let child = element.firstChild; child !== undefined; child = child.next) children.push(told(child));
  return { name: clark(element), attributes: element.attributes.map(clark), children };
};

const XMLNS = "http://www.w3.org/2000/xmlns/";

/** Undefined for what the parser refuses. */
const toldByParser = (xml: string): Told | undefined => {
  const parser = new SaxesParser({ xmlns: true });
  const top: Told = { name: "", attributes: [], children: [] };
  const open = [top];
  parser.on("opentag", (tag) => {
    const attributes = Object.values(tag.attributes).filter(({ uri }) => uri !== XMLNS);
    const element: Told = { name: clark(tag), attributes: attributes.map(clark), children: [] };
    open.at(-1)?.children.push(element);
    open.push(element);
  });
  parser.on("closetag", () => void open.pop());
  try {
    parser.write(xml).close();
  } catch {
    return undefined;
  }
  return top.children[0];
};

const toldHere = (xml: string): Told | undefined => {
  const document = readXml(xml, (uri, local) => {
    const known = syntaxOf(uri, local);
    return known ? { kind: known.syntax, place: known.place } : { fault: UNKNOWN_ROOT };
  });
  return "fault" in document ? undefined : told(document.root);
};

const UNKNOWN_ROOT = { code: "RACINE", severity: "fatal", terms: [], message: "", fix: "" } as const;

const { uri: UBL } = UBL_INVOICE.root;
const URIS = [UBL, ...Object.values(UBL_NAMESPACES), "urn:x"];
const RESERVED = ["", "http://www.w3.org/XML/1998/namespace", XMLNS];

const prefix = fc.oneof(
  { weight: 50, arbitrary: fc.constantFrom("", "a:", "b:", "cac:", "cbc:") },
  { weight: 1, arbitrary: fc.constantFrom("xml:", "xmlns:", ":", "a:b:", "c:") },
);
const local = fc.constantFrom("Country", "Name", "ID", "IdentificationCode", "PostalAddress", "Party", "z");
const name = fc.tuple(prefix, local).map((parts) => parts.join(""));
const right = fc.tuple(
  fc.constantFrom("xmlns", "xmlns:a", "xmlns:b", "xmlns:c", "xmlns:cac", "xmlns:cbc"),
  fc.constantFrom(...URIS),
);
const wrong = fc.tuple(
  fc.constantFrom("xmlns", "xmlns:a", "xmlns:xml", "xmlns:xmlns", "xmlns:"),
  fc.constantFrom(...RESERVED),
);
const declaration = fc
  .oneof({ weight: 20, arbitrary: right }, { weight: 1, arbitrary: wrong })
  .map(([key, uri]) => `${key}="${uri}"`);
const attribute = fc.oneof(
  { weight: 3, arbitrary: declaration },
  { weight: 1, arbitrary: name.map((key) => `${key}="v"`) },
);

const LEVELS = 3;

const element = fc.memo((levels): fc.Arbitrary<string> => {
  const children = levels > 1 ? fc.array(element(levels - 1), { maxLength: 3 }) : fc.constant([]);
  return fc
    .tuple(name, fc.array(attribute, { maxLength: 2 }), children)
    .map(([tag, attributes, inner]) => `<${[tag, ...attributes].join(" ")}>${inner.join("")}</${tag}>`);
});

const declarations = Object.entries({ a: "urn:x", b: UBL, ...UBL_NAMESPACES })
  .map(([key, uri]) => `xmlns:${key}="${uri}"`)
  .join(" ");

describe("names", () => {
  it("are refused and understood as by the parser with namespaces (Namespaces in XML 1.0)", () => {
    let understood = 0;
    const content = fc.array(element(LEVELS), { maxLength: 4 });
    const property = fc.property(content, (children) => {
      const xml = `<Invoice xmlns="${UBL}" ${declarations}>${children.join("")}</Invoice>`;
      const parsed = toldByParser(xml);
      if (parsed !== undefined) understood++;
      expect(toldHere(xml)).toEqual(parsed);
    });
    fc.assert(property, { numRuns: 4000 });
    expect(understood).toBeGreaterThan(400);
  });

  it("of a processing instruction have no colon (NE08)", () => {
    const xml = `<?a:b?><Invoice xmlns="${UBL}"/>`;
    expect([toldHere(xml), toldByParser(xml)]).toEqual([undefined, undefined]);
    expect(toldHere(xml.replace("a:b", "ab"))).toBeDefined();
  });
});
