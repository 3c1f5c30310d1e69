/** A deposit: one file sent by a caller, which is an invoice or an archive of several. */
import type { Fault } from "#domain/fautes/fault.ts";
import type { PrincipalId } from "#domain/structures/structure.ts";
import type { DeclarationTravaux } from "#domain/travaux/declaration.ts";

/** What the depositor declares before it uploads. */
export interface DeclarationDepot {
  readonly nomFichier: string;
  /** Size in bytes; the upload is refused unless it has exactly this size. */
  readonly taille: number;
  /** SHA-256 of the file, lowercase hexadecimal. */
  readonly sha256?: string;
  /** Judge the file and report, but route nothing. */
  readonly verificationSeule: boolean;
  /** Of the pieces of works contracts in the file. */
  readonly travaux?: DeclarationTravaux;
}

/**
 * Where a deposit stands. `RECU`: the bytes are here. `INTEGRE…` and `REJETE`: every invoice of the file was judged.
 * Reception and integration are two facts, and a supplier sees which one holds.
 */
export const STATUTS_DEPOT = {
  EN_ATTENTE_DE_FICHIER: "En attente du fichier",
  EXPIRE: "Expiré : aucun fichier n'a été téléversé à temps",
  RECU: "Reçu, en cours de contrôle",
  INTEGRE: "Intégré",
  INTEGRE_PARTIELLEMENT: "Intégré partiellement",
  REJETE: "Rejeté",
  VERIFIE: "Vérifié, rien n'a été transmis",
} as const;

export type StatutDepot = keyof typeof STATUTS_DEPOT;

/** Counts from which a deposit's state follows; each member of the file adds one, once. */
export interface Avancement {
  /** Members of the file: 1 once it is received, those of an archive once it is unpacked. */
  readonly total?: number;
  readonly integres: number;
  readonly rejetes: number;
  /** Instant of the first upload, ISO 8601 UTC. */
  readonly recuLe?: string;
  readonly expireLe?: string;
}

export interface Depot extends DeclarationDepot, Avancement {
  readonly id: string;
  readonly deposant: PrincipalId;
  /** Instants: ISO 8601, UTC. */
  readonly creeLe: string;
  /** Since when it waits for its file or its verdict; absent once it waits for nothing. */
  readonly ouvertDepuis?: string;
  /** When all members of an archive were stored, each by itself; absent for a file that is one invoice. */
  readonly decompresseLe?: string;
  /** The object version that was judged: the first upload seen. */
  readonly versionId?: string;
  /** Other uploads to the same deposit: noted, never judged. */
  readonly versionsIgnorees: readonly string[];
  /** Digest of the request that created it, to tell a repeated request from another one with the same key. */
  readonly empreinteDemande: string;
}

/** What became of one member of the file. */
export interface MembreDepot {
  /** Position in the file, from 1. */
  readonly rang: number;
  /** Name in the archive; absent when the file itself is the invoice. */
  readonly nomFichier?: string;
  readonly resultat: "INTEGREE" | "REJETEE" | "CONFORME" | "NON_CONFORME";
  /** Absent for a member that was not unpacked. */
  readonly sha256?: string;
  readonly jugeLe: string;
  readonly numeroFacture?: string;
  /** Id of the invoice that this member became, or that it already was. */
  readonly facture?: string;
  /** The same bytes had already been integrated. */
  readonly dejaDepose?: boolean;
  readonly fautes: readonly Fault[];
}

/** Whether a member came out of an archive: its deposit then has others, and does not end with it. */
export const isOfArchive = ({ nomFichier }: Pick<MembreDepot, "nomFichier">): boolean => nomFichier !== undefined;

export const isFinished = ({ total, integres, rejetes }: Avancement): boolean =>
  total !== undefined && integres + rejetes >= total;

/** The state of a deposit, derived from its counts so that it can never contradict them. */
export const statutDepot = (depot: Avancement & { readonly verificationSeule: boolean }): StatutDepot => {
  const { recuLe, integres, rejetes, expireLe, verificationSeule } = depot;
  if (recuLe === undefined) return expireLe === undefined ? "EN_ATTENTE_DE_FICHIER" : "EXPIRE";
  if (!isFinished(depot)) return "RECU";
  if (verificationSeule) return "VERIFIE";
  if (rejetes === 0) return "INTEGRE";
  return integres === 0 ? "REJETE" : "INTEGRE_PARTIELLEMENT";
};
