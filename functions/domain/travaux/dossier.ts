/** The dossier de facturation of one payment request: its pieces, in the order of their deposit, and who takes part. */
import type { StructureId } from "#domain/structures/identifiers.ts";
import type { CadreMensuel } from "#domain/travaux/circuit.ts";
import type { CcagVersion } from "#domain/travaux/delais.ts";
import type { Reception } from "#domain/travaux/reception.ts";
import { type StatutTravaux, statutTravaux } from "#domain/travaux/statuts-travaux.ts";
import type { Party } from "#domain/travaux/transitions.ts";

/** Exact decimals as the document writes them. */
export interface Montants {
  /** BT-109, where the document has it. */
  readonly ht?: string;
  /** BT-112. */
  readonly ttc: string;
  /** BT-115, where the document has it. */
  readonly aPayer?: string;
}

/** Where a piece goes: what recycling may change. */
export interface Acheminement {
  readonly moe?: StructureId;
  readonly moa?: StructureId;
  /** The structure whose service financier pays. */
  readonly destinataire: StructureId;
  readonly codeService?: string;
  readonly numeroEngagement?: string;
}

export interface Piece extends Acheminement {
  readonly id: string;
  readonly numero: string;
  readonly cadre: CadreMensuel;
  readonly auteur: StructureId;
  readonly statut: StatutTravaux;
  /** ISO 8601 UTC. */
  readonly deposeeLe: string;
  readonly statutDepuis: string;
  readonly montants: Montants;
  /** In the order in which they validate, two at most. */
  readonly valideurs: readonly StructureId[];
  /** Ids of the pieces before and after it. */
  readonly piecePrecedente?: string;
  readonly pieceSuivante?: string;
  /** What it waited for when it was handed back: where it returns to. */
  readonly returnsTo?: StatutTravaux;
}

/** Whose hands a request is in while a delay runs against them. */
export type Holder = "MOE" | "VALIDEUR_1" | "VALIDEUR_2";

/** A time during which a request was in such hands: facts alone, days are computed from them. */
export interface Hold {
  readonly holder: Holder;
  readonly structure: StructureId;
  readonly piece: string;
  /** ISO 8601 UTC, as the others. */
  readonly depuis: string;
  /** Absent while it lasts. */
  readonly fin?: string;
  /** Who ended it, by an act; the platform where the law lets silence pass for one. */
  readonly finPar?: Party;
  /** When the warning of its delay was written. */
  readonly avertiLe?: string;
}

export interface Dossier {
  readonly id: string;
  /** Who is paid. */
  readonly fournisseur: StructureId;
  readonly numeroMarche?: string;
  /** The CCAG Travaux that the contract refers to: its delays are those that run. */
  readonly ccag: CcagVersion;
  readonly pieces: readonly Piece[];
  /** When the request was received by who it was first at the disposal of: it starts the payment delay. */
  readonly reception?: Reception;
  /** Instant at which the request was first put at the disposal of an MOE, ISO 8601 UTC. */
  readonly miseADispositionMoe?: string;
  /** Instant at which the MOE's seven days had gone by without an act: the MOA may then act itself. */
  readonly absenceValidationMoe?: string;
  /** Instant at which a valideur refused: a subcontractor's request goes on all the same, but is not to be paid. */
  readonly refusValideur?: string;
  /** In order; the last one may last. */
  readonly holds: readonly Hold[];
  /** Grows with each act: the key of a decision, which the first one takes. */
  readonly visit: number;
}

/** The piece that an act may be done on: the one that waits for somebody. A dossier has one, or it is over. */
export const awaitingPiece = ({ pieces }: Dossier): Piece | undefined =>
  pieces.find(({ statut }) => statutTravaux(statut).awaits !== undefined);

export const findPiece = ({ pieces }: Dossier, id: string | undefined): Piece | undefined =>
  pieces.find((piece) => piece.id === id);

const VALIDEURS: Readonly<Partial<Record<StatutTravaux, number>>> = {
  A_VALIDER_1: 0,
  A_VALIDER_2: 1,
  // The first valideur named the second, and corrects him.
  ERREUR_COTRAITANT_SUR_VALIDEUR: 0,
};

const STRUCTURES: Readonly<
  Record<Exclude<Party, "SYSTEME">, (piece: Piece, dossier: Dossier) => StructureId | undefined>
> = {
  AUTEUR: ({ auteur }) => auteur,
  FOURNISSEUR: (_, { fournisseur }) => fournisseur,
  MOE: ({ moe }) => moe,
  MOA: ({ moa }) => moa,
  VALIDEUR: ({ valideurs, statut }) => valideurs[VALIDEURS[statut] ?? -1],
  DESTINATAIRE: ({ destinataire }) => destinataire,
};

/** The structure that a party to the piece is, where the piece names one. */
export const structureOf = (party: Party, piece: Piece, dossier: Dossier): StructureId | undefined =>
  party === "SYSTEME" ? undefined : STRUCTURES[party](piece, dossier);
