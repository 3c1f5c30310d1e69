/**
 * What may be done with a piece of the monthly circuit, by whom, and what becomes of it. The whole life cycle is this table: acts
 * that are not in it do not exist. Ids are those of the table of transitions that the sources were gathered in.
 */
import type { Acteur } from "#domain/travaux/acteurs.ts";
import type { CadreMensuel } from "#domain/travaux/circuit.ts";
import type { MotifRefus } from "#domain/travaux/motifs.ts";
import type { StatutTravaux } from "#domain/travaux/statuts-travaux.ts";

/** Verbs of the travaux API where it has one. */
export const ACTES = {
  valider: "Valider",
  refuser: "Refuser",
  corrigerValideur: "Corriger le valideur",
  associer: "Associer la pièce suivante",
  prendreEnCompte: "Prendre en compte",
  demanderCompleter: "Demander un complément",
  completer: "Compléter",
  recycler: "Recycler",
  demanderRecyclage: "Demander le recyclage de la pièce précédente",
  expirer: "Constater le délai écoulé",
} as const;

export type Acte = keyof typeof ACTES;

/** `AUTEUR` deposited the piece; `SYSTEME` acts at a legal date. */
export type Party = Acteur | "AUTEUR" | "SYSTEME";

/** Where a piece goes: a status, or one that depends on the piece. */
export type Target =
  | StatutTravaux
  /** The status stays. */
  | "UNCHANGED"
  /** Whom the piece waits for first: the MOE that it names, else the MOA, else the service financier. */
  | "AWAITED"
  /** What the piece waited for before. */
  | "RETURN";

export interface Transition {
  readonly id: `T${number}`;
  readonly from: readonly StatutTravaux[];
  readonly acte: Acte;
  readonly by: Party;
  readonly to: Target;
  /** Motives with which the refusal goes this way; without, with all that no other row names. */
  readonly motifs?: readonly MotifRefus[];
  /** Cadres that know this row; all where there is none. */
  readonly cadres?: readonly CadreMensuel[];
  /** Only of a piece that was associated to another. */
  readonly afterAnother?: true;
  /** Only once the MOE let its seven days go by. */
  readonly onceMoeIsLate?: true;
  /** What the act has to say. */
  readonly says: "motif et commentaire" | "commentaire" | "rien";
  readonly source: string;
  /** A reading of the sources, not one of their sentences. */
  readonly inferred: boolean;
}

const WITH_MOE = ["A_ASSOCIER_MOE", "PRISE_EN_COMPTE_MOE"] as const;
const WITH_MOA = ["A_ASSOCIER_MOA", "PRISE_EN_COMPTE_MOA"] as const;

export const TRANSITIONS: readonly Transition[] = [
  {
    id: "T10",
    from: ["A_VALIDER_1"],
    acte: "valider",
    by: "VALIDEUR",
    to: "VALIDEE_1",
    says: "commentaire",
    source: "Factures API; AIFE 2026, table 16",
    inferred: false,
  },
  {
    id: "T11",
    from: ["A_VALIDER_1"],
    acte: "refuser",
    by: "VALIDEUR",
    to: "REFUSEE_1",
    says: "motif et commentaire",
    source: "AIFE 2026, tables 16 and 17",
    inferred: false,
  },
  {
    id: "T12",
    from: ["A_VALIDER_1"],
    acte: "refuser",
    by: "VALIDEUR",
    motifs: ["MAUVAIS_VALIDEUR"],
    to: "ERREUR_FOURNISSEUR_SUR_VALIDEUR",
    says: "motif et commentaire",
    source: "Refusal motives of the travaux API; Factures API",
    inferred: false,
  },
  {
    id: "T13",
    from: ["A_VALIDER_1"],
    acte: "expirer",
    by: "SYSTEME",
    to: "ABSENCE_VALIDATION_1_HORS_DELAI",
    says: "rien",
    source: "R2193-16 with R2193-12 and R2193-13 of the CCP",
    inferred: false,
  },
  {
    id: "T15",
    from: ["A_VALIDER_2"],
    acte: "valider",
    by: "VALIDEUR",
    to: "VALIDEE_2",
    says: "commentaire",
    source: "Factures API",
    inferred: false,
  },
  {
    id: "T16",
    from: ["A_VALIDER_2"],
    acte: "refuser",
    by: "VALIDEUR",
    to: "REFUSEE_2",
    says: "motif et commentaire",
    source: "AIFE 2026, table 16",
    inferred: true,
  },
  {
    id: "T17",
    from: ["A_VALIDER_2"],
    acte: "refuser",
    by: "VALIDEUR",
    motifs: ["MAUVAIS_VALIDEUR"],
    to: "ERREUR_COTRAITANT_SUR_VALIDEUR",
    says: "motif et commentaire",
    source: "Factures API",
    inferred: false,
  },
  {
    id: "T18",
    from: ["A_VALIDER_2"],
    acte: "expirer",
    by: "SYSTEME",
    to: "ABSENCE_VALIDATION_2_HORS_DELAI",
    says: "rien",
    source: "R2193-16 with R2193-12 and R2193-13 of the CCP",
    inferred: false,
  },
  {
    id: "T19",
    from: ["ERREUR_FOURNISSEUR_SUR_VALIDEUR"],
    acte: "corrigerValideur",
    by: "AUTEUR",
    to: "A_VALIDER_1",
    says: "rien",
    source: "Travaux API, corrigerValideurFactureTravaux",
    inferred: true,
  },
  {
    id: "T190",
    from: ["ERREUR_COTRAITANT_SUR_VALIDEUR"],
    acte: "corrigerValideur",
    by: "VALIDEUR",
    to: "A_VALIDER_2",
    says: "rien",
    source:
      "Travaux API, corrigerValideurFactureTravaux: the joint contractor, who is the first valideur, named the second",
    inferred: true,
  },
  {
    id: "T30",
    from: WITH_MOE,
    acte: "associer",
    by: "MOE",
    to: "ASSOCIEE",
    says: "rien",
    source: "MOA guide; good practice for MOE: amounts are corrected in the piece that is associated",
    inferred: false,
  },
  {
    id: "T31",
    from: ["A_ASSOCIER_MOE"],
    acte: "prendreEnCompte",
    by: "MOE",
    to: "PRISE_EN_COMPTE_MOE",
    says: "rien",
    source: "Factures API; travaux API, prendreEnCompte",
    inferred: true,
  },
  {
    id: "T32",
    from: WITH_MOE,
    acte: "refuser",
    by: "MOE",
    to: "REFUSEE_MOE",
    says: "motif et commentaire",
    source: "Good practice for MOE: a refusal stops the circuit",
    inferred: false,
  },
  {
    id: "T33",
    from: WITH_MOE,
    acte: "refuser",
    by: "MOE",
    motifs: ["ERREUR_DE_MONTANT"],
    to: "UNCHANGED",
    says: "motif et commentaire",
    source: "KB0011867; R2192-34 of the CCP",
    inferred: false,
  },
  {
    id: "T34",
    from: WITH_MOE,
    acte: "refuser",
    by: "MOE",
    motifs: ["MAUVAISE_MOE"],
    to: "ERREUR_DE_MOE",
    says: "motif et commentaire",
    source: "Refusal motives of the travaux API",
    inferred: true,
  },
  {
    id: "T35",
    from: WITH_MOE,
    acte: "refuser",
    by: "MOE",
    motifs: ["MAUVAISE_MOA"],
    to: "ERREUR_DE_MOA",
    says: "motif et commentaire",
    source: "Refusal motives of the travaux API; recyclerFactureTravaux",
    inferred: true,
  },
  {
    id: "T36",
    from: WITH_MOE,
    acte: "demanderCompleter",
    by: "MOE",
    to: "A_COMPLETER",
    says: "commentaire",
    source: "Travaux API, suspendreOuDemanderCompleterFactureTravaux",
    inferred: false,
  },
  {
    id: "T37",
    from: WITH_MOE,
    acte: "expirer",
    by: "SYSTEME",
    to: "UNCHANGED",
    says: "rien",
    source: "CCAG Travaux 2021, 12.2.2; 2014, 13.2.2: seven days",
    inferred: true,
  },
  {
    // Past the seven days the MOA pays what it admits: the MOE's silence closes nothing to it.
    id: "T38",
    from: WITH_MOE,
    acte: "associer",
    by: "MOA",
    onceMoeIsLate: true,
    to: "ASSOCIEE",
    says: "rien",
    source:
      "CCAG Travaux 2021, 12.2.2; 2014, 13.2.2: the titulaire informs the MOA, which pays the sums that it admits",
    inferred: true,
  },
  {
    id: "T40",
    from: WITH_MOA,
    acte: "associer",
    by: "MOA",
    to: "ASSOCIEE",
    says: "rien",
    source: "MOA guide, « Traitement des factures de travaux par une MOA »",
    inferred: false,
  },
  {
    id: "T41",
    from: ["A_ASSOCIER_MOA"],
    acte: "prendreEnCompte",
    by: "MOA",
    to: "PRISE_EN_COMPTE_MOA",
    says: "rien",
    source: "Factures API; travaux API, prendreEnCompte",
    inferred: true,
  },
  {
    id: "T42",
    from: WITH_MOA,
    acte: "refuser",
    by: "MOA",
    to: "REFUSEE_MOA",
    says: "motif et commentaire",
    source: "Factures API; the return of the piece before is a reading",
    inferred: true,
  },
  {
    id: "T43",
    from: WITH_MOA,
    acte: "refuser",
    by: "MOA",
    motifs: ["ERREUR_DE_MONTANT"],
    to: "UNCHANGED",
    says: "motif et commentaire",
    source: "KB0011867; R2192-34 of the CCP",
    inferred: false,
  },
  {
    id: "T44",
    from: WITH_MOA,
    acte: "refuser",
    by: "MOA",
    motifs: ["MAUVAISE_MOA"],
    to: "ERREUR_DE_MOA",
    says: "motif et commentaire",
    source: "Refusal motives of the travaux API; recyclerFactureTravaux",
    inferred: true,
  },
  {
    id: "T45",
    from: WITH_MOA,
    acte: "refuser",
    by: "MOA",
    motifs: ["MAUVAISE_MOE"],
    cadres: ["A4", "A10", "A13"],
    to: "ERREUR_DE_MOE",
    says: "motif et commentaire",
    source: "Refusal motives of the travaux API: only where the author named the MOE",
    inferred: true,
  },
  {
    id: "T46",
    from: WITH_MOA,
    acte: "demanderCompleter",
    by: "MOA",
    to: "A_COMPLETER",
    says: "commentaire",
    source: "Travaux API, suspendreOuDemanderCompleterFactureTravaux",
    inferred: false,
  },
  {
    id: "T60",
    from: ["A_COMPLETER"],
    acte: "completer",
    by: "AUTEUR",
    to: "COMPLETEE",
    says: "commentaire",
    source: "Travaux API, completer and completermoe",
    inferred: true,
  },
  {
    id: "T62",
    from: ["A_RECYCLER", "ERREUR_DE_MOA", "ERREUR_DE_MOE"],
    acte: "recycler",
    by: "AUTEUR",
    to: "AWAITED",
    says: "rien",
    source: "Travaux API, recyclerFactureTravaux: recipient, service and order number alone",
    inferred: true,
  },
  {
    id: "T63",
    from: ["ERREUR_DE_MOA"],
    acte: "demanderRecyclage",
    by: "AUTEUR",
    afterAnother: true,
    to: "EN_ATTENTE_RECYCLAGE_FOURNISSEUR",
    says: "commentaire",
    source: "Travaux API, demanderRecyclagePiecePrecedente",
    inferred: true,
  },
];

/** What the system does at once with a piece in such a status. */
export interface Automatic {
  readonly id: `T${number}`;
  readonly from: readonly StatutTravaux[];
  readonly to: "AFTER_VALIDATION" | "RETURN";
  readonly source: string;
}

export const AT_ONCE: readonly Automatic[] = [
  {
    id: "T14",
    from: ["VALIDEE_1", "ABSENCE_VALIDATION_1_HORS_DELAI"],
    to: "AFTER_VALIDATION",
    source: "Guide of subcontracting: a second valideur, else whom the piece waits for",
  },
  {
    id: "T20",
    from: ["VALIDEE_2", "ABSENCE_VALIDATION_2_HORS_DELAI"],
    to: "AFTER_VALIDATION",
    source: "Guide of subcontracting",
  },
  { id: "T61", from: ["COMPLETEE"], to: "RETURN", source: "Reading: back to who asked for it" },
];
