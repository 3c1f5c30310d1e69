/** Limits of works contracts. */

/** Longest comment of an act, in characters: it stays in the history of a piece, whose rows are small [ours]. */
export const MAX_COMMENTAIRE = 2000;

/** Valideurs of a piece (Factures API: `A_VALIDER_1`, `A_VALIDER_2`). */
export const MAX_VALIDEURS = 2;
