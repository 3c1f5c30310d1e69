import {
  ChangeMessageVisibilityBatchCommand,
  DeleteMessageBatchCommand,
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "./emulator.ts";
import { bodies, startSqs } from "./given.ts";

const entries = (...messages: string[]): SendMessageBatchRequestEntry[] =>
  messages.map((MessageBody, index) => ({ Id: `m${index}`, MessageBody }));

describe("a batch", () => {
  it("takes the good entries and names the bad ones", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake", { MaximumMessageSize: 1024 });
    const answer = await given.sqs.send(
      new SendMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          ...entries("good", "x".repeat(1025), "\u0000"),
          { Id: "late", MessageBody: "late", DelaySeconds: 901 },
        ],
      }),
    );
    expect(answer.Successful?.map(({ Id }) => Id)).toEqual(["m0"]);
    expect(answer.Failed).toMatchObject([
      { Id: "m1", Code: "InvalidParameterValue", SenderFault: true },
      { Id: "m2", Code: "InvalidMessageContents" },
      { Id: "late", Code: "InvalidParameterValue" },
    ]);
    expect(bodies(await given.receive(url, { MaxNumberOfMessages: 10 }))).toEqual(["good"]);
  });

  it("deletes and gives back entry by entry", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake");
    await given.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries: entries("one", "two") }));
    const [one, two] = await given.receive(url, { MaxNumberOfMessages: 10 });

    const deleted = await given.sqs.send(
      new DeleteMessageBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: "good", ReceiptHandle: one?.ReceiptHandle },
          { Id: "bad", ReceiptHandle: "not a handle" },
        ],
      }),
    );
    expect(deleted).toMatchObject({
      Successful: [{ Id: "good" }],
      Failed: [{ Id: "bad", Code: "ReceiptHandleIsInvalid" }],
    });

    const changed = await given.sqs.send(
      new ChangeMessageVisibilityBatchCommand({
        QueueUrl: url,
        Entries: [
          { Id: "gone", ReceiptHandle: one?.ReceiptHandle, VisibilityTimeout: 0 },
          { Id: "back", ReceiptHandle: two?.ReceiptHandle, VisibilityTimeout: 0 },
        ],
      }),
    );
    expect(changed).toMatchObject({ Successful: [{ Id: "back" }], Failed: [{ Id: "gone", SenderFault: true }] });
    expect(bodies(await given.receive(url, { MaxNumberOfMessages: 10 }))).toEqual(["two"]);
  });

  it.each([
    ["no entry", [], "EmptyBatchRequest"],
    ["eleven entries", entries(..."abcdefghijk"), "TooManyEntriesInBatchRequest"],
    ["an id twice", [...entries("a"), ...entries("b")], "BatchEntryIdsNotDistinct"],
    ["an id with a space", [{ Id: "a b", MessageBody: "a" }], "InvalidBatchEntryId"],
    ["more than 1 MiB", entries("x".repeat(600_000), "x".repeat(600_000)), "BatchRequestTooLong"],
  ])("is refused whole with %s", async (_, Entries, name) => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake");
    const send = given.sqs.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
    await expect(send).rejects.toMatchObject({ name });
    expect(await given.receive(url)).toEqual([]);
  });
});
