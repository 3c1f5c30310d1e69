/** From the bytes that a stranger deposited to the invoice that they hold. */
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
import { readXml } from "#formats/xml/reader.ts";

const refuse = (...faults: readonly Fault[]): Reading => ({ faults, structure: [] });

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

const readText = (text: string, doubt: readonly Fault[]): Reading => {
  const document = readXml(text, recognise);
  if ("fault" in document) return refuse(...doubt, document.fault);
  const { root, kind } = document;
  const structure = new FaultLog();
  checkStructure(root, kind, structure);
  const faults = new FaultLog();
  const invoice = bindInvoice(root, kind, faults);
  return { invoice, faults: [...doubt, ...faults.all()], structure: structure.all() };
};

const readXmlBytes = (bytes: Uint8Array, detected: Detected): Reading => {
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
