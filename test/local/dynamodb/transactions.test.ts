import {
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { call } from "./direct.ts";
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
type Actions = NonNullable<TransactWriteCommandInput["TransactItems"]>;

const transact = (TransactItems: Actions, more: Partial<TransactWriteCommandInput> = {}) =>
  dynamo.doc.send(new TransactWriteCommand({ TransactItems, ...more }));

const put = (sk: string, more: Record<string, unknown> = {}, condition?: string): Actions[number] => ({
  Put: { TableName, Item: { pk, sk, ...more }, ...(condition && { ConditionExpression: condition }) },
});
const check = (sk: string, ConditionExpression: string): Actions[number] => ({
  ConditionCheck: { TableName, Key: { pk, sk }, ConditionExpression },
});

const rows = async () => {
  const { Items } = await dynamo.doc.send(
    new QueryCommand({
      TableName,
      KeyConditionExpression: "pk = :pk",
      ExpressionAttributeValues: { ":pk": pk },
    }),
  );
  return Items?.map(({ pk: _, ...rest }) => rest);
};

describe("TransactWriteItems", () => {
  it("puts, updates, deletes and checks in one act", async () => {
    await transact([put("a", { n: 1 }), put("b"), put("c")]);
    await transact([
      {
        Update: {
          TableName,
          Key: { pk, sk: "a" },
          UpdateExpression: "SET n = n + :one",
          ConditionExpression: "n = :one",
          ExpressionAttributeValues: { ":one": 1 },
        },
      },
      { Delete: { TableName, Key: { pk, sk: "b" }, ConditionExpression: "attribute_exists(pk)" } },
      check("c", "attribute_exists(pk)"),
      put("d", {}, "attribute_not_exists(pk)"),
    ]);
    expect(await rows()).toEqual([{ sk: "a", n: 2 }, { sk: "c" }, { sk: "d" }]);
  });

  // The SDK adds a token by itself, also to a request that has nothing else.
  it.each([
    ["no actions at all", {}],
    ["an empty list of actions", { TransactItems: [] }],
    ["actions that are no list", { TransactItems: "all" }],
  ])("refuses %s as a fault of the caller, with a token or without", async (_, input) => {
    for (const request of [input, { ...input, ClientRequestToken: "t" }]) {
      expect(await call(dynamo.service, "TransactWriteItems", request)).toMatchObject({
        status: 400,
        body: { __type: "ValidationException", message: expect.stringContaining("TransactItems") },
      });
    }
  });

  it("does nothing when one condition fails, and gives one reason per action in their order", async () => {
    await transact([put("a", { statut: "DEPOSEE" }), put("b")]);
    const refused = transact([
      put("new"),
      {
        Put: {
          TableName,
          Item: { pk, sk: "a" },
          ConditionExpression: "attribute_not_exists(pk)",
          ReturnValuesOnConditionCheckFailure: "ALL_OLD",
        },
      },
      { Delete: { TableName, Key: { pk, sk: "b" } } },
      check("absent", "attribute_exists(pk)"),
    ]);
    await expect(refused).rejects.toMatchObject({
      name: "TransactionCanceledException",
      message:
        "Transaction cancelled, please refer cancellation reasons for specific reasons " +
        "[None, ConditionalCheckFailed, None, ConditionalCheckFailed]",
      CancellationReasons: [
        { Code: "None" },
        {
          Code: "ConditionalCheckFailed",
          Message: "The conditional request failed",
          Item: { pk: { S: pk }, sk: { S: "a" }, statut: { S: "DEPOSEE" } },
        },
        { Code: "None" },
        { Code: "ConditionalCheckFailed", Message: "The conditional request failed" },
      ],
    });
    expect(await rows()).toEqual([{ sk: "a", statut: "DEPOSEE" }, { sk: "b" }]);
  });

  it("lets one of a hundred racing transactions win and tells the others ConditionalCheckFailed", async () => {
    const racers = Array.from({ length: 100 }, (_, n) =>
      transact([put("unique", { n }, "attribute_not_exists(pk)"), put(`trace-${n}`)]),
    );
    const outcomes = await Promise.allSettled(racers);
    const losers = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(losers).toHaveLength(99);
    for (const { reason } of losers) {
      expect(reason).toMatchObject({
        name: "TransactionCanceledException",
        CancellationReasons: [{ Code: "ConditionalCheckFailed" }, { Code: "None" }],
      });
    }
    expect(await rows()).toHaveLength(2);
  });

  it("loses no increment of a hundred racing ones", async () => {
    const increment = {
      Update: {
        TableName,
        Key: { pk, sk: "counter" },
        UpdateExpression: "ADD n :one",
        ExpressionAttributeValues: { ":one": 1 },
      },
    };
    await Promise.all(Array.from({ length: 100 }, () => transact([increment])));
    expect(await rows()).toEqual([{ sk: "counter", n: 100 }]);
  });

  it.each([
    ["no action", () => [], /length greater than or equal to 1/],
    ["more than 100 actions", () => Array.from({ length: 101 }, (_, n) => put(`${n}`)), /less than or equal to 100/],
    [
      "two actions on one item",
      () => [put("a"), check("a", "attribute_exists(pk)")],
      /multiple operations on one item/,
    ],
    ["two kinds in one action", () => [{ ...put("a"), ...check("b", "attribute_exists(pk)") }], /can only contain one/],
    ["an unknown kind", () => [{}], /can only contain one/],
    ["an expression that does not parse", () => [put("a", {}, "pk ==")], /Invalid ConditionExpression: Syntax error/],
    ["an empty key", () => [put("")], /cannot contain an empty string value. Key: sk/],
    ["more than 4 MB", () => Array.from({ length: 11 }, (_, n) => put(`${n}`, { x: "x".repeat(390 * 1024) })), /4 MB/],
  ])("refuses %s and writes nothing", async (_, actions, message) => {
    await expect(transact(actions())).rejects.toMatchObject({
      name: "ValidationException",
      message: expect.stringMatching(message),
    });
    expect(await rows()).toEqual([]);
  });

  it.each([
    ["an item above 400 KB", () => put("a", { x: "x".repeat(400 * 1024) }), /Item size has exceeded/],
    ["a key of another type", () => ({ Delete: { TableName, Key: { pk: 1, sk: "a" } } }), /does not match the schema/],
  ])("cancels over %s, naming the action", async (_, action, message) => {
    await expect(transact([put("fine"), action()])).rejects.toMatchObject({
      name: "TransactionCanceledException",
      CancellationReasons: [{ Code: "None" }, { Code: "ValidationError", Message: expect.stringMatching(message) }],
    });
    expect(await rows()).toEqual([]);
  });

  it("takes a hundred actions", async () => {
    await transact(Array.from({ length: 100 }, (_, n) => put(`${n}`)));
    expect(await rows()).toHaveLength(100);
  });

  it("refuses a table that does not exist", async () => {
    await expect(transact([{ Put: { TableName: "absente", Item: { pk, sk: "a" } } }])).rejects.toMatchObject({
      name: "ResourceNotFoundException",
    });
  });
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html, ClientRequestToken
describe("ClientRequestToken", () => {
  const increment = (): Actions => [
    {
      Update: {
        TableName,
        Key: { pk, sk: "counter" },
        UpdateExpression: "ADD n :one",
        ExpressionAttributeValues: { ":one": 1 },
      },
    },
  ];

  it("makes a repeat succeed without doing it again, for ten minutes of the clock", async () => {
    const ClientRequestToken = `token-${test}`;
    await transact(increment(), { ClientRequestToken });
    dynamo.clock.instant += 9 * 60_000;
    await transact(increment(), { ClientRequestToken });
    expect(await rows()).toEqual([{ sk: "counter", n: 1 }]);
    dynamo.clock.instant += 60_000;
    await transact(increment(), { ClientRequestToken });
    expect(await rows()).toEqual([{ sk: "counter", n: 2 }]);
  });

  it("refuses the same token for something else", async () => {
    const ClientRequestToken = `token-${test}`;
    await transact(increment(), { ClientRequestToken });
    await expect(transact([put("other")], { ClientRequestToken })).rejects.toMatchObject({
      name: "IdempotentParameterMismatchException",
    });
    expect(await rows()).toEqual([{ sk: "counter", n: 1 }]);
  });

  it("lets a transaction that was cancelled be tried again", async () => {
    const ClientRequestToken = `token-${test}`;
    const actions = [put("a"), check("gate", "attribute_exists(pk)")];
    await expect(transact(actions, { ClientRequestToken })).rejects.toThrow("cancelled");
    await dynamo.doc.send(new PutCommand({ TableName, Item: { pk, sk: "gate" } }));
    await transact(actions, { ClientRequestToken });
    expect(await rows()).toEqual([{ sk: "a" }, { sk: "gate" }]);
  });
});

describe("TransactGetItems", () => {
  const get = (keys: readonly Record<string, unknown>[], more: object = {}) =>
    dynamo.doc.send(
      new TransactGetCommand({ TransactItems: keys.map((Key) => ({ Get: { TableName, Key, ...more } })) }),
    );

  it("answers in the order asked, an empty place for what is absent", async () => {
    await transact([put("a", { n: 1 }), put("b", { n: 2 })]);
    const { Responses } = await get([
      { pk, sk: "b" },
      { pk, sk: "absent" },
      { pk, sk: "a" },
    ]);
    expect(Responses?.map(({ Item }) => Item?.["n"])).toEqual([2, undefined, 1]);
  });

  it("shows only the attributes of a projection", async () => {
    await transact([put("a", { n: 1, m: 2 })]);
    const { Responses } = await get([{ pk, sk: "a" }], { ProjectionExpression: "m" });
    expect(Responses).toEqual([{ Item: { m: 2 } }]);
  });

  it("never sees half of a transaction", async () => {
    await transact([put("a", { n: 0 }), put("b", { n: 0 })]);
    const writers = Array.from({ length: 50 }, (_, n) => transact([put("a", { n }), put("b", { n })]));
    const readers = Array.from({ length: 50 }, () =>
      get([
        { pk, sk: "a" },
        { pk, sk: "b" },
      ]),
    );
    const [answers] = await Promise.all([Promise.all(readers), Promise.all(writers)]);
    for (const { Responses } of answers) expect(Responses?.[0]?.Item?.["n"]).toBe(Responses?.[1]?.Item?.["n"]);
  });

  it("cancels over a malformed key", async () => {
    await expect(get([{ pk }])).rejects.toMatchObject({
      name: "TransactionCanceledException",
      CancellationReasons: [{ Code: "ValidationError" }],
    });
  });
});
