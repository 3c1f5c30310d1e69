/** A rule of the model that elements decide in a syntax: its words stay those of the model's rule. */
import { MODEL_RULES } from "#domain/regles/en16931/book.ts";
import type { RuleHead } from "#domain/regles/en16931/rule.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";

const HEADS: ReadonlyMap<string, RuleHead> = new Map(MODEL_RULES.map((rule) => [rule.id, rule]));

/** @throws when the model has no rule of that id: a mistake in a table. */
export const asElements = (id: string, asked: Omit<ElementRule, keyof RuleHead>): ElementRule => {
  const head = HEADS.get(id);
  if (head === undefined) throw new Error(`${id}: no rule of the model`);
  const { severity, terms, message, fix } = head;
  return { id, severity, terms, message, fix, ...asked };
};
