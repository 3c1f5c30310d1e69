/**
 * Strangers' XML to a light tree, within limits. The parser (saxes) checks well-formedness, knows no document type and
 * resolves nothing; what it cannot bound is bounded here, and names get their namespaces. The first fault ends the reading.
 */
import { SaxesParser } from "saxes";
import type { Fault, Location } from "#domain/fautes/fault.ts";
import { type ReadingFaultCode, readingFault } from "#domain/fautes/reading.ts";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import { Place } from "#formats/place.ts";
import { AttributesGathered } from "#formats/xml/attributes.ts";
import { complaintOf, type FaultParams, understand } from "#formats/xml/complaint.ts";
import { placeIn, RootElement, type XmlAttribute, XmlElement } from "#formats/xml/element.ts";
import { normaliseLineEnds } from "#formats/xml/line-ends.ts";
import { longTexts } from "#formats/xml/long-texts.ts";
import { declaresNamespace, type QualifiedName, splitName } from "#formats/xml/names.ts";
import { BAD_NAME, BAD_TARGET, type NameComplaint, Namespaces, unknownPrefix } from "#formats/xml/namespaces.ts";
import { countOf, offsetOf } from "#formats/xml/occurrences.ts";
import { findDoctype } from "#formats/xml/prolog.ts";
import { SourceText } from "#formats/xml/source.ts";
import { isSpace, skipSpace } from "#formats/xml/whitespace.ts";

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

const isBlank = (text: string): boolean => skipSpace(text, 0) === text.length;

const LINE_FEED = 0x0a;

class GuardedReading<Kind> {
  readonly #source: SourceText;
  readonly #recognise: Recognise<Kind>;
  readonly #parser = new SaxesParser({ xmlns: false, position: true, forceXMLVersion: true, defaultXMLVersion: "1.0" });
  #root: XmlElement | undefined;
  #kind: { readonly kind: Kind } | undefined;
  #open: XmlElement | undefined;
  /** Last child so far of each open element, by depth. */
  readonly #lastChild: (XmlElement | undefined)[] = [];
  /** Names that no table knows, where they were met. */
  readonly #strangers = new Map<string, Place>();
  /** Those that the tables know by their local names, in a place. */
  readonly #strangersBelow = new Map<Place, Map<string, Place>>();
  #unknownNames = 0;
  #depth = 0;
  #nodes = 0;
  #attributes = 0;
  /** The start tag being read. */
  readonly #tag = { offset: 0, line: 1 };
  #nameEnd = 0;
  /** After the `>` of the start tag read last. */
  #contentStart = 0;
  /** Characters that were not given to the parser, and their line feeds. */
  #skipped = 0;
  #skippedLines = 0;
  readonly #namespaces = new Namespaces();
  readonly #gathered = new AttributesGathered();
  readonly #refuse = ({ code, params }: NameComplaint): never => this.#stop(code, params);

  constructor(source: SourceText, recognise: Recognise<Kind>) {
    this.#source = source;
    this.#recognise = recognise;
    // Seven handlers, no eighth: with one more property V8 turns the parser into a dictionary and it runs 1.4 times as
    // long. Without an error handler it throws its own errors, which is what is wanted.
    this.#parser.on("opentagstart", ({ name }) => this.#startTag(name));
    this.#parser.on("attribute", ({ name, value }) => this.#attribute(name, value));
    this.#parser.on("opentag", ({ name }) => this.#openElement(name));
    this.#parser.on("closetag", () => this.#closeElement());
    this.#parser.on("text", (text) => this.#addText(text, this.#position - 1));
    this.#parser.on("cdata", (text) => this.#addText(text, this.#position));
    this.#parser.on("processinginstruction", ({ target }) => target.includes(":") && this.#refuse(BAD_TARGET));
  }

  read(): XmlDocument<Kind> | { readonly fault: Fault } {
    try {
      this.#parse(this.#source.text);
    } catch (error) {
      if (error instanceof ReadingStopped) return { fault: error.fault };
      const complaint = complaintOf(error);
      if (complaint === undefined) throw error;
      return { fault: this.#translate(complaint) };
    }
    return this.#root && this.#kind
      ? { root: this.#root, kind: this.#kind.kind }
      : { fault: this.#translate("document must contain a root element.") };
  }

  /** Long texts are not given to the parser: it has no complaint of them. */
  #parse(text: string): void {
    let given = 0;
    for (const long of longTexts(text)) {
      this.#parser.write(text.slice(given, long.start));
      given = long.start;
      if (this.#open === undefined || this.#contentStart !== long.start) continue;
      this.#addText(long.text, long.end);
      this.#skipped += long.text.length;
      this.#skippedLines += countOf("\n", long.text);
      given = long.end;
    }
    this.#parser.write(given === 0 ? text : text.slice(given)).close();
  }

  /** Of the character after the one read last. */
  get #position(): number {
    return this.#parser.position + this.#skipped;
  }

  get #line(): number {
    return this.#parser.line + this.#skippedLines;
  }

  /** The `<`, the name and one character after it have just been read. */
  #startTag(name: string): void {
    this.#attributes = 0;
    this.#nameEnd = this.#position - 1;
    this.#tag.offset = this.#nameEnd - name.length - 1;
    // The character after the name has been read: it may have begun another line.
    const isLineFeed = this.#source.text.charCodeAt(this.#nameEnd) === LINE_FEED;
    this.#tag.line = isLineFeed ? this.#line - 1 : this.#line;
    this.#checkName(name);
    this.#countNode();
    this.#depth++;
    if (this.#depth > READING_LIMITS.depth.max) this.#stop("XML_TROP_PROFOND", { max: READING_LIMITS.depth.max });
  }

  #attribute(name: string, value: string): void {
    this.#attributes++;
    this.#checkName(name);
    this.#countNode();
    const { max } = READING_LIMITS.attributes;
    if (this.#attributes > max) this.#stop("XML_TROP_D_ATTRIBUTS", { max });
    const declares = declaresNamespace(name);
    const longest = declares ? READING_LIMITS.namespaceLength.max : READING_LIMITS.attributeLength.max;
    if (value.length > longest) this.#stop("XML_ATTRIBUT_TROP_LONG", { longueur: value.length, max: longest });
    if (declares) this.#declare(name, value);
    else this.#gathered.add(name, value);
  }

  #declare(name: string, uri: string): void {
    const complaint = this.#namespaces.declare(name, uri, this.#depth);
    if (complaint !== undefined) this.#refuse(complaint);
  }

  #openElement(name: string): void {
    const parent = this.#open;
    const place = parent ? this.#placeUnder(parent, name) : this.#recogniseRoot(name);
    const attributes = this.#gathered.take(this.#namespaces, this.#refuse);
    this.#lastChild[this.#depth] = undefined;
    this.#contentStart = this.#position;
    this.#open = parent
      ? this.#append(new XmlElement(place, attributes, parent, this.#tag), parent)
      : this.#openRoot(place, attributes);
  }

  #openRoot(place: Place, attributes: readonly XmlAttribute[]): XmlElement {
    this.#root = new RootElement(place, attributes, this.#tag, this.#source);
    return this.#root;
  }

  #recogniseRoot(name: string): Place {
    const { prefix, local } = this.#split(name);
    const recognised = this.#recognise(this.#uriOf(prefix), local, () => ({
      path: `/${local}`,
      ...this.#source.locate(this.#tag.offset),
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
    if (parent.text !== "" && this.#isBlank(parent.text, this.#tag.offset)) parent.text = "";
  }

  #placeUnder(parent: XmlElement, name: string): Place {
    const previous = this.#lastChild[this.#depth - 1]?.place;
    const expected = parent.place.expected(previous);
    if (expected !== undefined && this.#isNamed(expected, name)) return expected;
    for (const met of parent.place.met) {
      if (!this.#isNamed(met, name)) continue;
      parent.place.follow(previous, met);
      return met;
    }
    const { prefix, local } = this.#split(name);
    const uri = this.#uriOf(prefix);
    const place = parent.place.child(uri, local, previous);
    if (place === undefined) return this.#stranger(parent.place, uri, local);
    this.#namespaces.note(prefix, place.uri);
    return place;
  }

  /** Whether the element just opened is of that place. */
  #isNamed(place: Place, name: string): boolean {
    const prefix = this.#namespaces.written(place.uri);
    return prefix !== undefined && place.written(prefix) === name;
  }

  #split(name: string): QualifiedName {
    return splitName(name) ?? this.#refuse(BAD_NAME);
  }

  #uriOf(prefix: string): string {
    return this.#namespaces.uriOf(prefix) ?? this.#refuse(unknownPrefix(prefix));
  }

  /** A name that no table knows here: they are counted, since each needs a place of its own. */
  #stranger(parent: Place, uri: string, local: string): Place {
    const bound = parent.inAnyNamespace(local);
    const strangers = bound.length === 0 ? this.#strangers : this.#strangersIn(parent);
    const known = strangers.get(local);
    if (known?.uri === uri) return known;
    const { max } = READING_LIMITS.unknownNames;
    if (this.#unknownNames++ === max) this.#stop("XML_TROP_DE_NOMS", { max });
    const place = new Place(uri, local, { bound });
    strangers.set(local, place);
    return place;
  }

  #strangersIn(parent: Place): Map<string, Place> {
    const known = this.#strangersBelow.get(parent) ?? new Map<string, Place>();
    this.#strangersBelow.set(parent, known);
    return known;
  }

  #closeElement(): void {
    this.#namespaces.leave(this.#depth);
    this.#depth--;
    this.#open = this.#open?.parent;
  }

  #addText(text: string, end: number): void {
    const open = this.#open;
    if (open === undefined) return;
    if (open.firstChild !== undefined && open.text === "" && this.#isBlank(text, end)) return;
    open.text += text;
  }

  /**
   * Looked at where it ends in the file: in the view that the parser cuts out, each character costs more. Where references,
   * comments or CDATA are among it, there is no blank of that length, and the text itself is looked at.
   */
  #isBlank(text: string, end: number): boolean {
    const written = this.#source.text;
    for (let at = end - text.length; at < end; at++) if (!isSpace(written.charCodeAt(at))) return isBlank(text);
    return true;
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
    const { code, params, offset } = understand(complaint, this.#source.text, this.#position);
    return this.#faultAt(offset, code, params);
  }

  /** The place is that of the character read last. */
  #fault(code: ReadingFaultCode, params: FaultParams): Fault {
    return this.#faultAt(Math.max(this.#position - 1, 0), code, params);
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
  const excess = source.text.length > max ? offsetOf("&", max, source.text) : undefined;
  if (excess !== undefined) {
    return { fault: readingFault("XML_TROP_DE_REFERENCES", { params: { max }, at: outside(excess) }) };
  }
  return new GuardedReading(source, recognise).read();
};
