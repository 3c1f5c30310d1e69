/**
 * An element as it stands in the file: the light tree that structure, binding and rules walk. The largest file has some
 * 400,000 of them, so children are a chain, attributes a short list, and a path is worked out only for who asks.
 */
import type { Location } from "#domain/fautes/fault.ts";
import type { Place } from "#formats/place.ts";
import { stepOf } from "#formats/xml/siblings.ts";
import type { SourceText, TextPosition } from "#formats/xml/source.ts";

/** An attribute; namespace declarations are none. */
export interface XmlAttribute {
  /** Empty for nearly all: an attribute without a prefix is in no namespace. */
  readonly uri: string;
  readonly local: string;
  readonly value: string;
}

/** Where a start tag begins. */
export interface StartTag {
  readonly offset: number;
  readonly line: number;
}

/** Shared by all elements without attributes. */
export const NO_ATTRIBUTES: readonly XmlAttribute[] = Object.freeze([]);

export class XmlElement implements Location {
  readonly place: Place;
  readonly attributes: readonly XmlAttribute[];
  readonly parent: XmlElement | undefined;
  /** Of the `<` of its start tag in the text. */
  readonly offset: number;
  /** Of the same, from 1. */
  readonly line: number;
  firstChild: XmlElement | undefined = undefined;
  next: XmlElement | undefined = undefined;
  /**
   * All its own text joined, CDATA included, without that of its children. White space beside children is left out, unless
   * other text came before it: it is indentation.
   */
  text = "";

  constructor(place: Place, attributes: readonly XmlAttribute[], parent: XmlElement | undefined, tag: StartTag) {
    this.place = place;
    this.attributes = attributes;
    this.parent = parent;
    this.offset = tag.offset;
    this.line = tag.line;
  }

  get uri(): string {
    return this.place.uri;
  }

  get local(): string {
    return this.place.local;
  }

  /** XPath without prefixes from the root, positions where a name repeats among siblings. */
  get path(): string {
    let path = "";
    for (let at: XmlElement | undefined = this; at !== undefined; at = at.parent) path = stepOf(at) + path;
    return path;
  }

  get column(): number {
    return columnOf(this);
  }
}

/** Knows the text that its document was read from, for all elements in it, and what was found out about them. */
export class RootElement extends XmlElement {
  readonly source: SourceText;
  /**
   * Answers by question. A weak map of each question would let them go with the document too, but the collector of young
   * objects keeps what the values of such a map hold, and so every document, until the collector of old ones runs.
   */
  readonly answers = new Map<unknown, unknown>();

  constructor(place: Place, attributes: readonly XmlAttribute[], tag: StartTag, source: SourceText) {
    super(place, attributes, undefined, tag);
    this.source = source;
  }
}

/** The root of the document that the element stands in. */
export const rootOf = (element: XmlElement): RootElement => {
  let top = element;
  while (top.parent !== undefined) top = top.parent;
  if (!(top instanceof RootElement)) throw new Error(`${top.local}: an element of no document`);
  return top;
};

// No method of the class: each element would carry a mark of its private methods.
const columnOf = (element: XmlElement): number => rootOf(element).source.columnOf(element.offset);

/** The value of an attribute in no namespace, as written. */
export const attributeOf = ({ attributes }: XmlElement, local: string): string | undefined => {
  for (const attribute of attributes) {
    if (attribute.local === local && attribute.uri === "") return attribute.value;
  }
  return undefined;
};

/** A place inside this element, or outside the root when there is none. */
export const placeIn = (element: XmlElement | undefined, position: TextPosition): Location => ({
  path: element?.path ?? "/",
  ...position,
});
