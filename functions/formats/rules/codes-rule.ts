import { CODE_WORDS } from "#domain/regles/en16931/codes-words.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";

/** A rule on codes: its words are those of both families of syntaxes, unless the family lists other codes. */
export const codeRule = (
  id: keyof typeof CODE_WORDS,
  on: ElementRule["on"],
  holds: NonNullable<ElementRule["holds"]>,
  words: Partial<Pick<ElementRule, "terms" | "message" | "fix">> = {},
): ElementRule => ({ id, severity: "fatal", ...CODE_WORDS[id], ...words, on, holds });
