/** What the W3C suite asks of a reader of XML 1.0 with namespaces that refuses every document type declaration. */
import { hasDocumentType } from "./document-type.ts";
import { READ } from "./read-document.ts";
import type { SuiteDocument } from "./w3c-suite.ts";

/** `free`: the suite leaves it open, or says nothing about XML 1.0 in its fifth edition. */
export type Expectation = "read" | "refused" | "XML_DOCTYPE" | "free";

/** Names of characters were opened to nearly all of Unicode by the fifth edition, which is the one in force. */
const EDITION = "5";

/**
 * A document of version 1.1 is read as one of 1.0, as 1.0 asks (XML 1.0 §2.8): what the suite says of it as 1.1 binds
 * nobody here. What is well-formed without namespaces may break Namespaces in XML 1.0, which must then be reported.
 */
export const expectationOf = (document: SuiteDocument): Expectation => {
  const { type, editions, xml11, forbidsNamespaces, bytes } = document;
  if (hasDocumentType(bytes)) return type === "not-wf" ? "refused" : "XML_DOCTYPE";
  if (xml11 || type === "error" || (editions.length > 0 && !editions.includes(EDITION))) return "free";
  return type === "not-wf" || forbidsNamespaces ? "refused" : "read";
};

const MEETS: Readonly<Record<Expectation, (outcome: string) => boolean>> = {
  read: (outcome) => outcome === READ,
  refused: (outcome) => outcome !== READ,
  XML_DOCTYPE: (outcome) => outcome === "XML_DOCTYPE",
  free: () => true,
};

export const meets = (expectation: Expectation, outcome: string): boolean => MEETS[expectation](outcome);

export interface Exception {
  /** What the reader answers instead. */
  readonly outcome: string;
  readonly why: string;
}

const OTHER_ENCODING: Exception = {
  outcome: "ENCODAGE_INCONNU",
  why: "Written in an encoding that is not accepted: a processor must know UTF-8 and UTF-16 alone (XML 1.0 §4.3.3), and no declaration can be seen in characters that are not decoded.",
};

/** By id. The list may only get shorter: an exception that is none any more fails the test. */
export const EXCEPTIONS: Readonly<Record<string, Exception>> = {
  "pr-xml-euc-jp": OTHER_ENCODING,
  "pr-xml-iso-2022-jp": OTHER_ENCODING,
  "pr-xml-shift_jis": OTHER_ENCODING,
  "weekly-euc-jp": OTHER_ENCODING,
  "weekly-iso-2022-jp": OTHER_ENCODING,
  "weekly-shift_jis": OTHER_ENCODING,
};
