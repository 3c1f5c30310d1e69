/** Of a piece of works contracts: which dossier it joins or opens, as whose act, and what keeps it out. */
import type { EnTeteFacture } from "#domain/facture/facture.ts";
import type { Fault } from "#domain/fautes/fault.ts";
import { travauxFault } from "#domain/fautes/travaux.ts";
import type { StructureId } from "#domain/structures/identifiers.ts";
import type { Principal, Structure } from "#domain/structures/structure.ts";
import { ACTEURS, type Auteur } from "#domain/travaux/acteurs.ts";
import { checkPiece } from "#domain/travaux/check-piece.ts";
import { type CadreMensuel, CIRCUIT_MENSUEL, isMensuel } from "#domain/travaux/circuit.ts";
import { decide, type NewPiece, openDossier } from "#domain/travaux/decide.ts";
import { DEFAULT_CCAG, type DeclarationTravaux } from "#domain/travaux/declaration.ts";
import { awaitingPiece, type Dossier, findPiece, type Piece } from "#domain/travaux/dossier.ts";
import { cadresAfter, rowsOf } from "#domain/travaux/possible-acts.ts";
import type { Party, Transition } from "#domain/travaux/transitions.ts";
import type { Annuaire } from "#ports/annuaire.ts";
import type { Dossiers } from "#ports/dossiers.ts";
import type { Factures } from "#ports/factures.ts";
import { deterministicId, factureId } from "./identity.ts";
import { mayActAs, mayReadDossier } from "./travaux-access.ts";
import type { Course } from "./write-act.ts";

export interface JudgePieceDeps {
  readonly annuaire: Pick<Annuaire, "structures">;
  readonly factures: Pick<Factures, "find">;
  readonly dossiers: Pick<Dossiers, "find">;
}

/** What the piece does to its dossier, once it is accepted. */
export interface PieceEntry {
  readonly acte: "associer" | "deposer";
  readonly by: Party;
  readonly courseAt: (instant: string) => Course;
}

export interface PieceJudgement {
  readonly faults: readonly Fault[];
  /** Who deposits such a piece; undefined where nobody says who that is. */
  readonly auteur: StructureId | undefined;
  /** Present when it may enter. */
  readonly entry?: PieceEntry;
}

/** A header whose cadre is one of the monthly circuit. */
export type PieceHeader = EnTeteFacture & { readonly cadre: CadreMensuel };

export const isPiece = (header: EnTeteFacture): header is PieceHeader => isMensuel(header.cadre);

/** The dossier that a piece is to join, and the piece that it follows. */
interface Predecessor {
  readonly dossier: Dossier;
  readonly precedente: Piece;
}

const isMoa = ({ parametres }: Structure): boolean => parametres.getaMoa || parametres.estMoaUniquement;

/** Named in the deposit, else as for the piece before; a recipient that is a MOA is its own. */
const actorsOf = (
  { moe, moa }: DeclarationTravaux,
  precedente: Piece | undefined,
  destinataire: Structure | undefined,
): Pick<NewPiece, "moe" | "moa"> => {
  const itsMoe = moe ?? precedente?.moe;
  const itsMoa = moa ?? precedente?.moa ?? (destinataire && isMoa(destinataire) ? destinataire : undefined);
  return {
    ...(itsMoe && { moe: idOf(itsMoe) }),
    ...(itsMoa && { moa: idOf(itsMoa) }),
  };
};

const idOf = ({ typeIdentifiantStructure, identifiantStructure }: StructureId): StructureId => ({
  typeIdentifiantStructure,
  identifiantStructure,
});

const AUTEURS: Readonly<
  Record<Auteur, (header: PieceHeader, actors: Pick<NewPiece, "moe" | "moa">) => StructureId | undefined>
> = {
  FOURNISSEUR: ({ fournisseur }) => fournisseur,
  MOE: (_, { moe }) => moe,
  MOA: (_, { moa }) => moa,
};

const pieceOf = (
  header: PieceHeader,
  { valideurs }: DeclarationTravaux,
  actors: Pick<NewPiece, "moe" | "moa">,
  auteur: StructureId,
): NewPiece => {
  const { cadre, numeroFacture, destinataire, codeService, numeroEngagement, montantHt, montantTtc, montantAPayer } =
    header;
  return {
    id: factureId(header),
    numero: numeroFacture,
    cadre,
    auteur,
    ...actors,
    destinataire,
    ...(codeService !== undefined && { codeService }),
    ...(numeroEngagement !== undefined && { numeroEngagement }),
    montants: {
      ttc: montantTtc,
      ...(montantHt !== undefined && { ht: montantHt }),
      ...(montantAPayer !== undefined && { aPayer: montantAPayer }),
    },
    valideurs: valideurs ?? (header.valideur ? [header.valideur] : []),
  };
};

/** The row of the table that lets the caller associate a piece of that cadre; undefined where none does. */
const associationRow = (
  principal: Principal,
  { dossier, precedente }: Predecessor,
  cadre: CadreMensuel,
): Transition | undefined =>
  awaitingPiece(dossier)?.id === precedente.id
    ? rowsOf(precedente, dossier).find(
        ({ acte, by }) =>
          acte === "associer" &&
          cadresAfter(precedente, by).includes(cadre) &&
          mayActAs(principal, by, precedente, dossier),
      )
    : undefined;

const opening = (header: PieceHeader, piece: NewPiece, { ccag }: DeclarationTravaux): PieceEntry => ({
  acte: "deposer",
  by: CIRCUIT_MENSUEL[header.cadre].auteur,
  courseAt: (instant) => {
    const id = deterministicId("dossier", piece.id);
    const { fournisseur, numeroMarche } = header;
    const empty = { id, fournisseur, ccag: ccag ?? DEFAULT_CCAG, ...(numeroMarche !== undefined && { numeroMarche }) };
    const { dossier, changes } = openDossier(empty, piece, instant);
    return { before: undefined, after: dossier, changes };
  },
});

const joining = ({ dossier, precedente }: Predecessor, row: Transition, nextPiece: NewPiece): PieceEntry => ({
  acte: "associer",
  by: row.by,
  courseAt: (instant) => {
    const { dossier: after, changes } = decide(dossier, row, precedente, { acte: "associer", nextPiece }, instant);
    return { before: dossier, after, changes };
  },
});

export const makeJudgePiece = ({ annuaire, factures, dossiers }: JudgePieceDeps) => {
  /** Undefined for whoever takes no part in that dossier, as if it did not exist. */
  const predecessor = async (principal: Principal, id: string): Promise<Predecessor | undefined> => {
    const dossierId = (await factures.find(id))?.dossier;
    const dossier = dossierId === undefined ? undefined : await dossiers.find(dossierId);
    const precedente = dossier && findPiece(dossier, id);
    if (!dossier || !precedente || !mayReadDossier(principal, dossier)) return undefined;
    return { dossier, precedente };
  };

  const structuresOf = ({ moe, moa, valideurs }: NewPiece): Promise<readonly Structure[]> =>
    annuaire.structures([moe, moa, ...valideurs].filter((one) => one !== undefined));

  /** `destinataire` is the recipient as the directory knows it. */
  return async (
    header: PieceHeader,
    travaux: DeclarationTravaux,
    principal: Principal,
    destinataire: Structure | undefined,
  ): Promise<PieceJudgement> => {
    const { piecePrecedente } = travaux;
    const { cadre, fournisseur } = header;
    const before = piecePrecedente === undefined ? undefined : await predecessor(principal, piecePrecedente);
    if (piecePrecedente !== undefined && before === undefined) {
      const fault = travauxFault("PIECE_PRECEDENTE_INTROUVABLE", { value: piecePrecedente });
      return { faults: [fault], auteur: AUTEURS.FOURNISSEUR(header, {}) };
    }
    const actors = actorsOf(travaux, before?.precedente, destinataire);
    const role = CIRCUIT_MENSUEL[cadre].auteur;
    const auteur = AUTEURS[role](header, actors);
    if (auteur === undefined) {
      const params = { cadre, auteur: ACTEURS[role].toLowerCase() };
      return { faults: [travauxFault("AUTEUR_TRAVAUX_ABSENT", { params })], auteur };
    }
    const piece = pieceOf(header, travaux, actors, auteur);
    const faults = checkPiece({
      piece,
      fournisseur,
      known: await structuresOf(piece),
      dossier: before?.dossier,
    });
    if (before === undefined) return { faults, auteur, entry: opening(header, piece, travaux) };
    const row = associationRow(principal, before, cadre);
    if (row !== undefined) return { faults, auteur, entry: joining(before, row, piece) };
    // The same piece again is told by what became of it, not by the state of the dossier since.
    const isThere = before.dossier.pieces.some(({ id }) => id === piece.id);
    const tooLate = travauxFault("PIECE_PRECEDENTE_NON_ASSOCIABLE", {
      value: piecePrecedente ?? "",
      params: { cadre },
    });
    return { faults: isThere ? faults : [...faults, tooLate], auteur };
  };
};
