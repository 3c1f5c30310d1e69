import { createHash } from "node:crypto";
import {
  BatchWriteCommand,
  DeleteCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  ScanCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { type Dynamo, startDynamo } from "./harness.ts";
import { createTable } from "./setting.ts";

let dynamo: Dynamo;
let group = "";
let test = 0;

beforeAll(async () => {
  dynamo = await startDynamo();
  await createTable(dynamo.service);
});
afterAll(() => dynamo.stopAndForget());
beforeEach(() => {
  test += 1;
  group = `MAIRIE#${test}`;
});

const TableName = "factures";

const write = async (items: readonly Record<string, unknown>[]): Promise<void> => {
  for (let start = 0; start < items.length; start += 25) {
    const requests = items.slice(start, start + 25).map((Item) => ({ PutRequest: { Item } }));
    await dynamo.doc.send(new BatchWriteCommand({ RequestItems: { [TableName]: requests } }));
  }
};

const query = (input: Omit<QueryCommandInput, "TableName">) =>
  dynamo.doc.send(new QueryCommand({ TableName, ...input }));

const inGroup = (more: Partial<QueryCommandInput> = {}): Omit<QueryCommandInput, "TableName"> => ({
  IndexName: "gsi1",
  KeyConditionExpression: "gsi1pk = :pk",
  ...more,
  ExpressionAttributeValues: { ":pk": group, ...more.ExpressionAttributeValues },
});

/** Every page of a query, as a caller walks it. */
const pages = async (input: Omit<QueryCommandInput, "TableName">) => {
  const found: Record<string, unknown>[][] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  do {
    const page = await query({ ...input, ...(ExclusiveStartKey && { ExclusiveStartKey }) });
    found.push(page.Items ?? []);
    ExclusiveStartKey = page.LastEvaluatedKey;
  } while (ExclusiveStartKey);
  return found;
};

const sk = (items: readonly Record<string, unknown>[] | undefined) => items?.map((item) => item["sk"]);

describe("conditions on the key of a table", () => {
  const dates = ["2026-01-01", "2026-01-15", "2026-02-01", "2026-02-28", "2026-03-01"];

  it.each([
    ["begins_with(sk, :a)", { ":a": "2026-02" }, ["2026-02-01", "2026-02-28"]],
    ["sk BETWEEN :a AND :b", { ":a": "2026-01-15", ":b": "2026-02-28" }, ["2026-01-15", "2026-02-01", "2026-02-28"]],
    ["sk < :a", { ":a": "2026-01-15" }, ["2026-01-01"]],
    ["sk <= :a", { ":a": "2026-01-15" }, ["2026-01-01", "2026-01-15"]],
    ["sk > :a", { ":a": "2026-02-28" }, ["2026-03-01"]],
    ["sk >= :a", { ":a": "2026-02-28" }, ["2026-02-28", "2026-03-01"]],
    ["sk = :a", { ":a": "2026-02-28" }, ["2026-02-28"]],
  ])("%s finds what lies there, in order and in reverse", async (condition, values, expected) => {
    await write(dates.map((date) => ({ pk: group, sk: date })));
    const input = {
      KeyConditionExpression: `pk = :pk AND ${condition}`,
      ExpressionAttributeValues: { ":pk": group, ...values },
    };
    expect(sk((await query(input)).Items)).toEqual(expected);
    expect(sk((await query({ ...input, ScanIndexForward: false })).Items)).toEqual([...expected].reverse());
    expect((await pages({ ...input, Limit: 1 })).flatMap(sk)).toEqual(expected);
    expect((await pages({ ...input, Limit: 1, ScanIndexForward: false })).flatMap(sk)).toEqual([...expected].reverse());
  });

  it("sorts by the bytes of UTF-8, a prefix before what continues it", async () => {
    const sorted = ["", "A", "A#", "Z", "a", "aa", "é", "中", "🏛"].map((end) => `X${end}`);
    await write([...sorted].reverse().map((text) => ({ pk: group, sk: text })));
    const input = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": group } };
    expect(sk((await query(input)).Items)).toEqual(sorted);
  });
});

describe("a global secondary index", () => {
  it("holds only the items that have its keys, whatever their kind", async () => {
    await write([
      { pk: `${group}A`, sk: "facture", gsi1pk: group, gsi1sk: "F#1", type: "facture" },
      { pk: `${group}A`, sk: "depot", gsi1pk: group, gsi1sk: "D#1", type: "depot" },
      { pk: `${group}A`, sk: "sparse", gsi1pk: group },
      { pk: `${group}A`, sk: "none" },
    ]);
    expect(sk((await query(inGroup())).Items)).toEqual(["depot", "facture"]);
    const onlyFactures = inGroup({
      KeyConditionExpression: "gsi1pk = :pk AND begins_with(gsi1sk, :f)",
      ExpressionAttributeValues: { ":f": "F#" },
    });
    expect(sk((await query(onlyFactures)).Items)).toEqual(["facture"]);
  });

  it("follows an item that gains, moves, loses its key or is deleted", async () => {
    const Key = { pk: `${group}A`, sk: "1" };
    const update = (UpdateExpression: string, values?: Record<string, unknown>) =>
      dynamo.doc.send(
        new UpdateCommand({
          TableName,
          Key,
          UpdateExpression,
          ...(values && { ExpressionAttributeValues: values }),
        }),
      );
    const months = async () => (await query(inGroup())).Items?.map((item) => item["gsi1sk"]);

    await dynamo.doc.send(new PutCommand({ TableName, Item: Key }));
    expect(await months()).toEqual([]);
    await update("SET gsi1pk = :pk, gsi1sk = :m", { ":pk": group, ":m": "2026-01" });
    expect(await months()).toEqual(["2026-01"]);
    await update("SET gsi1sk = :m", { ":m": "2026-02" });
    expect(await months()).toEqual(["2026-02"]);
    await update("REMOVE gsi1sk");
    expect(await months()).toEqual([]);
    await update("SET gsi1sk = :m", { ":m": "2026-03" });
    await dynamo.doc.send(new DeleteCommand({ TableName, Key }));
    expect(await months()).toEqual([]);
  });

  it("walks its pages both ways over items that share its whole key, losing none", async () => {
    const items = Array.from({ length: 300 }, (_, n) => ({
      pk: `${group}#${n}`,
      sk: "1",
      gsi1pk: group,
      gsi1sk: n % 3 === 0 ? "a" : "b",
    }));
    await write(items);
    const forward = (await pages(inGroup({ Limit: 7 }))).flat();
    const backward = (await pages(inGroup({ Limit: 7, ScanIndexForward: false }))).flat();
    expect(new Set(forward.map((item) => item["pk"])).size).toBe(300);
    expect(backward).toEqual([...forward].reverse());
    expect(forward.map((item) => item["gsi1sk"])).toEqual([...Array(100).fill("a"), ...Array(200).fill("b")]);
  });

  it("holds two items whose keys have the same short digest, which is all that dynalite keeps of them", async () => {
    const seen = new Map<string, string>();
    let pair: string[] = [];
    for (let n = 0; pair.length === 0; n += 1) {
      const pk = `${group}#${n}`;
      const digest = createHash("md5").update(`Outliers${pk}1`).digest("hex").slice(0, 6);
      const twin = seen.get(digest);
      if (twin) pair = [twin, pk];
      seen.set(digest, pk);
    }
    await write(pair.map((pk) => ({ pk, sk: "1", gsi1pk: group, gsi1sk: "same" })));
    const found = (await pages(inGroup({ Limit: 1 }))).flat();
    expect(found.map((item) => item["pk"]).sort()).toEqual([...pair].sort());
  });

  it("gives the keys of both as the place to go on from", async () => {
    await write([1, 2].map((n) => ({ pk: group, sk: `${n}`, gsi1pk: group, gsi1sk: "s", n })));
    const { LastEvaluatedKey } = await query(inGroup({ Limit: 1 }));
    expect(LastEvaluatedKey).toEqual({ pk: group, sk: "1", gsi1pk: group, gsi1sk: "s" });
  });

  it("shows what its projection holds: ALL, KEYS_ONLY, INCLUDE", async () => {
    const item = { pk: group, sk: "1", gsi1pk: group, gsi1sk: "s", gsi2pk: group, statut: "DEPOSEE", montant: 1 };
    await write([item]);
    const values = { ExpressionAttributeValues: { ":pk": group } };
    const byGsi2 = { KeyConditionExpression: "gsi2pk = :pk", ...values };
    expect((await query(inGroup())).Items).toEqual([item]);
    expect((await query({ IndexName: "gsi2", ...byGsi2 })).Items).toEqual([{ pk: group, sk: "1", gsi2pk: group }]);
    expect((await query({ IndexName: "gsi3", ...byGsi2 })).Items).toEqual([
      { pk: group, sk: "1", gsi2pk: group, gsi1sk: "s", statut: "DEPOSEE" },
    ]);
  });

  it("refuses an attribute that it does not hold and a consistent read", async () => {
    const input = {
      IndexName: "gsi2",
      KeyConditionExpression: "gsi2pk = :pk",
      ExpressionAttributeValues: { ":pk": "x" },
    };
    await expect(query({ ...input, ProjectionExpression: "pk, montant" })).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("gsi2 does not project [montant]"),
    });
    await expect(query({ ...input, ConsistentRead: true })).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("refuses an index that the table does not have", async () => {
    await expect(query(inGroup({ IndexName: "gsi9" }))).rejects.toMatchObject({
      message: "The table does not have the specified index: gsi9",
    });
  });
});

describe("pages", () => {
  it("filters after the limit: a page may be empty and still have a next one", async () => {
    await write(Array.from({ length: 10 }, (_, n) => ({ pk: group, sk: `${n}`, gsi1pk: group, gsi1sk: `${n}`, n })));
    const page = await query(inGroup({ Limit: 4, FilterExpression: "n = :n", ExpressionAttributeValues: { ":n": 9 } }));
    expect(page).toMatchObject({ Count: 0, ScannedCount: 4, Items: [], LastEvaluatedKey: { sk: "3" } });
    const found = await pages(
      inGroup({ Limit: 4, FilterExpression: "n = :n", ExpressionAttributeValues: { ":n": 9 } }),
    );
    expect(found.map(sk)).toEqual([[], [], ["9"]]);
  });

  it("counts without items with Select COUNT", async () => {
    await write([1, 2, 3].map((n) => ({ pk: group, sk: `${n}`, gsi1pk: group, gsi1sk: `${n}` })));
    const page = await query(inGroup({ Select: "COUNT" }));
    expect(page).toMatchObject({ Count: 3, ScannedCount: 3 });
    expect(page.Items).toBeUndefined();
  });

  it("ends at 1 MB, filtered or not, and goes on from there", async () => {
    const x = "x".repeat(100 * 1024);
    await write(Array.from({ length: 24 }, (_, n) => ({ pk: group, sk: String(n).padStart(2, "0"), x })));
    const input = { KeyConditionExpression: "pk = :pk", ExpressionAttributeValues: { ":pk": group } };
    expect((await pages(input)).map((page) => page.length)).toEqual([11, 11, 2]);
    const none = { ...input, FilterExpression: "attribute_not_exists(x)" };
    expect((await pages(none)).map((page) => page.length)).toEqual([0, 0, 0]);
  });

  it("scans every item of a table once, by segments too", async () => {
    await createTable(dynamo.service, {
      TableName: "scanned",
      AttributeDefinitions: [{ AttributeName: "id", AttributeType: "N" }],
      KeySchema: [{ AttributeName: "id", KeyType: "HASH" }],
    });
    for (let id = -20; id < 20; id += 1) {
      await dynamo.doc.send(new PutCommand({ TableName: "scanned", Item: { id } }));
    }
    const all = async (options: object): Promise<number[]> => {
      const ids: number[] = [];
      let ExclusiveStartKey: Record<string, unknown> | undefined;
      do {
        const page = await dynamo.doc.send(
          new ScanCommand({
            TableName: "scanned",
            Limit: 3,
            ...options,
            ...(ExclusiveStartKey && { ExclusiveStartKey }),
          }),
        );
        ids.push(...(page.Items ?? []).map((item) => Number(item["id"])));
        ExclusiveStartKey = page.LastEvaluatedKey;
      } while (ExclusiveStartKey);
      return ids;
    };
    const expected = Array.from({ length: 40 }, (_, n) => n - 20);
    const segments = await Promise.all([0, 1, 2].map((Segment) => all({ Segment, TotalSegments: 3 })));
    expect((await all({})).sort((a, b) => a - b)).toEqual(expected);
    expect(segments.flat().sort((a, b) => a - b)).toEqual(expected);
  });

  it("sorts a numeric range key by value", async () => {
    await createTable(dynamo.service, {
      TableName: "numbers",
      AttributeDefinitions: [
        { AttributeName: "id", AttributeType: "S" },
        { AttributeName: "n", AttributeType: "N" },
      ],
      KeySchema: [
        { AttributeName: "id", KeyType: "HASH" },
        { AttributeName: "n", KeyType: "RANGE" },
      ],
    });
    const sorted = [-100, -10, -9.91, -9.1, -1.5, -1, 0, 0.001, 1, 9, 10, 100.5];
    for (const n of [...sorted].reverse())
      await dynamo.doc.send(new PutCommand({ TableName: "numbers", Item: { id: "a", n } }));
    const { Items } = await dynamo.doc.send(
      new QueryCommand({
        TableName: "numbers",
        KeyConditionExpression: "id = :a",
        ExpressionAttributeValues: { ":a": "a" },
      }),
    );
    expect(Items?.map((item) => item["n"])).toEqual(sorted);
  });
});
