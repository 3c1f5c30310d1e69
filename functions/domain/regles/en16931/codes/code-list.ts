/** A list of codes: one text in the source, a set once it is asked, for most invoices ask few of them. */
export interface CodeList {
  /** Whether the list holds the code exactly as given. */
  readonly has: (code: string) => boolean;
}

/** Of codes apart by white space. */
export const codeList = (text: string): CodeList => {
  let codes: ReadonlySet<string> | undefined;
  return {
    has: (code) => {
      codes ??= new Set(text.trim().split(/\s+/));
      return codes.has(code);
    },
  };
};
