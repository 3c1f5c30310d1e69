/** What the parser complains of, as a fault of ours at its place. */
import type { ReadingFaultCode } from "#domain/fautes/reading.ts";
import { openReference } from "#formats/xml/ampersand.ts";
import { BARE_AMPERSAND, type SaxesFault, translateSaxes } from "#formats/xml/saxes-errors.ts";

export type FaultParams = Readonly<Record<string, string | number>>;

export interface Understood {
  readonly code: ReadingFaultCode;
  readonly params: FaultParams;
  /** Of the character in question. */
  readonly offset: number;
}

/** The parser's errors begin with their place. */
const COMPLAINT = /^\d+:\d+: (.*)$/s;

/** Undefined for an error that is none of the parser's. */
export const complaintOf = (error: unknown): string | undefined =>
  error instanceof Error ? COMPLAINT.exec(error.message)?.[1] : undefined;

const LESS_THAN = 0x3c;

const UNTRANSLATED: SaxesFault = {
  code: "XML_MAL_FORME",
  params: { raison: "sa syntaxe est incorrecte" },
  mayBeReference: false,
};

const codePoint = (code: number): string => `U+${code.toString(16).toUpperCase().padStart(4, "0")}`;

/** `position` is that of the parser: after the character read last. */
export const understand = (complaint: string, text: string, position: number): Understood => {
  const offset = Math.max(position - 1, 0);
  const code = text.charCodeAt(position - 1);
  // The parser says the same of a control character, anywhere, and of a `<` in an attribute.
  if (complaint === "disallowed character." && code !== LESS_THAN) {
    return { code: "XML_CARACTERE_INTERDIT", params: { caractere: codePoint(code) }, offset };
  }
  const said = translateSaxes(complaint) ?? UNTRANSLATED;
  const reference = said.mayBeReference ? openReference(text, position) : undefined;
  if (reference === undefined) return { code: said.code, params: said.params, offset };
  const { code: known, params } = said.code === "XML_TRONQUE" ? BARE_AMPERSAND : said;
  return { code: known, params, offset: reference };
};
