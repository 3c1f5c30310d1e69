/** Asks every rule of every group that it is about, in one walk over the model. */
import type { Group, GroupId, Invoice } from "#domain/facture/invoice.ts";
import type { Location } from "#domain/fautes/fault.ts";
import { Facts } from "#domain/regles/en16931/facts.ts";
import { type Family, familyOf } from "#domain/regles/en16931/family.ts";
import { Findings } from "#domain/regles/en16931/findings.ts";
import type { AnyRule, Fired, Rule } from "#domain/regles/en16931/rule.ts";
import type { VatElsewhere } from "#domain/regles/en16931/vat/elsewhere.ts";

type RulesByGroup = ReadonlyMap<GroupId, readonly Rule[]>;

export type RuleBook = Readonly<Record<Family, RulesByGroup>>;

/** Whether the model decides the rule in that family. */
export const isAskedIn = (rule: AnyRule, family: Family): rule is Rule =>
  "holds" in rule && (rule.only ?? family) === family && rule.byElements?.includes(family) !== true;

const rulesFor = (family: Family, rules: readonly AnyRule[]): RulesByGroup =>
  Map.groupBy(
    rules.filter((rule) => isAskedIn(rule, family)),
    ({ on }) => (typeof on === "string" ? on : on[family]),
  );

/** Sorted once, for both families. */
export const makeRuleBook = (rules: readonly AnyRule[]): RuleBook => ({
  UBL: rulesFor("UBL", rules),
  CII: rulesFor("CII", rules),
});

/** The first term that the rule is about and that the group has; else the group. */
const placeOf = (rule: Rule, group: Group): { readonly at: Location; readonly value?: string } => {
  const found = rule.terms.map((id) => group.terms.find((term) => term.id === id)).find((term) => term !== undefined);
  return found ? { at: found.at, value: found.value } : { at: group.at };
};

/** The rules that the invoice breaks, and where. */
export const judgeModel = (invoice: Invoice, book: RuleBook, elsewhere?: VatElsewhere): readonly Fired[] => {
  const facts = new Facts(invoice, elsewhere);
  const rules = book[familyOf(invoice.syntax)];
  const findings = new Findings();
  const visit = (group: Group): void => {
    // A group that has no element of its own is no place of which anything is asked.
    for (const rule of group.implied ? [] : (rules.get(group.id) ?? [])) {
      if (rule.holds(group, facts)) continue;
      const { at, value } = placeOf(rule, group);
      findings.add(rule, at, value, () => rule.expected?.(group, facts));
    }
    for (const inner of group.groups.values()) for (const one of inner) visit(one);
  };
  visit(invoice);
  return findings.all();
};
