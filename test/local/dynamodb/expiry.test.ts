import { DescribeTimeToLiveCommand, UpdateTimeToLiveCommand } from "@aws-sdk/client-dynamodb";
import { PutCommand, ScanCommand } from "@aws-sdk/lib-dynamodb";
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
const SECONDS = START / 1000;
const put = (sk: string, expire?: unknown) =>
  dynamo.doc.send(new PutCommand({ TableName, Item: { pk: "P", sk, ...(expire !== undefined && { expire }) } }));
const left = async (name = TableName) => {
  const { Items } = await dynamo.doc.send(new ScanCommand({ TableName: name }));
  return Items?.map((item) => item["sk"]).sort();
};

/** What the runtime's clock does: moves from due instant to due instant. */
const moveTo = async (instant: number): Promise<void> => {
  const { timed } = dynamo.service;
  for (let due = timed.nextDue(); due !== undefined && due <= instant; due = timed.nextDue()) {
    dynamo.clock.instant = Math.max(due, dynamo.clock.instant);
    await timed.fire(dynamo.clock.instant);
  }
  dynamo.clock.instant = instant;
};

describe("time to live", () => {
  it("deletes an item within a minute of its instant, and not before", async () => {
    await put("soon", SECONDS + 90);
    await put("later", SECONDS + 3600);
    await put("never");
    await moveTo(START + 90_000);
    expect(await left()).toEqual(["later", "never", "soon"]);
    await moveTo(START + 150_000);
    expect(await left()).toEqual(["later", "never"]);
  });

  it("signs the deletion in the stream", async () => {
    await put("soon", SECONDS + 90);
    await moveTo(START + 3600_000);
    const records = await dynamo.service.read(arn, undefined, 10, AbortSignal.timeout(5000));
    expect(records.map(({ eventName }) => eventName)).toEqual(["INSERT", "REMOVE"]);
    expect(records[0]).not.toHaveProperty("userIdentity");
    expect(records[1]).toMatchObject({
      userIdentity: { type: "Service", principalId: "dynamodb.amazonaws.com" },
      dynamodb: { OldImage: { sk: { S: "soon" } } },
    });
  });

  it("deletes many at once", async () => {
    for (let n = 0; n < 250; n += 1) await put(`${n}`, SECONDS + 1);
    await moveTo(START + 60_000);
    expect(await left()).toEqual([]);
    expect(dynamo.service.timed.nextDue()).toBeUndefined();
  });

  it("heeds the latest value of the attribute", async () => {
    await put("a", SECONDS + 30);
    await put("a", SECONDS + 3600);
    await put("b", SECONDS + 30);
    await put("b");
    await moveTo(START + 1800_000);
    expect(await left()).toEqual(["a", "b"]);
  });

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/time-to-live-ttl-before-you-start.html
  it("leaves what is no number, and what expired more than five years ago", async () => {
    await put("text", `${SECONDS + 1}`);
    await put("old", SECONDS - 6 * 365 * 24 * 3600);
    expect(dynamo.service.timed.nextDue()).toBeUndefined();
    await moveTo(START + 3600_000);
    expect(await left()).toEqual(["old", "text"]);
  });

  it("is enabled on a table with data, described, and disabled", async () => {
    const other = "sans-echeance";
    const { TimeToLiveSpecification: _, ...properties } = FACTURES;
    await createTable(dynamo.service, { ...properties, TableName: other });
    const describeTtl = async () =>
      (await dynamo.client.send(new DescribeTimeToLiveCommand({ TableName: other }))).TimeToLiveDescription;
    const enable = (Enabled: boolean) =>
      dynamo.client.send(
        new UpdateTimeToLiveCommand({
          TableName: other,
          TimeToLiveSpecification: { AttributeName: "expire", Enabled },
        }),
      );
    await dynamo.doc.send(new PutCommand({ TableName: other, Item: { pk: "P", sk: "a", expire: SECONDS + 1 } }));
    expect(await describeTtl()).toEqual({ TimeToLiveStatus: "DISABLED" });
    expect(dynamo.service.timed.nextDue()).toBeUndefined();

    await enable(true);
    expect(await describeTtl()).toEqual({ TimeToLiveStatus: "ENABLED", AttributeName: "expire" });
    await expect(enable(true)).rejects.toMatchObject({ message: "TimeToLive is already enabled" });
    expect(dynamo.service.timed.nextDue()).toBe(START + 60_000);

    await enable(false);
    await moveTo(START + 3600_000);
    expect(await left(other)).toEqual(["a"]);
  });
});
