/** Who may read a dossier of works contracts, and who may act on it: the parties that it names, as the directory stands now. */
import { type Action, mayDo } from "#domain/droits/rights.ts";
import type { Principal } from "#domain/structures/structure.ts";
import { awaitingPiece, type Dossier, type Piece, structureOf } from "#domain/travaux/dossier.ts";
import { participants } from "#domain/travaux/participants.ts";
import { type PossibleAct, possibleActs } from "#domain/travaux/possible-acts.ts";
import type { Party } from "#domain/travaux/transitions.ts";

interface Rights {
  readonly reads: Action;
  /** Absent of those who never act in the chain. */
  readonly acts?: Action;
}

const IN_THE_CHAIN: Rights = { reads: "CONSULTER_TRAVAUX", acts: "TRAITER_TRAVAUX" };

/** What is asked of whoever acts as that party; the service financier finds what is payable among received invoices. */
export const RIGHTS_OF_PARTIES: Readonly<Record<Exclude<Party, "SYSTEME">, Rights>> = {
  AUTEUR: IN_THE_CHAIN,
  FOURNISSEUR: IN_THE_CHAIN,
  MOE: IN_THE_CHAIN,
  MOA: IN_THE_CHAIN,
  VALIDEUR: { reads: "CONSULTER_A_VALIDER", acts: "TRAITER_A_VALIDER" },
  DESTINATAIRE: { reads: "CONSULTER_FACTURE_RECUE" },
};

/** Whether the caller takes part in the dossier, as whichever party; to a stranger it does not exist. */
export const mayReadDossier = (principal: Principal, dossier: Dossier): boolean =>
  participants(dossier).some(({ as, structure }) => mayDo(principal, RIGHTS_OF_PARTIES[as].reads, structure));

/** Whether the caller may act as that party of the piece. */
export const mayActAs = (principal: Principal, by: Party, piece: Piece, dossier: Dossier): boolean => {
  if (by === "SYSTEME") return false;
  const { acts } = RIGHTS_OF_PARTIES[by];
  const structure = structureOf(by, piece, dossier);
  return acts !== undefined && structure !== undefined && mayDo(principal, acts, structure);
};

/** What the caller may do now, of all that may be done. */
export const actsFor = (principal: Principal, dossier: Dossier): readonly PossibleAct[] => {
  const piece = awaitingPiece(dossier);
  return possibleActs(dossier).filter(({ by }) => piece !== undefined && mayActAs(principal, by, piece, dossier));
};
