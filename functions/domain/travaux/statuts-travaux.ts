/**
 * Statuses of a piece of works contracts while it is in the chain: codes verbatim from the Factures API, of its second
 * generation; labels are ours where no source has one. What is payable leaves the chain as DEPOSEE, and is an ordinary invoice.
 */
import type { Acteur } from "#domain/travaux/acteurs.ts";

interface StatutDefinition {
  /** French, for people. */
  readonly libelle: string;
  /** Whose act the piece waits for; `AUTEUR` is who deposited it. Absent where it waits for nobody. */
  readonly awaits?: Acteur | "AUTEUR";
  /** The system itself goes on from it at once. */
  readonly transient?: true;
}

export const STATUTS_TRAVAUX = {
  A_VALIDER_1: { libelle: "À valider par le premier valideur", awaits: "VALIDEUR" },
  VALIDEE_1: { libelle: "Validée par le premier valideur", transient: true },
  REFUSEE_1: { libelle: "Refusée par le premier valideur" },
  ABSENCE_VALIDATION_1_HORS_DELAI: { libelle: "Sans réponse du premier valideur dans son délai", transient: true },
  ERREUR_FOURNISSEUR_SUR_VALIDEUR: { libelle: "Valideur erroné, à corriger par le fournisseur", awaits: "AUTEUR" },
  A_VALIDER_2: { libelle: "À valider par le second valideur", awaits: "VALIDEUR" },
  VALIDEE_2: { libelle: "Validée par le second valideur", transient: true },
  REFUSEE_2: { libelle: "Refusée par le second valideur" },
  ABSENCE_VALIDATION_2_HORS_DELAI: { libelle: "Sans réponse du second valideur dans son délai", transient: true },
  ERREUR_COTRAITANT_SUR_VALIDEUR: { libelle: "Second valideur erroné, à corriger", awaits: "VALIDEUR" },
  A_ASSOCIER_MOE: { libelle: "À associer par le maître d'œuvre", awaits: "MOE" },
  PRISE_EN_COMPTE_MOE: { libelle: "Prise en compte par le maître d'œuvre", awaits: "MOE" },
  REFUSEE_MOE: { libelle: "Refusée par le maître d'œuvre" },
  ERREUR_DE_MOE: { libelle: "Maître d'œuvre erroné, à corriger", awaits: "AUTEUR" },
  A_ASSOCIER_MOA: { libelle: "À associer par le maître d'ouvrage", awaits: "MOA" },
  PRISE_EN_COMPTE_MOA: { libelle: "Prise en compte par le maître d'ouvrage", awaits: "MOA" },
  REFUSEE_MOA: { libelle: "Refusée par le maître d'ouvrage" },
  ERREUR_DE_MOA: { libelle: "Maître d'ouvrage erroné, à corriger", awaits: "AUTEUR" },
  A_COMPLETER: { libelle: "À compléter", awaits: "AUTEUR" },
  COMPLETEE: { libelle: "Complétée", transient: true },
  A_RECYCLER: { libelle: "À recycler", awaits: "AUTEUR" },
  EN_ATTENTE_RECYCLAGE_FOURNISSEUR: { libelle: "En attente du recyclage de la pièce précédente" },
  ASSOCIEE: { libelle: "Associée à la pièce suivante" },
  DEPOSEE: { libelle: "Déposée auprès du service financier" },
} as const satisfies Readonly<Record<string, StatutDefinition>>;

export type StatutTravaux = keyof typeof STATUTS_TRAVAUX;

export const statutTravaux = (code: StatutTravaux): StatutDefinition => STATUTS_TRAVAUX[code];
