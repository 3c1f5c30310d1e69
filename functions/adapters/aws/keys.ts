/** Keys of the two tables. Every access pattern of `access-patterns.ts` is served by exactly one of them. */
import type { Inscription } from "#domain/exploitation/registre.ts";
import { civilDayInParis } from "#domain/facture/civil-date.ts";
import { formatStructureId, type StructureId } from "#domain/structures/identifiers.ts";
import type { PrincipalId } from "#domain/structures/structure.ts";
import type { Evenement } from "#ports/evenements.ts";
import type { Qualite } from "#ports/factures.ts";

export interface Key {
  readonly pk: string;
  readonly sk: string;
}

/** Sort key of the row that describes the partition's owner. */
export const FICHE = "FICHE";

/** Partitions of the hourly event log: 320 deposits a second write 640 units to it, one partition takes 1,000. */
const EVENT_PARTITIONS = 4;

/** Partitions of the list of deposits without a result. */
export const OPEN_PARTITIONS = 4;

/** Partitions of the list of dossiers with a delay that runs. */
export const ECHEANCE_PARTITIONS = 4;

/** Which of `count` partitions an id falls in: evenly, and always the same one. */
const partitionOf = (id: string, count: number): number => {
  let sum = 0;
  for (const character of id) sum = (sum * 31 + character.charCodeAt(0)) % 1_000_003;
  return sum % count;
};

export const PREFIXES = {
  service: "SERVICE#",
  rattachement: "RATTACHEMENT#",
  membre: "MEMBRE#",
  historique: "HISTORIQUE#",
  courriel: "COURRIEL#",
  decision: "DECISION#",
  jeton: "JETON#",
  etape: "ETAPE#",
} as const;

const ordinal = (rang: number): string => String(rang).padStart(6, "0");

export const structureKey = (id: StructureId): Key => ({ pk: `STRUCTURE#${formatStructureId(id)}`, sk: FICHE });
export const serviceKey = (id: StructureId, codeService: string): Key => ({
  pk: structureKey(id).pk,
  sk: `${PREFIXES.service}${codeService}`,
});
export const principalKey = (id: PrincipalId): Key => ({ pk: `PRINCIPAL#${id}`, sk: FICHE });
export const rattachementKey = (id: PrincipalId, structure: StructureId): Key => ({
  pk: principalKey(id).pk,
  sk: `${PREFIXES.rattachement}${formatStructureId(structure)}`,
});
export const secretsKey = (clientId: string): Key => ({ pk: `SECRETS#${clientId}`, sk: FICHE });

export const depotKey = (id: string): Key => ({ pk: `DEPOT#${id}`, sk: FICHE });
export const membreKey = (id: string, rang: number): Key => ({
  pk: depotKey(id).pk,
  sk: `${PREFIXES.membre}${ordinal(rang)}`,
});
export const openPartition = (partition: number): string => `OUVERT#${partition}`;
export const openPartitionOf = (depot: string): string => openPartition(partitionOf(depot, OPEN_PARTITIONS));

export const factureKey = (id: string): Key => ({ pk: `FACTURE#${id}`, sk: FICHE });
export const historiqueKey = (facture: string, rang: number): Key => ({
  pk: factureKey(facture).pk,
  sk: `${PREFIXES.historique}${ordinal(rang)}`,
});
export const courrielKey = (facture: string, id: string): Key => ({
  pk: factureKey(facture).pk,
  sk: `${PREFIXES.courriel}${id}`,
});
export const dossierKey = (id: string): Key => ({ pk: `DOSSIER#${id}`, sk: FICHE });
export const decisionKey = (id: string, visit: number): Key => ({
  pk: dossierKey(id).pk,
  sk: `${PREFIXES.decision}${ordinal(visit)}`,
});
export const jetonKey = (id: string, visit: number): Key => ({
  pk: dossierKey(id).pk,
  sk: `${PREFIXES.jeton}${ordinal(visit)}`,
});
/** One row for each structure that ever had to act on the dossier: it is in the list of open steps or out of it. */
export const etapeKey = (id: string, structure: StructureId): Key => ({
  pk: dossierKey(id).pk,
  sk: `${PREFIXES.etape}${formatStructureId(structure)}`,
});
export const echeancePartition = (partition: number): string => `ECHEANCE#${partition}`;
export const echeancePartitionOf = (dossier: string): string =>
  echeancePartition(partitionOf(dossier, ECHEANCE_PARTITIONS));

export const aliasKey = (alias: number): Key => ({ pk: `ALIAS#${alias}`, sk: FICHE });

/** `YYYY-MM-DDTHH`, UTC. */
export const hourOf = (instant: string): string => instant.slice(0, 13);
export const eventPartitions = (hour: string): readonly string[] =>
  Array.from({ length: EVENT_PARTITIONS }, (_, partition) => `EVENEMENT#${hour}#${partition}`);
export const evenementKey = ({ id, instant }: Pick<Evenement, "id" | "instant">): Key => ({
  pk: `EVENEMENT#${hourOf(instant)}#${partitionOf(id, EVENT_PARTITIONS)}`,
  sk: `${instant}#${id}`,
});
/** How far the sweep has cleared the event log. */
export const sweepKey: Key = { pk: "BALAYAGE", sk: "EVENEMENTS" };

/** A day of the register, in Paris. The permission to write it names this form (`infra/permissions.ts`). */
export const registrePartition = (jour: string): string => `EXPLOITATION#${jour}`;
export const registreKey = ({ id, instant }: Pick<Inscription, "id" | "instant">): Key => ({
  pk: registrePartition(civilDayInParis(new Date(instant))),
  sk: `${instant}#${id}`,
});

/** `YYYY-MM`, UTC. */
export const monthOf = (instant: string): string => instant.slice(0, 7);

const LISTS = {
  FOURNISSEUR: { index: "parFournisseur", attribute: "fournisseurMois" },
  DESTINATAIRE: { index: "parDestinataire", attribute: "destinataireMois" },
} as const satisfies Record<Qualite, { index: string; attribute: string }>;

export const listOf = (qualite: Qualite): (typeof LISTS)[Qualite] => LISTS[qualite];

export const listPartition = (structure: StructureId, month: string, partition: number): string =>
  `${formatStructureId(structure)}#${month}#${partition}`;

export const listPartitionOf = (structure: StructureId, instant: string, facture: string, count: number): string =>
  listPartition(structure, monthOf(instant), partitionOf(facture, count));

/** Order in a list: by instant of deposit, then by id. */
export const rankOf = (instant: string, facture: string): string => `${instant}#${facture}`;
