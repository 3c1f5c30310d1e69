import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  type SendMessageCommandInput,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "./emulator.ts";
import { startSqs } from "./given.ts";

const message = (input: Partial<SendMessageCommandInput>) => (QueueUrl: string) =>
  new SendMessageCommand({ QueueUrl, MessageBody: "x", ...input });
const attribute = (name: string, DataType: string, StringValue: string) =>
  message({ MessageAttributes: { [name]: { DataType, StringValue } } });

describe("the queue service refuses", () => {
  it.each([
    ["an empty body", message({ MessageBody: "" }), "MissingParameter"],
    ["a character outside XML", message({ MessageBody: "\u0001" }), "InvalidMessageContents"],
    ["a delay over fifteen minutes", message({ DelaySeconds: 901 }), "InvalidParameterValue"],
    ["an attribute of an unknown type", attribute("a", "Date", "x"), "InvalidParameterValue"],
    ["an attribute that is no number", attribute("a", "Number", "x"), "InvalidParameterValue"],
    ["an attribute without a value", attribute("a", "String", ""), "InvalidParameterValue"],
    ["an attribute name of AWS's own", attribute("AWS.a", "String", "x"), "InvalidParameterValue"],
  ])("%s", async (_, command, name) => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake");
    await expect(given.sqs.send(command(url))).rejects.toMatchObject({ name });
  });

  it("a message larger than the queue's limit, attributes included", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake", { MaximumMessageSize: 1024 });
    const MessageAttributes = { a: { DataType: "String", StringValue: "y" } };
    // 1 (name) + 6 (type) + 1 (value) bytes beside the body.
    const send = (length: number) =>
      given.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "x".repeat(length), MessageAttributes }));
    await expect(send(1016)).resolves.toBeDefined();
    await expect(send(1017)).rejects.toThrow("must be shorter than 1024 bytes");
  });

  it("a queue that does not exist, under both of the error's names", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const send = given.send(`${given.client.endpoint}/000000000000/absent`, "x");
    await expect(send).rejects.toMatchObject({
      name: "QueueDoesNotExist",
      Error: { Code: "AWS.SimpleQueueService.NonExistentQueue", Type: "Sender" },
    });
  });

  it("a receipt handle of another queue", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake");
    const other = await given.queue("other");
    await given.send(url, "x");
    const [received] = await given.receive(url);
    const remove = new DeleteMessageCommand({ QueueUrl: other.url, ReceiptHandle: received?.ReceiptHandle });
    await expect(given.sqs.send(remove)).rejects.toMatchObject({ name: "ReceiptHandleIsInvalid" });
  });

  it.each([
    [{ MaxNumberOfMessages: 11 }],
    [{ MaxNumberOfMessages: 0 }],
    [{ WaitTimeSeconds: 21 }],
    [{ VisibilityTimeout: 43_201 }],
  ])("to receive with %j", async (options) => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake");
    await expect(given.receive(url, options)).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });

  it.each([
    ["an operation", () => new CreateQueueCommand({ QueueName: "new" }), "CreateQueue"],
    ["an option", message({ MessageGroupId: "g" }), "SendMessage with MessageGroupId"],
    [
      "an option of FIFO queues",
      (QueueUrl: string) => new ReceiveMessageCommand({ QueueUrl, ReceiveRequestAttemptId: "r" }),
      "ReceiveMessage with ReceiveRequestAttemptId",
    ],
  ])("%s that it does not know, by its name", async (_, command, named) => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake");
    // Three commands of unlike types go through one table: only their refusal matters here.
    const refused: Promise<unknown> = given.sqs.send(command(url) as SendMessageCommand);
    await expect(refused).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining(named),
      $metadata: { httpStatusCode: 501 },
    });
  });
});
