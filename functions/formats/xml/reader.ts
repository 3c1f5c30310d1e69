/**
 * Strangers' XML to a light tree, within limits. The parser (saxes) checks well-formedness and namespaces, knows no
 * document type and resolves nothing; what it cannot bound is bounded here. The first fault ends the reading.
 */
import { type SaxesAttributeNS, SaxesParser } from "saxes";
import type { Fault, Location } from "#domain/fautes/fault.ts";
import { type ReadingFaultCode, readingFault } from "#domain/fautes/reading.ts";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import { Place } from "#formats/place.ts";
import { openReference } from "#formats/xml/ampersand.ts";
import { NO_ATTRIBUTES, placeIn, RootElement, type XmlAttribute, XmlElement } from "#formats/xml/element.ts";
import { normaliseLineEnds } from "#formats/xml/line-ends.ts";
import { findDoctype } from "#formats/xml/prolog.ts";
import { BARE_AMPERSAND, type SaxesFault, translateSaxes } from "#formats/xml/saxes-errors.ts";
import { SourceText } from "#formats/xml/source.ts";
import { skipSpace } from "#formats/xml/whitespace.ts";

/** `kind` is what the root was recognised as. */
export interface XmlDocument<Kind> {
  readonly root: XmlElement;
  readonly kind: Kind;
}

/** Asked at the root's start tag: an unknown document is not read further. */
export type Recognise<Kind> = (
  uri: string,
  local: string,
  at: () => Location,
) => { readonly kind: Kind; readonly place: Place } | { readonly fault: Fault };

/** Thrown to leave the parser, which has no other way to stop in the middle. */
class ReadingStopped extends Error {
  readonly fault: Fault;

  constructor(fault: Fault) {
    super(fault.code);
    this.fault = fault;
  }
}

const LESS_THAN = 0x3c;

const UNTRANSLATED: SaxesFault = {
  code: "XML_MAL_FORME",
  params: { raison: "sa syntaxe est incorrecte" },
  mayBeReference: false,
};

/** The parser's errors begin with their place. */
const COMPLAINT = /^\d+:\d+: (.*)$/s;

type FaultParams = Readonly<Record<string, string | number>>;

/** Offset of the occurrence after the first `count` ones. */
const offsetOf = (searched: string, count: number, text: string): number | undefined => {
  let seen = 0;
  for (let at = text.indexOf(searched); at >= 0; at = text.indexOf(searched, at + 1)) {
    if (seen++ === count) return at;
  }
  return undefined;
};

const isBlank = (text: string): boolean => skipSpace(text, 0) === text.length;

const XMLNS = "http://www.w3.org/2000/xmlns/";

const attributesOf = (written: Readonly<Record<string, SaxesAttributeNS>>): readonly XmlAttribute[] => {
  let kept = NO_ATTRIBUTES;
  for (const name in written) {
    const attribute = written[name];
    if (attribute === undefined || attribute.uri === XMLNS) continue;
    const { uri, value } = attribute;
    // The key of a property is a string that V8 has once, and compares at once; what the parser cuts out is not.
    const local = attribute.prefix === "" ? name : attribute.local;
    // Nearly all have one: a list made with it takes no room for more.
    kept = kept.length === 0 ? [{ uri, local, value }] : [...kept, { uri, local, value }];
  }
  return kept;
};

const codePoint = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;

/** The two namespaces met last, by the string that the parser has for each, with that of the tables. */
class RecentNamespaces {
  #recent = "";
  #recentKnown = "";
  #other = "";
  #otherKnown = "";

  /** Compares the parser's own string, which is the same as long as the namespace is not declared anew. */
  knownAs(uri: string): string {
    if (uri === this.#recent) return this.#recentKnown;
    return uri === this.#other ? this.#otherKnown : uri;
  }

  note(uri: string, known: string): void {
    if (uri === this.#recent || uri === this.#other) return;
    this.#other = this.#recent;
    this.#otherKnown = this.#recentKnown;
    this.#recent = uri;
    this.#recentKnown = known;
  }
}

class GuardedReading<Kind> {
  readonly #source: SourceText;
  readonly #recognise: Recognise<Kind>;
  readonly #parser = new SaxesParser({ xmlns: true, position: true, forceXMLVersion: true, defaultXMLVersion: "1.0" });
  #root: XmlElement | undefined;
  #kind: { readonly kind: Kind } | undefined;
  #open: XmlElement | undefined;
  /** Last child so far of each open element, by depth. */
  readonly #lastChild: (XmlElement | undefined)[] = [];
  /** Names that no table knows, where they were met. */
  readonly #strangers = new Map<string, Place>();
  #unknownNames = 0;
  #depth = 0;
  #nodes = 0;
  #attributes = 0;
  #offset = 0;
  #nameEnd = 0;
  readonly #namespaces = new RecentNamespaces();

  constructor(source: SourceText, recognise: Recognise<Kind>) {
    this.#source = source;
    this.#recognise = recognise;
    // Six handlers, no seventh: with one more property V8 turns the parser into a dictionary and it runs 1.4 times as
    // long. Without an error handler it throws its own errors, which is what is wanted.
    this.#parser.on("opentagstart", ({ name }) => this.#startTag(name));
    this.#parser.on("attribute", ({ name, prefix, value }) => this.#attribute(name, prefix, value));
    this.#parser.on("opentag", ({ uri, local, attributes }) => this.#openElement(uri, local, attributes));
    this.#parser.on("closetag", () => this.#closeElement());
    this.#parser.on("text", (text) => this.#addText(text));
    this.#parser.on("cdata", (text) => this.#addText(text));
  }

  read(): XmlDocument<Kind> | { readonly fault: Fault } {
    try {
      this.#parser.write(this.#source.text).close();
    } catch (error) {
      if (error instanceof ReadingStopped) return { fault: error.fault };
      const complaint = error instanceof Error ? COMPLAINT.exec(error.message)?.[1] : undefined;
      if (complaint === undefined) throw error;
      return { fault: this.#translate(complaint) };
    }
    return this.#root && this.#kind
      ? { root: this.#root, kind: this.#kind.kind }
      : { fault: this.#translate("document must contain a root element.") };
  }

  /** The `<`, the name and one character after it have just been read. */
  #startTag(name: string): void {
    this.#attributes = 0;
    this.#nameEnd = this.#parser.position - 1;
    this.#offset = this.#nameEnd - name.length - 1;
    this.#checkName(name);
    this.#countNode();
    this.#depth++;
    if (this.#depth > READING_LIMITS.depth.max) this.#stop("XML_TROP_PROFOND", { max: READING_LIMITS.depth.max });
  }

  #attribute(name: string, prefix: string, value: string): void {
    this.#attributes++;
    this.#checkName(name);
    this.#countNode();
    const { max } = READING_LIMITS.attributes;
    if (this.#attributes > max) this.#stop("XML_TROP_D_ATTRIBUTS", { max });
    const declaresNamespace = prefix === "xmlns" || name === "xmlns";
    const longest = declaresNamespace ? READING_LIMITS.namespaceLength.max : READING_LIMITS.attributeLength.max;
    if (value.length > longest) this.#stop("XML_ATTRIBUT_TROP_LONG", { longueur: value.length, max: longest });
  }

  #openElement(uri: string, local: string, attributes: Readonly<Record<string, SaxesAttributeNS>>): void {
    const parent = this.#open;
    const place = parent ? this.#placeUnder(parent, uri, local) : this.#recogniseRoot(uri, local);
    const kept = this.#attributes === 0 ? NO_ATTRIBUTES : attributesOf(attributes);
    this.#lastChild[this.#depth] = undefined;
    this.#open = parent
      ? this.#append(new XmlElement(place, kept, parent, this.#offset), parent)
      : this.#openRoot(place, kept);
  }

  #openRoot(place: Place, attributes: readonly XmlAttribute[]): XmlElement {
    this.#root = new RootElement(place, attributes, this.#offset, this.#source);
    return this.#root;
  }

  #recogniseRoot(uri: string, local: string): Place {
    const recognised = this.#recognise(uri, local, () => ({
      path: `/${local}`,
      ...this.#source.locate(this.#offset),
    }));
    if ("fault" in recognised) throw new ReadingStopped(recognised.fault);
    this.#kind = recognised;
    return recognised.place;
  }

  #append(element: XmlElement, parent: XmlElement): XmlElement {
    const last = this.#lastChild[this.#depth - 1];
    if (last) last.next = element;
    else this.#appendFirst(element, parent);
    this.#lastChild[this.#depth - 1] = element;
    return element;
  }

  #appendFirst(element: XmlElement, parent: XmlElement): void {
    parent.firstChild = element;
    if (isBlank(parent.text)) parent.text = "";
  }

  #placeUnder(parent: XmlElement, uri: string, local: string): Place {
    const previous = this.#lastChild[this.#depth - 1]?.place;
    const expected = parent.place.expected(previous);
    if (expected !== undefined && this.#isNamed(expected, uri, local.length)) return expected;
    const place = parent.place.child(uri, local, previous);
    if (place === undefined) return this.#stranger(uri, local);
    this.#namespaces.note(uri, place.uri);
    return place;
  }

  /**
   * Whether the element just opened is of that place. Its name is compared where it stands in the text: what the parser cuts
   * out of it is a view, whose comparison or hash costs V8 more than all the rest of an element.
   */
  #isNamed({ uri: known, local }: Place, uri: string, length: number): boolean {
    return (
      local.length === length &&
      this.#namespaces.knownAs(uri) === known &&
      this.#source.text.startsWith(local, this.#nameEnd - length)
    );
  }

  /** A name that no table knows: they are counted, since each needs a place of its own. */
  #stranger(uri: string, local: string): Place {
    const known = this.#strangers.get(local);
    if (known?.uri === uri) return known;
    const { max } = READING_LIMITS.unknownNames;
    if (this.#unknownNames++ === max) this.#stop("XML_TROP_DE_NOMS", { max });
    const place = new Place(uri, local);
    this.#strangers.set(local, place);
    return place;
  }

  #closeElement(): void {
    this.#depth--;
    this.#open = this.#open?.parent;
  }

  #addText(text: string): void {
    const open = this.#open;
    if (open === undefined) return;
    if (open.firstChild !== undefined && open.text === "" && isBlank(text)) return;
    open.text += text;
  }

  #checkName(name: string): void {
    const { max } = READING_LIMITS.nameLength;
    if (name.length > max) this.#stop("XML_NOM_TROP_LONG", { longueur: name.length, max });
  }

  #countNode(): void {
    this.#nodes++;
    const { max } = READING_LIMITS.nodes;
    if (this.#nodes > max) this.#stop("XML_TROP_D_ELEMENTS", { max });
  }

  #translate(complaint: string): Fault {
    const { text } = this.#source;
    const { position } = this.#parser;
    const code = text.charCodeAt(position - 1);
    // The parser says the same of a control character, anywhere, and of a `<` in an attribute.
    if (complaint === "disallowed character." && code !== LESS_THAN) {
      return this.#fault("XML_CARACTERE_INTERDIT", { caractere: codePoint(code) });
    }
    const said = translateSaxes(complaint) ?? UNTRANSLATED;
    const reference = said.mayBeReference ? openReference(text, position) : undefined;
    if (reference === undefined) return this.#fault(said.code, said.params);
    const { code: known, params } = said.code === "XML_TRONQUE" ? BARE_AMPERSAND : said;
    return this.#faultAt(reference, known, params);
  }

  /** The place is that of the character read last. */
  #fault(code: ReadingFaultCode, params: FaultParams): Fault {
    return this.#faultAt(Math.max(this.#parser.position - 1, 0), code, params);
  }

  #faultAt(offset: number, code: ReadingFaultCode, params: FaultParams): Fault {
    return readingFault(code, { params, at: placeIn(this.#open, this.#source.locate(offset)) });
  }

  #stop(code: ReadingFaultCode, params: FaultParams): never {
    throw new ReadingStopped(this.#fault(code, params));
  }
}

/** Reads a whole document; never throws. Time is linear in the length of the text. */
export const readXml = <Kind>(
  decoded: string,
  recognise: Recognise<Kind>,
): XmlDocument<Kind> | { readonly fault: Fault } => {
  const source = new SourceText(normaliseLineEnds(decoded));
  const outside = (offset: number): Location => placeIn(undefined, source.locate(offset));
  const doctype = findDoctype(source.text);
  if (doctype !== undefined) return { fault: readingFault("XML_DOCTYPE", { at: outside(doctype) }) };
  const { max } = READING_LIMITS.references;
  const excess = offsetOf("&", max, source.text);
  if (excess !== undefined) {
    return { fault: readingFault("XML_TROP_DE_REFERENCES", { params: { max }, at: outside(excess) }) };
  }
  return new GuardedReading(source, recognise).read();
};
