/** What may be done now, and by whom: read off the table of transitions. */
import { type StructureId, sameStructure } from "#domain/structures/identifiers.ts";
import { type CadreMensuel, CIRCUIT_MENSUEL } from "#domain/travaux/circuit.ts";
import { awaitingPiece, type Dossier, type Piece, structureOf } from "#domain/travaux/dossier.ts";
import { type MotifRefus, motifsOf, refusing } from "#domain/travaux/motifs.ts";
import { type Acte, type Party, TRANSITIONS, type Transition } from "#domain/travaux/transitions.ts";

/** The rows that the piece is in: for its status, its cadre and, past the MOE's delay, its dossier. */
export const rowsOf = (piece: Piece, { absenceValidationMoe }: Dossier): readonly Transition[] =>
  TRANSITIONS.filter(
    ({ from, cadres, afterAnother, onceMoeIsLate }) =>
      from.includes(piece.statut) &&
      (cadres === undefined || cadres.includes(piece.cadre)) &&
      (afterAnother === undefined || piece.piecePrecedente !== undefined) &&
      (onceMoeIsLate === undefined || absenceValidationMoe !== undefined),
  );

/** An act that a structure may do on the piece that waits. */
export interface PossibleAct {
  readonly piece: string;
  readonly acte: Acte;
  /** As whom. */
  readonly by: Party;
  readonly says: Transition["says"];
  /** Of a refusal. */
  readonly motifs: readonly MotifRefus[];
  /** Of an association: the cadres that may follow. */
  readonly cadres: readonly CadreMensuel[];
}

/** What that party may associate to the piece. */
export const cadresAfter = (piece: Piece, by: Party): readonly CadreMensuel[] =>
  CIRCUIT_MENSUEL[piece.cadre].mayFollow.filter((cadre) => CIRCUIT_MENSUEL[cadre].auteur === by);

/** The motives with which a refusal is that row, of all that the piece's cadre offers. */
export const motifsOfRow = (
  { acte, motifs }: Transition,
  piece: Piece,
  rows: readonly Transition[],
): readonly MotifRefus[] => {
  if (acte !== "refuser") return [];
  const offered = motifsOf(piece.cadre);
  if (motifs !== undefined) return offered.filter((motif) => motifs.includes(motif));
  const elsewhere = rows.flatMap((row) => (row.acte === "refuser" ? (row.motifs ?? []) : []));
  return refusing(offered).filter((motif) => !elsewhere.includes(motif));
};

const merged = (rows: readonly PossibleAct[]): readonly PossibleAct[] => {
  const found = new Map<string, PossibleAct>();
  for (const row of rows) {
    const key = `${row.acte} ${row.by}`;
    const known = found.get(key);
    found.set(key, known ? { ...known, motifs: [...known.motifs, ...row.motifs] } : row);
  }
  return [...found.values()];
};

/** Everything that may be done now by somebody, on the one piece that waits; nothing once the dossier is over. */
export const possibleActs = (dossier: Dossier): readonly PossibleAct[] => {
  const piece = awaitingPiece(dossier);
  if (piece === undefined) return [];
  const rows = rowsOf(piece, dossier).filter(({ by }) => by !== "SYSTEME");
  return merged(
    rows
      .map((row) => ({
        piece: piece.id,
        acte: row.acte,
        by: row.by,
        says: row.says,
        motifs: motifsOfRow(row, piece, rows),
        cadres: row.acte === "associer" ? cadresAfter(piece, row.by) : [],
      }))
      .filter(({ acte, motifs, cadres }) => {
        const lacksMotif = acte === "refuser" && motifs.length === 0;
        return !lacksMotif && (acte !== "associer" || cadres.length > 0);
      }),
  );
};

/** Those of one structure. */
export const possibleActsFor = (dossier: Dossier, structure: StructureId): readonly PossibleAct[] => {
  const piece = awaitingPiece(dossier);
  return possibleActs(dossier).filter(({ by }) => {
    const party = piece && structureOf(by, piece, dossier);
    return party !== undefined && sameStructure(party, structure);
  });
};
