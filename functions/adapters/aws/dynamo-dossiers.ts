import { setTimeout as pause } from "node:timers/promises";
import { BatchGetCommand, GetCommand, PutCommand, QueryCommand } from "@aws-sdk/lib-dynamodb";
import { formatStructureId } from "#domain/structures/identifiers.ts";
import type { Etape } from "#domain/travaux/etapes.ts";
import type { Decision, Dossiers } from "#ports/dossiers.ts";
import { type DossierRow, dossierWrites, RACED_WRITES, toDossier, warningWrites } from "./dossier-writes.ts";
import type { FacturesTable } from "./dynamo-depots.ts";
import { decisionKey, dossierKey, ECHEANCE_PARTITIONS, echeancePartition, jetonKey, type Key } from "./keys.ts";
import { transact } from "./transaction.ts";

type EtapeRow = Etape & Key & { readonly etapeDe: string; readonly etapeDepuis: string };

const toEtape = ({ pk: _pk, sk: _sk, etapeDe: _de, etapeDepuis: _depuis, ...etape }: EtapeRow): Etape => etape;

/** Rows per BatchGetItem (DynamoDB quota). */
const BATCH = 100;

/** Attempts at rows that a throttled table left out of its answer. */
const ATTEMPTS = 5;
const BASE_DELAY_MS = 50;

const toDecision = ({ pk: _pk, sk: _sk, ...decision }: Decision & Key): Decision => decision;

export const dynamoDossiers = ({ client, table }: FacturesTable): Dossiers => {
  /** Consistent: what was decided a moment ago counts. */
  const get = async (key: Key): Promise<object | undefined> =>
    (await client.send(new GetCommand({ TableName: table, Key: key, ConsistentRead: true }))).Item;

  /** Of a batch whose answer was cut, by size or by throttling, the rest is asked for again. */
  const getBatch = async (keys: readonly Key[]): Promise<readonly object[]> => {
    const found: object[] = [];
    let left: Record<string, unknown>[] = [...keys].map(({ pk, sk }) => ({ pk, sk }));
    for (let attempt = 0; left.length > 0; attempt++) {
      if (attempt === ATTEMPTS) throw new Error(`the table did not answer for ${left.length} dossiers`);
      if (attempt > 0) await pause(BASE_DELAY_MS * 2 ** attempt);
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: left } } }),
      );
      found.push(...(Responses?.[table] ?? []));
      left = UnprocessedKeys?.[table]?.Keys ?? [];
    }
    return found;
  };

  return {
    async several(ids) {
      const keys = [...new Set(ids)].map(dossierKey);
      const batches = Array.from({ length: Math.ceil(keys.length / BATCH) }, (_, batch) =>
        getBatch(keys.slice(batch * BATCH, (batch + 1) * BATCH)),
      );
      return (await Promise.all(batches)).flat().map((row) => toDossier(row as DossierRow));
    },

    async find(id) {
      const row = await get(dossierKey(id));
      return row && toDossier(row as DossierRow);
    },

    async decide(acte) {
      const failed = await transact(client, dossierWrites(table, acte));
      if (failed === undefined) return "decided";
      if (failed < RACED_WRITES) return "taken";
      throw new Error(`dossier ${acte.after.id}: write ${failed} of its decision was refused`);
    },

    async decision(id, visit) {
      const row = await get(decisionKey(id, visit));
      return row && toDecision(row as Decision & Key);
    },

    async storeToken(id, visit, jeton) {
      await client.send(new PutCommand({ TableName: table, Item: { ...jetonKey(id, visit), jeton } }));
    },

    async token(id, visit) {
      const row = await get(jetonKey(id, visit));
      return (row as { readonly jeton: string } | undefined)?.jeton;
    },

    async etapes({ structure, after, limit }) {
      const { Items = [] } = await client.send(
        new QueryCommand({
          TableName: table,
          IndexName: "etapesOuvertes",
          KeyConditionExpression: `etapeDe = :de${after === undefined ? "" : " AND etapeDepuis > :after"}`,
          ExpressionAttributeValues: {
            ":de": formatStructureId(structure),
            ...(after !== undefined && { ":after": after }),
          },
          Limit: limit + 1,
        }),
      );
      const rows = (Items as EtapeRow[]).slice(0, limit);
      const last = Items.length > limit ? rows.at(-1)?.etapeDepuis : undefined;
      return { etapes: rows.map(toEtape), ...(last !== undefined && { next: last }) };
    },

    async avertir(avertissement) {
      const failed = await transact(client, warningWrites(table, avertissement));
      return failed === undefined ? "written" : "taken";
    },

    async echus(instant, visit) {
      for (let partition = 0; partition < ECHEANCE_PARTITIONS; partition++) {
        let start: Record<string, unknown> | undefined;
        do {
          const page = await client.send(
            new QueryCommand({
              TableName: table,
              IndexName: "echeances",
              KeyConditionExpression: "echeance = :partition AND echueLe <= :instant",
              ExpressionAttributeValues: { ":partition": echeancePartition(partition), ":instant": instant },
              ...(start && { ExclusiveStartKey: start }),
            }),
          );
          for (const { pk } of (page.Items ?? []) as Key[]) await visit(pk.slice(dossierKey("").pk.length));
          start = page.LastEvaluatedKey;
        } while (start);
      }
    },
  };
};
