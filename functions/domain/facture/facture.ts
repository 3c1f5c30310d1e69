/** An integrated invoice: what the platform knows of it, whatever syntax it came in. */
import type { Cadre } from "#domain/cadres/cadres.ts";
import type { Syntax } from "#domain/facture/invoice.ts";
import type { HistoryEntry, Statut } from "#domain/statuts/statuts.ts";
import type { StructureId } from "#domain/structures/identifiers.ts";
import type { Echeance } from "#domain/travaux/delais.ts";
import type { Reception } from "#domain/travaux/reception.ts";

export interface Partie extends StructureId {
  readonly raisonSocialeStructure: string;
}

/** What is read from the document before the directory is asked. */
export interface EnTeteFacture {
  /** BT-1. */
  readonly numeroFacture: string;
  /** BT-2, civil date `YYYY-MM-DD`. */
  readonly dateFacture: string;
  /** BT-3, UNTDID 1001. */
  readonly typeFacture: string;
  /** BT-23. */
  readonly cadre: Cadre;
  /** BT-5, ISO 4217. */
  readonly devise: string;
  /** BT-112, as written in the document: an exact decimal, never a float. */
  readonly montantTtc: string;
  /** BT-109, likewise; absent where the document has none. */
  readonly montantHt?: string;
  /** BT-115, likewise. */
  readonly montantAPayer?: string;
  readonly fournisseur: StructureId;
  readonly destinataire: StructureId;
  /** These and the others below: where they stand is in `CHORUS_DATA`. */
  readonly codeService?: string;
  readonly numeroEngagement?: string;
  readonly numeroMarche?: string;
  /** Of the invoice that a credit note or a corrected invoice is about. */
  readonly numeroFactureOrigine?: string;
  /** Who must validate the invoice before its recipient sees it. */
  readonly valideur?: StructureId;
  /** Raison sociale of who is paid instead of the supplier. */
  readonly affactureur?: string;
}

export interface Facture extends EnTeteFacture {
  readonly id: string;
  /** Integer below 2^53 for callers that know invoices by number only. */
  readonly alias: number;
  readonly statut: Statut;
  readonly fournisseur: Partie;
  readonly destinataire: Partie;
  readonly syntaxe: Syntax;
  /** Digest of the archived bytes, and so the archive's key. */
  readonly sha256: string;
  readonly taille: number;
  readonly depot: string;
  /** Of a piece of works contracts: the dossier de facturation that it belongs to. */
  readonly dossier?: string;
  /** Of a piece that follows another one: when their request was received (R2192-20), which the payment delay runs from. */
  readonly reception?: Reception;
  /** Instant of the deposit, ISO 8601 UTC. */
  readonly dateDepot: string;
  readonly auteur: string;
}

/** The legal delay that an e-mail is about. */
export type DelaiDit = Pick<Echeance, "article" | "texte" | "jusquau">;

/** Instants of an e-mail, which start legal delays (art. R2192-15 CCP); ISO 8601 UTC. */
export interface Courriel {
  readonly id: string;
  readonly type: TypeCourriel;
  readonly facture: string;
  /** Absent when the structure gave no address: nothing can be sent, and that fact is kept. */
  readonly adresse?: string;
  readonly delai?: DelaiDit;
  readonly aEnvoyerLe: string;
  readonly envoyeLe?: string;
  readonly messageId?: string;
  /** The recipient's server took it. */
  readonly accepteLe?: string;
  readonly refuseLe?: string;
  readonly motifRefus?: string;
}

export type TypeCourriel =
  /** To the recipient: starts the payment delay of an ordinary invoice. */
  | "MISE_A_DISPOSITION"
  /** To the MOE: starts that of a monthly request of works (R2192-12). */
  | "MISE_A_DISPOSITION_MOE"
  /** To whoever has to act next in the works chain. */
  | "ETAPE_A_TRAITER"
  /** To the MOE: its seven days will soon be over. */
  | "DELAI_MOE_A_ECHOIR"
  /** To the titulaire and the MOA: the MOE's seven days are over. */
  | "DELAI_MOE_DEPASSE";

/**
 * The first line of an invoice's history: its deposit, which needs no row beside the invoice's own. A piece of works contracts
 * has a status of the chain from its deposit on, and a row that says so.
 */
export const depositOf = ({
  dateDepot,
  auteur,
  dossier,
}: Pick<Facture, "dateDepot" | "auteur" | "dossier">): readonly HistoryEntry[] =>
  dossier === undefined ? [{ statut: "DEPOSEE", instant: dateDepot, auteur }] : [];

/** All that is known of an invoice. */
export interface DossierFacture {
  readonly facture: Facture;
  readonly historique: readonly HistoryEntry[];
  readonly courriels: readonly Courriel[];
}
