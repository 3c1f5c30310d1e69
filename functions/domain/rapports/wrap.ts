/** Lines of a text for terminals. */

/** Not before high punctuation nor inside quotes: French puts a space there that does not part lines. */
const BREAK = / (?![:;!?»])(?<!« )/u;
/** A path has no space: it is parted before its steps. */
const STEP = /(?=\/)/;

/** Characters as people count them, not as strings do. */
const lengthOf = (text: string): number => [...text].length;

const fill = (pieces: readonly string[], separator: string, width: number): readonly string[] => {
  const lines: string[] = [];
  for (const piece of pieces) {
    const joined = [...lines.slice(-1), piece].join(separator);
    if (lines.length > 0 && lengthOf(joined) <= width) lines[lines.length - 1] = joined;
    else lines.push(piece);
  }
  return lines;
};

/** What has nowhere to part is cut: a value of 200 characters may be one word. */
const cut = (text: string, width: number): readonly string[] => {
  const characters = [...text];
  const pieces = Math.max(1, Math.ceil(characters.length / width));
  return Array.from({ length: pieces }, (_, piece) => characters.slice(piece * width, (piece + 1) * width).join(""));
};

const parted = (word: string, width: number): readonly string[] =>
  lengthOf(word) <= width
    ? [word]
    : fill(
        word.split(STEP).flatMap((step) => cut(step, width)),
        "",
        width,
      );

/** Lines of that many characters at most. */
export const wrap = (text: string, width: number): readonly string[] =>
  fill(
    text.split(BREAK).flatMap((word) => parted(word, width)),
    " ",
    width,
  );
