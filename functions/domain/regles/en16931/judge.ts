/** Asks every rule of every group that it is about, in one walk over the model. */
import type { Group, GroupId, Invoice } from "#domain/facture/invoice.ts";
import type { Location } from "#domain/fautes/fault.ts";
import { Facts } from "#domain/regles/en16931/facts.ts";
import { type Family, familyOf } from "#domain/regles/en16931/family.ts";
import type { Fired, Rule } from "#domain/regles/en16931/rule.ts";

type RulesByGroup = ReadonlyMap<GroupId, readonly Rule[]>;

export type RuleBook = Readonly<Record<Family, RulesByGroup>>;

const rulesFor = (family: Family, rules: readonly Rule[]): RulesByGroup =>
  Map.groupBy(
    rules.filter(({ only }) => only === undefined || only === family),
    ({ on }) => on,
  );

/** Sorted once, for both families. */
export const makeRuleBook = (rules: readonly Rule[]): RuleBook => ({
  UBL: rulesFor("UBL", rules),
  CII: rulesFor("CII", rules),
});

/** The first term that the rule is about and that the group has; else the group. */
const placeOf = (rule: Rule, group: Group): { readonly at: Location; readonly value?: string } => {
  const found = rule.terms.map((id) => group.terms.find((term) => term.id === id)).find((term) => term !== undefined);
  return found ? { at: found.at, value: found.value } : { at: group.at };
};

/** The rules that the invoice breaks, each as often as it does, in the order of the model. */
export const judgeModel = (invoice: Invoice, book: RuleBook): readonly Fired[] => {
  const facts = new Facts(invoice);
  const rules = book[familyOf(invoice.syntax)];
  const fired: Fired[] = [];
  const visit = (group: Group): void => {
    for (const rule of rules.get(group.id) ?? []) {
      if (!rule.holds(group, facts)) fired.push({ rule, ...placeOf(rule, group) });
    }
    for (const inner of group.groups.values()) for (const one of inner) visit(one);
  };
  visit(invoice);
  return fired;
};
