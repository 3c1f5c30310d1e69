import {
  DescribeStreamCommand,
  GetRecordsCommand,
  GetShardIteratorCommand,
  type GetShardIteratorCommandInput,
  ListStreamsCommand,
} from "@aws-sdk/client-dynamodb-streams";
import { DeleteCommand, PutCommand, TransactWriteCommand, UpdateCommand } from "@aws-sdk/lib-dynamodb";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { type Dynamo, startDynamo } from "./harness.ts";
import { createTable, FACTURES, START } from "./setting.ts";

let dynamo: Dynamo;
let arn = "";

beforeEach(async () => {
  dynamo = await startDynamo();
  arn = (await createTable(dynamo.service)).attributes["StreamArn"] ?? "";
});
afterEach(() => dynamo.stopAndForget());

const TableName = "factures";
const put = (sk: string, more: Record<string, unknown> = {}) =>
  dynamo.doc.send(new PutCommand({ TableName, Item: { pk: "P", sk, ...more } }));
const now = () => AbortSignal.abort();
const soon = () => AbortSignal.timeout(5000);
const read = (after?: string, limit = 100, signal = soon()) => dynamo.service.read(arn, after, limit, signal);

describe("stream records", () => {
  it("tell what was inserted, modified and removed, with its images", async () => {
    await put("a", { n: 1 });
    await put("a", { n: 2 });
    await dynamo.doc.send(new DeleteCommand({ TableName, Key: { pk: "P", sk: "a" } }));
    const keys = { pk: { S: "P" }, sk: { S: "a" } };
    const first = { ...keys, n: { N: "1" } };
    const second = { ...keys, n: { N: "2" } };
    const records = await read();
    expect(records.map(({ eventName }) => eventName)).toEqual(["INSERT", "MODIFY", "REMOVE"]);
    expect(records.map(({ dynamodb: { Keys } }) => Keys)).toEqual([keys, keys, keys]);
    expect(records.map(({ dynamodb: { NewImage } }) => NewImage)).toEqual([first, second, undefined]);
    expect(records.map(({ dynamodb: { OldImage } }) => OldImage)).toEqual([undefined, first, second]);
  });

  it("have the shape that Lambda receives", async () => {
    await put("a");
    const keys = { pk: { S: "P" }, sk: { S: "a" } };
    expect(await read()).toEqual([
      {
        eventID: expect.stringMatching(/^[0-9a-f]{32}$/),
        eventName: "INSERT",
        eventVersion: "1.1",
        eventSource: "aws:dynamodb",
        awsRegion: "eu-west-3",
        eventSourceARN: arn,
        dynamodb: {
          ApproximateCreationDateTime: START / 1000,
          Keys: keys,
          NewImage: keys,
          SequenceNumber: expect.stringMatching(/^\d{21}$/),
          SizeBytes: 12,
          StreamViewType: "NEW_AND_OLD_IMAGES",
        },
      },
    ]);
  });

  it("keep the order of a transaction's actions, and grow from one to the next", async () => {
    const Items = ["c", "a", "b"].map((sk) => ({ pk: "P", sk }));
    await dynamo.doc.send(
      new TransactWriteCommand({ TransactItems: Items.map((Item) => ({ Put: { TableName, Item } })) }),
    );
    await put("d");
    const records = await read();
    expect(records.map(({ dynamodb: { Keys } }) => Keys["sk"])).toEqual(["c", "a", "b", "d"].map((S) => ({ S })));
    const numbers = records.map(({ dynamodb }) => dynamodb.SequenceNumber);
    expect(numbers).toEqual([...numbers].sort());
    expect(new Set(numbers).size).toBe(4);
  });

  it("are not made by a write that changes nothing", async () => {
    await put("a", { n: 1, m: { x: 1, y: 2 } });
    await put("a", { m: { y: 2, x: 1 }, n: 1 });
    await dynamo.doc.send(
      new UpdateCommand({
        TableName,
        Key: { pk: "P", sk: "a" },
        UpdateExpression: "SET n = :n",
        ExpressionAttributeValues: { ":n": 1 },
      }),
    );
    await dynamo.doc.send(new DeleteCommand({ TableName, Key: { pk: "P", sk: "absent" } }));
    expect(await read()).toHaveLength(1);
  });

  it.each([
    ["KEYS_ONLY", []],
    ["NEW_IMAGE", ["NewImage"]],
    ["OLD_IMAGE", ["OldImage"]],
    ["NEW_AND_OLD_IMAGES", ["NewImage", "OldImage"]],
  ])("show with %s only %j", async (StreamViewType, images) => {
    const { attributes } = await createTable(dynamo.service, {
      ...FACTURES,
      TableName: "other",
      StreamSpecification: { StreamViewType },
    });
    for (const n of [1, 2])
      await dynamo.doc.send(new PutCommand({ TableName: "other", Item: { pk: "P", sk: "a", n } }));
    const [, modified] = await dynamo.service.read(attributes["StreamArn"] ?? "", undefined, 10, soon());
    expect(Object.keys(modified?.dynamodb ?? {}).filter((name) => name.endsWith("Image"))).toEqual(images);
  });

  it("are kept for 24 hours of the clock", async () => {
    await put("a");
    dynamo.clock.instant += 12 * 3600_000;
    await put("b");
    dynamo.clock.instant += 12 * 3600_000 + 1;
    expect((await read()).map(({ dynamodb: { Keys } }) => Keys["sk"])).toEqual([{ S: "b" }]);
  });

  it("never take a number again, even when all have been trimmed", async () => {
    for (let n = 0; n < 30; n += 1) await put(`${n}`);
    const [newest] = (await read()).slice(-1);
    dynamo.clock.instant += 25 * 3600_000;
    await put("next");
    const next = await read();
    expect(next).toHaveLength(1);
    expect(Number(next[0]?.dynamodb.SequenceNumber)).toBe(Number(newest?.dynamodb.SequenceNumber) + 1);
  });
});

describe("reading", () => {
  it("goes on after a sequence number, a page at a time", async () => {
    for (const sk of ["a", "b", "c"]) await put(sk);
    const first = await read(undefined, 2);
    const rest = await read(first.at(-1)?.dynamodb.SequenceNumber, 2);
    expect([...first, ...rest].map(({ dynamodb: { Keys } }) => Keys["sk"]?.toString())).toHaveLength(3);
    expect(rest).toHaveLength(1);
  });

  it("waits for the next record", async () => {
    const waiting = read();
    await put("a");
    expect(await waiting).toHaveLength(1);
  });

  it("ends empty when it is told to stop", async () => {
    const stop = new AbortController();
    const waiting = read(undefined, 1, stop.signal);
    stop.abort();
    expect(await waiting).toEqual([]);
    expect(await read(undefined, 1, now())).toEqual([]);
  });

  it("refuses a stream that does not exist", async () => {
    await expect(dynamo.service.read(`${arn}-else`, undefined, 1, soon())).rejects.toThrow("not found");
  });
});

// https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_Operations_Amazon_DynamoDB_Streams.html
describe("the DynamoDB Streams API", () => {
  const iterator = async (options: Pick<GetShardIteratorCommandInput, "ShardIteratorType" | "SequenceNumber">) => {
    const { StreamDescription } = await dynamo.streams.send(new DescribeStreamCommand({ StreamArn: arn }));
    const ShardId = StreamDescription?.Shards?.[0]?.ShardId;
    const { ShardIterator } = await dynamo.streams.send(
      new GetShardIteratorCommand({ StreamArn: arn, ShardId, ...options }),
    );
    return ShardIterator;
  };
  const records = async (ShardIterator: string | undefined, Limit = 10) => {
    const answer = await dynamo.streams.send(new GetRecordsCommand({ ShardIterator, Limit }));
    return { sks: answer.Records?.map(({ dynamodb }) => dynamodb?.Keys?.["sk"]?.S), next: answer.NextShardIterator };
  };

  it("lists and describes the stream of a table", async () => {
    expect((await dynamo.streams.send(new ListStreamsCommand({ TableName }))).Streams).toEqual([
      { StreamArn: arn, TableName, StreamLabel: "2026-01-15T10:00:00.000" },
    ]);
    expect((await dynamo.streams.send(new ListStreamsCommand({ TableName: "other" }))).Streams).toEqual([]);
    expect((await dynamo.streams.send(new DescribeStreamCommand({ StreamArn: arn }))).StreamDescription).toMatchObject({
      StreamStatus: "ENABLED",
      StreamViewType: "NEW_AND_OLD_IMAGES",
      CreationRequestDateTime: new Date(START),
    });
  });

  it("reads from the oldest, the newest, at and after a record", async () => {
    for (const sk of ["a", "b", "c"]) await put(sk);
    const second = (await read())[1]?.dynamodb.SequenceNumber;
    const latest = await iterator({ ShardIteratorType: "LATEST" });
    await put("d");
    const oldest = await records(await iterator({ ShardIteratorType: "TRIM_HORIZON" }), 3);
    expect(oldest.sks).toEqual(["a", "b", "c"]);
    expect((await records(oldest.next)).sks).toEqual(["d"]);
    expect((await records(latest)).sks).toEqual(["d"]);
    const at = await iterator({ ShardIteratorType: "AT_SEQUENCE_NUMBER", SequenceNumber: second });
    expect((await records(at)).sks).toEqual(["b", "c", "d"]);
    const after = await iterator({ ShardIteratorType: "AFTER_SEQUENCE_NUMBER", SequenceNumber: second });
    expect((await records(after)).sks).toEqual(["c", "d"]);
  });

  it("shows the instant and the images of a record", async () => {
    await put("a");
    const ShardIterator = await iterator({ ShardIteratorType: "TRIM_HORIZON" });
    const { Records } = await dynamo.streams.send(new GetRecordsCommand({ ShardIterator }));
    expect(Records).toMatchObject([
      { eventName: "INSERT", dynamodb: { ApproximateCreationDateTime: new Date(START), NewImage: { pk: { S: "P" } } } },
    ]);
  });

  it("lists every stream when no table is named", async () => {
    expect((await dynamo.streams.send(new ListStreamsCommand({}))).Streams).toHaveLength(1);
  });

  it("starts at the end of a stream that has nothing yet, and stays where it is while nothing comes", async () => {
    const latest = await iterator({ ShardIteratorType: "LATEST" });
    const nothing = await records(latest);
    expect(nothing).toEqual({ sks: [], next: latest });
    await put("a");
    expect((await records(nothing.next)).sks).toEqual(["a"]);
  });

  it.each([
    ["a shard that there is not", { ShardId: "shardId-00000000000000000000-00000002", ShardIteratorType: "LATEST" }],
    [
      "no number to read from",
      { ShardId: "shardId-00000000000000000000-00000001", ShardIteratorType: "AT_SEQUENCE_NUMBER" },
    ],
  ] as const)("refuses %s", async (_, options) => {
    const asked = dynamo.streams.send(new GetShardIteratorCommand({ StreamArn: arn, ...options }));
    await expect(asked).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("refuses an iterator that it did not give", async () => {
    await expect(records("made-up")).rejects.toMatchObject({ name: "ValidationException" });
  });
});
