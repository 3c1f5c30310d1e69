/** The rules that say that something is given once: one line each. */
import type { Severity } from "#domain/fautes/fault.ts";
import type { RuleHead } from "#domain/regles/en16931/rule.ts";
import { atMostOne, type Test } from "#formats/rules/below.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";

export interface Once {
  readonly id: string;
  readonly severity?: Severity;
  readonly terms: RuleHead["terms"];
  readonly on: string | readonly string[];
  /** Where it is once in each of these elements; without one, `on` leads to what may stand once in the invoice. */
  readonly holds?: Test;
  /** Who says it too often; the invoice without one. */
  readonly who?: string;
  /** With its article. */
  readonly thing: string;
}

export const onceRule = ({
  id,
  severity = "fatal",
  terms,
  on,
  holds,
  who = "La facture",
  thing,
}: Once): ElementRule => ({
  id,
  severity,
  terms,
  on,
  ...(holds ? { holds } : { together: atMostOne }),
  message: `${who} donne plusieurs fois ${thing}.`,
  fix: `Donnez ${thing} une seule fois.`,
});
