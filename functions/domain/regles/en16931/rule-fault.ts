/** From what a rule found to the fault that a report shows. */
import { type Fault, kept } from "#domain/fautes/fault.ts";
import type { Family } from "#domain/regles/en16931/family.ts";
import type { Fired } from "#domain/regles/en16931/rule.ts";

/** The code of the fault is the id of the rule. */
export const ruleFault = ({ rule, at, value, expected, others }: Fired, family: Family): Fault => {
  const { id, severity, terms, message, fix } = rule;
  return {
    code: id,
    severity: typeof severity === "string" ? severity : severity[family],
    terms,
    message,
    fix,
    ...kept(at, value),
    ...(expected !== undefined && { expected }),
    ...(others !== undefined && { others }),
  };
};
