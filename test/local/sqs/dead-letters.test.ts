import {
  CancelMessageMoveTaskCommand,
  ListDeadLetterSourceQueuesCommand,
  ListMessageMoveTasksCommand,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { createClock, temporaryDirectory } from "./emulator.ts";
import { bodies, startSqs } from "./given.ts";

const withDeadLetters = async (dataDir: string, clock = createClock()) => {
  const given = await startSqs(dataDir, clock);
  const dead = await given.queue("intake-dlq");
  const RedrivePolicy = { deadLetterTargetArn: dead.arn, maxReceiveCount: 3 };
  const intake = await given.queue("intake", { VisibilityTimeout: 10, RedrivePolicy });
  return {
    ...given,
    intake,
    dead,
    /** Sends messages, and fails them until they are dead letters. */
    kill: async (...messages: string[]) => {
      for (const message of messages) await given.send(intake.url, message);
      for (const _ of [1, 2, 3, 4]) {
        await given.receive(intake.url, { MaxNumberOfMessages: 10 });
        await given.move(10_000);
      }
    },
    task: async () => {
      const { Results } = await given.sqs.send(new ListMessageMoveTasksCommand({ SourceArn: dead.arn }));
      return Results?.[0];
    },
    start: (MaxNumberOfMessagesPerSecond?: number) =>
      given.sqs.send(new StartMessageMoveTaskCommand({ SourceArn: dead.arn, MaxNumberOfMessagesPerSecond })),
  };
};

describe("a message that fails again and again", () => {
  it("goes to the dead-letter queue instead of its fourth delivery, and a receiver there has it at once", async () => {
    using dir = temporaryDirectory();
    await using given = await withDeadLetters(dir.path);
    await given.send(given.intake.url, "poison");
    for (const count of ["1", "2", "3"]) {
      const [message] = await given.receive(given.intake.url, { MessageSystemAttributeNames: ["All"] });
      expect(message?.Attributes?.["ApproximateReceiveCount"]).toBe(count);
      await given.move(10_000);
    }
    const waiting = given.receive(given.dead.url, { WaitTimeSeconds: 20, MessageSystemAttributeNames: ["All"] });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await given.receive(given.intake.url)).toEqual([]);
    // API_ReceiveMessage: the count is "across all queues"; the enqueue time is the original one.
    expect(await waiting).toMatchObject([
      {
        Body: "poison",
        Attributes: {
          ApproximateReceiveCount: "4",
          DeadLetterQueueSourceArn: given.intake.arn,
          SentTimestamp: String(given.clock.now() - 30_000),
        },
      },
    ]);
  });

  it("does not hide the messages behind it", async () => {
    using dir = temporaryDirectory();
    await using given = await withDeadLetters(dir.path);
    await given.send(given.intake.url, "poison");
    for (const _ of [1, 2, 3]) {
      await given.receive(given.intake.url);
      await given.move(10_000);
    }
    await given.send(given.intake.url, "sound");
    expect(bodies(await given.receive(given.intake.url))).toEqual(["sound"]);
  });

  it("keeps its count over a restart", async () => {
    using dir = temporaryDirectory();
    const before = await withDeadLetters(dir.path);
    await before.send(before.intake.url, "poison");
    for (const _ of [1, 2, 3]) {
      await before.receive(before.intake.url);
      await before.move(10_000);
    }
    await before[Symbol.asyncDispose]();
    await using after = await withDeadLetters(dir.path, before.clock);
    expect(await after.receive(after.intake.url)).toEqual([]);
    expect(bodies(await after.receive(after.dead.url))).toEqual(["poison"]);
  });

  it("needs a dead-letter queue that exists and allows its source", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const policy = (name: string) => ({
      RedrivePolicy: { deadLetterTargetArn: `arn:aws:sqs:eu-west-3:000000000000:${name}`, maxReceiveCount: 3 },
    });
    await given.queue("closed", { RedriveAllowPolicy: { redrivePermission: "denyAll" } });
    await given.queue("picky", {
      RedriveAllowPolicy: {
        redrivePermission: "byQueue",
        sourceQueueArns: ["arn:aws:sqs:eu-west-3:000000000000:friend"],
      },
    });
    await expect(given.queue("a", policy("absent"))).rejects.toThrow("does not exist");
    await expect(given.queue("b", policy("closed"))).rejects.toThrow("RedriveAllowPolicy");
    await expect(given.queue("stranger", policy("picky"))).rejects.toThrow("RedriveAllowPolicy");
    await expect(given.queue("friend", policy("picky"))).resolves.toMatchObject({ url: expect.any(String) });
  });

  it("names the queues that use a dead-letter queue", async () => {
    using dir = temporaryDirectory();
    await using given = await withDeadLetters(dir.path);
    const answer = await given.sqs.send(new ListDeadLetterSourceQueuesCommand({ QueueUrl: given.dead.url }));
    expect(answer.queueUrls).toEqual([given.intake.url]);
  });
});

describe("a move task", () => {
  it("gives all dead letters back to the queue that they came from, as new messages", async () => {
    // "redriven messages are considered new messages with a new messageID and enqueueTime"
    using dir = temporaryDirectory();
    await using given = await withDeadLetters(dir.path);
    await given.kill("one", "two");
    const waiting = given.receive(given.intake.url, {
      WaitTimeSeconds: 20,
      MaxNumberOfMessages: 10,
      MessageSystemAttributeNames: ["All"],
    });
    await new Promise((resolve) => setTimeout(resolve, 100));
    await given.start();

    expect((await waiting).map(({ Body, Attributes }) => [Body, Attributes])).toMatchObject([
      ["one", { ApproximateReceiveCount: "1", SentTimestamp: String(given.clock.now()) }],
      ["two", { ApproximateReceiveCount: "1" }],
    ]);
    expect(await given.task()).toMatchObject({
      Status: "COMPLETED",
      ApproximateNumberOfMessagesMoved: 2,
      ApproximateNumberOfMessagesToMove: 2,
    });
    expect(await given.task()).not.toHaveProperty("TaskHandle");
  });

  it("can move to another queue", async () => {
    using dir = temporaryDirectory();
    await using given = await withDeadLetters(dir.path);
    const other = await given.queue("other");
    await given.kill("one");
    const to = { SourceArn: given.dead.arn, DestinationArn: other.arn };
    await given.sqs.send(new StartMessageMoveTaskCommand(to));
    expect(bodies(await given.receive(other.url))).toEqual(["one"]);
  });

  it("goes as slowly as it is told, alone, over a restart, until it is cancelled", async () => {
    using dir = temporaryDirectory();
    const before = await withDeadLetters(dir.path);
    await before.kill("one", "two", "three", "four");
    await before.start(1);
    await before.move(1_000);
    expect(await before.task()).toMatchObject({ Status: "RUNNING", ApproximateNumberOfMessagesMoved: 2 });
    await expect(before.start()).rejects.toThrow("already a task running");
    await before[Symbol.asyncDispose]();

    await using after = await withDeadLetters(dir.path, before.clock);
    await after.move(1_000);
    const running = await after.task();
    const cancel = new CancelMessageMoveTaskCommand({ TaskHandle: running?.TaskHandle });
    expect(await after.sqs.send(cancel)).toMatchObject({ ApproximateNumberOfMessagesMoved: 3 });
    await after.move(10_000);
    expect(await after.task()).toMatchObject({ Status: "CANCELLED", ApproximateNumberOfMessagesMoved: 3 });
    expect(bodies(await after.receive(after.dead.url))).toEqual(["four"]);
    await expect(after.sqs.send(cancel)).rejects.toMatchObject({ name: "UnsupportedOperation" });
  });

  it("fails on a message that came from no queue, and says so", async () => {
    using dir = temporaryDirectory();
    await using given = await withDeadLetters(dir.path);
    await given.send(given.dead.url, "put here by hand");
    await given.start();
    expect(await given.task()).toMatchObject({ Status: "FAILED", FailureReason: "CouldNotDetermineMessageSource" });
  });

  it("is refused for a queue that is no dead-letter queue, or does not exist", async () => {
    using dir = temporaryDirectory();
    await using given = await withDeadLetters(dir.path);
    const start = (SourceArn: string) => given.sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
    await expect(start(given.intake.arn)).rejects.toThrow("must be configured as a Dead Letter Queue");
    await expect(start(`${given.dead.arn}-x`)).rejects.toMatchObject({ name: "ResourceNotFoundException" });
  });
});
