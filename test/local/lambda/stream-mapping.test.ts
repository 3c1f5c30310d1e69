import { readFileSync } from "node:fs";
import { join } from "node:path";
import { UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import { describe, expect, it } from "vitest";
import { functionArn, queueArn, STREAM_ARN, startLambda } from "./harness.ts";
import { MemoryStream } from "./memory-sources.ts";

const FAILURES = queueArn("echecs");

/** Notes the keys of each batch on one line of `FILE`, and fails when one of them says so. */
const EVENTS = `
  import { appendFileSync } from "node:fs";
  export const handler = async ({ Records }) => {
    const keys = Records.map(({ dynamodb }) => dynamodb.Keys.pk.S);
    appendFileSync(process.env.FILE, keys.join(" ") + "\\n");
    if (keys.some((key) => key.startsWith("bad"))) throw new Error("bad");
  };`;

const given = async (
  properties: Record<string, unknown> = {},
  stream = new MemoryStream(STREAM_ARN),
  dataDir?: string,
) => {
  const lambda = await startLambda({ stream, ...(dataDir && { dataDir }) });
  const file = join(lambda.context.dataDir, "batches");
  await lambda.declare("events", EVENTS, { Environment: { Variables: { FILE: file } } });
  const { ref: UUID } = await lambda.map("Mapping", {
    FunctionName: "events",
    EventSourceArn: STREAM_ARN,
    StartingPosition: "TRIM_HORIZON",
    ...properties,
  });
  const batches = (): readonly string[] => {
    try {
      // The last line alone ends the file: an empty batch would show as an empty line.
      return readFileSync(file, "utf8").replace(/\n$/, "").split("\n");
    } catch {
      return [];
    }
  };
  return { ...lambda, UUID, batches };
};

describe("a stream that feeds a function", () => {
  it("gives all that is there, in order, in batches", async () => {
    const { service, stream, batches } = await given({ BatchSize: 2 });
    stream.add(["a", "b", "c"]);
    service.start();
    await service.settle();
    stream.add(["d"]);
    await service.settle();
    expect(batches()).toEqual(["a b", "c", "d"]);
  });

  it("skips what was there before its first start with LATEST, and nothing at the next one", async () => {
    const stream = new MemoryStream(STREAM_ARN);
    stream.add(["old"]);
    const first = await given({ StartingPosition: "LATEST" }, stream);
    first.service.start();
    await first.service.settle();
    await first.stop();
    stream.add(["while down"]);
    const second = await given({ StartingPosition: "LATEST" }, stream, first.context.dataDir);
    second.service.start();
    await second.service.settle();
    expect(second.batches()).toEqual(["while down"]);
  });

  it("goes on after a restart where it had got to", async () => {
    const stream = new MemoryStream(STREAM_ARN);
    stream.add(["a"]);
    const first = await given({}, stream);
    first.service.start();
    await first.service.settle();
    await first.stop();
    stream.add(["b"]);
    const second = await given({}, stream, first.context.dataDir);
    second.service.start();
    await second.service.settle();
    expect(second.batches()).toEqual(["a", "b"]);
  });

  it("gives a batch again when it was not done before a stop: at least once", async () => {
    const stream = new MemoryStream(STREAM_ARN);
    stream.add(["bad"]);
    const first = await given({}, stream);
    first.service.start();
    await first.service.settle();
    await first.stop();
    const second = await given({}, stream, first.context.dataDir);
    second.service.start();
    await second.service.settle();
    expect(second.batches()).toEqual(["bad", "bad"]);
  });

  it("passes over what the filters drop", async () => {
    const { service, stream, batches } = await given({
      FilterCriteria: {
        Filters: [{ Pattern: JSON.stringify({ dynamodb: { Keys: { pk: { S: [{ prefix: "EV#" }] } } } }) }],
      },
    });
    stream.add(["EV#1", "DEPOT#1", "EV#2"]);
    service.start();
    await service.settle();
    stream.add(["DEPOT#2"]);
    await service.settle();
    expect(batches()).toEqual(["EV#1 EV#2"]);
  });

  it("waits for its retries on the shared clock, then tells the failure queue and goes on", async () => {
    const { service, stream, batches, clock, advanceTo, queues } = await given({
      MaximumRetryAttempts: 5,
      DestinationConfig: { OnFailure: { Destination: FAILURES } },
    });
    const start = clock.now();
    const [sequenceNumber] = stream.add(["bad"], start);
    service.start();
    await service.settle();
    expect(batches()).toEqual(["bad"]);
    await advanceTo(start + 3_600_000);
    expect(batches()).toHaveLength(6);
    stream.add(["next"]);
    await service.settle();
    expect(batches().at(-1)).toBe("next");

    // AWS Lambda developer guide, "Retain discarded records for a DynamoDB event source", the record of an SQS destination.
    expect(queues.bodies(FAILURES).map((body) => JSON.parse(body))).toEqual([
      {
        requestContext: {
          requestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
          functionArn: functionArn("events"),
          condition: "RetryAttemptsExhausted",
          approximateInvokeCount: 6,
        },
        responseContext: { statusCode: 200, executedVersion: "$LATEST", functionError: "Unhandled" },
        version: "1.0",
        timestamp: expect.stringMatching(/Z$/),
        DDBStreamBatchInfo: {
          shardId: expect.stringMatching(/^shardId-/),
          startSequenceNumber: sequenceNumber,
          endSequenceNumber: sequenceNumber,
          approximateArrivalOfFirstRecord: new Date(start).toISOString(),
          approximateArrivalOfLastRecord: new Date(start).toISOString(),
          batchSize: 1,
          streamArn: STREAM_ARN,
        },
      },
    ]);
  });

  it("gives up records that have become too old on the shared clock", async () => {
    const { service, stream, clock, advanceTo, batches, queues } = await given({
      MaximumRecordAgeInSeconds: 60,
      DestinationConfig: { OnFailure: { Destination: FAILURES } },
    });
    const start = clock.now();
    stream.add(["bad"], start);
    service.start();
    await service.settle();
    await advanceTo(start + 600_000);
    expect(JSON.parse(queues.bodies(FAILURES)[0] ?? "{}").requestContext.condition).toBe("RecordAgeExceeded");
    expect(batches().length).toBeGreaterThan(2);
  });

  it("isolates a poisonous record by bisection", async () => {
    const { service, stream, batches, advanceTo, clock } = await given({
      BisectBatchOnFunctionError: true,
      MaximumRetryAttempts: 0,
    });
    stream.add(["a", "b", "bad", "c"]);
    service.start();
    await service.settle();
    await advanceTo(clock.now() + 60_000);
    expect(batches()).toEqual(["a b bad c", "a b", "bad c", "bad", "c"]);
  });

  it("lets a batch grow for the batching window", async () => {
    const { service, stream, batches } = await given({ MaximumBatchingWindowInSeconds: 1 });
    service.start();
    stream.add(["a"]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    stream.add(["b"]);
    await expect.poll(batches, { timeout: 3_000 }).toEqual(["a b"]);
  });

  it("can be disabled in the middle of its retries, and starts again from the same record", async () => {
    const { service, client, stream, batches, UUID, clock, advanceTo } = await given();
    stream.add(["bad"]);
    service.start();
    await service.settle();
    await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: false }));
    await advanceTo(clock.now() + 3_600_000);
    expect(batches()).toEqual(["bad"]);
    await client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
    await service.settle();
    expect(batches()).toEqual(["bad", "bad"]);
  });

  it("does nothing when the template disables it", async () => {
    const { service, stream, batches } = await given({ Enabled: false });
    stream.add(["a"]);
    service.start();
    await service.settle();
    expect(batches()).toEqual([]);
  });
});
