import type { Depot, MembreDepot } from "#domain/depots/depot.ts";

/** A new deposit, before anything was uploaded. */
export type NewDepot = Omit<Depot, "integres" | "rejetes" | "versionsIgnorees" | "ouvertDepuis">;

/** What became of an upload's claim on its deposit. */
export type Claim =
  /** This version is the deposit's: judge it, or go on judging it. */
  | { readonly outcome: "ours"; readonly depot: Depot }
  /** Another version came first; this one is noted on the deposit and will never be judged. */
  | { readonly outcome: "ignored" }
  | { readonly outcome: "unknown" };

/** Deposits and their reports. */
export interface Depots {
  /** Creates the deposit, or gives the one that already has this id, untouched. */
  create(depot: NewDepot): Promise<{ readonly created: boolean; readonly depot: Depot }>;
  /** The deposit alone: one row, however many members it has. */
  get(id: string): Promise<Depot | undefined>;
  /** The deposit with what became of its members so far, in their order. */
  find(id: string): Promise<{ readonly depot: Depot; readonly membres: readonly MembreDepot[] } | undefined>;
  /**
   * Ties the deposit to the first version seen of its object, once and for all. Repeating a claim changes nothing.
   * The file has one member, until it turns out to be an archive.
   */
  claim(id: string, versionId: string, instant: string): Promise<Claim>;
  /** Says that the file is an archive whose `total` members are all stored. The first count stays. */
  markUnpacked(id: string, total: number, instant: string): Promise<void>;
  /**
   * Records the verdict on a member that becomes no invoice. A member already recorded stays as it is. A file that is one
   * invoice waits for nothing after it; an archive is closed by {@link close}, since no member knows that it is the last.
   */
  recordMembre(depot: string, membre: MembreDepot): Promise<void>;
  /** Deposits that wait for their file or their verdict since before `instant`; a page at a time. */
  unfinishedBefore(instant: string, visit: (depot: Depot) => Promise<void>): Promise<void>;
  /** Takes a deposit whose members are all judged out of those that wait; a no-op when it is out. */
  close(id: string): Promise<void>;
  /** Marks a deposit to which nothing was uploaded; a no-op when something was. */
  expire(id: string, instant: string): Promise<void>;
  /** Lets an expired deposit wait for its file again, from `instant` on; gives it as it stands then. */
  reopen(id: string, instant: string): Promise<Depot>;
}
