/** Statuses of an invoice, codes verbatim from the Factures API; labels as the portal shows them. */
import type { MotifRefus } from "#domain/travaux/motifs.ts";
import { STATUTS_TRAVAUX, type StatutTravaux } from "#domain/travaux/statuts-travaux.ts";

type StatutOrdinaire = "DEPOSEE" | "MISE_A_DISPOSITION";

export type Statut = StatutOrdinaire | StatutTravaux;

const LIBELLES_ORDINAIRES: Readonly<Record<StatutOrdinaire, string>> = {
  DEPOSEE: "Déposée",
  MISE_A_DISPOSITION: "Mise à disposition du destinataire",
};

const LIBELLES_TRAVAUX = Object.fromEntries(
  Object.entries(STATUTS_TRAVAUX).map(([code, { libelle }]) => [code, libelle]),
) as Readonly<Record<StatutTravaux, string>>;

/** Those of the works chain, and those of every invoice: what leaves the chain is an ordinary invoice. */
export const STATUTS: Readonly<Record<Statut, string>> = { ...LIBELLES_TRAVAUX, ...LIBELLES_ORDINAIRES };

/** One line of an invoice's history. */
export interface HistoryEntry {
  readonly statut: Statut;
  /** ISO 8601, UTC. */
  readonly instant: string;
  /** Who made it: a caller, or the system itself. */
  readonly auteur: string;
  /** Of a refusal in the works chain. */
  readonly motif?: MotifRefus;
  readonly commentaire?: string;
}
