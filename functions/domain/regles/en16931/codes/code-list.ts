/** A list of codes: one text in the source, a set once it is asked, for most invoices ask few of them. */
export interface CodeList {
  /** Whether the list holds the code exactly as given. */
  readonly has: (code: string) => boolean;
}

/** Of codes apart by white space. */
export const codeList = (text: string): CodeList => {
  let codes: ReadonlyMap<string, string> | undefined;
  /** An invoice has one currency and few units, categories and schemes: the one asked before is told at once. */
  let last: string | undefined;
  return {
    has: (code) => {
      if (code === last) return true;
      codes ??= new Map(
        text
          .trim()
          .split(/\s+/)
          .map((own) => [own, own]),
      );
      // The list's own string is kept: that of a document would keep the document in memory.
      const known = codes.get(code);
      last = known ?? last;
      return known !== undefined;
    },
  };
};
