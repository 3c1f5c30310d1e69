/** Why a piece is refused: motives that the platform offers, by cadre; an administrator may add others (Chorus Pro, motifs de refus). */
import type { CadreMensuel } from "#domain/travaux/circuit.ts";

interface MotifDefinition {
  readonly libelle: string;
  /** Cadres that offer it; all where there is none. */
  readonly cadres?: readonly CadreMensuel[];
  /** Refuses nothing: only a row of the table of transitions that names it admits it. */
  readonly refusesNothing?: true;
}

export const MOTIFS_REFUS = {
  AUTRE: { libelle: "Autre" },
  MAUVAIS_VALIDEUR: { libelle: "Mauvais valideur", cadres: ["A4", "A10", "A13"] },
  MAUVAISE_MOE: { libelle: "Mauvaise maîtrise d'œuvre", cadres: ["A4", "A10", "A13"] },
  MAUVAISE_MOA: { libelle: "Mauvaise maîtrise d'ouvrage" },
  // Offered, and never a refusal: amounts are corrected in the next piece (R2192-34; Chorus Pro since 19 February 2025).
  ERREUR_DE_MONTANT: { libelle: "Erreur de montant", refusesNothing: true },
} as const satisfies Readonly<Record<string, MotifDefinition>>;

export type MotifRefus = keyof typeof MOTIFS_REFUS;

export const motifsOf = (cadre: CadreMensuel): readonly MotifRefus[] =>
  (Object.keys(MOTIFS_REFUS) as MotifRefus[]).filter((motif) => {
    const { cadres }: MotifDefinition = MOTIFS_REFUS[motif];
    return cadres === undefined || cadres.includes(cadre);
  });

/** Those that refuse a piece, of these. */
export const refusing = (motifs: readonly MotifRefus[]): readonly MotifRefus[] =>
  motifs.filter((motif) => {
    const { refusesNothing }: MotifDefinition = MOTIFS_REFUS[motif];
    return refusesNothing !== true;
  });
