/** XML text of a sample: element names in order, `@` before an attribute, `#` for the text beside attributes. */
import { XMLBuilder } from "fast-xml-parser";

export interface Tree {
  readonly [name: string]: Node | readonly Node[];
}
export type Node = string | number | Tree;

/** Escapes `&`, `<`, `>` and quotes; nothing else builds text of these files. */
const builder = new XMLBuilder({
  ignoreAttributes: false,
  attributeNamePrefix: "@",
  textNodeName: "#",
  format: true,
  processEntities: true,
  suppressEmptyNode: true,
});

export const toXml = (tree: Tree): string => `<?xml version="1.0" encoding="UTF-8"?>\n${builder.build(tree)}`;
