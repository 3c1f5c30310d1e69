/** From what a rule found to the fault that a report shows. */
import { type Fault, type FaultDraft, keep } from "#domain/fautes/fault.ts";
import type { Family } from "#domain/regles/en16931/family.ts";
import type { Fired } from "#domain/regles/en16931/rule.ts";

/** The code of the fault is the id of the rule. */
export const ruleFault = ({ rule, at, value, expected, others }: Fired, family: Family): Fault => {
  const { id, severity, terms, message, fix } = rule;
  const fault: FaultDraft = {
    code: id,
    severity: typeof severity === "string" ? severity : severity[family],
    terms,
    message,
    fix,
  };
  keep(fault, at, value);
  if (expected !== undefined) fault.expected = expected;
  if (others !== undefined) fault.others = others;
  return fault;
};
