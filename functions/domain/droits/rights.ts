/** The table of rights: which habilitation an action asks for, on which structure. */
import { formatStructureId, type StructureId, sameStructure } from "#domain/structures/identifiers.ts";
import { type Espace, NIVEAUX, type Niveau, type Principal, type Rattachement } from "#domain/structures/structure.ts";

interface Right {
  readonly espace: Espace;
  readonly niveau: Niveau;
}

/** Action × habilitation. The structure that it must be held on is named by the use case. */
export const RIGHTS = {
  /** Deposit an invoice of which the structure is the seller. */
  DEPOSER_FACTURE: { espace: "FACTURES_EMISES", niveau: "MODIFICATION" },
  /** Read an invoice of which the structure is the seller. */
  CONSULTER_FACTURE_EMISE: { espace: "FACTURES_EMISES", niveau: "CONSULTATION_UNIQUEMENT" },
  /** Read an invoice of which the structure is the recipient. */
  CONSULTER_FACTURE_RECUE: { espace: "FACTURES_RECUES", niveau: "CONSULTATION_UNIQUEMENT" },
  /** Read and act on pieces of works contracts, as the supplier, the MOE or the MOA that the structure is. */
  CONSULTER_TRAVAUX: { espace: "FACTURES_TRAVAUX", niveau: "CONSULTATION_UNIQUEMENT" },
  TRAITER_TRAVAUX: { espace: "FACTURES_TRAVAUX", niveau: "MODIFICATION" },
  /** Likewise as the valideur that the structure is. */
  CONSULTER_A_VALIDER: { espace: "FACTURES_A_VALIDER", niveau: "CONSULTATION_UNIQUEMENT" },
  TRAITER_A_VALIDER: { espace: "FACTURES_A_VALIDER", niveau: "MODIFICATION" },
} as const satisfies Record<string, Right>;

export type Action = keyof typeof RIGHTS;

const gives = (rattachement: Rattachement, { espace, niveau }: Right): boolean => {
  const held = rattachement.habilitations[espace];
  return rattachement.statut === "VALIDEE" && held !== undefined && NIVEAUX.indexOf(held) >= NIVEAUX.indexOf(niveau);
};

/** The structures for which the caller may do that action; none for an inactive caller. */
export const structuresFor = (principal: Principal, action: Action): readonly StructureId[] =>
  principal.statut === "ACTIF"
    ? principal.rattachements.filter((one) => gives(one, RIGHTS[action])).map(({ structure }) => structure)
    : [];

export const mayDo = (principal: Principal, action: Action, structure: StructureId): boolean =>
  structuresFor(principal, action).some((one) => sameStructure(one, structure));

/** Operators are people: what a program did would be done by nobody. */
export const mayOperate = ({ id, statut, exploitant }: Principal): boolean =>
  statut === "ACTIF" && exploitant === true && id.startsWith("personne:");

/** For logs and messages. */
export const describeStructures = (structures: readonly StructureId[]): string =>
  structures.map(formatStructureId).join(", ");
