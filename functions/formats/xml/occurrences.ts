/** Where a text stands in another, searched for by the engine: a loop over the characters takes ten times as long. */

/** Offset of the occurrence after the first `count` ones. */
export const offsetOf = (searched: string, count: number, text: string): number | undefined => {
  let seen = 0;
  for (let at = text.indexOf(searched); at >= 0; at = text.indexOf(searched, at + 1)) {
    if (seen++ === count) return at;
  }
  return undefined;
};

export const countOf = (searched: string, text: string): number => {
  let count = 0;
  for (let at = text.indexOf(searched); at >= 0; at = text.indexOf(searched, at + 1)) count++;
  return count;
};
