/** An element as it stands in the file: the light tree that the readers of UBL and CII walk. */
import type { Location } from "#domain/fautes/fault.ts";

export type Attributes = Readonly<Record<string, { readonly value: string }>>;

/** Shared by all elements without attributes, so that the parser's own empty records can be freed. */
export const NO_ATTRIBUTES: Attributes = Object.freeze(Object.create(null));

export class XmlElement {
  readonly uri: string;
  readonly local: string;
  /** By name as written, prefix included; namespace declarations are among them. */
  readonly attributes: Attributes;
  readonly parent: XmlElement | undefined;
  /** Of the `<` of the start tag. Both start at 1; a column counts UTF-16 units, as editors do. */
  readonly line: number;
  readonly column: number;
  readonly children: XmlElement[] = [];
  /** All its own text joined, CDATA included, without that of its children. */
  text = "";

  constructor(
    uri: string,
    local: string,
    attributes: Attributes,
    parent: XmlElement | undefined,
    line: number,
    column: number,
  ) {
    this.uri = uri;
    this.local = local;
    this.attributes = attributes;
    this.parent = parent;
    this.line = line;
    this.column = column;
  }
}

/** One step of a path; the position shows where the name repeats among the siblings. */
export const pathStep = (local: string, position: number, total: number): string =>
  total > 1 ? `/${local}[${position}]` : `/${local}`;

/** XPath without prefixes from the root. Counts the siblings of each level: for a fault, not for each term. */
const pathOf = (element: XmlElement): string => {
  let path = "";
  for (let at: XmlElement | undefined = element; at !== undefined; at = at.parent) {
    const { local } = at;
    const namesakes = at.parent?.children.filter((sibling) => sibling.local === local) ?? [at];
    path = pathStep(local, namesakes.indexOf(at) + 1, namesakes.length) + path;
  }
  return path;
};

/** A place inside this element, or outside the root when there is none. */
export const placeIn = (element: XmlElement | undefined, line: number, column: number): Location => ({
  path: element ? pathOf(element) : "/",
  line,
  column,
});
