/**
 * The cadres de facturation A1–A25: in which frame an invoice is deposited, and so which way it goes.
 * Source: pivot XSD labels, Factures API enumeration, AIFE specifications 2026 §3.2.1.2 for the AFNOR codes.
 */

export type TypeDemandePaiement = "FACTURE" | "FACTURE_TRAVAUX" | "MEMOIRE_JUSTICE" | "DEMANDE_REMBOURSEMENT";

interface CadreDefinition {
  /** Long code of the Factures API. */
  readonly codeApi: string;
  /** French label of the portal. */
  readonly libelle: string;
  readonly typeDemandePaiement: TypeDemandePaiement;
  /** Codes of BT-23 (AFNOR XP Z12-012) that mean this cadre. */
  readonly afnor: readonly string[];
  /** Whether a deposit in this cadre goes straight to the recipient, with no valideur and no works chain before it. */
  readonly direct: boolean;
}

const cadre = (
  codeApi: string,
  libelle: string,
  typeDemandePaiement: TypeDemandePaiement,
  { afnor = [], direct = false }: Partial<Pick<CadreDefinition, "afnor" | "direct">> = {},
): CadreDefinition => ({ codeApi, libelle, typeDemandePaiement, afnor, direct });

export const CADRES = {
  A1: cadre("A1_FACTURE_FOURNISSEUR", "Dépôt par un fournisseur d'une facture", "FACTURE", {
    afnor: ["B1", "S1", "M1"],
    direct: true,
  }),
  A2: cadre("A2_FACTURE_FOURNISSEUR_DEJA_PAYEE", "Dépôt par un fournisseur d'une facture déjà payée", "FACTURE", {
    afnor: ["B2", "S2", "M2"],
    direct: true,
  }),
  A3: cadre("A3_MEMOIRE_JUSTICE", "Dépôt d'un mémoire de frais de justice", "MEMOIRE_JUSTICE"),
  A4: cadre(
    "A4_PROJET_DECOMPTE_MENSUEL_FOURNISSEUR",
    "Dépôt par un fournisseur d'un projet de décompte mensuel",
    "FACTURE_TRAVAUX",
  ),
  A5: cadre("A5_ETAT_ACOMPTE_FOURNISSEUR", "Dépôt par un fournisseur d'un état d'acompte", "FACTURE_TRAVAUX"),
  A6: cadre(
    "A6_ETAT_ACOMPTE_VALIDE_FOURNISSEUR",
    "Dépôt par un fournisseur d'un état d'acompte validé",
    "FACTURE_TRAVAUX",
  ),
  A7: cadre(
    "A7_PROJET_DECOMPTE_FINAL_FOURNISSEUR",
    "Dépôt par un fournisseur d'un projet de décompte final",
    "FACTURE_TRAVAUX",
  ),
  A8: cadre(
    "A8_DECOMPTE_GENERAL_DEFINITIF_FOURNISSEUR",
    "Dépôt par un fournisseur d'un décompte général et définitif",
    "FACTURE_TRAVAUX",
  ),
  A9: cadre("A9_FACTURE_SOUSTRAITANT", "Dépôt par un sous-traitant d'une facture", "FACTURE", { afnor: ["S3"] }),
  A10: cadre(
    "A10_PROJET_DECOMPTE_MENSUEL_SOUSTRAITANT",
    "Dépôt par un sous-traitant d'une demande de paiement",
    "FACTURE_TRAVAUX",
  ),
  A11: cadre(
    "A11_PROJET_DECOMPTE_FINAL_SOUSTRAITANT",
    "Dépôt par un sous-traitant d'un projet de décompte final",
    "FACTURE_TRAVAUX",
  ),
  A12: cadre("A12_FACTURE_COTRAITANT", "Dépôt par un cotraitant d'une facture", "FACTURE", { afnor: ["S6"] }),
  A13: cadre(
    "A13_PROJET_DECOMPTE_MENSUEL_COTRAITANT",
    "Dépôt par un cotraitant d'un projet de décompte mensuel",
    "FACTURE_TRAVAUX",
  ),
  A14: cadre(
    "A14_PROJET_DECOMPTE_FINAL_COTRAITANT",
    "Dépôt par un cotraitant d'un projet de décompte final",
    "FACTURE_TRAVAUX",
  ),
  A15: cadre("A15_ETAT_ACOMPTE_MOE", "Dépôt par une MOE d'un état d'acompte", "FACTURE_TRAVAUX"),
  A16: cadre("A16_ETAT_ACOMPTE_VALIDE_MOE", "Dépôt par une MOE d'un état d'acompte validé", "FACTURE_TRAVAUX"),
  A17: cadre("A17_PROJET_DECOMPTE_GENERAL_MOE", "Dépôt par une MOE d'un projet de décompte général", "FACTURE_TRAVAUX"),
  A18: cadre("A18_DECOMPTE_GENERAL_MOE", "Dépôt par une MOE d'un décompte général", "FACTURE_TRAVAUX"),
  A19: cadre("A19_ETAT_ACOMPTE_VALIDE_MOA", "Dépôt par une MOA d'un état d'acompte validé", "FACTURE_TRAVAUX"),
  A20: cadre("A20_DECOMPTE_GENERAL_MOA", "Dépôt par une MOA d'un décompte général", "FACTURE_TRAVAUX"),
  A21: cadre(
    "A21_DEMANDE_REMBOURSEMENT_TIC",
    "Dépôt par un bénéficiaire d'une demande de remboursement de la TIC",
    "DEMANDE_REMBOURSEMENT",
  ),
  A22: cadre(
    "A22_PROJET_DECOMPTE_GENERAL_FOURNISSEUR_PROCEDURE_TACITE",
    "Projet de décompte général déposé par le fournisseur ou le mandataire (procédure tacite)",
    "FACTURE_TRAVAUX",
  ),
  A23: cadre(
    "A23_DECOMPTE_GENERAL_DEFINITIF_TACITE_FOURNISSEUR",
    "Décompte général et définitif tacite déposé par le fournisseur ou le mandataire",
    "FACTURE_TRAVAUX",
  ),
  A24: cadre(
    "A24_DECOMPTE_GENERAL_DEFINITIF_TACITE_MOE",
    "Dépôt par une MOE d'un décompte général et définitif tacite",
    "FACTURE_TRAVAUX",
  ),
  A25: cadre(
    "A25_DECOMPTE_GENERAL_DEFINITIF_MOE_PROCEDURE_TACITE",
    "Décompte général et définitif déposé par la MOA dans le cadre d'une procédure tacite",
    "FACTURE_TRAVAUX",
  ),
} as const satisfies Record<string, CadreDefinition>;

export type Cadre = keyof typeof CADRES;

/** The cadre of an invoice that names none (display rule of the AIFE for UBL). */
const DEFAULT_CADRE: Cadre = "A1";

const isCadre = (text: string): text is Cadre => Object.hasOwn(CADRES, text);

const BY_AFNOR: ReadonlyMap<string, Cadre> = new Map(
  Object.entries(CADRES).flatMap(([code, { afnor }]) => afnor.map((one) => [one, code as Cadre] as const)),
);

/**
 * The cadre that BT-23 (or the Chorus extension) names: a Chorus code, or the AFNOR code that means one.
 * Undefined when it looks like one and is none. Anything else, such as the URN of a Peppol process, names no cadre.
 */
export const readCadre = (text: string | undefined): Cadre | undefined => {
  if (text === undefined) return DEFAULT_CADRE;
  if (isCadre(text)) return text;
  return BY_AFNOR.get(text) ?? (/^[A-Z]\d{1,2}$/.test(text) ? undefined : DEFAULT_CADRE);
};
