import { DescribeTableCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { PutCommand, QueryCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { createDynamoService } from "#infra/local/dynamodb/service.ts";
import { type Dynamo, startDynamo } from "./harness.ts";
import { contextOf, createTable, FACTURES, START } from "./setting.ts";

let dynamo: Dynamo;

beforeEach(async () => {
  dynamo = await startDynamo();
});
afterEach(() => dynamo.stopAndForget());

const TableName = "factures";
const put = (Item: Record<string, unknown>) => dynamo.doc.send(new PutCommand({ TableName, Item }));
const count = async () => (await dynamo.doc.send(new ScanCommand({ TableName }))).Count;
const without = (property: keyof typeof FACTURES): Record<string, unknown> => {
  const { [property]: _, ...rest } = FACTURES;
  return rest;
};

const restart = async (): Promise<void> => {
  await dynamo.stop();
  dynamo = await startDynamo(dynamo.dataDir);
};

describe("a table of the template", () => {
  it("is created active, with its attributes for the template", async () => {
    const created = await createTable(dynamo.service);
    expect(created).toEqual({
      ref: TableName,
      attributes: {
        Arn: "arn:aws:dynamodb:eu-west-3:000000000000:table/factures",
        TableId: expect.stringMatching(/^[0-9a-f-]{36}$/),
        StreamArn: "arn:aws:dynamodb:eu-west-3:000000000000:table/factures/stream/2026-01-15T10:00:00.000",
      },
    });
    await put({ pk: "P", sk: "a" });
    const { Table } = await dynamo.client.send(new DescribeTableCommand({ TableName }));
    expect(Table).toMatchObject({
      TableStatus: "ACTIVE",
      TableArn: created.attributes["Arn"],
      LatestStreamArn: created.attributes["StreamArn"],
      CreationDateTime: new Date(START),
      ItemCount: 1,
      KeySchema: FACTURES.KeySchema,
      StreamSpecification: { StreamEnabled: true, StreamViewType: "NEW_AND_OLD_IMAGES" },
    });
    expect(Table?.GlobalSecondaryIndexes?.map(({ IndexName, IndexStatus }) => [IndexName, IndexStatus])).toEqual([
      ["gsi1", "ACTIVE"],
      ["gsi2", "ACTIVE"],
      ["gsi3", "ACTIVE"],
    ]);
  });

  it("takes the default name, and no stream unless the template has one", async () => {
    const { TableName: _, StreamSpecification: __, ...properties } = FACTURES;
    expect(await createTable(dynamo.service, properties, "AWS::DynamoDB::Table")).toEqual({
      ref: "Stateful-Table",
      attributes: { Arn: expect.any(String), TableId: expect.any(String) },
    });
  });

  it("is found again with its data and streams after a restart", async () => {
    const before = await createTable(dynamo.service);
    await put({ pk: "P", sk: "a" });
    await restart();
    expect(await createTable(dynamo.service)).toEqual(before);
    expect(await count()).toBe(1);
    const arn = before.attributes["StreamArn"] ?? "";
    expect(await dynamo.service.read(arn, undefined, 10, AbortSignal.timeout(5000))).toHaveLength(1);
  });

  it("fills an index that the template adds, and forgets one that it drops", async () => {
    await createTable(dynamo.service, {
      ...without("GlobalSecondaryIndexes"),
      AttributeDefinitions: FACTURES.AttributeDefinitions.slice(0, 2),
    });
    await put({ pk: "P", sk: "a", gsi1pk: "G", gsi1sk: "s" });
    await put({ pk: "P", sk: "b" });
    await createTable(dynamo.service);
    const query = () =>
      dynamo.doc.send(
        new QueryCommand({
          TableName,
          IndexName: "gsi1",
          KeyConditionExpression: "gsi1pk = :g",
          ExpressionAttributeValues: { ":g": "G" },
        }),
      );
    expect((await query()).Items?.map((item) => item["sk"])).toEqual(["a"]);

    await createTable(dynamo.service, {
      ...FACTURES,
      GlobalSecondaryIndexes: FACTURES.GlobalSecondaryIndexes.slice(1),
    });
    await expect(query()).rejects.toThrow("does not have the specified index");
    await put({ pk: "P", sk: "c", gsi1pk: "G", gsi1sk: "s" });
    await createTable(dynamo.service);
    expect((await query()).Items?.map((item) => item["sk"])).toEqual(["a", "c"]);
  });

  it("begins another stream when the template shows other images", async () => {
    const before = await createTable(dynamo.service);
    dynamo.clock.instant += 1000;
    const after = await createTable(dynamo.service, {
      ...FACTURES,
      StreamSpecification: { StreamViewType: "KEYS_ONLY" },
    });
    expect(after.attributes["StreamArn"]).not.toBe(before.attributes["StreamArn"]);
  });

  it.each([
    ["its key", { KeySchema: FACTURES.KeySchema.slice(0, 1) }, /changes the key of a table.*--fresh/],
    [
      "the type of its key",
      {
        AttributeDefinitions: FACTURES.AttributeDefinitions.map((one) =>
          one.AttributeName === "sk" ? { ...one, AttributeType: "N" } : one,
        ),
      },
      /changes the key of a table.*--fresh/,
    ],
    [
      "an index",
      {
        GlobalSecondaryIndexes: FACTURES.GlobalSecondaryIndexes.map((index) => ({
          ...index,
          Projection: { ProjectionType: "ALL" },
        })),
      },
      /changes the index gsi2.*--fresh/,
    ],
  ])("stops the start when the template changes %s", async (_, change, message) => {
    await createTable(dynamo.service);
    await put({ pk: "P", sk: "a" });
    await expect(createTable(dynamo.service, { ...FACTURES, ...change })).rejects.toThrow(message);
    expect(await count()).toBe(1);
  });

  it("is checked as AWS checks it", async () => {
    const orphan = { ...FACTURES, AttributeDefinitions: FACTURES.AttributeDefinitions.slice(0, 1) };
    await expect(createTable(dynamo.service, orphan)).rejects.toThrow("Invalid KeySchema");
  });

  it("has one replica", async () => {
    const Replicas = [{ Region: "eu-west-3" }, { Region: "eu-west-1" }];
    await expect(createTable(dynamo.service, { ...FACTURES, Replicas })).rejects.toThrow("one machine is one region");
    await expect(createTable(dynamo.service, { ...FACTURES, Replicas: Replicas.slice(1) })).resolves.toBeDefined();
  });

  it("is listed, a page at a time", async () => {
    for (const name of ["ccc", "aaa", "bbb"]) await createTable(dynamo.service, { ...FACTURES, TableName: name });
    const list = (input: object) => dynamo.client.send(new ListTablesCommand(input));
    expect(await list({ Limit: 2 })).toMatchObject({ TableNames: ["aaa", "bbb"], LastEvaluatedTableName: "bbb" });
    expect((await list({ ExclusiveStartTableName: "bbb" })).TableNames).toEqual(["ccc"]);
  });

  it("is named when it is described and does not exist", async () => {
    await expect(dynamo.client.send(new DescribeTableCommand({ TableName }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Requested resource not found: Table: factures not found",
    });
  });
});

describe("the data folder", () => {
  it("serves one runtime at a time", async () => {
    const second = () => createDynamoService(contextOf(dynamo.dataDir, dynamo.clock));
    expect(second).toThrow("another npm start is using this data folder");
    await restart();
    expect(dynamo.service.timed.nextDue()).toBeUndefined();
  });
});
