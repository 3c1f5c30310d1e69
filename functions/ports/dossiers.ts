import type { Partie } from "#domain/facture/facture.ts";
import type { StructureId } from "#domain/structures/identifiers.ts";
import type { PrincipalId } from "#domain/structures/structure.ts";
import type { Avis } from "#domain/travaux/avis.ts";
import type { StatusChange } from "#domain/travaux/decide.ts";
import type { Dossier, Piece } from "#domain/travaux/dossier.ts";
import type { Etape } from "#domain/travaux/etapes.ts";
import type { MotifRefus } from "#domain/travaux/motifs.ts";
import type { StatutTravaux } from "#domain/travaux/statuts-travaux.ts";
import type { Acte, Party } from "#domain/travaux/transitions.ts";
import type { DelaiAEchoir } from "./evenements.ts";

/** What was decided at one visit of a dossier: the first act wins, and stays. */
export interface Decision {
  readonly dossier: string;
  /** Of the dossier before it. */
  readonly visit: number;
  /** `deposer` opens the dossier. */
  readonly acte: Acte | "deposer";
  readonly by: Party;
  /** Who did it; `plateforme` at a legal date. */
  readonly auteur: PrincipalId | "plateforme";
  /** ISO 8601 UTC. */
  readonly instant: string;
  /** Digest of all that the act said: the same act, twice, is one. */
  readonly empreinte: string;
  /** What the dossier waits for afterwards; absent once it waits for nobody. */
  readonly statut?: StatutTravaux;
  /** How it ended, then. */
  readonly issue?: StatutTravaux;
  readonly motif?: MotifRefus;
  /** Who is to be told, by e-mail. */
  readonly avis: readonly Avis[];
}

/** A piece that became payable: from now on an ordinary invoice of its recipient. */
export interface Payable {
  readonly facture: string;
  /** Instant of its deposit: lists are in its order. */
  readonly dateDepot: string;
  readonly destinataire: Partie;
  /** Of the recipient's list. */
  readonly partitions: number;
}

/** All that one act writes, in one transaction. */
export interface ActeEcrit {
  /** Undefined where the act opens the dossier. */
  readonly before: Dossier | undefined;
  readonly after: Dossier;
  readonly changes: readonly StatusChange[];
  readonly decision: Decision;
  /** Pieces whose way was corrected, with their recipient as the directory names it. */
  readonly reroutees: readonly { readonly piece: Piece; readonly destinataire: Partie }[];
  readonly payable?: Payable;
}

/** A warning, with the event that has it sent. It is no act: the visit stays, and whoever acts meanwhile is not disturbed. */
export interface AvertissementEcrit {
  readonly before: Dossier;
  readonly after: Dossier;
  readonly evenement: DelaiAEchoir;
}

export interface EtapesQuery {
  readonly structure: StructureId;
  /** Those that wait longest come first; only later ones than this. */
  readonly after?: string;
  readonly limit: number;
}

/** The dossiers de facturation of works contracts. */
export interface Dossiers {
  find(id: string): Promise<Dossier | undefined>;
  /** Those that exist of these, in any order, for lists: what was decided a moment ago may not be seen yet. */
  several(ids: readonly string[]): Promise<readonly Dossier[]>;
  /** Writes all that the act changes, or nothing: `taken` where another act was first at that visit. */
  decide(acte: ActeEcrit): Promise<"decided" | "taken">;
  decision(id: string, visit: number): Promise<Decision | undefined>;
  /** Keeps the token with which the execution waits at that visit, in the place of an older one. */
  storeToken(id: string, visit: number, jeton: string): Promise<void>;
  token(id: string, visit: number): Promise<string | undefined>;
  /** The open steps of a structure. */
  etapes(query: EtapesQuery): Promise<{ readonly etapes: readonly Etape[]; readonly next?: string }>;
  /** Writes both, or nothing: `taken` where an act was first, or the same warning. */
  avertir(avertissement: AvertissementEcrit): Promise<"written" | "taken">;
  /** Visits every dossier that needed the platform by then: somebody is to be warned, or a delay is over. */
  echus(instant: string, visit: (dossier: string) => Promise<void>): Promise<void>;
}
