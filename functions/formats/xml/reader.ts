/**
 * Strangers' XML to a light tree, within limits. The parser (saxes) checks well-formedness and namespaces, knows no
 * document type and resolves nothing; what it cannot bound is bounded here. The first fault ends the reading.
 */
import { SaxesParser } from "saxes";
import type { Fault, Location } from "#domain/fautes/fault.ts";
import { type ReadingFaultCode, readingFault } from "#domain/fautes/reading.ts";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import { openReference } from "#formats/xml/ampersand.ts";
import { type Attributes, NO_ATTRIBUTES, placeIn, XmlElement } from "#formats/xml/element.ts";
import { findDoctype } from "#formats/xml/prolog.ts";
import { BARE_AMPERSAND, type SaxesFault, translateSaxes } from "#formats/xml/saxes-errors.ts";

/** `kind` is what the root was recognised as. */
export interface XmlDocument<Kind> {
  readonly root: XmlElement;
  readonly kind: Kind;
}

/** Asked at the root's start tag: an unknown document is not read further. */
export type Recognise<Kind> = (root: XmlElement) => { readonly kind: Kind } | { readonly fault: Fault };

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

const isLineEnd = (code: number): boolean => code === 0x0a || code === 0x0d;

/** Column of a place, 1 for the first character of its line. */
const columnAt = (text: string, offset: number): number => {
  let start = offset;
  while (start > 0 && !isLineEnd(text.charCodeAt(start - 1))) start--;
  return offset - start + 1;
};

const lineAt = (text: string, offset: number): number => text.slice(0, offset).split(/\r\n|\r|\n/).length;

const codePoint = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;

class GuardedReading<Kind> {
  readonly #text: string;
  readonly #recognise: Recognise<Kind>;
  readonly #parser = new SaxesParser({ xmlns: true, position: true, forceXMLVersion: true, defaultXMLVersion: "1.0" });
  #document: XmlDocument<Kind> | undefined;
  #open: XmlElement | undefined;
  #depth = 0;
  #nodes = 0;
  #attributes = 0;
  #line = 1;
  #column = 1;

  constructor(text: string, recognise: Recognise<Kind>) {
    this.#text = text;
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
      this.#parser.write(this.#text).close();
    } catch (error) {
      if (error instanceof ReadingStopped) return { fault: error.fault };
      const complaint = error instanceof Error ? COMPLAINT.exec(error.message)?.[1] : undefined;
      if (complaint === undefined) throw error;
      return { fault: this.#translate(complaint) };
    }
    return this.#document ?? { fault: this.#translate("document must contain a root element.") };
  }

  /** The name has just been read, and the character after it: the place of the `<` can still be told. */
  #startTag(name: string): void {
    const { line, columnIndex, position } = this.#parser;
    this.#attributes = 0;
    this.#line = columnIndex === 0 ? line - 1 : line;
    this.#column =
      columnIndex === 0
        ? columnAt(this.#text, this.#text.lastIndexOf("<", position - 1))
        : columnIndex - name.length - 1;
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

  #openElement(uri: string, local: string, attributes: Attributes): void {
    const kept = this.#attributes === 0 ? NO_ATTRIBUTES : attributes;
    const element = new XmlElement(uri, local, kept, this.#open, this.#line, this.#column);
    if (this.#open) this.#open.children.push(element);
    else this.#openRoot(element);
    this.#open = element;
  }

  #openRoot(root: XmlElement): void {
    const recognised = this.#recognise(root);
    if ("fault" in recognised) throw new ReadingStopped(recognised.fault);
    this.#document = { root, kind: recognised.kind };
  }

  #closeElement(): void {
    this.#depth--;
    this.#open = this.#open?.parent;
  }

  #addText(text: string): void {
    if (this.#open) this.#open.text += text;
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
    const { position } = this.#parser;
    const code = this.#text.charCodeAt(position - 1);
    // The parser says the same of a control character, anywhere, and of a `<` in an attribute.
    if (complaint === "disallowed character." && code !== LESS_THAN) {
      return this.#fault("XML_CARACTERE_INTERDIT", { caractere: codePoint(code) });
    }
    const said = translateSaxes(complaint) ?? UNTRANSLATED;
    const reference = said.mayBeReference ? openReference(this.#text, position) : undefined;
    if (reference === undefined) return this.#fault(said.code, said.params);
    const { code: known, params } = said.code === "XML_TRONQUE" ? BARE_AMPERSAND : said;
    return readingFault(known, { params, at: this.#placeOf(reference) });
  }

  #placeOf(offset: number): Location {
    return placeIn(this.#open, lineAt(this.#text, offset), columnAt(this.#text, offset));
  }

  /** The place is that of the character read last. */
  #fault(code: ReadingFaultCode, params: FaultParams): Fault {
    const { line, columnIndex } = this.#parser;
    return readingFault(code, { params, at: placeIn(this.#open, line, Math.max(columnIndex, 1)) });
  }

  #stop(code: ReadingFaultCode, params: FaultParams): never {
    throw new ReadingStopped(this.#fault(code, params));
  }
}

/** Reads a whole document; never throws. Time is linear in the length of the text. */
export const readXml = <Kind>(
  text: string,
  recognise: Recognise<Kind>,
): XmlDocument<Kind> | { readonly fault: Fault } => {
  const doctype = findDoctype(text);
  if (doctype !== undefined) {
    const at = placeIn(undefined, lineAt(text, doctype), columnAt(text, doctype));
    return { fault: readingFault("XML_DOCTYPE", { at }) };
  }
  return new GuardedReading(text, recognise).read();
};
