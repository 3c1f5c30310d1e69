import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type Courriel, depositOf, type Facture } from "#domain/facture/facture.ts";
import { LISTES } from "#domain/limites/depot.ts";
import type { HistoryEntry } from "#domain/statuts/statuts.ts";
import type { Factures, FacturesQuery, Integration, IntegrationOutcome, Position } from "#ports/factures.ts";
import { dossierWrites, listedFor, RACED_WRITES } from "./dossier-writes.ts";
import { type FacturesTable, membreWrites } from "./dynamo-depots.ts";
import {
  aliasKey,
  evenementKey,
  FICHE,
  factureKey,
  historiqueKey,
  type Key,
  listOf,
  listPartition,
  listPartitionOf,
  monthOf,
  PREFIXES,
  rankOf,
} from "./keys.ts";
import { putNew, transact, type Write } from "./transaction.ts";

type FactureRow = Facture &
  Key & { readonly rangListe: string; readonly fournisseurMois: string; readonly destinataireMois?: string };

const toFacture = ({
  pk: _pk,
  sk: _sk,
  rangListe: _rang,
  fournisseurMois: _f,
  destinataireMois: _d,
  ...facture
}: FactureRow): Facture => facture;

const withoutKey = <T>({ pk: _pk, sk: _sk, ...row }: T & Key): Omit<T, keyof Key> => row as Omit<T, keyof Key>;

/** The month before, `YYYY-MM`. */
const monthBefore = (month: string): string => {
  const [year = 0, number = 1] = month.split("-").map(Number);
  return number === 1 ? `${year - 1}-12` : `${year}-${String(number - 1).padStart(2, "0")}`;
};

interface ConditionalWrite {
  readonly write: Write;
  /** What it means that its condition failed. */
  readonly failure: IntegrationOutcome | "impossible";
}

/** The list of received invoices that the row is in; a piece of works contracts is in none before it is payable. */
const received = ({ facture, partitions, acte }: Integration) =>
  acte === undefined
    ? { destinataireMois: listPartitionOf(facture.destinataire, facture.dateDepot, facture.id, partitions) }
    : listedFor(acte.payable);

/** What follows an invoice that goes straight to its recipient. */
const directWrites = (table: string, { facture, passages }: Integration): readonly Write[] => {
  const { id, dateDepot } = facture;
  const evenement = { id: `${id}:1`, type: "FACTURE_MISE_A_DISPOSITION", facture: id, instant: dateDepot } as const;
  return [
    ...passages.map((entry, index) => ({ ...entry, ...historiqueKey(id, index + 1) })),
    { ...evenement, ...evenementKey(evenement) },
  ].map((item) => putNew(table, item));
};

const followingWrites = (table: string, integration: Integration): readonly ConditionalWrite[] => {
  const { acte } = integration;
  if (acte === undefined) return directWrites(table, integration).map((write) => ({ write, failure: "impossible" }));
  return dossierWrites(table, acte).map((write, index) => ({
    write,
    failure: index < RACED_WRITES ? "decided-meanwhile" : "impossible",
  }));
};

/** The writes of an integration, each with the outcome that its failed condition means. */
const integrationWrites = (table: string, integration: Integration): readonly ConditionalWrite[] => {
  const { facture, membre } = integration;
  const { id, dateDepot, fournisseur, alias } = facture;
  const [membreRow, depotCounts] = membreWrites(table, facture.depot, membre);
  return [
    // First, so that a repeated delivery is told apart from another deposit of the same invoice.
    { write: membreRow, failure: "already-judged" },
    {
      write: putNew(table, {
        ...facture,
        ...factureKey(id),
        rangListe: rankOf(dateDepot, id),
        fournisseurMois: listPartition(fournisseur, monthOf(dateDepot), 0),
        ...received(integration),
      }),
      failure: "taken",
    },
    { write: putNew(table, { facture: id, ...aliasKey(alias) }), failure: "alias-taken" },
    ...followingWrites(table, integration),
    { write: depotCounts, failure: "impossible" },
  ];
};

export const dynamoFactures = ({ client, table }: FacturesTable): Factures => {
  /** Invoices of one partition of one month, newest first, older than `before`. */
  const readPartition = async (
    { qualite, structure, limit }: FacturesQuery,
    month: string,
    partition: number,
    before: string | undefined,
  ): Promise<readonly FactureRow[]> => {
    const { index, attribute } = listOf(qualite);
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        IndexName: index,
        KeyConditionExpression: `${attribute} = :partition${before === undefined ? "" : " AND rangListe < :before"}`,
        ExpressionAttributeValues: {
          ":partition": listPartition(structure, month, partition),
          ...(before !== undefined && { ":before": before }),
        },
        ScanIndexForward: false,
        Limit: limit + 1,
      }),
    );
    return Items as FactureRow[];
  };

  const readMonth = async (query: FacturesQuery, month: string, before: string | undefined) => {
    const partitions = Array.from({ length: query.partitions }, (_, partition) => partition);
    const parts = await Promise.all(partitions.map((partition) => readPartition(query, month, partition, before)));
    return parts.flat().sort((a, b) => (a.rangListe < b.rangListe ? 1 : -1));
  };

  return {
    async integrate(integration) {
      const writes = integrationWrites(table, integration);
      const failed = await transact(
        client,
        writes.map(({ write }) => write),
      );
      if (failed === undefined) return "integrated";
      const failure = writes[failed]?.failure ?? "impossible";
      if (failure === "impossible") {
        throw new Error(`facture ${integration.facture.id}: write ${failed} of its integration was refused`);
      }
      return failure;
    },

    async find(id) {
      const { Item } = await client.send(
        new GetCommand({ TableName: table, Key: factureKey(id), ConsistentRead: true }),
      );
      return Item && toFacture(Item as FactureRow);
    },

    async dossier(id) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": factureKey(id).pk },
          ConsistentRead: true,
        }),
      );
      const rows = Items as Key[];
      const under = <T>(prefix: string) =>
        rows.filter(({ sk }) => sk.startsWith(prefix)).map((row) => withoutKey(row as T & Key) as T);
      const fiche = rows.find(({ sk }) => sk === FICHE);
      if (!fiche) return undefined;
      const facture = toFacture(fiche as FactureRow);
      return {
        facture,
        historique: [...depositOf(facture), ...under<HistoryEntry>(PREFIXES.historique)],
        courriels: under<Courriel>(PREFIXES.courriel),
      };
    },

    async page(query) {
      const rows: FactureRow[] = [];
      let position: Position = query.after ?? { month: monthOf(query.now) };
      for (let months = 0; months < LISTES.moisParPage && position.month >= LISTES.premierMois; months++) {
        rows.push(...(await readMonth(query, position.month, position.rank)));
        if (rows.length > query.limit) {
          const shown = rows.slice(0, query.limit);
          const rank = shown.at(-1)?.rangListe;
          const month = rank === undefined ? position.month : monthOf(rank);
          return { factures: shown.map(toFacture), next: { month, ...(rank !== undefined && { rank }) } };
        }
        position = { month: monthBefore(position.month) };
      }
      const exhausted = position.month < LISTES.premierMois;
      return { factures: rows.map(toFacture), ...(!exhausted && { next: position }) };
    },
  };
};
