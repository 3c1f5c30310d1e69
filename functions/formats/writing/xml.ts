/** XML text of what we write ourselves: element names in order, `@` before an attribute, `#` for the text. */
import { XMLBuilder } from "fast-xml-parser";

export interface Tree {
  readonly [name: string]: string | Tree | readonly Tree[];
}

/**
 * The builder's own escaping leaves line ends and tabs of attributes as they are, which a reader takes for spaces (XML 1.0
 * §3.3.3), and carriage returns, which it takes for line feeds (§2.11).
 */
const ESCAPES: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "\r": "&#13;",
  "\n": "&#10;",
  "\t": "&#9;",
};

const escapeWith = (characters: RegExp) => (value: unknown) =>
  String(value).replace(characters, (character) => ESCAPES[character] ?? character);

const escapeText = escapeWith(/[&<>\r]/g);
const escapeAttribute = escapeWith(/[&<>"\r\n\t]/g);

const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  textNodeName: "#",
  format: true,
  processEntities: false,
  suppressEmptyNode: true,
  tagValueProcessor: (_, value) => escapeText(value),
  attributeValueProcessor: (_, value) => escapeAttribute(value),
});

export const toXml = (tree: Tree): string => `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(tree)}`;
