import { ConditionalCheckFailedException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { unmarshall } from "@aws-sdk/util-dynamodb";
import { type Depot, isOfArchive, type MembreDepot } from "#domain/depots/depot.ts";
import { CONSERVATION } from "#domain/limites/depot.ts";
import type { Depots } from "#ports/depots.ts";
import {
  depotKey,
  FICHE,
  type Key,
  membreKey,
  OPEN_PARTITIONS,
  openPartition,
  openPartitionOf,
  PREFIXES,
} from "./keys.ts";
import { transact, type Write } from "./transaction.ts";

export interface FacturesTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

/** Index of the deposits that have no result; its rows hold keys alone. */
const OPEN_INDEX = "depotsOuverts";

type DepotRow = Omit<Depot, "versionsIgnorees"> & Key & { readonly versionsIgnorees?: ReadonlySet<string> };
type MembreRow = MembreDepot & Key & { readonly supprimerApres: number };

/** Epoch seconds after which DynamoDB deletes the row: as long as the deposited file itself is kept. */
const deletionTime = (creeLe: string): number => Math.floor(Date.parse(creeLe) / 1000) + CONSERVATION;

const OPTIONAL = [
  "sha256",
  "ouvertDepuis",
  "recuLe",
  "expireLe",
  "versionId",
  "total",
  "decompresseLe",
  "travaux",
] as const;

const toDepot = (row: DepotRow): Depot => ({
  id: row.id,
  deposant: row.deposant,
  creeLe: row.creeLe,
  nomFichier: row.nomFichier,
  taille: row.taille,
  verificationSeule: row.verificationSeule,
  empreinteDemande: row.empreinteDemande,
  integres: row.integres,
  rejetes: row.rejetes,
  versionsIgnorees: [...(row.versionsIgnorees ?? [])].sort(),
  ...Object.fromEntries(OPTIONAL.filter((name) => row[name] !== undefined).map((name) => [name, row[name]])),
});

const toMembre = ({ pk: _pk, sk: _sk, supprimerApres: _end, ...membre }: MembreRow): MembreDepot => membre;

/** The row as it stood when a condition failed. */
const rowBefore = (error: unknown): DepotRow | undefined => {
  if (!(error instanceof ConditionalCheckFailedException)) throw error;
  return error.Item && (unmarshall(error.Item) as DepotRow);
};

/** Takes a deposit out of the index. */
const CLOSE = "REMOVE depotOuvert, ouvertDepuis";

const COUNTER: Readonly<Record<MembreDepot["resultat"], "integres" | "rejetes">> = {
  INTEGREE: "integres",
  CONFORME: "integres",
  REJETEE: "rejetes",
  NON_CONFORME: "rejetes",
};

/** The two writes that put a member's verdict on its deposit, for a transaction; a file's only member closes it. */
export const membreWrites = (table: string, depot: string, membre: MembreDepot): readonly [Write, Write] => [
  {
    Put: {
      TableName: table,
      Item: { ...membre, ...membreKey(depot, membre.rang), supprimerApres: deletionTime(membre.jugeLe) },
      ConditionExpression: "attribute_not_exists(pk)",
    },
  },
  {
    Update: {
      TableName: table,
      Key: depotKey(depot),
      UpdateExpression: `ADD ${COUNTER[membre.resultat]} :one${isOfArchive(membre) ? "" : ` ${CLOSE}`}`,
      ConditionExpression: "attribute_exists(pk)",
      ExpressionAttributeValues: { ":one": 1 },
    },
  },
];

export const dynamoDepots = ({ client, table }: FacturesTable): Depots => {
  const read = async (id: string): Promise<DepotRow | undefined> => {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: depotKey(id), ConsistentRead: true }));
    return Item as DepotRow | undefined;
  };

  return {
    async create(depot) {
      const fresh: Depot = { ...depot, ouvertDepuis: depot.creeLe, integres: 0, rejetes: 0, versionsIgnorees: [] };
      const { versionsIgnorees: _none, ...stored } = fresh;
      try {
        await client.send(
          new PutCommand({
            TableName: table,
            Item: {
              ...stored,
              ...depotKey(depot.id),
              depotOuvert: openPartitionOf(depot.id),
              supprimerApres: deletionTime(depot.creeLe),
            },
            ConditionExpression: "attribute_not_exists(pk)",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        );
        return { created: true, depot: fresh };
      } catch (error) {
        const row = rowBefore(error);
        if (!row) throw error;
        return { created: false, depot: toDepot(row) };
      }
    },

    async get(id) {
      const row = await read(id);
      return row && toDepot(row);
    },

    async find(id) {
      const rows: (DepotRow | MembreRow)[] = [];
      let start: Record<string, unknown> | undefined;
      do {
        const page = await client.send(
          new QueryCommand({
            TableName: table,
            KeyConditionExpression: "pk = :pk",
            ExpressionAttributeValues: { ":pk": depotKey(id).pk },
            ConsistentRead: true,
            ...(start && { ExclusiveStartKey: start }),
          }),
        );
        rows.push(...((page.Items ?? []) as (DepotRow | MembreRow)[]));
        start = page.LastEvaluatedKey;
      } while (start);
      const fiche = rows.find(({ sk }) => sk === FICHE) as DepotRow | undefined;
      const membres = rows.filter(({ sk }) => sk.startsWith(PREFIXES.membre)) as MembreRow[];
      return fiche && { depot: toDepot(fiche), membres: membres.map(toMembre) };
    },

    async claim(id, versionId, instant) {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: depotKey(id),
            UpdateExpression:
              "SET versionId = :version, recuLe = if_not_exists(recuLe, :now), #total = if_not_exists(#total, :one) REMOVE expireLe",
            ConditionExpression: "attribute_exists(pk) AND (attribute_not_exists(versionId) OR versionId = :version)",
            ExpressionAttributeNames: { "#total": "total" },
            ExpressionAttributeValues: { ":version": versionId, ":now": instant, ":one": 1 },
            ReturnValues: "ALL_NEW",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        );
        return { outcome: "ours", depot: toDepot(Attributes as DepotRow) };
      } catch (error) {
        if (!rowBefore(error)) return { outcome: "unknown" };
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: depotKey(id),
            UpdateExpression: "ADD versionsIgnorees :version",
            ExpressionAttributeValues: { ":version": new Set([versionId]) },
          }),
        );
        return { outcome: "ignored" };
      }
    },

    async markUnpacked(id, total, instant) {
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: depotKey(id),
            UpdateExpression: "SET #total = :total, decompresseLe = :now",
            ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(decompresseLe)",
            ExpressionAttributeNames: { "#total": "total" },
            ExpressionAttributeValues: { ":total": total, ":now": instant },
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        );
      } catch (error) {
        if (!rowBefore(error)) throw error;
      }
    },

    async recordMembre(depot, membre) {
      const failed = await transact(client, membreWrites(table, depot, membre));
      if (failed === 1) throw new Error(`depot ${depot} has no row`);
    },

    async unfinishedBefore(instant, visit) {
      for (let partition = 0; partition < OPEN_PARTITIONS; partition++) {
        let start: Record<string, unknown> | undefined;
        do {
          const page = await client.send(
            new QueryCommand({
              TableName: table,
              IndexName: OPEN_INDEX,
              KeyConditionExpression: "depotOuvert = :partition AND ouvertDepuis < :instant",
              ExpressionAttributeValues: { ":partition": openPartition(partition), ":instant": instant },
              ...(start && { ExclusiveStartKey: start }),
            }),
          );
          for (const { pk } of (page.Items ?? []) as Key[]) {
            const row = await read(pk.slice("DEPOT#".length));
            if (row) await visit(toDepot(row));
          }
          start = page.LastEvaluatedKey;
        } while (start);
      }
    },

    async reopen(id, instant) {
      try {
        const { Attributes } = await client.send(
          new UpdateCommand({
            TableName: table,
            Key: depotKey(id),
            UpdateExpression: "SET depotOuvert = :partition, ouvertDepuis = :instant REMOVE expireLe",
            ConditionExpression: "attribute_exists(expireLe)",
            ExpressionAttributeValues: { ":partition": openPartitionOf(id), ":instant": instant },
            ReturnValues: "ALL_NEW",
            ReturnValuesOnConditionCheckFailure: "ALL_OLD",
          }),
        );
        return toDepot(Attributes as DepotRow);
      } catch (error) {
        const row = rowBefore(error);
        if (!row) throw error;
        return toDepot(row);
      }
    },

    async close(id) {
      await client.send(
        new UpdateCommand({
          TableName: table,
          Key: depotKey(id),
          UpdateExpression: CLOSE,
          ConditionExpression: "attribute_exists(pk)",
        }),
      );
    },

    async expire(id, instant) {
      try {
        await client.send(
          new UpdateCommand({
            TableName: table,
            Key: depotKey(id),
            UpdateExpression: `SET expireLe = :instant ${CLOSE}`,
            ConditionExpression: "attribute_exists(pk) AND attribute_not_exists(recuLe)",
            ExpressionAttributeValues: { ":instant": instant },
          }),
        );
      } catch (error) {
        rowBefore(error);
      }
    },
  };
};
