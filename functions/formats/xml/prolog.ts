/**
 * Looks for a document type declaration before the parser runs: entities can only be declared there, so a file that is
 * refused here never has one looked at (OWASP XML Security: disallow DTDs completely).
 */
import { skipSpace } from "#formats/xml/whitespace.ts";

const DOCTYPE = "<!doctype";

/** What may stand before the declaration: comments, processing instructions, the XML declaration. */
const SKIPPED = [
  { opens: "<!--", closes: "-->" },
  { opens: "<?", closes: "?>" },
] as const;

/** Index of `<!DOCTYPE`, in any case; undefined when the root, or anything that is no prolog, comes first. */
export const findDoctype = (text: string): number | undefined => {
  let index = skipSpace(text, 0);
  for (;;) {
    const skipped = SKIPPED.find(({ opens }) => text.startsWith(opens, index));
    if (skipped === undefined) break;
    const end = text.indexOf(skipped.closes, index + skipped.opens.length);
    if (end < 0) return undefined;
    index = skipSpace(text, end + skipped.closes.length);
  }
  return text.slice(index, index + DOCTYPE.length).toLowerCase() === DOCTYPE ? index : undefined;
};
