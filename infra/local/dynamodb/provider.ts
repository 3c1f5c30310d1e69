/** `AWS::DynamoDB::GlobalTable` (what CDK's TableV2 emits) and `AWS::DynamoDB::Table`. */
import { randomUUID } from "node:crypto";
import { isDeepStrictEqual } from "node:util";
import createTable from "dynalite/validations/createTable.js";
import { z } from "zod";
import type { CreatedResource, LocalContext, LocalResource, ResourceProvider, Support } from "../contracts.ts";
import { checkedRequest } from "./requests.ts";
import type { Store } from "./store.ts";
import { type Index, indexesOf, type Table, type TableDescription } from "./tables.ts";

const HONOURED = [
  "TableName",
  "AttributeDefinitions",
  "KeySchema",
  "GlobalSecondaryIndexes.*.IndexName",
  "GlobalSecondaryIndexes.*.KeySchema",
  "GlobalSecondaryIndexes.*.Projection",
  "StreamSpecification.StreamViewType",
  "TimeToLiveSpecification",
];

/** Throughput is not limited here, and protection, backup and encryption at rest are AWS's own affair. */
const ACCEPTED = ["BillingMode", "SSESpecification", "WarmThroughput", "GlobalSecondaryIndexes.*.WarmThroughput"];

const ACCEPTED_BY_TYPE: Readonly<Record<string, readonly string[]>> = {
  "AWS::DynamoDB::GlobalTable": [
    ...[
      "ContributorInsightsSpecification",
      "DeletionProtectionEnabled",
      "GlobalSecondaryIndexes",
      "PointInTimeRecoverySpecification",
      "ReadOnDemandThroughputSettings",
      "Region",
      "ResourcePolicy",
      "SSESpecification",
      "TableClass",
      "Tags",
    ].map((property) => `Replicas.*.${property}`),
    "ReadOnDemandThroughputSettings",
    "WriteOnDemandThroughputSettings",
    "GlobalSecondaryIndexes.*.ReadOnDemandThroughputSettings",
    "GlobalSecondaryIndexes.*.WriteOnDemandThroughputSettings",
  ],
  "AWS::DynamoDB::Table": [
    "ContributorInsightsSpecification",
    "DeletionProtectionEnabled",
    "OnDemandThroughput",
    "PointInTimeRecoverySpecification",
    "ResourcePolicy",
    "StreamSpecification.ResourcePolicy",
    "TableClass",
    "Tags",
    "GlobalSecondaryIndexes.*.ContributorInsightsSpecification",
    "GlobalSecondaryIndexes.*.OnDemandThroughput",
  ],
};

const marked = (paths: readonly string[], support: Support): Record<string, Support> =>
  Object.fromEntries(paths.map((path) => [path, support]));

const KeySchema = z.array(z.object({ AttributeName: z.string(), KeyType: z.string() }));

const TableProperties = z.object({
  TableName: z.string().optional(),
  AttributeDefinitions: z.array(z.object({ AttributeName: z.string(), AttributeType: z.string() })),
  KeySchema,
  GlobalSecondaryIndexes: z
    .array(
      z.object({
        IndexName: z.string(),
        KeySchema,
        Projection: z.object({ ProjectionType: z.string(), NonKeyAttributes: z.array(z.string()).exactOptional() }),
      }),
    )
    .default([]),
  StreamSpecification: z
    .object({ StreamViewType: z.enum(["KEYS_ONLY", "NEW_IMAGE", "OLD_IMAGE", "NEW_AND_OLD_IMAGES"]) })
    .optional(),
  TimeToLiveSpecification: z.object({ AttributeName: z.string().optional(), Enabled: z.boolean() }).optional(),
  Replicas: z.array(z.unknown()).max(1, "a table has one replica here: one machine is one region").default([]),
});

type Wanted = z.infer<typeof TableProperties>;

/** Checks what the template says as AWS checks CreateTable. */
const checkTable = (name: string, { AttributeDefinitions, KeySchema: keys, GlobalSecondaryIndexes }: Wanted): void => {
  const indexes = GlobalSecondaryIndexes.length > 0 ? { GlobalSecondaryIndexes } : {};
  const request = {
    TableName: name,
    AttributeDefinitions,
    KeySchema: keys,
    BillingMode: "PAY_PER_REQUEST",
    ...indexes,
  };
  checkedRequest("CreateTable", structuredClone(request), createTable);
};

/** The label of a stream is the instant of its creation, in UTC and without the zone. */
const streamLabel = (now: number): string => new Date(now).toISOString().replace("Z", "");

const streamPart = (arn: string, wanted: Wanted, known: TableDescription | undefined, now: number) => {
  const view = wanted.StreamSpecification?.StreamViewType;
  if (!view) return {};
  const sameStream = known?.StreamSpecification?.StreamViewType === view;
  const label = (sameStream && known.LatestStreamLabel) || streamLabel(now);
  return {
    StreamSpecification: { StreamEnabled: true, StreamViewType: view },
    LatestStreamLabel: label,
    LatestStreamArn: `${arn}/stream/${label}`,
  } as const;
};

const describeTable = (
  { region, account, clock }: LocalContext,
  name: string,
  wanted: Wanted,
  known: TableDescription | undefined,
): TableDescription => {
  const arn = `arn:aws:dynamodb:${region}:${account}:table/${name}`;
  const now = clock.now();
  const indexes = wanted.GlobalSecondaryIndexes.map(
    (index): Index => ({ ...index, IndexArn: `${arn}/index/${index.IndexName}`, IndexStatus: "ACTIVE" }),
  );
  return {
    TableName: name,
    TableArn: arn,
    TableId: known?.TableId ?? randomUUID(),
    TableStatus: "ACTIVE",
    CreationDateTime: known?.CreationDateTime ?? now / 1000,
    BillingModeSummary: { BillingMode: "PAY_PER_REQUEST" },
    AttributeDefinitions: wanted.AttributeDefinitions,
    KeySchema: wanted.KeySchema,
    ...(indexes.length > 0 && { GlobalSecondaryIndexes: indexes }),
    ...streamPart(arn, wanted, known, now),
  };
};

const typedKey = ({ AttributeDefinitions }: TableDescription, keys: TableDescription["KeySchema"]) =>
  keys.map((key) => [key, AttributeDefinitions.find(({ AttributeName }) => AttributeName === key.AttributeName)]);

/** Refuses what AWS would do by replacing the table, and with it its data, or not at all. */
const checkKept = (known: TableDescription, next: TableDescription): void => {
  const refuse = (what: string): never => {
    throw new Error(`${next.TableName}: ${what}; start with --fresh to begin with empty data`);
  };
  if (!isDeepStrictEqual(typedKey(known, known.KeySchema), typedKey(next, next.KeySchema))) {
    refuse("the template changes the key of a table that exists");
  }
  for (const index of indexesOf(next)) {
    const before = indexesOf(known).find(({ IndexName }) => IndexName === index.IndexName);
    const same =
      !before ||
      (isDeepStrictEqual(before, index) &&
        isDeepStrictEqual(typedKey(known, before.KeySchema), typedKey(next, index.KeySchema)));
    if (!same) refuse(`the template changes the index ${index.IndexName}, which AWS refuses: give it another name`);
  }
};

const missingFrom = (there: readonly Index[], candidates: readonly Index[]): readonly Index[] =>
  candidates.filter(({ IndexName }) => !there.some((index) => index.IndexName === IndexName));

const saveTable = (store: Store, table: Table, known: Table | undefined): void => {
  if (isDeepStrictEqual(table, known)) return;
  const before = known ? indexesOf(known.description) : [];
  const after = indexesOf(table.description);
  store.saveTable(table, { add: missingFrom(before, after), drop: missingFrom(after, before) });
};

const createResource = (store: Store, context: LocalContext, resource: LocalResource): CreatedResource => {
  const wanted = TableProperties.parse(resource.properties);
  const name = wanted.TableName ?? resource.defaultName;
  checkTable(name, wanted);
  const known = store.findTable(name);
  const description = describeTable(context, name, wanted, known?.description);
  if (known) checkKept(known.description, description);
  const expiry = wanted.TimeToLiveSpecification;
  saveTable(store, { description, timeToLive: expiry?.Enabled ? expiry.AttributeName : undefined }, known);
  return {
    ref: name,
    attributes: {
      Arn: description.TableArn,
      TableId: description.TableId,
      ...(description.LatestStreamArn && { StreamArn: description.LatestStreamArn }),
    },
  };
};

export const tableProviders = (store: Store, context: LocalContext): readonly ResourceProvider[] =>
  Object.entries(ACCEPTED_BY_TYPE).map(([type, accepted]) => ({
    type,
    properties: { ...marked(HONOURED, "honoured"), ...marked([...ACCEPTED, ...accepted], "accepted") },
    create: async (resource) => createResource(store, context, resource),
  }));
