/** Values come from anybody's file: what would act on a terminal or turn the reading direction is shown as what it is. */

/** Control and format characters, halves of pairs, unassigned ones, and what breaks lines. */
const HIDDEN = /[\p{C}\u2028\u2029]/gu;

const SIGNS: Readonly<Record<string, string>> = { "\n": "⏎", "\t": "⇥" };

const shown = (character: string): string =>
  SIGNS[character] ?? `\\u{${(character.codePointAt(0) ?? 0).toString(16).toUpperCase()}}`;

export const visible = (text: string): string => text.replace(HIDDEN, shown);

/** In quotes, so that spaces around a value can be seen too. */
export const quoted = (value: string): string => (value === "" ? "(vide)" : `« ${visible(value)} »`);
