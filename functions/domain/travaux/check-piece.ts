/** Whether a piece may enter the chain, given the directory: each row is one rule; all faults are given at once. */
import type { Fault } from "#domain/fautes/fault.ts";
import { type TravauxFaultCode, travauxFault } from "#domain/fautes/travaux.ts";
import { type StructureId, sameStructure, unicityOwner } from "#domain/structures/identifiers.ts";
import type { Structure } from "#domain/structures/structure.ts";
import { CIRCUIT_MENSUEL } from "#domain/travaux/circuit.ts";
import type { NewPiece } from "#domain/travaux/decide.ts";
import type { Dossier } from "#domain/travaux/dossier.ts";

export interface PieceFacts {
  readonly piece: NewPiece;
  readonly fournisseur: StructureId;
  /** Of all structures that the piece names, those that the directory knows. */
  readonly known: readonly Structure[];
  /** The dossier that the piece joins. */
  readonly dossier: Dossier | undefined;
}

interface Rule {
  readonly code: TravauxFaultCode;
  /** The structure that is wrong, or true where it is none. */
  readonly breaks: (facts: PieceFacts) => StructureId | boolean;
}

const inDirectory = ({ known }: PieceFacts, id: StructureId): Structure | undefined =>
  known.find((one) => one.statut === "ACTIVE" && sameStructure(one, id));

const unless = (id: StructureId | undefined, holds: (id: StructureId) => boolean): StructureId | boolean =>
  id !== undefined && !holds(id) && id;

const isMoa = (structure: Structure | undefined): boolean =>
  structure === undefined || structure.parametres.getaMoa || structure.parametres.estMoaUniquement;

const RULES: readonly Rule[] = [
  {
    code: "TRAVAUX_SANS_MOE_NI_MOA",
    breaks: ({ piece: { cadre, moe, moa } }) =>
      CIRCUIT_MENSUEL[cadre].awaits.includes("MOE") && moe === undefined && moa === undefined,
  },
  {
    code: "VALIDEUR_OBLIGATOIRE",
    breaks: ({ piece: { cadre, valideurs } }) =>
      CIRCUIT_MENSUEL[cadre].valideur === "compulsory" && valideurs.length === 0,
  },
  {
    code: "VALIDEUR_NON_ADMIS",
    breaks: ({ piece: { cadre, valideurs } }) => (CIRCUIT_MENSUEL[cadre].valideur === "none" && valideurs[0]) ?? false,
  },
  {
    code: "MOE_INCONNUE",
    breaks: (facts) => unless(facts.piece.moe, (moe) => inDirectory(facts, moe) !== undefined),
  },
  {
    code: "MOA_INCONNUE",
    breaks: (facts) => unless(facts.piece.moa, (moa) => inDirectory(facts, moa) !== undefined),
  },
  { code: "MOA_NON_DECLAREE", breaks: (facts) => unless(facts.piece.moa, (moa) => isMoa(inDirectory(facts, moa))) },
  {
    code: "VALIDEUR_INCONNU",
    breaks: (facts) => facts.piece.valideurs.find((one) => inDirectory(facts, one) === undefined) ?? false,
  },
  {
    code: "FOURNISSEUR_AUTRE_QUE_DOSSIER",
    breaks: ({ dossier, fournisseur }) =>
      dossier !== undefined && unicityOwner(dossier.fournisseur) !== unicityOwner(fournisseur) && fournisseur,
  },
];

/** Every rule that the piece breaks, in the order of the table. */
export const checkPiece = (facts: PieceFacts): readonly Fault[] =>
  RULES.flatMap(({ code, breaks }) => {
    const broken = breaks(facts);
    if (broken === false) return [];
    const value = broken === true ? {} : { value: broken.identifiantStructure };
    return [travauxFault(code, { ...value, params: { cadre: facts.piece.cadre } })];
  });
