/** The text of a document, which knows the line and the column of each of its characters. */

export interface TextPosition {
  /** Both start at 1; a column counts UTF-16 units, as editors do. */
  readonly line: number;
  readonly column: number;
}

const LINE_FEED = 0x0a;

/** Characters between two places whose line is remembered: neither many places nor many characters are gone through. */
const STRIDE = 1_024;

/** Where a stride begins: the line, and the offset of the line's first character. */
interface LineStart {
  readonly line: number;
  readonly start: number;
}

const FIRST: LineStart = { line: 1, start: 0 };

const advance = (text: string, from: number, to: number, { line, start }: LineStart): LineStart => {
  // In a part of the text: where there is no line feed, `indexOf` would look to its end, each time.
  const part = text.slice(from, to);
  let at = line;
  let last = -1;
  for (let feed = part.indexOf("\n"); feed >= 0; feed = part.indexOf("\n", feed + 1)) {
    at++;
    last = feed;
  }
  return { line: at, start: last === -1 ? start : from + last + 1 };
};

export class SourceText {
  readonly text: string;
  /** Counted as far as places are asked for, which few readings do. */
  readonly #strides: LineStart[] = [FIRST];
  #offset = 0;
  #position: TextPosition = { line: 1, column: 1 };

  /** Line ends are line feeds alone. */
  constructor(text: string) {
    this.text = text;
  }

  /** The line begins near it, save in files that have hardly any. */
  columnOf(offset: number): number {
    const from = Math.max(0, offset - STRIDE);
    for (let at = offset - 1; at >= from; at--) if (this.text.charCodeAt(at) === LINE_FEED) return offset - at;
    return from === 0 ? offset + 1 : this.locate(offset).column;
  }

  locate(offset: number): TextPosition {
    // A place is asked for its line, then for its column.
    if (offset !== this.#offset) {
      const stride = Math.floor(offset / STRIDE);
      const { line, start } = advance(this.text, stride * STRIDE, offset, this.#stride(stride));
      this.#offset = offset;
      this.#position = { line, column: offset - start + 1 };
    }
    return this.#position;
  }

  #stride(wanted: number): LineStart {
    let known = this.#strides.at(-1) ?? FIRST;
    while (this.#strides.length <= wanted) {
      const next = this.#strides.length * STRIDE;
      known = advance(this.text, next - STRIDE, next, known);
      this.#strides.push(known);
    }
    return this.#strides[wanted] ?? FIRST;
  }
}
