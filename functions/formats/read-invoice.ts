/** From the bytes that a stranger deposited to the invoice that they hold. */
import type { Syntax } from "#domain/facture/invoice.ts";
import type { Fault, Location } from "#domain/fautes/fault.ts";
import { readingFault } from "#domain/fautes/reading.ts";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import { bindInvoice } from "#formats/binding/bind.ts";
import { decode } from "#formats/encoding/decode.ts";
import type { Detected } from "#formats/encoding/detect.ts";
import { FaultLog } from "#formats/fault-log.ts";
import type { Reading } from "#formats/read.ts";
import { type Content, sniff } from "#formats/sniff.ts";
import { checkStructure } from "#formats/structure/check.ts";
import { syntaxOf } from "#formats/syntaxes.ts";
import type { XmlElement } from "#formats/xml/element.ts";
import { readXml, type XmlDocument } from "#formats/xml/reader.ts";

/** The elements of a document of a known syntax, or why there are none. */
interface ReadDocument {
  readonly document?: XmlDocument<Syntax>;
  readonly faults: readonly Fault[];
}

const refuse = (...faults: readonly Fault[]): ReadDocument => ({ faults });

/** Why what is no XML is not read. */
const OTHER_CONTENT: Readonly<Record<Exclude<Content["kind"], "xml">, () => Fault>> = {
  empty: () => readingFault("FICHIER_VIDE"),
  pdf: () => readingFault("PDF_NON_LU"),
  zip: () => readingFault("ARCHIVE_NON_LUE", { params: { format: "ZIP" } }),
  gzip: () => readingFault("ARCHIVE_NON_LUE", { params: { format: "GZIP" } }),
  binary: () => readingFault("FICHIER_NON_XML"),
};

const recognise = (uri: string, local: string, at: () => Location) => {
  const known = syntaxOf(uri, local);
  if (known) return { kind: known.syntax, place: known.place };
  return {
    fault: readingFault("RACINE_INCONNUE", { params: { racine: local, espace: uri === "" ? "aucun" : uri }, at: at() }),
  };
};

const readText = (text: string, doubt: readonly Fault[]): ReadDocument => {
  const document = readXml(text, recognise);
  return "fault" in document ? refuse(...doubt, document.fault) : { document, faults: doubt };
};

const readXmlBytes = (bytes: Uint8Array, detected: Detected): ReadDocument => {
  if ("refused" in detected)
    return refuse(readingFault("ENCODAGE_INCONNU", { params: { encodage: detected.refused } }));
  if ("declared" in detected) {
    const params = { declare: detected.declared, reel: detected.actual };
    return refuse(readingFault("ENCODAGE_CONTRADICTOIRE", { params }));
  }
  const { text, fault } = decode(bytes, detected.encoding, detected.bom);
  const doubt = fault ? [fault] : [];
  return text === undefined ? refuse(...doubt) : readText(text, doubt);
};

/** The elements of one deposited file, within {@link READING_LIMITS}. Never throws. */
const readDocument = (bytes: Uint8Array): ReadDocument => {
  const { max } = READING_LIMITS.fileBytes;
  if (bytes.length > max) return refuse(readingFault("FICHIER_TROP_GROS", { params: { taille: bytes.length, max } }));
  const content = sniff(bytes);
  return content.kind === "xml" ? readXmlBytes(bytes, content.encoding) : refuse(OTHER_CONTENT[content.kind]());
};

/** What stands in a document and is read. */
export interface DocumentReading extends Reading {
  /** Present where the invoice is: what it was read from. */
  readonly root?: XmlElement;
}

/**
 * Reads one deposited file. Never throws; time and memory are linear in its size, which {@link READING_LIMITS} bounds.
 * Without an invoice there is at least one fatal fault; with one, the faults are those that did not prevent reading it.
 */
export const readInvoice = (bytes: Uint8Array): DocumentReading => {
  const { document, faults: doubt } = readDocument(bytes);
  if (document === undefined) return { faults: doubt, structure: [] };
  const { root, kind } = document;
  const structure = new FaultLog();
  checkStructure(root, kind, structure);
  const faults = new FaultLog();
  const invoice = bindInvoice(root, kind, faults);
  return { root, invoice, faults: [...doubt, ...faults.all()], structure: structure.all() };
};
