/** From the bytes that a stranger deposited to the invoice that they hold. */
import type { Fault } from "#domain/fautes/fault.ts";
import { readingFault } from "#domain/fautes/reading.ts";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import { bindInvoice } from "#formats/binding/bind.ts";
import { decode } from "#formats/encoding/decode.ts";
import type { Detected } from "#formats/encoding/detect.ts";
import { FaultLog } from "#formats/fault-log.ts";
import type { Reading } from "#formats/read.ts";
import { type Content, sniff } from "#formats/sniff.ts";
import { syntaxOf } from "#formats/syntaxes.ts";
import { placeIn, type XmlElement } from "#formats/xml/element.ts";
import { readXml } from "#formats/xml/reader.ts";

const refuse = (fault: Fault): Reading => ({ faults: [fault] });

/** Why what is no XML is not read. */
const OTHER_CONTENT: Readonly<Record<Exclude<Content["kind"], "xml">, () => Fault>> = {
  empty: () => readingFault("FICHIER_VIDE"),
  pdf: () => readingFault("PDF_NON_LU"),
  zip: () => readingFault("ARCHIVE_NON_LUE", { params: { format: "ZIP" } }),
  gzip: () => readingFault("ARCHIVE_NON_LUE", { params: { format: "GZIP" } }),
  binary: () => readingFault("FICHIER_NON_XML"),
};

const recognise = (root: XmlElement) => {
  const kind = syntaxOf(root);
  if (kind) return { kind };
  const params = { racine: root.local, espace: root.uri === "" ? "aucun" : root.uri };
  return { fault: readingFault("RACINE_INCONNUE", { params, at: placeIn(root, root.line, root.column) }) };
};

const readText = (text: string, faults: FaultLog): Reading => {
  const document = readXml(text, recognise);
  if ("fault" in document) {
    faults.add(document.fault);
    return { faults: faults.all() };
  }
  const invoice = bindInvoice(document.root, document.kind.node, document.kind.syntax, faults);
  return { invoice, faults: faults.all() };
};

const readXmlBytes = (bytes: Uint8Array, detected: Detected): Reading => {
  if ("refused" in detected)
    return refuse(readingFault("ENCODAGE_INCONNU", { params: { encodage: detected.refused } }));
  if ("declared" in detected) {
    const params = { declare: detected.declared, reel: detected.actual };
    return refuse(readingFault("ENCODAGE_CONTRADICTOIRE", { params }));
  }
  const { text, fault } = decode(bytes, detected.encoding, detected.bom);
  const faults = new FaultLog();
  if (fault) faults.add(fault);
  return text === undefined ? { faults: faults.all() } : readText(text, faults);
};

/**
 * Reads one deposited file. Never throws; time and memory are linear in its size, which {@link READING_LIMITS} bounds.
 * Without an invoice there is at least one fatal fault; with one, the faults are those that did not prevent reading it.
 */
export const readInvoice = (bytes: Uint8Array): Reading => {
  const { max } = READING_LIMITS.fileBytes;
  if (bytes.length > max) return refuse(readingFault("FICHIER_TROP_GROS", { params: { taille: bytes.length, max } }));
  const content = sniff(bytes);
  return content.kind === "xml" ? readXmlBytes(bytes, content.encoding) : refuse(OTHER_CONTENT[content.kind]());
};
