/** The open step of a dossier, as each of those sees it who may act on it. */
import { formatStructureId, type StructureId } from "#domain/structures/identifiers.ts";
import { awaitingPiece, type Dossier, type Hold, type Montants, structureOf } from "#domain/travaux/dossier.ts";
import { openHold } from "#domain/travaux/holds.ts";
import { possibleActs } from "#domain/travaux/possible-acts.ts";
import type { Reception } from "#domain/travaux/reception.ts";
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
  /** What its clocks are computed from. */
  readonly ccag: Dossier["ccag"];
  readonly reception?: Reception;
  readonly hold?: Hold;
}

/** Without its warning: that is written on the dossier, whose steps stay as they are. */
const holdOfStep = (dossier: Dossier): Hold | undefined => {
  const hold = openHold(dossier);
  if (hold === undefined) return undefined;
  const { avertiLe: _averti, ...rest } = hold;
  return rest;
};

/** One step of each structure that may act now: a structure that is two parties at once has it once. */
export const openSteps = (dossier: Dossier): readonly Etape[] => {
  const piece = awaitingPiece(dossier);
  if (piece === undefined) return [];
  const { ccag, reception } = dossier;
  const hold = holdOfStep(dossier);
  const { id, numero, statut, statutDepuis, montants } = piece;
  const common = {
    dossier: dossier.id,
    piece: id,
    numero,
    statut,
    depuis: statutDepuis,
    montants,
    ccag,
    ...(reception && { reception }),
    ...(hold && { hold }),
  };
  const steps = new Map<string, Etape>();
  for (const { by } of possibleActs(dossier)) {
    const structure = structureOf(by, piece, dossier);
    const key = structure && formatStructureId(structure);
    if (structure === undefined || key === undefined || steps.has(key)) continue;
    steps.set(key, { ...common, structure, by });
  }
  return [...steps.values()];
};
