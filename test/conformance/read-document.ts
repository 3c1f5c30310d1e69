/** Any XML document, through the same steps as an invoice, save that any root is welcome. */
import { decode } from "#formats/encoding/decode.ts";
import { Place } from "#formats/place.ts";
import { sniff } from "#formats/sniff.ts";
import type { XmlElement } from "#formats/xml/element.ts";
import { readXml } from "#formats/xml/reader.ts";

export type Outcome = { readonly root: XmlElement } | { readonly refused: string };

/** How an outcome that is no fault is named in counts. */
export const READ = "read";

/** Why what is no XML is refused: the suite holds nothing else. */
const OTHER_CONTENT: Readonly<Record<string, string>> = { empty: "FICHIER_VIDE", binary: "FICHIER_NON_XML" };

/** The characters, or the code of the fault for which there are none. */
export const textOf = (bytes: Uint8Array): { readonly text: string } | { readonly refused: string } => {
  const content = sniff(bytes);
  if (content.kind !== "xml") return { refused: OTHER_CONTENT[content.kind] ?? content.kind };
  if ("refused" in content.encoding) return { refused: "ENCODAGE_INCONNU" };
  if ("declared" in content.encoding) return { refused: "ENCODAGE_CONTRADICTOIRE" };
  const { text, fault } = decode(bytes, content.encoding.encoding, content.encoding.bom);
  return text === undefined ? { refused: fault?.code ?? "without a fault" } : { text };
};

export const readText = (text: string): Outcome => {
  const document = readXml(text, (uri, local) => ({ kind: undefined, place: new Place(uri, local) }));
  return "fault" in document ? { refused: document.fault.code } : { root: document.root };
};

export const readDocument = (bytes: Uint8Array): Outcome => {
  const decoded = textOf(bytes);
  return "text" in decoded ? readText(decoded.text) : decoded;
};

export const nameOf = (outcome: Outcome): string => ("root" in outcome ? READ : outcome.refused);
