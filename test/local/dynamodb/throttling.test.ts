/**
 * Throttling as the real SDK meets it. Names, members and HTTP status: developer guide, "Error handling with DynamoDB" and
 * "Diagnosing throttling"; API reference, ThrottlingReason and TransactionCanceledException.
 */
import {
  DynamoDBClient,
  ProvisionedThroughputExceededException,
  RequestLimitExceeded,
  ThrottlingException,
  TransactionCanceledException,
} from "@aws-sdk/client-dynamodb";
import {
  BatchGetCommand,
  BatchWriteCommand,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  TransactGetCommand,
  TransactWriteCommand,
  UpdateCommand,
} from "@aws-sdk/lib-dynamodb";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { type Dynamo, startDynamo } from "./harness.ts";
import { createTable } from "./setting.ts";

const TABLE = "factures";
const ARN = "arn:aws:dynamodb:eu-west-3:000000000000:table/factures";
const keyOf = (pk: string) => ({ pk, sk: "FICHE" });

let dynamo: Dynamo;
beforeAll(async () => {
  dynamo = await startDynamo();
  await createTable(dynamo.service);
});
afterAll(() => dynamo.stopAndForget());

const { plan, planned } = {
  plan: (one: Parameters<Dynamo["service"]["throttling"]["plan"]>[0]) => dynamo.service.throttling.plan(one),
  planned: () => dynamo.service.throttling.planned(),
};
afterEach(() => {
  for (const one of planned()) plan({ ...one, nombre: 0 });
});

const put = (pk: string) => dynamo.doc.send(new PutCommand({ TableName: TABLE, Item: keyOf(pk) }));
const get = async (pk: string) =>
  (await dynamo.doc.send(new GetCommand({ TableName: TABLE, Key: keyOf(pk), ConsistentRead: true }))).Item;
const thrown = async (call: Promise<unknown>): Promise<unknown> => {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("it was answered");
};

describe("a table that is throttled", () => {
  it.each([
    [
      "surcharge",
      ThrottlingException,
      { throttlingReasons: [{ reason: "TableWriteKeyRangeThroughputExceeded", resource: ARN }] },
    ],
    [
      "debit",
      ProvisionedThroughputExceededException,
      { ThrottlingReasons: [{ reason: "TableWriteProvisionedThroughputExceeded", resource: ARN }] },
    ],
    [
      "quota",
      RequestLimitExceeded,
      { ThrottlingReasons: [{ reason: "TableWriteAccountLimitExceeded", resource: ARN }] },
    ],
  ] as const)(
    "by %s answers HTTP 400 with its exception and reason, and has written nothing",
    async (panne, exception, reasons) => {
      plan({ table: TABLE, panne, nombre: 1 });
      const error = await thrown(put(`A-${panne}`));
      expect(error).toBeInstanceOf(exception);
      expect(error).toMatchObject({ ...reasons, $metadata: { httpStatusCode: 400 } });
      expect(await get(`A-${panne}`)).toBeUndefined();
    },
  );

  it("is tried again by the SDK by itself, which nobody above it sees", async () => {
    plan({ table: TABLE, panne: "surcharge", nombre: 2 });
    const patient = new DynamoDBClient({ ...dynamo.config, maxAttempts: 3 });
    await DynamoDBDocumentClient.from(patient).send(new PutCommand({ TableName: TABLE, Item: keyOf("B") }));
    patient.destroy();
    expect(await get("B")).toEqual(keyOf("B"));
  });

  it("refuses every operation on items until it is lifted", async () => {
    plan({ table: TABLE, panne: "surcharge" });
    const calls = [
      put("C"),
      get("C"),
      dynamo.doc.send(new UpdateCommand({ TableName: TABLE, Key: keyOf("C"), UpdateExpression: "SET a = pk" })),
      dynamo.doc.send(
        new QueryCommand({
          TableName: TABLE,
          KeyConditionExpression: "pk = :pk",
          ExpressionAttributeValues: { ":pk": "C" },
        }),
      ),
      dynamo.doc.send(new BatchGetCommand({ RequestItems: { [TABLE]: { Keys: [keyOf("C"), keyOf("D")] } } })),
      dynamo.doc.send(new BatchWriteCommand({ RequestItems: { [TABLE]: [{ PutRequest: { Item: keyOf("C") } }] } })),
    ];
    for (const call of calls) expect(await thrown(call)).toBeInstanceOf(ThrottlingException);
    plan({ table: TABLE, panne: "surcharge", nombre: 0 });
    expect(await get("C")).toBeUndefined();
  });

  it("for one operation answers all others", async () => {
    plan({ table: TABLE, operation: "GetItem", panne: "debit" });
    await put("E");
    expect(await thrown(get("E"))).toMatchObject({
      ThrottlingReasons: [{ reason: "TableReadProvisionedThroughputExceeded" }],
    });
  });

  it("leaves other tables alone", async () => {
    plan({ table: "structures", panne: "surcharge" });
    expect(await put("F")).toBeDefined();
  });
});

describe("a transaction on a throttled table", () => {
  const write = () =>
    dynamo.doc.send(
      new TransactWriteCommand({
        TransactItems: [
          { Put: { TableName: TABLE, Item: keyOf("T-1") } },
          { Put: { TableName: TABLE, Item: keyOf("T-2") } },
        ],
      }),
    );

  it.each([
    ["surcharge", "ThrottlingError"],
    ["debit", "ProvisionedThroughputExceeded"],
  ] as const)("by %s is cancelled whole, with %s for one action", async (panne, Code) => {
    plan({ table: TABLE, panne, nombre: 1 });
    const error = await thrown(write());
    expect(error).toBeInstanceOf(TransactionCanceledException);
    expect(error).toMatchObject({ CancellationReasons: [{ Code, Message: expect.any(String) }, { Code: "None" }] });
    expect([await get("T-1"), await get("T-2")]).toEqual([undefined, undefined]);
  });

  it("is refused as a request where the account has no more", async () => {
    plan({ table: TABLE, panne: "quota", nombre: 1 });
    expect(await thrown(write())).toBeInstanceOf(RequestLimitExceeded);
  });

  it("that reads is cancelled likewise", async () => {
    plan({ table: TABLE, panne: "surcharge", nombre: 1 });
    const read = dynamo.doc.send(
      new TransactGetCommand({ TransactItems: [{ Get: { TableName: TABLE, Key: keyOf("T-1") } }] }),
    );
    expect(await thrown(read)).toMatchObject({ CancellationReasons: [{ Code: "ThrottlingError" }] });
  });

  it("that is none is refused for what it is, throttled or not", async () => {
    plan({ table: TABLE, panne: "surcharge", nombre: 1 });
    const wrong = dynamo.client.send(new TransactWriteCommand({ TransactItems: [] }));
    expect(await thrown(wrong)).toMatchObject({ name: "ValidationException" });
  });
});

describe("a batch of which a part is too much", () => {
  it("that reads gives the rest, and names the keys to ask for again", async () => {
    await put("L-1");
    await put("L-2");
    plan({ table: TABLE, operation: "BatchGetItem", panne: "surcharge", nombre: 1 });
    const Keys = [keyOf("L-1"), keyOf("L-2")];
    const answer = await dynamo.doc.send(
      new BatchGetCommand({ RequestItems: { [TABLE]: { Keys, ConsistentRead: true } } }),
    );
    expect(answer).toMatchObject({
      Responses: { [TABLE]: [keyOf("L-2")] },
      UnprocessedKeys: { [TABLE]: { Keys: [keyOf("L-1")], ConsistentRead: true } },
    });
  });

  it("that writes writes the rest", async () => {
    plan({ table: TABLE, operation: "BatchWriteItem", panne: "debit", nombre: 1 });
    const requests = ["M-1", "M-2"].map((pk) => ({ PutRequest: { Item: keyOf(pk) } }));
    const { UnprocessedItems } = await dynamo.doc.send(new BatchWriteCommand({ RequestItems: { [TABLE]: requests } }));
    expect(UnprocessedItems).toEqual({ [TABLE]: requests.slice(0, 1) });
    expect([await get("M-1"), await get("M-2")]).toEqual([undefined, keyOf("M-2")]);
  });
});
