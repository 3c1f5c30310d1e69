/**
 * Texts so long that they are worth finding: attachments, which are the most of the largest files. The parser looks at them
 * character by character; whether all are of base64 is told by the engine of regular expressions in a tenth of the time.
 */
import { hasForeignSigns } from "#formats/structure/base64.ts";

export interface LongText {
  readonly text: string;
  /** Of its first character. */
  readonly start: number;
  /** Of the `<` after it. */
  readonly end: number;
}

/** A text of twice as many characters is found for certain; a shorter one is given to the parser. */
const STRIDE = 512;

/**
 * What is long enough, begins after a `>` and is made of the signs of base64, none of which means anything to the parser.
 * Whether it is text is for the parser to say: comments and the values of attributes may look so. Time is linear in the
 * length of the document.
 */
export function* longTexts(document: string): Generator<LongText, void> {
  let markup = 0;
  for (let at = STRIDE; at < document.length; at += STRIDE) {
    const end = document.indexOf("<", at);
    if (end === -1) return;
    // Its tag is looked for from the markup before it, not in the whole document: a hostile one has none.
    const tag = end - at < STRIDE ? -1 : document.slice(markup, at).lastIndexOf(">");
    if (tag !== -1) {
      const start = markup + tag + 1;
      const text = document.slice(start, end);
      if (!hasForeignSigns(text)) yield { text, start, end };
    }
    markup = end;
    at = Math.max(at, end - STRIDE);
  }
}
