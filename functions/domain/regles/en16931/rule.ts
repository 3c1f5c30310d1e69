/**
 * A rule of EN 16931 over the model: asked of each group of one kind. Its id, its severity and what it finds are those of the
 * official artefacts (1.3.16); its words are ours, for the supplier.
 */
import type { Group, GroupId } from "#domain/facture/invoice.ts";
import type { ReadGroupId, ReadTermId } from "#domain/facture/terms.ts";
import type { Location, Severity } from "#domain/fautes/fault.ts";
import type { Facts } from "#domain/regles/en16931/facts.ts";
import type { Family } from "#domain/regles/en16931/family.ts";

/** What all rules have, those of the model and those of a syntax. */
export interface RuleHead {
  readonly id: string;
  readonly severity: Severity | Readonly<Record<Family, Severity>>;
  /** BT and BG that the rule is about, the decisive one first. */
  readonly terms: readonly (ReadTermId | ReadGroupId)[];
  /** Accented French: what is wrong; no name of an element. */
  readonly message: string;
  /** Accented French, an imperative: what to do. */
  readonly fix: string;
}

/** Those without `holds` are decided by elements in both families: their words stand with those of their kind. */
export type AnyRule = Rule | RuleHead;

export interface Rule extends RuleHead {
  /** Judged once for each group of this kind; `BG-0` is the invoice. */
  readonly on: GroupId | Readonly<Record<Family, GroupId>>;
  /** The category of VAT (UNTDID 5305) that the rule is about: it holds wherever an invoice does not use that. */
  readonly category?: string | undefined;
  /** The artefacts of the other family have no such rule, or one that is stated apart. */
  readonly only?: Family | undefined;
  /** Families in which elements decide, not the model: a rule over elements has the same id there. */
  readonly byElements?: readonly Family[] | undefined;
  readonly holds: (group: Group, facts: Facts) => boolean;
  /**
   * What should stand where the rule shows the fault, as a document would write it: asked only of a group that breaks the
   * rule. Undefined where this group does not tell.
   */
  readonly expected?: ((group: Group, facts: Facts) => string | undefined) | undefined;
}

/** The same rule, written in one way as all are: a hundred are asked of an invoice, and their questions are found at once. */
export const inOneWay = (rule: Rule): Rule => ({
  id: rule.id,
  severity: rule.severity,
  terms: rule.terms,
  message: rule.message,
  fix: rule.fix,
  on: rule.on,
  category: rule.category,
  only: rule.only,
  byElements: rule.byElements,
  holds: rule.holds,
  expected: rule.expected,
});

/** What a rule found. */
export interface Fired {
  readonly rule: RuleHead;
  readonly at: Location;
  readonly value?: string | undefined;
  /** What should stand there, where the rule knows. */
  readonly expected?: string | undefined;
  /** How many more places there are that break the rule, and are not shown. */
  readonly others?: number;
}
