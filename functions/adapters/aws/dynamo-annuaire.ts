import {
  BatchGetCommand,
  BatchWriteCommand,
  type BatchWriteCommandInput,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
import { DomainError } from "#domain/erreurs/domain-error.ts";
import type { Principal, Rattachement, SecretTechnique, Service, Structure } from "#domain/structures/structure.ts";
import type { Annuaire, AnnuaireEditor } from "#ports/annuaire.ts";
import {
  FICHE,
  type Key,
  PREFIXES,
  principalKey,
  rattachementKey,
  secretsKey,
  serviceKey,
  structureKey,
} from "./keys.ts";
import { pause, THROTTLED } from "./patience.ts";

export interface StructuresTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

type Row<T> = T & Key;

type WriteRequest = NonNullable<BatchWriteCommandInput["RequestItems"]>[string][number];

/** Rows per BatchWriteItem (DynamoDB quota). */
const BATCH = 25;

/**
 * A batch that is throttled answers in part: asks for what was left out until nothing is (API, BatchGetItem).
 *
 * @param ask answers what of it was left out.
 * @throws {DomainError} SERVICE_INDISPONIBLE when some of it never came.
 */
const inParts = async <Asked>(
  all: readonly Asked[],
  ask: (left: readonly Asked[]) => Promise<readonly Asked[]>,
): Promise<void> => {
  let left = all;
  for (let attempt = 0; attempt < THROTTLED.attempts; attempt++) {
    if (attempt > 0) await pause(THROTTLED, attempt);
    left = await ask(left);
    if (left.length === 0) return;
  }
  const cause = new Error(`the directory answered in part: ${left.length} of ${all.length} rows are missing`);
  throw new DomainError("SERVICE_INDISPONIBLE", undefined, { cause });
};

export const dynamoAnnuaire = ({ client, table }: StructuresTable): Annuaire => ({
  async principal(id) {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": principalKey(id).pk },
        ConsistentRead: true,
      }),
    );
    const rows = Items as Row<Pick<Principal, "statut" | "exploitant"> | Rattachement>[];
    const fiche = rows.find(({ sk }) => sk === FICHE);
    if (!fiche) return undefined;
    const rattachements = rows.filter(({ sk }) => sk.startsWith(PREFIXES.rattachement)) as Row<Rattachement>[];
    const { statut, exploitant } = fiche as Row<Principal>;
    return {
      id,
      statut,
      ...(exploitant && { exploitant }),
      rattachements: rattachements.map(({ structure, statut, habilitations }) => ({
        structure,
        statut,
        habilitations,
      })),
    };
  },

  async structures(ids) {
    const keys = new Map(ids.map((id) => [structureKey(id).pk, structureKey(id)]));
    // DynamoDB takes a request for no rows to be wrong.
    if (keys.size === 0) return [];
    const rows: Row<Structure>[] = [];
    await inParts([...keys.values()], async (left) => {
      const { Responses, UnprocessedKeys } = await client.send(
        new BatchGetCommand({ RequestItems: { [table]: { Keys: [...left] } } }),
      );
      rows.push(...((Responses?.[table] ?? []) as Row<Structure>[]));
      return (UnprocessedKeys?.[table]?.Keys ?? []) as Key[];
    });
    return rows.map(({ pk: _pk, sk: _sk, ...structure }) => structure);
  },

  async service(structure, codeService) {
    const { Item } = await client.send(new GetCommand({ TableName: table, Key: serviceKey(structure, codeService) }));
    if (!Item) return undefined;
    const { pk: _pk, sk: _sk, ...service } = Item as Row<Service>;
    return service;
  },

  async secrets(clientId) {
    const { Item } = await client.send(
      new GetCommand({ TableName: table, Key: secretsKey(clientId), ConsistentRead: true }),
    );
    return ((Item as { secrets?: SecretTechnique[] } | undefined)?.secrets ?? []) satisfies readonly SecretTechnique[];
  },
});

export const dynamoAnnuaireEditor = ({ client, table }: StructuresTable): AnnuaireEditor => {
  const keysUnder = async (pk: string): Promise<readonly Key[]> => {
    const { Items = [] } = await client.send(
      new QueryCommand({
        TableName: table,
        KeyConditionExpression: "pk = :pk",
        ExpressionAttributeValues: { ":pk": pk },
        ProjectionExpression: "pk, sk",
        ConsistentRead: true,
      }),
    );
    return Items as Key[];
  };

  /** Makes a partition hold these rows and no other. */
  const replace = async (pk: string, rows: readonly Key[]): Promise<void> => {
    const kept = new Set(rows.map(({ sk }) => sk));
    const gone = (await keysUnder(pk)).filter(({ sk }) => !kept.has(sk));
    const requests: readonly WriteRequest[] = [
      ...rows.map((Item) => ({ PutRequest: { Item } })),
      ...gone.map((Key) => ({ DeleteRequest: { Key } })),
    ];
    for (let start = 0; start < requests.length; start += BATCH) {
      await inParts(requests.slice(start, start + BATCH), async (left) => {
        const { UnprocessedItems } = await client.send(new BatchWriteCommand({ RequestItems: { [table]: [...left] } }));
        return UnprocessedItems?.[table] ?? [];
      });
    }
  };

  return {
    saveStructure: (structure, services) =>
      replace(structureKey(structure).pk, [
        { ...structure, ...structureKey(structure) },
        ...services.map((service) => ({ ...service, ...serviceKey(structure, service.codeService) })),
      ]),

    savePrincipal: ({ id, statut, exploitant, rattachements }) =>
      replace(principalKey(id).pk, [
        { statut, ...(exploitant && { exploitant }), ...principalKey(id) } as Key,
        ...rattachements.map((one) => ({ ...one, ...rattachementKey(id, one.structure) })),
      ]),

    async saveSecrets(clientId, secrets) {
      await client.send(new PutCommand({ TableName: table, Item: { ...secretsKey(clientId), secrets } }));
    },
  };
};
