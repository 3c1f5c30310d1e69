/**
 * The EN 16931 invoice, whatever syntax it came in: terms (BT) and groups (BG) by their identifiers, each with its
 * place in the document. Rules, tables and reports speak in BT and BG; no syntax appears here.
 */
import type { Location } from "#domain/fautes/fault.ts";

/** Business term, `BT-1` to `BT-165`. */
export type TermId = `BT-${number}`;

/** Business group, `BG-1` to `BG-32`; the invoice itself is the group `BG-0`. */
export type GroupId = `BG-${number}`;

/** A value as it stands in the document, white space around it removed. */
export interface Term {
  readonly value: string;
  readonly at: Location;
  /** Identification scheme (`schemeID`), for identifiers that carry one. */
  readonly scheme?: string;
}

export interface Group {
  readonly id: GroupId;
  readonly at: Location;
  readonly terms: ReadonlyMap<TermId, readonly Term[]>;
  readonly groups: ReadonlyMap<GroupId, readonly Group[]>;
}

export type Syntax = "ubl-invoice" | "ubl-creditnote" | "cii";

export interface Invoice extends Group {
  readonly id: "BG-0";
  readonly syntax: Syntax;
}

/** All values of a term directly in this group. */
export const terms = (group: Group, id: TermId): readonly Term[] => group.terms.get(id) ?? [];

/** The first value of a term directly in this group. */
export const term = (group: Group, id: TermId): Term | undefined => group.terms.get(id)?.[0];

/** All groups of that id directly in this group. */
export const groups = (group: Group, id: GroupId): readonly Group[] => group.groups.get(id) ?? [];

/** The first group of that id directly in this group. */
export const group = (parent: Group, id: GroupId): Group | undefined => parent.groups.get(id)?.[0];
