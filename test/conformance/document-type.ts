/** Document type declarations, found by other means than those of the reader under test. */

/** Where `<!DOCTYPE` is ordinary text. */
const LITERAL = /<!--[\s\S]*?-->|<!\[CDATA\[[\s\S]*?\]\]>|<\?[\s\S]*?\?>/g;

/** Of the bytes, since it is asked of documents in encodings that are not read as well: all of them hold ASCII as it is. */
export const hasDocumentType = (bytes: Buffer): boolean =>
  /<!DOCTYPE/.test(bytes.toString("latin1").replaceAll("\0", "").replace(LITERAL, ""));

const NAME = "[A-Za-z_][\\w.-]*";

const ELEMENT = `<!ELEMENT\\s+${NAME}\\s+(?:EMPTY|ANY|\\(\\s*#PCDATA\\s*\\))\\s*>`;

/** A declaration that says so little that nothing can be wrong in it, and nothing in the document depends on it. */
const PLAIN = new RegExp(
  `^((?:\\s|<!--(?:(?!-->)[^])*-->|<\\?(?:(?!\\?>)[^])*\\?>)*)<!DOCTYPE\\s+${NAME}\\s*(?:\\[(?:\\s|${ELEMENT})*\\]\\s*)?>`,
);

/** The document without its plain declaration, which is as well-formed as before; undefined if it has none. */
export const withoutPlainDocumentType = (text: string): string | undefined =>
  PLAIN.test(text) ? text.replace(PLAIN, "$1") : undefined;
