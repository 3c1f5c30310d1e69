/** Whose hands a request is in while a delay runs against them, and since when: what clocks are computed from. */
import { sameStructure } from "#domain/structures/identifiers.ts";
import type { Delai } from "#domain/travaux/delais.ts";
import {
  awaitingPiece,
  type Dossier,
  type Hold,
  type Holder,
  type Piece,
  structureOf,
} from "#domain/travaux/dossier.ts";
import type { StatutTravaux } from "#domain/travaux/statuts-travaux.ts";
import type { Party } from "#domain/travaux/transitions.ts";

interface Held {
  readonly by: Exclude<Party, "SYSTEME">;
  /** The delay that runs from when the hold began. */
  readonly delai: Delai;
}

export const HOLDERS: Readonly<Record<Holder, Held>> = {
  MOE: { by: "MOE", delai: "D2" },
  VALIDEUR_1: { by: "VALIDEUR", delai: "D13" },
  VALIDEUR_2: { by: "VALIDEUR", delai: "D13" },
};

const HOLDER_IN: Readonly<Partial<Record<StatutTravaux, Holder>>> = {
  A_ASSOCIER_MOE: "MOE",
  PRISE_EN_COMPTE_MOE: "MOE",
  A_VALIDER_1: "VALIDEUR_1",
  A_VALIDER_2: "VALIDEUR_2",
};

/** Only of a subcontractor's request does the law say what a valideur's silence means (R2193-16). */
const isTimed = (holder: Holder, { cadre }: Piece): boolean => holder === "MOE" || cadre === "A10";

type Present = Pick<Hold, "holder" | "structure" | "piece">;

const presentHold = (dossier: Dossier): Present | undefined => {
  const piece = awaitingPiece(dossier);
  const holder = piece && HOLDER_IN[piece.statut];
  if (piece === undefined || holder === undefined || !isTimed(holder, piece)) return undefined;
  const structure = structureOf(HOLDERS[holder].by, piece, dossier);
  return structure && { holder, structure, piece: piece.id };
};

/** The one that lasts, if one does. */
export const openHold = ({ holds }: Pick<Dossier, "holds">): Hold | undefined =>
  holds.find(({ fin }) => fin === undefined);

const isSame = (one: Present, other: Present): boolean =>
  one.holder === other.holder && one.piece === other.piece && sameStructure(one.structure, other.structure);

/** After an act: the hold that it ended is closed, and the one that it began is open. */
export const followHolds = (dossier: Dossier, instant: string, by: Party): Dossier => {
  const present = presentHold(dossier);
  const open = openHold(dossier);
  if (present && open && isSame(present, open)) return dossier;
  const ended = dossier.holds.map((hold) => (hold === open ? { ...hold, fin: instant, finPar: by } : hold));
  return { ...dossier, holds: present ? [...ended, { ...present, depuis: instant }] : ended };
};

/** With the warning of the delay that runs written down. */
export const warned = (dossier: Dossier, instant: string): Dossier => {
  const open = openHold(dossier);
  return { ...dossier, holds: dossier.holds.map((hold) => (hold === open ? { ...hold, avertiLe: instant } : hold)) };
};
