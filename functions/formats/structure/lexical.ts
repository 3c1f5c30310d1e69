/**
 * How values are written in XML: the simple types of XML Schema 1.0 part 2 that UBL and CII use. Each is decided in time
 * linear in the length of the text. White space is that of XML, and is dropped around a value where the type says so.
 */
import { isDecimal } from "#domain/facture/decimal.ts";
import { isBase64 } from "#formats/structure/base64.ts";
import { isDate, isDateTime, isTime } from "#formats/structure/instants.ts";
import { isUri } from "#formats/structure/uri.ts";
import { trimXml } from "#formats/xml/whitespace.ts";

/** How a value is written. */
export interface Lexical {
  readonly accepts: (text: string) => boolean;
  /** French, after "n'est pas" and "écrivez". */
  readonly expected: string;
}

/** Inner white space too: a run of it is one space. */
export const collapse = (text: string): string => trimXml(text).replace(/[ \t\r\n]+/g, " ");

const LANGUAGE = /^[a-z]{1,8}(?:-[a-z\d]{1,8})*$/i;
const BOOLEAN = /^(?:true|false|1|0)$/;
/** Characters, not UTF-16 units. */
const ONE_TO_THREE = /^.{1,3}$/su;

const ANY_TEXT: Lexical = { accepts: () => true, expected: "un texte" };

const trimmed =
  (accepts: (text: string) => boolean) =>
  (text: string): boolean =>
    accepts(trimXml(text));

export const LEXICAL = {
  "xs:string": ANY_TEXT,
  "xs:normalizedString": ANY_TEXT,
  "xs:token": ANY_TEXT,
  "xs:token[1..3]": {
    accepts: (text) => ONE_TO_THREE.test(collapse(text)),
    expected: "un code de un à trois caractères",
  },
  "xs:decimal": {
    accepts: trimmed(isDecimal),
    expected: "un nombre décimal, comme 1200.00",
  },
  "xs:date": { accepts: trimmed(isDate), expected: "une date, comme 2026-01-31" },
  "xs:time": { accepts: trimmed(isTime), expected: "une heure, comme 14:30:00" },
  "xs:dateTime": { accepts: trimmed(isDateTime), expected: "une date et une heure, comme 2026-01-31T14:30:00" },
  "xs:boolean": {
    accepts: trimmed((text) => BOOLEAN.test(text)),
    expected: "un indicateur, true ou false",
  },
  "xs:language": {
    accepts: trimmed((text) => LANGUAGE.test(text)),
    expected: "un code de langue, comme fr ou fr-FR",
  },
  "xs:anyURI": {
    accepts: (text) => isUri(collapse(text)),
    expected: "une adresse, comme https://exemple.fr/piece.pdf",
  },
  "xs:base64Binary": { accepts: isBase64, expected: "un contenu codé en base64" },
} as const satisfies Readonly<Record<string, Lexical>>;

export type LexicalKind = keyof typeof LEXICAL;

export const isKind = (kind: string): kind is LexicalKind => Object.hasOwn(LEXICAL, kind);
