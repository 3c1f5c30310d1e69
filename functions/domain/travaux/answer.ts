/** What an execution is told of a decision: which act it was, and where the dossier stands since. */
import type { StatutTravaux } from "#domain/travaux/statuts-travaux.ts";
import type { Acte } from "#domain/travaux/transitions.ts";

/** Ids and codes alone: whoever reads a history of executions learns nothing else. */
export interface Answer {
  readonly acte: Acte | "deposer";
  /** Of the dossier after the act. */
  readonly visit: number;
  /** What it waits for next; absent once it waits for nobody. */
  readonly statut?: StatutTravaux;
  /** How it ended, then. */
  readonly issue?: StatutTravaux;
}

interface Decided extends Answer {
  /** Of the dossier before the act. */
  readonly visit: number;
}

export const answerOf = ({ acte, visit, statut, issue }: Decided): Answer => ({
  acte,
  visit: visit + 1,
  ...(statut !== undefined && { statut }),
  ...(issue !== undefined && { issue }),
});
