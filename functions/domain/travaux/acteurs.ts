/** Who acts on the pieces of works contracts. A subcontractor and a joint contractor act as suppliers (Chorus Pro, roles). */
export const ACTEURS = {
  FOURNISSEUR: "Fournisseur",
  MOE: "Maître d'œuvre",
  MOA: "Maître d'ouvrage",
  VALIDEUR: "Valideur",
  DESTINATAIRE: "Service financier",
} as const;

export type Acteur = keyof typeof ACTEURS;

/** Those who deposit pieces. */
export type Auteur = Extract<Acteur, "FOURNISSEUR" | "MOE" | "MOA">;
