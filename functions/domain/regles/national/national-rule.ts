/**
 * A rule of France or of the platform: as a rule of EN 16931, in force from one day to another. Its id is the published one,
 * with the term it is about where one id has several assertions (`BR-FR-05_BT-22_PMT`).
 */
import type { Group, Invoice, Term } from "#domain/facture/invoice.ts";
import type { ReadTermId } from "#domain/facture/terms.ts";
import { Facts } from "#domain/regles/en16931/facts.ts";
import type { Rule, RuleHead } from "#domain/regles/en16931/rule.ts";

/** When a rule is asked, by the civil day of the deposit in Paris. */
export interface Dated {
  /** First day. */
  readonly from: string;
  /** Last day. */
  readonly until?: string;
  /** Where the rule and its days are written. */
  readonly source: string;
}

/** Asked of each group of one kind: whether something is there, and agrees with the rest. */
export interface GroupRule extends Rule, Dated {
  readonly ofTerm?: never;
}

/** What rules ask of one invoice, and of the day on which it is judged. */
export class NationalFacts extends Facts {
  /** Civil day in Paris. */
  readonly day: string;

  constructor(invoice: Invoice, day: string) {
    super(invoice);
    this.day = day;
  }
}

/** Asked of each value of one term, so that the fault shows the value that is wrong among several. */
export interface ValueRule extends RuleHead, Dated {
  readonly on?: never;
  readonly ofTerm: ReadTermId;
  readonly holds: (term: Term, holder: Group, facts: NationalFacts) => boolean;
}

export type NationalRule = GroupRule | ValueRule;

export const isValueRule = (rule: NationalRule): rule is ValueRule => rule.ofTerm !== undefined;

export const isGroupRule = (rule: NationalRule): rule is GroupRule => rule.ofTerm === undefined;

/** Whether the rule is in force on that civil day. */
export const isInForce = ({ from, until }: Dated, day: string): boolean =>
  from <= day && (until === undefined || day <= until);
