/** The character encodings in which an invoice may be written, and the labels that XML declarations give them. */

export type Encoding = "UTF-8" | "UTF-16LE" | "UTF-16BE" | "US-ASCII" | "ISO-8859-1" | "ISO-8859-15" | "windows-1252";

/** Labels of the IANA registry, in lower case, as French invoicing software writes them. */
const LABELS: Readonly<Record<string, readonly Encoding[]>> = {
  "utf-8": ["UTF-8"],
  utf8: ["UTF-8"],
  "utf-16": ["UTF-16LE", "UTF-16BE"],
  "utf-16le": ["UTF-16LE"],
  "utf-16be": ["UTF-16BE"],
  "us-ascii": ["US-ASCII"],
  ascii: ["US-ASCII"],
  "iso-8859-1": ["ISO-8859-1"],
  iso8859_1: ["ISO-8859-1"],
  latin1: ["ISO-8859-1"],
  "iso-8859-15": ["ISO-8859-15"],
  iso8859_15: ["ISO-8859-15"],
  "latin-9": ["ISO-8859-15"],
  "windows-1252": ["windows-1252"],
  cp1252: ["windows-1252"],
};

/** The encodings that a declared label can mean; none for one that is not accepted. */
export const encodingsOf = (label: string): readonly Encoding[] => {
  const known = label.toLowerCase();
  return Object.hasOwn(LABELS, known) ? (LABELS[known] ?? []) : [];
};
