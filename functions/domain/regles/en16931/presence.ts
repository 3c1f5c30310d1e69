/** How rules ask whether something is there. An element without a value is there all the same: rules tell the two apart. */
import { type Group, type GroupId, group, type TermId, term } from "#domain/facture/invoice.ts";
import { says, textOf } from "#domain/regles/en16931/facts.ts";
import type { Rule } from "#domain/regles/en16931/rule.ts";

/** Whether the term is written, even empty. */
export const has = (holder: Group | undefined, id: TermId): boolean =>
  holder !== undefined && term(holder, id) !== undefined;

/** One of the groups has the term. */
export const oneHas = (holders: readonly Group[], id: TermId): boolean => holders.some((holder) => has(holder, id));

type Holds = Rule["holds"];

/** The term is written. */
export const written =
  (id: TermId): Holds =>
  (holder) =>
    has(holder, id);

/** The term says something. */
export const said =
  (id: TermId): Holds =>
  (holder) =>
    says(holder, id);

/** One of the terms is written. */
export const oneWritten =
  (...ids: readonly TermId[]): Holds =>
  (holder) =>
    ids.some((id) => has(holder, id));

/** The group is there. */
export const present =
  (id: GroupId): Holds =>
  (holder) =>
    group(holder, id) !== undefined;

/** The second date is not before the first, where both are there. Civil dates are in the order of their texts. */
export const isInOrder =
  (from: TermId, to: TermId): Holds =>
  (holder) => {
    const [start, end] = [textOf(holder, from), textOf(holder, to)];
    return start === "" || end === "" || start <= end;
  };
