/** What people read in the place of the codes of parties and acts; French. */
import { ACTEURS } from "#domain/travaux/acteurs.ts";
import { ACTES, type Acte, type Party } from "#domain/travaux/transitions.ts";

export const LIBELLES_PARTIES: Readonly<Record<Party, string>> = {
  ...ACTEURS,
  AUTEUR: "Auteur de la pièce",
  SYSTEME: "Plateforme",
};

/** `deposer` opens a dossier: no row of the table of transitions starts before it. */
export const LIBELLES_ACTES: Readonly<Record<Acte | "deposer", string>> = { ...ACTES, deposer: "Déposer la pièce" };
