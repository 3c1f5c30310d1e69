/** The text of a document, which knows the line and the column of each of its characters. */

export interface TextPosition {
  /** Both start at 1; a column counts UTF-16 units, as editors do. */
  readonly line: number;
  readonly column: number;
}

const LINE_FEED = 0x0a;

/** Characters between two places whose line is remembered. */
const STRIDE = 65_536;

const lineFeeds = (text: string, from: number, to: number): number => {
  let count = 0;
  for (let index = from; index < to; index++) if (text.charCodeAt(index) === LINE_FEED) count++;
  return count;
};

export class SourceText {
  readonly text: string;
  /** How many line feeds come before each stride; counted when a place is asked for, which few readings do. */
  #before: readonly number[] | undefined;

  /** Line ends are line feeds alone. */
  constructor(text: string) {
    this.text = text;
  }

  locate(offset: number): TextPosition {
    this.#before ??= this.text.length > STRIDE ? this.#count() : [];
    const stride = Math.floor(offset / STRIDE);
    const line = 1 + (this.#before[stride] ?? 0) + lineFeeds(this.text, stride * STRIDE, offset);
    return { line, column: offset - this.text.lastIndexOf("\n", offset - 1) };
  }

  #count(): readonly number[] {
    const before = [0];
    let total = 0;
    for (let start = 0; start < this.text.length; start += STRIDE) {
      total += lineFeeds(this.text, start, Math.min(start + STRIDE, this.text.length));
      before.push(total);
    }
    return before;
  }
}
