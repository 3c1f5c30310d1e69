/** Whom a piece waits for, given its cadre and what it names. */
import { CIRCUIT_MENSUEL } from "#domain/travaux/circuit.ts";
import type { Piece } from "#domain/travaux/dossier.ts";
import type { StatutTravaux } from "#domain/travaux/statuts-travaux.ts";

/** Of a piece that nobody has taken in hand yet, past its valideurs: payable where it names none of those who could act. */
export const awaitedStatut = (piece: Pick<Piece, "cadre" | "moe" | "moa">): StatutTravaux => {
  const named = { MOE: piece.moe, MOA: piece.moa };
  const first = CIRCUIT_MENSUEL[piece.cadre].awaits.find((acteur) => named[acteur] !== undefined);
  return first === undefined ? "DEPOSEE" : (`A_ASSOCIER_${first}` as const);
};

/** Of a piece at its deposit. */
export const firstStatut = (piece: Pick<Piece, "cadre" | "moe" | "moa" | "valideurs">): StatutTravaux =>
  piece.valideurs.length > 0 ? "A_VALIDER_1" : awaitedStatut(piece);

/** Where a piece returns to that was handed back: taken into account or not, it waits for the same actor. */
export const RETURNS: Readonly<Partial<Record<StatutTravaux, StatutTravaux>>> = {
  A_ASSOCIER_MOE: "A_ASSOCIER_MOE",
  PRISE_EN_COMPTE_MOE: "A_ASSOCIER_MOE",
  A_ASSOCIER_MOA: "A_ASSOCIER_MOA",
  PRISE_EN_COMPTE_MOA: "A_ASSOCIER_MOA",
};
