/** Who is to be told of what a decision changed: one e-mail for each, a legal fact where a delay starts with it. */
import type { DelaiDit, TypeCourriel } from "#domain/facture/facture.ts";
import { formatStructureId, type StructureId } from "#domain/structures/identifiers.ts";
import type { Echeance } from "#domain/travaux/delais.ts";
import { awaitingPiece, type Dossier } from "#domain/travaux/dossier.ts";
import { type Running, runningDelay } from "#domain/travaux/echeances.ts";
import { type Etape, openSteps } from "#domain/travaux/etapes.ts";
import type { DebutDelaiPaiement } from "#domain/travaux/reception.ts";

export interface Avis {
  readonly type: TypeCourriel;
  /** The piece that it is about. */
  readonly facture: string;
  readonly structure: StructureId;
  /** Of those about a delay. */
  readonly delai?: DelaiDit;
}

/** The e-mail that proves a reception (R2192-15); an agreement is given on the platform itself. */
export const COURRIELS_RECEPTION: Readonly<Record<DebutDelaiPaiement, TypeCourriel | undefined>> = {
  MOE: "MISE_A_DISPOSITION_MOE",
  MOA: "ETAPE_A_TRAITER",
  DESTINATAIRE: "MISE_A_DISPOSITION",
  SOUS_TRAITANT: undefined,
};

const dit = ({ article, texte, jusquau }: Echeance): DelaiDit => ({ article, texte, jusquau });

/** To who lets his time go by: that it will soon be over. */
export const avisOfWarning = ({ hold: { piece, structure }, echeance }: Running): Avis => ({
  type: "DELAI_MOE_A_ECHOIR",
  facture: piece,
  structure,
  delai: dit(echeance),
});

/** Whoever could act on the piece before knows of it: taking it into account is no news to who did. */
const keyOf = ({ piece, structure }: Etape): string => `${piece} ${formatStructureId(structure)}`;

/** At the disposal of the MOE, the payment delay runs (R2192-12 and R2192-15): that e-mail proves since when. */
const typeOf = ({ statut, by }: Etape): TypeCourriel =>
  statut === "A_ASSOCIER_MOE" && by === "MOE" ? "MISE_A_DISPOSITION_MOE" : "ETAPE_A_TRAITER";

const newSteps = (before: Dossier | undefined, after: Dossier): readonly Avis[] => {
  const known = new Set((before ? openSteps(before) : []).map(keyOf));
  return openSteps(after)
    .filter((step) => !known.has(keyOf(step)))
    .map((step) => ({ type: typeOf(step), facture: step.piece, structure: step.structure }));
};

/** The titulaire informs the MOA, which pays what it admits (CCAG Travaux 2021, 12.2.2): both are told that they may. */
const moeIsLate = (before: Dossier | undefined, after: Dossier): readonly Avis[] => {
  const piece = awaitingPiece(after);
  if (piece === undefined || after.absenceValidationMoe === before?.absenceValidationMoe) return [];
  const told = [after.fournisseur, ...(piece.moa ? [piece.moa] : [])];
  const delai = runningDelay(after)?.echeance;
  return told.map((structure) => ({
    type: "DELAI_MOE_DEPASSE" as const,
    facture: piece.id,
    structure,
    ...(delai && { delai: dit(delai) }),
  }));
};

export const avisOf = (before: Dossier | undefined, after: Dossier): readonly Avis[] => {
  const late = moeIsLate(before, after);
  // Whom the delay opens a step to is told once, by the weightier of both.
  const told = new Set(late.map(({ structure }) => formatStructureId(structure)));
  return [...late, ...newSteps(before, after).filter(({ structure }) => !told.has(formatStructureId(structure)))];
};
