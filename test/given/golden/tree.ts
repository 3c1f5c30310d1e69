/** A document that can be edited: read with our own reader, written with the prefixes of the tables. */
import type { SyntaxTable } from "#formats/binding/row.ts";
import type { ElementType } from "#formats/structure/element-type.ts";
import { structureOf } from "#formats/structure/structures.ts";
import { SYNTAX_TABLES } from "#formats/syntaxes.ts";
import type { XmlElement } from "#formats/xml/element.ts";
import { documentOf } from "#test/given/document.ts";

export interface Tree {
  /** With the prefix of the table; the root of UBL has none. */
  readonly name: string;
  /** Undefined for what the syntax does not know. */
  readonly type: ElementType | undefined;
  readonly attributes: Map<string, string>;
  readonly children: Tree[];
  text: string;
}

const localOf = (name: string): string => name.slice(name.indexOf(":") + 1);

const slotOf = (parent: Tree, name: string) => parent.type?.children.get(localOf(name));

export const treeOf = (bytes: Uint8Array): Tree => {
  const document = documentOf(bytes);
  if (document === undefined) throw new Error("no invoice");
  const { root, namespaces } = SYNTAX_TABLES[document.syntax];
  const prefixes = new Map(Object.entries(namespaces).map(([prefix, uri]) => [uri, prefix]));
  const copy = ({ uri, local, text, attributes, firstChild }: XmlElement, type: ElementType | undefined): Tree => {
    const prefix = prefixes.get(uri);
    const children: Tree[] = [];
    for (let child = firstChild; child !== undefined; child = child.next) {
      children.push(copy(child, type?.children.get(child.local)?.type));
    }
    const own = new Map(attributes.map((attribute) => [attribute.local, attribute.value]));
    return { name: prefix === undefined ? local : `${prefix}:${local}`, type, attributes: own, children, text };
  };
  const tree = copy(document.root, structureOf(document.syntax));
  for (const [name, uri] of declarations(root.uri, namespaces)) tree.attributes.set(name, uri);
  return tree;
};

const declarations = (rootUri: string, namespaces: SyntaxTable["namespaces"]): readonly [string, string][] => {
  const prefixed = Object.entries(namespaces).map(([prefix, uri]): [string, string] => [`xmlns:${prefix}`, uri]);
  return [["xmlns", rootUri], ...prefixed];
};

/** Where the syntax wants an element of that name among the children; after its namesakes, and last if it is unknown. */
const positionOf = (parent: Tree, name: string): number => {
  const ordinal = slotOf(parent, name)?.ordinal;
  if (ordinal === undefined) return parent.children.length;
  const next = parent.children.findIndex((child) => (slotOf(parent, child.name)?.ordinal ?? Infinity) > ordinal);
  return next < 0 ? parent.children.length : next;
};

/** A new, empty child in its right place. */
export const insert = (parent: Tree, name: string): Tree => {
  const child: Tree = { name, type: slotOf(parent, name)?.type, attributes: new Map(), children: [], text: "" };
  parent.children.splice(positionOf(parent, name), 0, child);
  return child;
};

export const copyOf = ({ name, type, attributes, children, text }: Tree): Tree => ({
  name,
  type,
  attributes: new Map(attributes),
  children: children.map(copyOf),
  text,
});

const ESCAPES: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", '"': "&quot;" };

const escaped = (value: string): string => value.replace(/[&<"]/g, (character) => ESCAPES[character] ?? character);

export const xmlOf = ({ name, attributes, children, text }: Tree): string => {
  const written = [...attributes].map(([key, value]) => ` ${key}="${escaped(value)}"`).join("");
  return `<${name}${written}>${escaped(text)}${children.map(xmlOf).join("")}</${name}>`;
};
