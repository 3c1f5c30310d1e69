/** Asks an invoice the national rules of one profile that are in force on one day. */
import type { Group, Invoice } from "#domain/facture/invoice.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { familyOf } from "#domain/regles/en16931/family.ts";
import { Findings } from "#domain/regles/en16931/findings.ts";
import { judgeModel, makeRuleBook, type RuleBook } from "#domain/regles/en16931/judge.ts";
import type { Fired, RuleHead } from "#domain/regles/en16931/rule.ts";
import { ruleFault } from "#domain/regles/en16931/rule-fault.ts";
import {
  isGroupRule,
  isInForce,
  isValueRule,
  NationalFacts,
  type NationalRule,
  type ValueRule,
} from "#domain/regles/national/national-rule.ts";
import { PROFILES, type ProfileName } from "#domain/regles/national/profiles.ts";
import { RULE_SETS } from "#domain/regles/national/rule-sets.ts";

export interface NationalOptions {
  readonly profile: ProfileName;
  /** Civil day of the deposit in Europe/Paris, `YYYY-MM-DD`. */
  readonly day: string;
}

type RulesByTerm = ReadonlyMap<string, readonly ValueRule[]>;

/** The rules of a profile, whatever the day: sorted once, when the module is loaded. */
interface NationalBook {
  readonly ofGroups: RuleBook;
  readonly ofTerms: RulesByTerm;
  readonly dated: ReadonlyMap<RuleHead, NationalRule>;
}

const bookOf = (name: ProfileName): NationalBook => {
  const rules: readonly NationalRule[] = PROFILES[name].sets.flatMap((set) => RULE_SETS[set]);
  return {
    ofGroups: makeRuleBook(rules.filter(isGroupRule)),
    ofTerms: Map.groupBy(rules.filter(isValueRule), ({ ofTerm }) => ofTerm),
    dated: new Map(rules.map((rule) => [rule, rule])),
  };
};

const BOOKS: Readonly<Record<ProfileName, NationalBook>> = {
  en16931: bookOf("en16931"),
  "chorus-pro": bookOf("chorus-pro"),
  "br-fr": bookOf("br-fr"),
  "br-fr-cpro": bookOf("br-fr-cpro"),
};

const judgeValues = (invoice: Invoice, rules: RulesByTerm, day: string): readonly Fired[] => {
  const facts = new NationalFacts(invoice, day);
  const findings = new Findings();
  const visit = (holder: Group): void => {
    for (const term of holder.terms) {
      for (const rule of rules.get(term.id) ?? []) {
        if (!rule.holds(term, holder, facts)) findings.add(rule, term.at, term.value);
      }
    }
    for (const inner of holder.groups.values()) for (const one of inner) visit(one);
  };
  if (rules.size > 0) visit(invoice);
  return findings.all();
};

/** The faults of an invoice that was read, the code of each being the id of its rule. Linear in its size; never throws. */
export const judgeNational = (invoice: Invoice, { profile, day }: NationalOptions): readonly Fault[] => {
  const { ofGroups, ofTerms, dated } = BOOKS[profile];
  const family = familyOf(invoice.syntax);
  return [...judgeModel(invoice, ofGroups), ...judgeValues(invoice, ofTerms, day)]
    .filter(({ rule }) => {
      const dates = dated.get(rule);
      return dates !== undefined && isInForce(dates, day);
    })
    .map((fired) => ruleFault(fired, family));
};
