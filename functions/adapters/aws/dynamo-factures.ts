import { GetCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { type Courriel, depositOf, type Facture } from "#domain/facture/facture.ts";
import { LISTES } from "#domain/limites/depot.ts";
import type { HistoryEntry } from "#domain/statuts/statuts.ts";
import type { Factures, FacturesQuery, Integration, IntegrationOutcome, Position } from "#ports/factures.ts";
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
import { transact, type Write } from "./transaction.ts";

type FactureRow = Facture &
  Key & { readonly rangListe: string; readonly fournisseurMois: string; readonly destinataireMois: string };

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

/** The writes of an integration, each with the outcome that its failed condition means. */
const integrationWrites = (
  table: string,
  { facture, passages, membre, partitions }: Integration,
): readonly { readonly write: Write; readonly failure: IntegrationOutcome | "impossible" }[] => {
  const put = <Item extends Key>(item: Item): Write => ({
    Put: { TableName: table, Item: item, ConditionExpression: "attribute_not_exists(pk)" },
  });
  const { id, dateDepot, fournisseur, destinataire, alias } = facture;
  const [membreRow, depotCounts] = membreWrites(table, facture.depot, membre);
  const evenement = { id: `${id}:1`, type: "FACTURE_MISE_A_DISPOSITION", facture: id, instant: dateDepot } as const;
  return [
    // First, so that a repeated delivery is told apart from another deposit of the same invoice.
    { write: membreRow, failure: "already-judged" },
    {
      write: put({
        ...facture,
        ...factureKey(id),
        rangListe: rankOf(dateDepot, id),
        fournisseurMois: listPartition(fournisseur, monthOf(dateDepot), 0),
        destinataireMois: listPartitionOf(destinataire, dateDepot, id, partitions),
      }),
      failure: "taken",
    },
    { write: put({ facture: id, ...aliasKey(alias) }), failure: "alias-taken" },
    ...passages.map((entry, index) => ({
      write: put({ ...entry, ...historiqueKey(id, index + 1) }),
      failure: "impossible" as const,
    })),
    { write: put({ ...evenement, ...evenementKey(evenement) }), failure: "impossible" },
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
        historique: [depositOf(facture), ...under<HistoryEntry>(PREFIXES.historique)],
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
