/** Statuses of an invoice, codes verbatim from the Factures API; labels as the portal shows them. */
export const STATUTS = {
  DEPOSEE: "Déposée",
  MISE_A_DISPOSITION: "Mise à disposition du destinataire",
} as const;

export type Statut = keyof typeof STATUTS;

/** One line of an invoice's history. */
export interface HistoryEntry {
  readonly statut: Statut;
  /** ISO 8601, UTC. */
  readonly instant: string;
  /** Who made it: a caller, or the system itself. */
  readonly auteur: string;
}
