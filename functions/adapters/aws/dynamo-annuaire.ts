import {
  BatchGetCommand,
  BatchWriteCommand,
  type DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
} from "@aws-sdk/lib-dynamodb";
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

export interface StructuresTable {
  readonly client: DynamoDBDocumentClient;
  readonly table: string;
}

type Row<T> = T & Key;

/** Rows per BatchWriteItem (DynamoDB quota). */
const BATCH = 25;

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
    const { Responses, UnprocessedKeys } = await client.send(
      new BatchGetCommand({ RequestItems: { [table]: { Keys: [...keys.values()] } } }),
    );
    if (Object.keys(UnprocessedKeys ?? {}).length > 0)
      throw new Error("the directory did not answer for every structure");
    return ((Responses?.[table] ?? []) as Row<Structure>[]).map(({ pk: _pk, sk: _sk, ...structure }) => structure);
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
    const requests = [
      ...rows.map((Item) => ({ PutRequest: { Item } })),
      ...gone.map((Key) => ({ DeleteRequest: { Key } })),
    ];
    for (let start = 0; start < requests.length; start += BATCH) {
      const { UnprocessedItems } = await client.send(
        new BatchWriteCommand({ RequestItems: { [table]: requests.slice(start, start + BATCH) } }),
      );
      if (Object.keys(UnprocessedItems ?? {}).length > 0)
        throw new Error(`${pk} was written in part only: run this again`);
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
