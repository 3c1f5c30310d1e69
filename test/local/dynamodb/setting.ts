/** The table of the tests and what the runtime does to create it, without the SDK: a process starts faster so. */
import { mkdtempSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { CreatedResource, LocalContext } from "#infra/local/contracts.ts";
import type { DynamoService } from "#infra/local/dynamodb/service.ts";

export const credentials = { accessKeyId: "AKIDLOCAL", secretAccessKey: "secret" };

/** The table that most tests use: one overloaded index of each projection, a stream, a time to live. */
export const FACTURES = {
  TableName: "factures",
  AttributeDefinitions: ["pk", "sk", "gsi1pk", "gsi1sk", "gsi2pk"].map((AttributeName) => ({
    AttributeName,
    AttributeType: "S",
  })),
  KeySchema: [
    { AttributeName: "pk", KeyType: "HASH" },
    { AttributeName: "sk", KeyType: "RANGE" },
  ],
  BillingMode: "PAY_PER_REQUEST",
  GlobalSecondaryIndexes: [
    {
      IndexName: "gsi1",
      KeySchema: [
        { AttributeName: "gsi1pk", KeyType: "HASH" },
        { AttributeName: "gsi1sk", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "ALL" },
    },
    {
      IndexName: "gsi2",
      KeySchema: [{ AttributeName: "gsi2pk", KeyType: "HASH" }],
      Projection: { ProjectionType: "KEYS_ONLY" },
    },
    {
      IndexName: "gsi3",
      KeySchema: [
        { AttributeName: "gsi2pk", KeyType: "HASH" },
        { AttributeName: "gsi1sk", KeyType: "RANGE" },
      ],
      Projection: { ProjectionType: "INCLUDE", NonKeyAttributes: ["statut"] },
    },
  ],
  StreamSpecification: { StreamViewType: "NEW_AND_OLD_IMAGES" },
  TimeToLiveSpecification: { AttributeName: "expire", Enabled: true },
};

export const START = Date.parse("2026-01-15T10:00:00Z");

export const newDataDir = (): string => mkdtempSync(join(tmpdir(), "plainchant-dynamodb-"));

export const contextOf = (dataDir: string, clock: LocalContext["clock"]): LocalContext => ({
  dataDir,
  clock,
  region: "eu-west-3",
  account: "000000000000",
  credentials,
  urls: { aws: "http://127.0.0.1", api: "http://127.0.0.1", people: "http://127.0.0.1" },
  log: () => undefined,
});

/** What the runtime does with a resource of the template. */
export const createTable = (
  service: DynamoService,
  properties: Readonly<Record<string, unknown>> = FACTURES,
  type = "AWS::DynamoDB::GlobalTable",
): Promise<CreatedResource> => {
  const provider = service.providers.find((candidate) => candidate.type === type);
  if (!provider) throw new Error(`no provider for ${type}`);
  return provider.create({
    stack: "Stateful",
    logicalId: "Table",
    type,
    properties,
    defaultName: "Stateful-Table",
    assetDirectory: () => {
      throw new Error("a table has no asset");
    },
  });
};
