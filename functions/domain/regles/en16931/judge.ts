/** Asks every rule of every group that it is about, in one walk over the model. */
import type { Group, GroupId, Invoice } from "#domain/facture/invoice.ts";
import type { Location } from "#domain/fautes/fault.ts";
import { Facts } from "#domain/regles/en16931/facts.ts";
import type { Family } from "#domain/regles/en16931/family.ts";
import { Findings } from "#domain/regles/en16931/findings.ts";
import type { AnyRule, Fired, Rule } from "#domain/regles/en16931/rule.ts";
import type { VatElsewhere } from "#domain/regles/en16931/vat/elsewhere.ts";
import type { VatUses } from "#domain/regles/en16931/vat/uses.ts";

type RulesByGroup = ReadonlyMap<GroupId, readonly Rule[]>;

/** Whether the model decides the rule in that family. */
export const isAskedIn = (rule: AnyRule, family: Family): rule is Rule =>
  "holds" in rule && (rule.only ?? family) === family && rule.byElements?.includes(family) !== true;

/** The rules of one family, by the groups that they are asked of. */
class FamilyRules {
  readonly #rules: readonly Rule[];
  readonly #family: Family;
  /** Categories of VAT that have rules of their own, nine of ten of which an invoice has no use for. */
  readonly #categories: readonly string[];
  /** By the categories in use. */
  readonly #sorted = new Map<string, RulesByGroup>();

  constructor(rules: readonly AnyRule[], family: Family) {
    this.#rules = rules.filter((rule) => isAskedIn(rule, family));
    this.#family = family;
    this.#categories = [...new Set(this.#rules.flatMap(({ category }) => category ?? []))];
  }

  of({ vat }: Facts): RulesByGroup {
    let key = "";
    for (const category of this.#categories) if (vat.uses(category)) key += `${category} `;
    const known = this.#sorted.get(key);
    if (known !== undefined) return known;
    const sorted = this.#sort(vat);
    this.#sorted.set(key, sorted);
    return sorted;
  }

  #sort(vat: VatUses): RulesByGroup {
    const rules = this.#rules.filter(({ category }) => category === undefined || vat.uses(category));
    return Map.groupBy(rules, ({ on }) => (typeof on === "string" ? on : on[this.#family]));
  }
}

export type RuleBook = Readonly<Record<Family, FamilyRules>>;

/** Sorted once, for both families. */
export const makeRuleBook = (rules: readonly AnyRule[]): RuleBook => ({
  UBL: new FamilyRules(rules, "UBL"),
  CII: new FamilyRules(rules, "CII"),
});

/** The first term that the rule is about and that the group has; else the group. */
const placeOf = (rule: Rule, group: Group): { readonly at: Location; readonly value?: string } => {
  const found = rule.terms.map((id) => group.terms.find((term) => term.id === id)).find((term) => term !== undefined);
  return found ? { at: found.at, value: found.value } : { at: group.at };
};

/** The rules that the invoice breaks, and where. */
export const judgeModel = (invoice: Invoice, book: RuleBook, elsewhere?: VatElsewhere): readonly Fired[] => {
  const facts = new Facts(invoice, elsewhere);
  const rules = book[facts.family].of(facts);
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
