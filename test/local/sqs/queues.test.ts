import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListQueuesCommand,
  PurgeQueueCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "./emulator.ts";
import { QUEUE, startSqs } from "./given.ts";

describe("a queue of the template", () => {
  it("is known by its URL, ARN and name", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const created = await given.create(QUEUE, "Intake", {});
    const url = `${given.client.endpoint}/000000000000/Test-Intake`;
    expect(created).toEqual({
      ref: url,
      attributes: {
        Arn: "arn:aws:sqs:eu-west-3:000000000000:Test-Intake",
        QueueName: "Test-Intake",
        QueueUrl: url,
      },
    });
    const answer = await given.sqs.send(new GetQueueUrlCommand({ QueueName: "Test-Intake" }));
    expect(answer.QueueUrl).toBe(url);
  });

  it("counts its messages and tells its properties", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url, arn } = await given.queue("intake", { VisibilityTimeout: "180", MessageRetentionPeriod: 1_209_600 });
    await given.send(url, "received");
    await given.receive(url);
    await given.send(url, "waiting");
    await given.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "delayed", DelaySeconds: 60 }));
    const all = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["All"] });
    expect((await given.sqs.send(all)).Attributes).toEqual({
      QueueArn: arn,
      ApproximateNumberOfMessages: "1",
      ApproximateNumberOfMessagesNotVisible: "1",
      ApproximateNumberOfMessagesDelayed: "1",
      CreatedTimestamp: "1768471200",
      LastModifiedTimestamp: "1768471200",
      VisibilityTimeout: "180",
      MaximumMessageSize: "1048576",
      MessageRetentionPeriod: "1209600",
      DelaySeconds: "0",
      ReceiveMessageWaitTimeSeconds: "0",
    });
    const one = new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ["QueueArn"] });
    expect((await given.sqs.send(one)).Attributes).toEqual({ QueueArn: arn });
  });

  it("is listed by prefix and by page", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    for (const name of ["b-1", "a-2", "a-1", "a-3"]) await given.queue(name);
    const list = async (input: object) => {
      const { QueueUrls = [], NextToken } = await given.sqs.send(new ListQueuesCommand(input));
      return { names: QueueUrls.map((url) => url.split("/").at(-1)), NextToken };
    };
    const first = await list({ QueueNamePrefix: "a-", MaxResults: 2 });
    expect(first.names).toEqual(["a-1", "a-2"]);
    const second = await list({ QueueNamePrefix: "a-", MaxResults: 2, NextToken: first.NextToken });
    expect(second).toEqual({ names: ["a-3"], NextToken: undefined });
    expect((await list({ QueueNamePrefix: "z" })).names).toEqual([]);
  });

  it("is purged, though not twice within a minute", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake");
    const purge = () => given.sqs.send(new PurgeQueueCommand({ QueueUrl: url }));
    await given.send(url, "one");
    await purge();
    expect(await given.receive(url)).toEqual([]);
    await expect(purge()).rejects.toMatchObject({ name: "PurgeQueueInProgress" });
    await given.move(60_000);
    await expect(purge()).resolves.toBeDefined();
  });

  it.each([
    ["a visibility timeout over twelve hours", { VisibilityTimeout: 43_201 }],
    ["a FIFO queue's name", { QueueName: "intake.fifo" }],
    ["a redrive policy with an unknown member", { RedrivePolicy: { deadLetterTargetArn: "a", max: 1 } }],
  ])("stops the runtime with %s", async (_, properties) => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const refused = { name: "NotImplemented", message: expect.stringContaining("Test/Intake") };
    await expect(given.create(QUEUE, "Intake", properties)).rejects.toMatchObject(refused);
  });

  it("has a policy that is accepted", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const created = await given.create("AWS::SQS::QueuePolicy", "Policy", { Queues: [], PolicyDocument: {} });
    expect(created.ref).toBe("Test-Policy");
  });
});
