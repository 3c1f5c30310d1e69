/** A text read from left to right: paths, filters and intrinsic calls are parsed with it. */

/** The text is not of the language. The message names the place. */
export class UnreadableText extends Error {}

export class Reader {
  readonly text: string;
  #position = 0;

  constructor(text: string) {
    this.text = text;
  }

  get atEnd(): boolean {
    return this.#position === this.text.length;
  }

  /** Where the next sign is read, from 0. */
  get position(): number {
    return this.#position;
  }

  sees(sign: string): boolean {
    return this.text.startsWith(sign, this.#position);
  }

  /** Whether the sign came next; it is then behind. */
  takes(sign: string): boolean {
    const seen = this.sees(sign);
    if (seen) this.#position += sign.length;
    return seen;
  }

  /** @throws {UnreadableText} When something else comes next. */
  expect(sign: string): void {
    if (!this.takes(sign)) this.fail(`'${sign}' expected`);
  }

  /** What a sticky pattern reads here, and what its first group holds; undefined when it reads nothing. */
  match(pattern: RegExp): RegExpExecArray | undefined {
    pattern.lastIndex = this.#position;
    const found = pattern.exec(this.text) ?? undefined;
    if (found) this.#position += found[0].length;
    return found;
  }

  skipBlanks(): void {
    this.match(/\s*/y);
  }

  /** @throws {UnreadableText} Always. */
  fail(reason: string): never {
    throw new UnreadableText(`${reason} at character ${this.#position + 1} of ${this.text}`);
  }
}
