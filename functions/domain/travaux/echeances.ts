/** The delay that runs against the step that a dossier waits for, and what the system records when it is over. */
import { type Delai, type Echeance, echeanceOf } from "#domain/travaux/delais.ts";
import { awaitingPiece, type Dossier, type Piece } from "#domain/travaux/dossier.ts";
import { rowsOf } from "#domain/travaux/possible-acts.ts";
import type { StatutTravaux } from "#domain/travaux/statuts-travaux.ts";
import type { Transition } from "#domain/travaux/transitions.ts";

interface Clock {
  readonly delai: Delai;
  /** When it began to run, ISO 8601 UTC. */
  readonly since: (piece: Piece, dossier: Dossier) => string | undefined;
  /** Whether it runs against this piece. */
  readonly runs: (piece: Piece, dossier: Dossier) => boolean;
}

const AGAINST_MOE: Clock = {
  delai: "D2",
  since: (_, { miseADispositionMoe }) => miseADispositionMoe,
  runs: (_, { absenceValidationMoe }) => absenceValidationMoe === undefined,
};

/** Only of a subcontractor's request does the law say what silence means (R2193-16). */
const AGAINST_VALIDEUR: Clock = {
  delai: "D13",
  since: ({ statutDepuis }) => statutDepuis,
  runs: ({ cadre }) => cadre === "A10",
};

/** By the status that it runs in. */
const CLOCKS: Readonly<Partial<Record<StatutTravaux, Clock>>> = {
  A_ASSOCIER_MOE: AGAINST_MOE,
  PRISE_EN_COMPTE_MOE: AGAINST_MOE,
  A_VALIDER_1: AGAINST_VALIDEUR,
  A_VALIDER_2: AGAINST_VALIDEUR,
};

/** The delay that runs now, if one does. */
export const echeanceEnCours = (dossier: Dossier): Echeance | undefined => {
  const piece = awaitingPiece(dossier);
  const clock = piece && CLOCKS[piece.statut];
  if (piece === undefined || !clock?.runs(piece, dossier)) return undefined;
  const since = clock.since(piece, dossier);
  return since === undefined ? undefined : echeanceOf(clock.delai, new Date(since), dossier.ccag);
};

/** What the system does of a dossier at that instant: the row of the table, where its delay is over. */
export const expiration = (
  dossier: Dossier,
  instant: string,
): { readonly row: Transition; readonly piece: Piece } | undefined => {
  const piece = awaitingPiece(dossier);
  const echeance = echeanceEnCours(dossier);
  if (piece === undefined || echeance === undefined || instant < echeance.echueLe) return undefined;
  const row = rowsOf(piece, dossier).find(({ acte }) => acte === "expirer");
  return row && { row, piece };
};
