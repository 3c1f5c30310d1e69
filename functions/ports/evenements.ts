/** A fact, written in the transaction that made it true. */
export interface Evenement {
  /** Deterministic: the same fact has the same id. */
  readonly id: string;
  readonly type: "FACTURE_MISE_A_DISPOSITION";
  readonly facture: string;
  /** ISO 8601 UTC. */
  readonly instant: string;
  /** Set once all that follows from the event was done. */
  readonly faitLe?: string;
}

export interface Evenements {
  markDone(evenement: Evenement, instant: string): Promise<void>;
  /**
   * Visits every event not marked done and older than `instant`, oldest first. What has been swept up to some hour
   * is not read again once every event of that hour was done.
   */
  sweep(instant: string, visit: (evenement: Evenement) => Promise<void>): Promise<void>;
}
