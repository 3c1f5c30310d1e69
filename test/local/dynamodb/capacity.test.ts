/**
 * Units as AWS counts them; the cost of an invoice rests on these figures. Sources: the developer guide, "DynamoDB reads
 * and writes" and "Using global secondary indexes"; where it is silent, measurements on the service published in
 * github.com/paritysuite/dynamodb-conformance (transactions: issue 27; indexes: issue 149).
 */
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Dynamo, startDynamo } from "./harness.ts";
import { createTable } from "./setting.ts";

let dynamo: Dynamo;
let pk = "";
let test = 0;

beforeAll(async () => {
  dynamo = await startDynamo();
  await createTable(dynamo.service);
});
afterAll(() => dynamo.stopAndForget());
beforeEach(() => {
  test += 1;
  pk = `P${String(test).padStart(3, "0")}`;
});

const TableName = "factures";
const INDEXES = { ReturnConsumedCapacity: "INDEXES" } as const;
const indexed = () => ({ gsi1pk: `G${pk}`, gsi1sk: "s" });

/** An item of exactly `bytes`: the names pk, sk and x take 5, the values of the key 4 and 1. */
const sized = (bytes: number, sk = "a") => ({ pk, sk, x: "x".repeat(bytes - 10) });

const put = async (Item: Record<string, unknown>) =>
  (await dynamo.doc.send(new PutCommand({ TableName, Item, ...INDEXES }))).ConsumedCapacity;
const get = async (more: object = {}) =>
  (await dynamo.doc.send(new GetCommand({ TableName, Key: { pk, sk: "a" }, ...INDEXES, ...more }))).ConsumedCapacity;
const units = async (answer: Promise<{ CapacityUnits?: number | undefined } | undefined>) =>
  (await answer)?.CapacityUnits;

describe("write units", () => {
  it.each([
    [100, 1],
    [1024, 1],
    [1025, 2],
    [10 * 1024, 10],
  ])("an item of %i bytes costs %i", async (bytes, expected) => {
    expect(await put(sized(bytes))).toEqual({
      TableName,
      CapacityUnits: expected,
      Table: { CapacityUnits: expected },
    });
  });

  it("counts the larger of the old and the new item", async () => {
    await put(sized(3 * 1024));
    expect(await units(put(sized(100)))).toBe(3);
  });

  it("counts bytes of UTF-8 and not characters", async () => {
    expect(await units(put({ pk, sk: "a", x: "é".repeat(507) }))).toBe(1);
    expect(await units(put({ pk, sk: "a", x: "é".repeat(508) }))).toBe(2);
  });

  it("a deletion costs the item, at least one", async () => {
    const remove = () => dynamo.doc.send(new DeleteCommand({ TableName, Key: { pk, sk: "a" }, ...INDEXES }));
    await put(sized(3 * 1024));
    expect((await remove()).ConsumedCapacity?.CapacityUnits).toBe(3);
    expect((await remove()).ConsumedCapacity?.CapacityUnits).toBe(1);
  });

  it("tells the total alone with TOTAL and nothing by default", async () => {
    const write = (more: object) => dynamo.doc.send(new PutCommand({ TableName, Item: sized(100), ...more }));
    expect((await write({ ReturnConsumedCapacity: "TOTAL" })).ConsumedCapacity).toEqual({
      TableName,
      CapacityUnits: 1,
    });
    expect((await write({})).ConsumedCapacity).toBeUndefined();
  });
});

describe("write units of indexes", () => {
  const update = async (UpdateExpression: string, values?: Record<string, unknown>) => {
    const { ConsumedCapacity } = await dynamo.doc.send(
      new UpdateCommand({
        TableName,
        Key: { pk, sk: "a" },
        UpdateExpression,
        ...(values && { ExpressionAttributeValues: values }),
        ...INDEXES,
      }),
    );
    return ConsumedCapacity;
  };
  const gsi1 = (amount: number) => ({ GlobalSecondaryIndexes: { gsi1: { CapacityUnits: amount } } });

  it("an item that enters an index costs one entry more", async () => {
    expect(await put({ ...sized(100), ...indexed() })).toEqual({
      TableName,
      CapacityUnits: 2,
      Table: { CapacityUnits: 1 },
      ...gsi1(1),
    });
  });

  it("an item that lacks the keys of the index costs it nothing", async () => {
    expect(await put({ ...sized(100), gsi1pk: "G" })).not.toHaveProperty("GlobalSecondaryIndexes");
  });

  it("a change of what the index shows costs the larger of both entries", async () => {
    await put({ ...sized(3 * 1024 - 100), ...indexed() });
    expect(await update("SET x = :x", { ":x": "x" })).toMatchObject({ CapacityUnits: 6, ...gsi1(3) });
  });

  it("a change of a key of the index costs two entries, each rounded by itself", async () => {
    await put({ ...sized(1500), ...indexed() });
    expect(await update("SET gsi1sk = :s", { ":s": "t" })).toMatchObject({ CapacityUnits: 6, ...gsi1(4) });
  });

  it("the same item written again costs its indexes nothing", async () => {
    await put({ ...sized(100), ...indexed() });
    expect(await put({ ...sized(100), ...indexed() })).toEqual({
      TableName,
      CapacityUnits: 1,
      Table: { CapacityUnits: 1 },
    });
  });

  it("a change of what KEYS_ONLY leaves out costs that index nothing, and INCLUDE what it holds", async () => {
    await put({ ...sized(100), gsi2pk: "G", gsi1sk: "s", statut: "A" });
    expect(await update("SET x = :x", { ":x": "y" })).not.toHaveProperty("GlobalSecondaryIndexes");
    expect(await update("SET statut = :s", { ":s": "B" })).toMatchObject({
      CapacityUnits: 2,
      GlobalSecondaryIndexes: { gsi3: { CapacityUnits: 1 } },
    });
  });

  it("adds up what a batch costs each table", async () => {
    const requests = [{ ...sized(100), ...indexed() }, sized(2000, "b")].map((Item) => ({ PutRequest: { Item } }));
    const { ConsumedCapacity } = await dynamo.doc.send(
      new BatchWriteCommand({ RequestItems: { [TableName]: requests }, ...INDEXES }),
    );
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 4, Table: { CapacityUnits: 3 }, ...gsi1(1) }]);
  });
});

describe("transactions", () => {
  const transact = async (TransactItems: object[], more: object = {}) => {
    const command = new TransactWriteCommand({ TransactItems, ...INDEXES, ...more });
    return (await dynamo.doc.send(command)).ConsumedCapacity;
  };

  it("cost twice on the table, each item rounded by itself, and once on its indexes", async () => {
    const actions = [{ ...sized(1500), ...indexed() }, sized(100, "b")].map((Item) => ({ Put: { TableName, Item } }));
    expect(await transact(actions)).toEqual([
      {
        TableName,
        CapacityUnits: 8,
        WriteCapacityUnits: 8,
        Table: { CapacityUnits: 6, WriteCapacityUnits: 6 },
        GlobalSecondaryIndexes: { gsi1: { CapacityUnits: 2, WriteCapacityUnits: 2 } },
      },
    ]);
  });

  it("a check costs as much as a write of the item that it reads", async () => {
    await put(sized(3 * 1024));
    const Check = { TableName, Key: { pk, sk: "a" }, ConditionExpression: "attribute_exists(pk)" };
    expect(await transact([{ ConditionCheck: Check }])).toMatchObject([{ WriteCapacityUnits: 6 }]);
  });

  it("a repeat by token costs reads of the items written", async () => {
    const actions = [{ Put: { TableName, Item: sized(9 * 1024) } }];
    const token = { ClientRequestToken: `token-${test}` };
    expect(await transact(actions, token)).toMatchObject([{ WriteCapacityUnits: 18 }]);
    expect(await transact(actions, token)).toEqual([
      { TableName, CapacityUnits: 6, ReadCapacityUnits: 6, Table: { CapacityUnits: 6, ReadCapacityUnits: 6 } },
    ]);
  });

  it("reads cost two units per 4 KB, absent items too", async () => {
    await put(sized(5 * 1024));
    const keys = ["a", "absent"].map((sk) => ({ Get: { TableName, Key: { pk, sk } } }));
    const { ConsumedCapacity } = await dynamo.doc.send(new TransactGetCommand({ TransactItems: keys, ...INDEXES }));
    expect(ConsumedCapacity).toMatchObject([{ CapacityUnits: 6, ReadCapacityUnits: 6 }]);
  });
});

describe("read units", () => {
  it.each([
    [100, 0.5, 1],
    [4096, 0.5, 1],
    [4097, 1, 2],
  ])("an item of %i bytes costs %d, consistent %d, however little is shown", async (bytes, eventual, consistent) => {
    await put(sized(bytes));
    expect(await get()).toEqual({ TableName, CapacityUnits: eventual, Table: { CapacityUnits: eventual } });
    expect(await units(get({ ProjectionExpression: "pk" }))).toBe(eventual);
    expect(await units(get({ ConsistentRead: true }))).toBe(consistent);
  });

  it("an absent item costs as much as a small one", async () => {
    expect(await units(get())).toBe(0.5);
    expect(await units(get({ ConsistentRead: true }))).toBe(1);
  });

  it("a batch rounds each item by itself", async () => {
    for (const sk of ["a", "b", "c"]) await put(sized(100, sk));
    const Keys = ["a", "b", "c", "absent"].map((sk) => ({ pk, sk }));
    const { ConsumedCapacity } = await dynamo.doc.send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys } }, ...INDEXES }),
    );
    expect(ConsumedCapacity).toEqual([{ TableName, CapacityUnits: 2, Table: { CapacityUnits: 2 } }]);
  });

  it("a query rounds what it reads together, before the filter", async () => {
    for (let n = 0; n < 9; n += 1) await put(sized(1024, `${n}`));
    const query = async (more: object) => {
      const { ConsumedCapacity } = await dynamo.doc.send(
        new QueryCommand({
          TableName,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": pk },
          ...INDEXES,
          ...more,
        }),
      );
      return ConsumedCapacity;
    };
    expect(await units(query({}))).toBe(1.5);
    expect(await units(query({ ConsistentRead: true }))).toBe(3);
    expect(await units(query({ FilterExpression: "attribute_not_exists(x)" }))).toBe(1.5);
    expect(await units(query({ Limit: 2 }))).toBe(0.5);
  });

  it("a query of an index costs the index what it shows, and the table nothing", async () => {
    for (let n = 0; n < 9; n += 1) await put({ ...sized(1024, `${n}`), ...indexed(), gsi2pk: `G${pk}` });
    const query = async (IndexName: string, name: string) => {
      const { ConsumedCapacity } = await dynamo.doc.send(
        new QueryCommand({
          TableName,
          IndexName,
          KeyConditionExpression: `${name} = :pk`,
          ExpressionAttributeValues: { ":pk": `G${pk}` },
          ...INDEXES,
        }),
      );
      return ConsumedCapacity;
    };
    expect(await query("gsi1", "gsi1pk")).toEqual({
      TableName,
      CapacityUnits: 1.5,
      Table: { CapacityUnits: 0 },
      GlobalSecondaryIndexes: { gsi1: { CapacityUnits: 1.5 } },
    });
    expect(await units(query("gsi2", "gsi2pk"))).toBe(0.5);
  });
});
