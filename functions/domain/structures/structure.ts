/** The directory: who can send, who can receive, and what a receiver asks for. */
import type { StructureId } from "./identifiers.ts";

/** What a receiving structure asks of an invoice. Names are those of the Structures API; `getaMoa` is its spelling. */
export interface Parametres {
  /** An engagement number is compulsory. */
  readonly numeroEJDoitEtreRenseigne: boolean;
  /** An active service is compulsory. */
  readonly codeServiceDoitEtreRenseigne: boolean;
  /** At least one of the two is compulsory. */
  readonly gestionNumeroEJOuCodeService: boolean;
  /** Also acts as maîtrise d'ouvrage of works contracts. */
  readonly getaMoa: boolean;
  /** Receives invoices of works contracts only. */
  readonly estMoaUniquement: boolean;
}

export const NO_REQUIREMENT: Parametres = {
  numeroEJDoitEtreRenseigne: false,
  codeServiceDoitEtreRenseigne: false,
  gestionNumeroEJOuCodeService: false,
  getaMoa: false,
  estMoaUniquement: false,
};

export interface Structure extends StructureId {
  readonly raisonSocialeStructure: string;
  readonly structurePriveePublique: "PRIVEE" | "PUBLIQUE";
  readonly statut: "ACTIVE" | "INACTIVE";
  /** Where the structure wants its notifications; absent when it gave none. */
  readonly emailStructure?: string;
  readonly parametres: Parametres;
  /**
   * In how many partitions its list of received invoices is kept. One partition takes 1,000 write units a second
   * (DynamoDB); this number may only grow, since older months are read over as many partitions.
   */
  readonly partitions: number;
}

/** A service of a structure: where inside it the invoice goes. */
export interface Service {
  readonly codeService: string;
  readonly nomService: string;
  readonly statut: "ACTIF" | "INACTIF" | "SUPPRIME";
  /** An engagement number is compulsory for this service. */
  readonly numeroEngagement: boolean;
}

/** Applications of the portal that a right is given on (`domaines`, formerly `espaces`). */
export const ESPACES = ["FACTURES_EMISES", "FACTURES_RECUES", "FACTURES_TRAVAUX", "FACTURES_A_VALIDER"] as const;
export type Espace = (typeof ESPACES)[number];

/** Levels of a right, the wider one last. */
export const NIVEAUX = ["CONSULTATION_UNIQUEMENT", "MODIFICATION"] as const;
export type Niveau = (typeof NIVEAUX)[number];

export const STATUTS_RATTACHEMENT = [
  "EN_COURS_DE_VALIDATION",
  "REFUSEE",
  "VALIDEE",
  "DESACTIVEE",
  "SUPPRIMEE",
] as const;

/** A caller's tie to a structure, with the rights that it carries. Only a `VALIDEE` one gives any right. */
export interface Rattachement {
  readonly structure: StructureId;
  readonly statut: (typeof STATUTS_RATTACHEMENT)[number];
  readonly habilitations: Readonly<Partial<Record<Espace, Niveau>>>;
}

/** Who calls: `compte:<client_id>` for a technical account, `personne:<sub>` for a person. */
export type PrincipalId = `compte:${string}` | `personne:${string}`;

export interface Principal {
  readonly id: PrincipalId;
  readonly statut: "ACTIF" | "INACTIF";
  readonly rattachements: readonly Rattachement[];
  /** Operates the platform: sees and replays what failed. It gives no right on any structure's business. */
  readonly exploitant?: true;
}

/** One of the two live secrets of a technical account: never the secret itself. */
export interface SecretTechnique {
  /** 16 random bytes, hexadecimal. */
  readonly sel: string;
  /** SHA-256 of salt then secret, hexadecimal. The secret has 256 bits of entropy, so that a fast hash is enough. */
  readonly empreinte: string;
  /** Instant after which it is refused, ISO 8601 UTC. */
  readonly fin: string;
}
