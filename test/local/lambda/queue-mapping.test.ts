import { readFileSync } from "node:fs";
import { join } from "node:path";
import {
  GetEventSourceMappingCommand,
  ListEventSourceMappingsCommand,
  UpdateEventSourceMappingCommand,
} from "@aws-sdk/client-lambda";
import { describe, expect, it } from "vitest";
import { functionArn, queueArn, startLambda } from "./harness.ts";
import { MemoryQueues } from "./memory-sources.ts";

const QUEUE = queueArn("intake");

/** Notes each batch on one line of `FILE`; fails for the bodies that say so, in the manner that they ask for. */
const INTAKE = `
  import { appendFileSync } from "node:fs";
  export const handler = async (event) => {
    const bodies = event.Records.map(({ body }) => body);
    appendFileSync(process.env.FILE, JSON.stringify({ bodies, event, at: performance.timeOrigin + performance.now() }) + "\\n");
    if (bodies.includes("slow")) await new Promise((resolve) => setTimeout(resolve, 300));
    if (bodies.includes("crash")) throw new Error("crash");
    const failed = event.Records.filter(({ body }) => body.startsWith("bad"));
    return { batchItemFailures: failed.map(({ messageId }) => ({ itemIdentifier: messageId })) };
  };`;

const given = async (properties: Record<string, unknown> = {}, dataDir?: string, queues = new MemoryQueues()) => {
  const lambda = await startLambda({ queues, ...(dataDir && { dataDir }) });
  const file = join(lambda.context.dataDir, "batches");
  await lambda.declare("intake", INTAKE, { Environment: { Variables: { FILE: file } }, Timeout: 10 });
  const { ref: UUID } = await lambda.map("Mapping", {
    FunctionName: functionArn("intake"),
    EventSourceArn: QUEUE,
    ...properties,
  });
  const batches = () => {
    try {
      return readFileSync(file, "utf8")
        .trim()
        .split("\n")
        .map((line) => JSON.parse(line));
    } catch {
      return [];
    }
  };
  return {
    ...lambda,
    UUID,
    batches,
    send: (...bodies: string[]) => Promise.all(bodies.map((body) => queues.send(QUEUE, body))),
  };
};

const REPORTED = { FunctionResponseTypes: ["ReportBatchItemFailures"] };

describe("a queue that feeds a function", () => {
  it("gives messages in batches, as Lambda shows them, and deletes those that succeeded", async () => {
    const { service, send, batches, queues } = await given();
    await send("one", "two");
    service.start();
    await service.settle();
    expect(batches().map(({ bodies }) => bodies)).toEqual([["one", "two"]]);
    expect(batches()[0].event.Records[0]).toEqual({
      messageId: expect.any(String),
      receiptHandle: expect.any(String),
      body: "one",
      attributes: { ApproximateReceiveCount: "1" },
      messageAttributes: {},
      md5OfBody: "f97c5d29941bfb1b2fdab0874906ab82",
      eventSource: "aws:sqs",
      eventSourceARN: QUEUE,
      awsRegion: "eu-west-3",
    });
    expect(queues.bodies(QUEUE)).toEqual([]);
  });

  it("reads nothing before the runtime says that everything is there", async () => {
    const { service, send, batches } = await given();
    await send("early");
    await service.settle();
    expect(batches()).toEqual([]);
    service.start();
    await service.settle();
    expect(batches()).toHaveLength(1);
  });

  it("holds to BatchSize", async () => {
    const { service, send, batches } = await given({ BatchSize: 2 });
    await send("a", "b", "c", "d", "e");
    service.start();
    await service.settle();
    expect(
      batches()
        .flatMap(({ bodies }) => bodies)
        .sort(),
    ).toEqual(["a", "b", "c", "d", "e"]);
    expect(Math.max(...batches().map(({ bodies }) => bodies.length))).toBe(2);
  });

  it("leaves the whole batch on the queue when the function fails", async () => {
    const { service, send, queues } = await given(REPORTED);
    await send("fine", "crash");
    service.start();
    await service.settle();
    expect(queues.bodies(QUEUE)).toEqual(["fine", "crash"]);
  });

  it("leaves what the function reports, which comes back when its visibility delay ends", async () => {
    const { service, send, queues, batches } = await given(REPORTED);
    await send("fine", "bad news");
    service.start();
    await service.settle();
    expect(queues.bodies(QUEUE)).toEqual(["bad news"]);
    queues.showAgain();
    await service.settle();
    expect(batches().map(({ bodies }) => bodies)).toEqual([["fine", "bad news"], ["bad news"]]);
  });

  it("deletes everything where failures are not to be reported", async () => {
    const { service, send, queues } = await given();
    await send("bad news");
    service.start();
    await service.settle();
    expect(queues.bodies(QUEUE)).toEqual([]);
  });

  it("fills a batch for the batching window", async () => {
    const { service, send, batches } = await given({ MaximumBatchingWindowInSeconds: 1 });
    service.start();
    await send("first");
    await new Promise((resolve) => setTimeout(resolve, 200));
    await send("second");
    await expect.poll(() => batches().map(({ bodies }) => bodies), { timeout: 3_000 }).toEqual([["first", "second"]]);
  });

  it("does not wait for the end of the window when the clock waits for rest", async () => {
    const { service, send, batches } = await given({ MaximumBatchingWindowInSeconds: 300 });
    service.start();
    await send("only");
    await service.settle();
    expect(batches()).toHaveLength(1);
  });

  it("invokes no more often at a time than MaximumConcurrency", async () => {
    const { service, send, batches } = await given({ BatchSize: 1, ScalingConfig: { MaximumConcurrency: 2 } });
    await send("slow", "slow", "slow", "slow");
    service.start();
    await service.settle();
    const starts = batches()
      .map(({ at }) => at)
      .sort((a, b) => a - b);
    expect(starts).toHaveLength(4);
    // The third begins only when one of the first two has ended.
    expect(starts[2] - starts[0]).toBeGreaterThan(250);
  });

  it("is at rest only when the work that one message makes for another is done", async () => {
    const { service, queues, batches, send } = await given({ BatchSize: 1 });
    await send("slow");
    service.start();
    setTimeout(() => void send("follows"), 100);
    await service.settle();
    expect(batches()).toHaveLength(2);
    expect(queues.bodies(QUEUE)).toEqual([]);
  });

  it("can be disabled and enabled again, which a restart remembers", async () => {
    const { client, service, send, batches, UUID, context, stop, queues } = await given();
    service.start();
    const update = (Enabled: boolean) => client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
    expect(await update(false)).toMatchObject({ State: "Disabled", UUID });
    await send("waiting");
    await service.settle();
    expect(batches()).toEqual([]);
    await stop();

    const second = await given({}, context.dataDir, queues);
    second.service.start();
    await second.service.settle();
    expect(batches()).toEqual([]);
    await second.client.send(new UpdateEventSourceMappingCommand({ UUID, Enabled: true }));
    await second.service.settle();
    expect(batches()).toHaveLength(1);
  });

  it("is described, and nothing but Enabled can be changed", async () => {
    const { client, UUID } = await given(REPORTED);
    expect(await client.send(new GetEventSourceMappingCommand({ UUID }))).toMatchObject({
      UUID,
      EventSourceArn: QUEUE,
      FunctionArn: functionArn("intake"),
      State: "Enabled",
      BatchSize: 10,
    });
    const listed = await client.send(
      new ListEventSourceMappingsCommand({ FunctionName: "intake", EventSourceArn: QUEUE }),
    );
    expect(listed.EventSourceMappings?.map((mapping) => mapping.UUID)).toEqual([UUID]);
    await expect(client.send(new UpdateEventSourceMappingCommand({ UUID, BatchSize: 1 }))).rejects.toMatchObject({
      name: "NotImplemented",
    });
  });

  it.each([
    ["filters", { FilterCriteria: { Filters: [{ Pattern: "{}" }] } }],
    ["a large batch without a window", { BatchSize: 100 }],
    ["a function that is not there", { FunctionName: "nobody" }],
  ])("stops at start for %s", async (_, properties) => {
    await expect(given(properties)).rejects.toThrow();
  });

  it("logs a queue that cannot be read, and asks again", async () => {
    class FlakyQueues extends MemoryQueues {
      asked = 0;
      override async receive(...args: Parameters<MemoryQueues["receive"]>) {
        this.asked += 1;
        if (this.asked === 1) throw new Error("disk full");
        return super.receive(...args);
      }
    }
    const { service, send, batches, lines } = await given({}, undefined, new FlakyQueues());
    await send("patience");
    service.start();
    await expect.poll(batches, { timeout: 5_000 }).toHaveLength(1);
    expect(lines).toEqual([`lambda: ${QUEUE}: Error: disk full`]);
  });
});
