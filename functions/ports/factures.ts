import type { MembreDepot } from "#domain/depots/depot.ts";
import type { DossierFacture, Facture } from "#domain/facture/facture.ts";
import type { HistoryEntry } from "#domain/statuts/statuts.ts";
import type { StructureId } from "#domain/structures/identifiers.ts";

import type { ActeEcrit } from "./dossiers.ts";

/** All that one transaction writes when an invoice enters the platform. */
export interface Integration {
  readonly facture: Facture;
  /** The number of partitions of the recipient's list. */
  readonly partitions: number;
  /** What followed the deposit at once; the deposit itself is told by the invoice's own row. */
  readonly passages: readonly HistoryEntry[];
  readonly membre: MembreDepot;
  /** Of a piece of works contracts: the act on its dossier that it comes with, its opening or an association. */
  readonly acte?: ActeEcrit;
}

export type IntegrationOutcome =
  | "integrated"
  /** The invoice's id is taken: the same invoice, or another one with the same number. */
  | "taken"
  /** This member of the deposit already has its verdict: nothing was written. */
  | "already-judged"
  /** Another act was done on the dossier meanwhile: look at it again. */
  | "decided-meanwhile"
  /** The random alias is taken: try again with another one. */
  | "alias-taken";

export type Qualite = "FOURNISSEUR" | "DESTINATAIRE";

export interface FacturesQuery {
  readonly qualite: Qualite;
  readonly structure: StructureId;
  /** Partitions of the list: those of the structure for a recipient, 1 for a supplier. */
  readonly partitions: number;
  /** Newest first: only invoices deposited strictly before this position. */
  readonly after?: Position;
  /** The list starts at this instant, ISO 8601 UTC, when there is no position. */
  readonly now: string;
  readonly limit: number;
}

/** Where a page ended: the month being read, and the last rank seen in it. */
export interface Position {
  /** `YYYY-MM`. */
  readonly month: string;
  /** Rank of the last invoice seen; absent when the month has not been opened. */
  readonly rank?: string;
}

export interface FacturesPage {
  readonly factures: readonly Facture[];
  /** Where the next page starts; absent when there is nothing older. */
  readonly next?: Position;
}

export interface Factures {
  /**
   * Writes the invoice, its history, its event and its deposit's report in one transaction, or nothing.
   * Repeating it is a no-op that answers `already-judged`.
   */
  integrate(integration: Integration): Promise<IntegrationOutcome>;
  find(id: string): Promise<Facture | undefined>;
  dossier(id: string): Promise<DossierFacture | undefined>;
  /** One page, newest first. May be short, or even empty, and still have a next page: reads per page are bounded. */
  page(query: FacturesQuery): Promise<FacturesPage>;
}
