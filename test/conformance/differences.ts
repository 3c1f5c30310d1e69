/**
 * Where our verdict is not the recorded one: the document, the rule, and why. The list may only shrink: one that agrees
 * again fails the test, and so does one that is not listed.
 */
export interface Difference {
  readonly path: string;
  readonly id: string;
  readonly why: string;
}

export const DIFFERENCES: readonly Difference[] = [];
