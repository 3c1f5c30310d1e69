/** Where a dossier stands as a whole: what it waits for, or how it ended. */
import { awaitingPiece, type Dossier, findPiece, type Piece } from "#domain/travaux/dossier.ts";
import type { StatutTravaux } from "#domain/travaux/statuts-travaux.ts";

export interface Standing {
  /** Of the one piece that waits for somebody. */
  readonly statut?: StatutTravaux;
  /** Of the piece that the dossier ended with, where nobody is waited for any more. */
  readonly issue?: StatutTravaux;
}

/** From the first piece on, as long as one is associated: a refused one may have been followed by none. */
const endOf = (dossier: Dossier): Piece | undefined => {
  let [piece] = dossier.pieces;
  while (piece?.statut === "ASSOCIEE") piece = findPiece(dossier, piece.pieceSuivante);
  return piece;
};

export const standingOf = (dossier: Dossier): Standing => {
  const awaiting = awaitingPiece(dossier);
  if (awaiting !== undefined) return { statut: awaiting.statut };
  const last = endOf(dossier);
  return last === undefined ? {} : { issue: last.statut };
};
