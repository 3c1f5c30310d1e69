/** What every event has. */
interface Fait {
  /** Deterministic: the same fact has the same id. */
  readonly id: string;
  /** ISO 8601 UTC. */
  readonly instant: string;
  /** Set once all that follows from the event was done. */
  readonly faitLe?: string;
}

export interface FactureDisponible extends Fait {
  readonly type: "FACTURE_MISE_A_DISPOSITION";
  readonly facture: string;
}

/** A decision was taken on a dossier of works contracts, the first one by its opening. */
export interface DossierDecide extends Fait {
  readonly type: "DOSSIER_DECIDE";
  readonly dossier: string;
  /** The visit that the decision was taken at. */
  readonly visit: number;
}

/** Whoever holds a request since that instant is to be warned that his delay will soon be over. */
export interface DelaiAEchoir extends Fait {
  readonly type: "DELAI_A_ECHOIR";
  readonly dossier: string;
  /** Of the hold, ISO 8601 UTC: it tells this delay from the others of the dossier. */
  readonly depuis: string;
}

/** A fact, written in the transaction that made it true. */
export type Evenement = FactureDisponible | DossierDecide | DelaiAEchoir;

export interface Evenements {
  markDone(evenement: Evenement, instant: string): Promise<void>;
  /**
   * Visits every event not marked done and older than `instant`, oldest first. What has been swept up to some hour
   * is not read again once every event of that hour was done.
   */
  sweep(instant: string, visit: (evenement: Evenement) => Promise<void>): Promise<void>;
}
