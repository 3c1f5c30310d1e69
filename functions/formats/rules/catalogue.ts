/** All rules of EN 16931 that a family of syntaxes is asked: what a catalogue of codes lists. */
import { MODEL_RULES } from "#domain/regles/en16931/book.ts";
import type { Family } from "#domain/regles/en16931/family.ts";
import { isAskedIn } from "#domain/regles/en16931/judge.ts";
import type { RuleHead } from "#domain/regles/en16931/rule.ts";
import { ELEMENT_RULES } from "#formats/rules/books.ts";

export const rulesIn = (family: Family): readonly RuleHead[] => [
  ...MODEL_RULES.filter((rule) => isAskedIn(rule, family)),
  ...ELEMENT_RULES[family],
];
