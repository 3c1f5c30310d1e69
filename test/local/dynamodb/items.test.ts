import { ListBackupsCommand } from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  ScanCommand,
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
  pk = `FACTURE#${test}`;
});

const TableName = "factures";
const key = () => ({ pk, sk: "META" });
const put = (item: Record<string, unknown>) => dynamo.doc.send(new PutCommand({ TableName, Item: item }));
const get = async (Key: Record<string, unknown> = key()) =>
  (await dynamo.doc.send(new GetCommand({ TableName, Key }))).Item;

describe("PutItem and GetItem", () => {
  it("gives back every type of value as it was written", async () => {
    const item = {
      ...key(),
      texte: "Mairie d'Évry 🏛",
      nombre: -12.5,
      vrai: true,
      rien: null,
      octets: new Uint8Array([0, 255]),
      liste: ["a", 1, { b: [false] }],
      objet: { vide: "", ensemble: new Set(["x", "y"]) },
    };
    await put(item);
    expect(await get()).toEqual(item);
  });

  it("gives no item for a key that holds none", async () => {
    expect(await get()).toBeUndefined();
  });

  it("shows only the attributes of a projection", async () => {
    await put({ ...key(), statut: "DEPOSEE", montant: { ht: 10, ttc: 12 }, autre: 1 });
    const { Item } = await dynamo.doc.send(
      new GetCommand({
        TableName,
        Key: key(),
        ProjectionExpression: "#s, montant.ttc",
        ExpressionAttributeNames: { "#s": "statut" },
      }),
    );
    expect(Item).toEqual({ statut: "DEPOSEE", montant: { ttc: 12 } });
  });

  it("returns the old item with ReturnValues ALL_OLD", async () => {
    await put({ ...key(), statut: "DEPOSEE" });
    const { Attributes } = await dynamo.doc.send(new PutCommand({ TableName, Item: key(), ReturnValues: "ALL_OLD" }));
    expect(Attributes).toEqual({ ...key(), statut: "DEPOSEE" });
  });

  it("takes an item of 400 KB and refuses one more byte, counting UTF-8", async () => {
    // 2 + 2 for the names pk and sk, their values, and 1 for the name x
    const names = 2 + 2 + 1 + Buffer.byteLength(pk) + "META".length;
    const largest = "é".repeat((400 * 1024 - names) >> 1) + "a".repeat((400 * 1024 - names) % 2);
    await put({ ...key(), x: largest });
    await expect(put({ ...key(), x: `${largest}a` })).rejects.toMatchObject({
      name: "ValidationException",
      message: "Item size has exceeded the maximum allowed size",
    });
  });
});

describe("conditions", () => {
  const absent = {
    ConditionExpression: "attribute_not_exists(pk)",
    ReturnValuesOnConditionCheckFailure: "ALL_OLD",
  } as const;

  it.each([
    ["PutItem", () => dynamo.doc.send(new PutCommand({ TableName, Item: key(), ...absent }))],
    [
      "UpdateItem",
      () => dynamo.doc.send(new UpdateCommand({ TableName, Key: key(), UpdateExpression: "REMOVE a", ...absent })),
    ],
    ["DeleteItem", () => dynamo.doc.send(new DeleteCommand({ TableName, Key: key(), ...absent }))],
  ])("%s that fails its condition answers with the item that is there", async (_, write) => {
    await put({ ...key(), statut: "DEPOSEE" });
    await expect(write()).rejects.toMatchObject({
      name: "ConditionalCheckFailedException",
      message: "The conditional request failed",
      Item: { pk: { S: pk }, sk: { S: "META" }, statut: { S: "DEPOSEE" } },
    });
  });

  it("answers without the item unless it is asked for", async () => {
    await put(key());
    const error = await dynamo.doc
      .send(new PutCommand({ TableName, Item: key(), ConditionExpression: "attribute_not_exists(pk)" }))
      .catch((refusal: unknown) => refusal);
    expect(error).toMatchObject({ name: "ConditionalCheckFailedException", Item: undefined });
  });

  it("creates an item once: of a hundred writers at the same time one succeeds", async () => {
    const writers = Array.from({ length: 100 }, (_, n) =>
      dynamo.doc.send(
        new PutCommand({ TableName, Item: { ...key(), n }, ConditionExpression: "attribute_not_exists(pk)" }),
      ),
    );
    const outcomes = await Promise.allSettled(writers);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
  });

  it.each([
    ["attribute_exists(a) AND a = :one", true],
    ["attribute_not_exists(z) AND size(t) = :five", true],
    ["begins_with(t, :hel) OR a > :one", true],
    ["a BETWEEN :zero AND :one AND NOT t IN (:hel)", true],
    ["contains(s, :hel)", true],
    ["attribute_type(l, :L) AND m.n < :five", true],
    ["l[1] = :one", true],
    ["a <> :one", false],
    ["z = :one", false],
  ])("evaluates %s as %s", async (condition, holds) => {
    await put({ ...key(), a: 1, t: "hello", s: new Set(["hel"]), l: [0, 1], m: { n: 4 } });
    const values: Record<string, unknown> = { ":zero": 0, ":one": 1, ":five": 5, ":hel": "hel", ":L": "L" };
    const used = Object.fromEntries(Object.entries(values).filter(([name]) => condition.includes(name)));
    const check = dynamo.doc.send(
      new DeleteCommand({
        TableName,
        Key: key(),
        ConditionExpression: condition,
        ...(Object.keys(used).length > 0 && { ExpressionAttributeValues: used }),
      }),
    );
    expect(
      await check.then(
        () => true,
        ({ name }: Error) => name !== "ConditionalCheckFailedException",
      ),
    ).toBe(holds);
  });
});

describe("UpdateItem", () => {
  const update = (UpdateExpression: string, ExpressionAttributeValues?: Record<string, unknown>) =>
    dynamo.doc.send(
      new UpdateCommand({
        TableName,
        Key: key(),
        UpdateExpression,
        ReturnValues: "ALL_NEW",
        ...(ExpressionAttributeValues && { ExpressionAttributeValues }),
      }),
    );

  it("creates the item when it is absent", async () => {
    expect((await update("SET a = :a", { ":a": 1 })).Attributes).toEqual({ ...key(), a: 1 });
  });

  it("sets, adds, removes and appends in one expression, each from the item as it was", async () => {
    await put({ ...key(), a: 1, b: 2, l: ["x"], s: new Set(["u"]), gone: true });
    const { Attributes } = await update(
      "SET a = b, b = a, l = list_append(l, :l), c = if_not_exists(c, :c) REMOVE gone ADD n :n, s :s",
      { ":l": ["y"], ":c": 3, ":n": 4, ":s": new Set(["v"]) },
    );
    expect(Attributes).toEqual({ ...key(), a: 2, b: 1, l: ["x", "y"], c: 3, n: 4, s: new Set(["u", "v"]) });
  });

  it("removes elements of lists by the positions that they had", async () => {
    await put({ ...key(), l: ["a", "b", "c", "d"], m: [["x"], ["y", "z"]] });
    const { Attributes } = await update("REMOVE l[0], m[0], l[2], m[1][0] SET l[3] = :e", { ":e": "e" });
    expect(Attributes).toEqual({ ...key(), l: ["b", "e"], m: [["z"]] });
  });

  it("refuses to change the key", async () => {
    await expect(update("SET sk = :a", { ":a": "B" })).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("refuses an item that grows beyond 400 KB", async () => {
    await put({ ...key(), a: "a".repeat(300 * 1024) });
    await expect(update("SET b = :b", { ":b": "b".repeat(200 * 1024) })).rejects.toMatchObject({
      name: "ValidationException",
      message: "Item size to update has exceeded the maximum allowed size",
    });
  });
});

describe("batches", () => {
  const batchWrite = (requests: readonly object[]) =>
    dynamo.doc.send(new BatchWriteCommand({ RequestItems: { [TableName]: [...requests] } }));

  it("writes and deletes up to 25 items and reads up to 100", async () => {
    await put({ pk, sk: "0" });
    await batchWrite([
      { DeleteRequest: { Key: { pk, sk: "0" } } },
      ...Array.from({ length: 24 }, (_, n) => ({ PutRequest: { Item: { pk, sk: `${n + 1}`, n } } })),
    ]);
    const Keys = Array.from({ length: 100 }, (_, n) => ({ pk, sk: `${n}` }));
    const { Responses, UnprocessedKeys } = await dynamo.doc.send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys } } }),
    );
    expect(Responses?.[TableName]?.map((item) => item["n"]).sort((a, b) => a - b)).toEqual([...Array(24).keys()]);
    expect(UnprocessedKeys).toEqual({});
  });

  it("asks again for what passes 16 MB", async () => {
    const Keys = Array.from({ length: 42 }, (_, n) => ({ pk, sk: `${n}` }));
    for (const Key of Keys) await put({ ...Key, x: "x".repeat(399 * 1024) });
    const { Responses, UnprocessedKeys } = await dynamo.doc.send(
      new BatchGetCommand({ RequestItems: { [TableName]: { Keys, ProjectionExpression: "sk" } } }),
    );
    expect(Responses?.[TableName]).toHaveLength(41);
    expect(UnprocessedKeys).toEqual({ [TableName]: { Keys: [{ pk, sk: "41" }], ProjectionExpression: "sk" } });
  });

  it.each([
    ["twice the same item", 2, () => "same", "Provided list of item keys contains duplicates"],
    ["26 items", 26, (n: number) => `${n}`, /length less than or equal to 25/],
  ])("refuses %s", async (_, length, sk, message) => {
    const puts = Array.from({ length }, (__, n) => ({ PutRequest: { Item: { pk, sk: sk(n) } } }));
    await expect(batchWrite(puts)).rejects.toMatchObject({
      name: "ValidationException",
      message: typeof message === "string" ? message : expect.stringMatching(message),
    });
  });
});

describe("requests that cannot be served", () => {
  it("names no table that does not exist", async () => {
    await expect(dynamo.doc.send(new ScanCommand({ TableName: "absente" }))).rejects.toMatchObject({
      name: "ResourceNotFoundException",
      message: "Requested resource not found",
    });
  });

  it("answers 501 to an operation outside the support table", async () => {
    await expect(dynamo.client.send(new ListBackupsCommand({}))).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining("ListBackups"),
    });
  });

  it("answers 501 to a parameter that it would otherwise ignore", async () => {
    const response = await dynamo.service.handle({
      method: "POST",
      url: new URL("http://127.0.0.1/"),
      headers: { "x-amz-target": "DynamoDB_20120810.Query" },
      body: Buffer.from(JSON.stringify({ TableName, Brand: "new" })),
      requestId: "r",
    });
    expect(response).toMatchObject({ status: 501, body: expect.stringContaining("Query with Brand") });
  });

  it("answers 501 to a comparison with a list or a map, which dynalite gets wrong", async () => {
    const compared = (condition: string, value: unknown) =>
      dynamo.doc.send(
        new PutCommand({
          TableName,
          Item: key(),
          ConditionExpression: condition,
          ExpressionAttributeValues: { ":v": value },
        }),
      );
    await expect(compared("NOT (a = :v)", ["x"])).rejects.toMatchObject({ name: "NotImplemented" });
    await expect(compared("attribute_exists(pk) OR a IN (:v)", { x: 1 })).rejects.toMatchObject({
      name: "NotImplemented",
    });
    const filtered = new ScanCommand({
      TableName,
      FilterExpression: "a <> :v",
      ExpressionAttributeValues: { ":v": [1] },
    });
    await expect(dynamo.doc.send(filtered)).rejects.toMatchObject({ name: "NotImplemented" });
  });

  it.each([
    ["an empty key", { pk: "", sk: "a" }],
    ["a key of another type", { pk: 1, sk: "a" }],
    ["half a key", { pk: "a" }],
    ["an empty key of an index", { pk: "a", sk: "a", gsi1pk: "" }],
    ["a key of an index of another type", { pk: "a", sk: "a", gsi1pk: 1 }],
  ])("refuses %s", async (_, item) => {
    await expect(put(item)).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("refuses an attribute name that nothing uses", async () => {
    const query = new QueryCommand({
      TableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeNames: { "#unused": "x" },
      ExpressionAttributeValues: { ":pk": pk },
    });
    await expect(dynamo.doc.send(query)).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringContaining("unused in expressions"),
    });
  });
});
