/** The open step of a dossier, as each of those sees it who may act on it. */
import { formatStructureId, type StructureId } from "#domain/structures/identifiers.ts";
import { awaitingPiece, type Dossier, type Montants, structureOf } from "#domain/travaux/dossier.ts";
import { possibleActs } from "#domain/travaux/possible-acts.ts";
import type { StatutTravaux } from "#domain/travaux/statuts-travaux.ts";
import type { Party } from "#domain/travaux/transitions.ts";

/** A line of somebody's list of things to do. */
export interface Etape {
  readonly dossier: string;
  readonly piece: string;
  readonly numero: string;
  readonly statut: StatutTravaux;
  /** Since when the piece waits, ISO 8601 UTC. */
  readonly depuis: string;
  /** Who may act: the structure, and as what. */
  readonly structure: StructureId;
  readonly by: Party;
  readonly montants: Montants;
}

/** One step of each structure that may act now: a structure that is two parties at once has it once. */
export const openSteps = (dossier: Dossier): readonly Etape[] => {
  const piece = awaitingPiece(dossier);
  if (piece === undefined) return [];
  const steps = new Map<string, Etape>();
  for (const { by } of possibleActs(dossier)) {
    const structure = structureOf(by, piece, dossier);
    const key = structure && formatStructureId(structure);
    if (structure === undefined || key === undefined || steps.has(key)) continue;
    const { id, numero, statut, statutDepuis, montants } = piece;
    steps.set(key, { dossier: dossier.id, piece: id, numero, statut, depuis: statutDepuis, structure, by, montants });
  }
  return [...steps.values()];
};
