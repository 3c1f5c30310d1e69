/** Rules on decimals: how the artefacts count, which is what is written and not what it is worth. */
import { type DecimalRuleId, decimalHead } from "#domain/regles/en16931/decimals.ts";
import type { Test } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { first } from "#formats/rules/find.ts";
import { beside, oncePerElement } from "#formats/rules/questions.ts";

/** At most two characters after the point, white space included. */
export const hasCentsAtMost: Test = ({ text }) => {
  const point = text.indexOf(".");
  return point < 0 || text.length - point <= 3;
};

export const decimalRule = (id: DecimalRuleId, ...on: readonly string[]): ElementRule => ({
  ...decimalHead(id),
  on,
  holds: hasCentsAtMost,
});

/** The rules look at the first of several amounts of that name alone, where they look at one. */
export const ofFirst = (name: string, rule: ElementRule): ElementRule => {
  const { holds } = rule;
  const asked = oncePerElement((parent) => ({ first: first(parent, name) }));
  return {
    ...rule,
    holds: (element) => holds?.(element) === true || (element.parent && asked(element.parent).first) !== element,
  };
};

/** Asked of amounts beside an indicator that says so: of allowances, or of charges. */
export const decimalRuleBeside = (indicator: Test): typeof decimalRule => {
  const isAsked = beside("ChargeIndicator", indicator);
  return (id, ...on) => ({
    ...decimalHead(id),
    on,
    holds: (element) => hasCentsAtMost(element) || !isAsked(element),
  });
};
