/**
 * What the parser says in English, said in French as one of our faults. A test compares this table with the messages in
 * the parser's own source, so that an upgrade cannot add one unseen.
 */
import type { ReadingFaultCode } from "#domain/fautes/reading.ts";

interface Translation {
  readonly code: ReadingFaultCode;
  /** Fills `{raison}` of the fault's message. */
  readonly because?: string;
  /** How the parser's messages begin; the rest names things of the file. */
  readonly says: readonly string[];
}

const REFERENCE = "une référence « &…; » est incorrecte ; le caractère & s'écrit &amp;";

/** The first that matches counts: a longer beginning stands before a shorter one. */
const TRANSLATIONS: readonly Translation[] = [
  { code: "XML_DOCTYPE", says: ["inappropriately located doctype declaration"] },
  { code: "XML_ENTITE_INCONNUE", says: ["undefined entity"] },
  { code: "XML_DEUX_RACINES", says: ["documents may contain only one root"] },
  { code: "XML_PREFIXE_INCONNU", says: ["unbound namespace prefix"] },
  { code: "XML_TRONQUE", because: "aucun élément n'y est ouvert", says: ["document must contain a root element"] },
  { code: "XML_TRONQUE", because: "un élément ouvert n'y est pas fermé", says: ["unclosed tag"] },
  { code: "XML_TRONQUE", because: "un commentaire ou une balise n'y est pas terminé", says: ["unexpected end"] },
  {
    code: "XML_MAL_FORME",
    because: "un attribut n'est pas de la forme nom=\"valeur\", ou contient le caractère <, qui s'écrit &lt;",
    says: [
      "disallowed character.",
      "disallowed character in attribute name",
      "attribute without value",
      "unquoted attribute value",
      "no whitespace between attributes",
    ],
  },
  { code: "XML_MAL_FORME", because: "un attribut est répété dans le même élément", says: ["duplicate attribute"] },
  {
    code: "XML_MAL_FORME",
    because: "une balise est mal écrite",
    says: [
      "disallowed character in tag name.",
      "disallowed character in closing tag",
      "forward-slash in opening tag not followed by >",
      "weird empty close tag",
      "malformed name",
    ],
  },
  {
    code: "XML_MAL_FORME",
    because: "le caractère < n'y ouvre pas de balise ; dans un texte, il s'écrit &lt;",
    says: ["disallowed character in tag name", "incorrect syntax"],
  },
  {
    code: "XML_MAL_FORME",
    because: "une balise fermante ne correspond pas à l'élément ouvert",
    says: ["unexpected close tag", "unmatched closing tag"],
  },
  {
    code: "XML_MAL_FORME",
    because: REFERENCE,
    says: ["empty entity name", "disallowed character in entity name", "malformed character entity"],
  },
  { code: "XML_MAL_FORME", because: "« -- » est interdit dans un commentaire", says: ["malformed comment"] },
  {
    code: "XML_MAL_FORME",
    because: "du texte est placé hors de l'élément racine",
    says: ["text data outside of root node"],
  },
  { code: "XML_MAL_FORME", because: "la suite « ]]> » est interdite dans un texte", says: ['the string "]]>" is'] },
  {
    code: "XML_MAL_FORME",
    because: "une instruction de traitement « <? … ?> » est mal écrite",
    says: [
      "processing instruction without a target",
      "disallowed character in processing instruction name",
      "processing instructions are not allowed before root",
    ],
  },
  {
    code: "XML_MAL_FORME",
    because: "la déclaration « <?xml … ?> » est mal écrite ou n'ouvre pas le fichier",
    says: [
      "an XML declaration must be at the start",
      "the XML declaration must appear at the start",
      "XML declaration",
      "The character ? is disallowed anywhere in XML declarations",
      "did not expect any more name/value pairs",
      "expected the name",
      "expected one of",
      "value required",
      "value must be quoted",
      "version number must match",
      "encoding value must match",
      "standalone value must match",
      "whitespace required",
    ],
  },
  {
    code: "XML_MAL_FORME",
    because: "une déclaration d'espace de noms (xmlns) est contraire à la norme",
    says: [
      "invalid attempt to undefine prefix",
      "xml prefix must be bound",
      "xmlns prefix must be bound",
      "the default namespace may not be set",
      "may not assign",
      'tags may not have "xmlns" as prefix',
    ],
  },
];

const REFERENCES = TRANSLATIONS.filter(
  ({ code, because }) => code === "XML_ENTITE_INCONNUE" || code === "XML_TRONQUE" || because === REFERENCE,
);

export interface SaxesFault {
  readonly code: ReadingFaultCode;
  readonly params: Readonly<Record<string, string>>;
  /** The parser may have been reading a reference `&…;`, and is then far behind its beginning. */
  readonly mayBeReference: boolean;
}

/** An `&` with no `;` after it, which the parser only notices as an early end. */
export const BARE_AMPERSAND: SaxesFault = {
  code: "XML_MAL_FORME",
  params: { raison: REFERENCE },
  mayBeReference: true,
};

/** Undefined for a message that the table does not know. `message` is without the place that the parser puts before it. */
export const translateSaxes = (message: string): SaxesFault | undefined => {
  const known = TRANSLATIONS.find(({ says }) => says.some((beginning) => message.startsWith(beginning)));
  return (
    known && {
      code: known.code,
      // Only prefixes are quoted by the parser; the parameters that a text does not name are not used.
      params: { raison: known.because ?? "", prefixe: /"(.*)"/s.exec(message)?.[1] ?? "" },
      mayBeReference: REFERENCES.includes(known),
    }
  );
};
