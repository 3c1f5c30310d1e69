/**
 * The EN 16931 invoice, whatever syntax it came in: terms (BT) and groups (BG) by their identifiers, each with its
 * place in the document. Rules, tables and reports speak in BT and BG; no syntax appears here.
 */
import type { Location } from "#domain/fautes/fault.ts";

/** Business term, `BT-1` to `BT-165`; `BT-125-1` for a part of one; `EXT-FR-FE-69` for one of the French extension. */
export type TermId = `BT-${number}` | `BT-${number}-${number}` | `EXT-FR-FE-${number}`;

/** Business group, `BG-1` to `BG-32`; the invoice itself is the group `BG-0`. */
export type GroupId = `BG-${number}` | `EXT-FR-FE-BG-${string}`;

/** A value as it stands in the document, white space around it removed. */
export interface Term {
  readonly id: TermId;
  readonly value: string;
  readonly at: Location;
  /** Identification scheme (`BT-29-1` and its like), for identifiers that carry one. */
  readonly scheme?: string | undefined;
  /** Version of the scheme (`BT-158-2`). */
  readonly version?: string | undefined;
}

export interface Group {
  readonly id: GroupId;
  readonly at: Location;
  /** In the order of the document. */
  readonly terms: readonly Term[];
  readonly groups: ReadonlyMap<GroupId, readonly Group[]>;
  /** The syntax has no element for it here: it is there because one of its terms is. */
  readonly implied?: boolean;
}

export type Syntax = "ubl-invoice" | "ubl-creditnote" | "cii";

export interface Invoice extends Group {
  readonly id: "BG-0";
  readonly syntax: Syntax;
}

/** All values of a term directly in this group. */
export const terms = (group: Group, id: TermId): readonly Term[] => group.terms.filter((term) => term.id === id);

/** The first value of a term directly in this group. */
export const term = (group: Group, id: TermId): Term | undefined => {
  // A group has a handful of terms: looking through them is faster than hashing, and takes a tenth of the memory.
  for (const term of group.terms) {
    if (term.id === id) return term;
  }
  return undefined;
};

/** All groups of that id directly in this group. */
export const groups = (group: Group, id: GroupId): readonly Group[] => group.groups.get(id) ?? [];

/** The first group of that id directly in this group. */
export const group = (parent: Group, id: GroupId): Group | undefined => parent.groups.get(id)?.[0];
