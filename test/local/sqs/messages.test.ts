import { cpSync } from "node:fs";
import {
  ChangeMessageVisibilityCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
} from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "./emulator.ts";
import { bodies, startSqs } from "./given.ts";

describe("a message on a standard queue", () => {
  it("is received with its body, attributes and digests, then deleted", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake");

    const sent = await given.sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: "facture n° 1 — été",
        MessageAttributes: {
          genre: { DataType: "String", StringValue: "facture" },
          taille: { DataType: "Number", StringValue: "12.5" },
          empreinte: { DataType: "Binary", BinaryValue: Buffer.from([0, 255, 1]) },
        },
        MessageSystemAttributes: { AWSTraceHeader: { DataType: "String", StringValue: "Root=1-5" } },
      }),
    );
    const [message] = await given.receive(url, {
      MessageSystemAttributeNames: ["All"],
      MessageAttributeNames: ["All"],
    });

    expect(message).toMatchObject({
      MessageId: sent.MessageId,
      Body: "facture n° 1 — été",
      MD5OfBody: sent.MD5OfMessageBody,
      MD5OfMessageAttributes: sent.MD5OfMessageAttributes,
      Attributes: {
        SenderId: "AKIALOCAL",
        ApproximateReceiveCount: "1",
        SentTimestamp: String(given.clock.now()),
        ApproximateFirstReceiveTimestamp: String(given.clock.now()),
        AWSTraceHeader: "Root=1-5",
      },
      MessageAttributes: { empreinte: { DataType: "Binary", BinaryValue: new Uint8Array([0, 255, 1]) } },
    });
    await given.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: message?.ReceiptHandle }));
    await given.move(60_000);
    expect(await given.receive(url)).toEqual([]);
  });

  it("has the digest of attributes that AWS documents", async () => {
    // The algorithm of sqs-message-metadata.html, computed apart with Python's hashlib and struct.
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake");
    const sent = await given.sqs.send(
      new SendMessageCommand({
        QueueUrl: url,
        MessageBody: "x",
        MessageAttributes: {
          b: { DataType: "Number", StringValue: "1" },
          a: { DataType: "String", StringValue: "é" },
          c: { DataType: "Binary", BinaryValue: Buffer.from([1, 2, 3]) },
        },
      }),
    );
    expect(sent.MD5OfMessageAttributes).toBe("db8c335a18d1fc7fd4a388fa5b5b83c4");
  });

  it("shows only the attributes that the receiver asks for, by name or prefix", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake");
    const text = (StringValue: string) => ({ DataType: "String", StringValue });
    const attributes = { "depot.id": text("d"), "depot.lot": text("l"), autre: text("a") };
    await given.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "x", MessageAttributes: attributes }));

    const shown = async (names: string[]) => {
      const [message] = await given.receive(url, { VisibilityTimeout: 0, MessageAttributeNames: names });
      return Object.keys(message?.MessageAttributes ?? {}).sort();
    };
    expect(await shown([])).toEqual([]);
    expect(await shown(["autre"])).toEqual(["autre"]);
    expect(await shown(["depot.*"])).toEqual(["depot.id", "depot.lot"]);
    expect(await shown([".*"])).toEqual(["autre", "depot.id", "depot.lot"]);
  });

  it("is hidden from others for the queue's visibility timeout, then delivered again with a higher count", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake", { VisibilityTimeout: 180 });
    await given.send(url, "once");

    const [first] = await given.receive(url);
    await given.move(179_999);
    expect(await given.receive(url)).toEqual([]);
    await given.move(1);
    const [second] = await given.receive(url, { MessageSystemAttributeNames: ["ApproximateReceiveCount"] });
    expect(second).toMatchObject({ MessageId: first?.MessageId, Attributes: { ApproximateReceiveCount: "2" } });
    expect(second?.ReceiptHandle).not.toBe(first?.ReceiptHandle);
  });

  it("is not deleted by the handle of an earlier delivery, though the request succeeds", async () => {
    // API_DeleteMessage: the most recently received handle must be given, "otherwise, the request succeeds, but the
    // message will not be deleted".
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake", { VisibilityTimeout: 0 });
    await given.send(url, "twice");
    const [first] = await given.receive(url);
    await given.receive(url);
    await given.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle: first?.ReceiptHandle }));
    expect(bodies(await given.receive(url))).toEqual(["twice"]);
  });

  it("can be given back at once or kept longer", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake");
    await given.send(url, "held");
    const change = async (VisibilityTimeout: number) => {
      const [message] = await given.receive(url);
      const ReceiptHandle = message?.ReceiptHandle;
      return given.sqs.send(new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout }));
    };

    await change(0);
    await change(600);
    await given.move(599_000);
    expect(await given.receive(url)).toEqual([]);
    await given.move(1_000);
    expect(bodies(await given.receive(url))).toEqual(["held"]);
  });

  it("refuses to change the visibility of what is not in flight, or gone", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake");
    await given.send(url, "held");
    const [message] = await given.receive(url);
    const ReceiptHandle = message?.ReceiptHandle;
    const change = new ChangeMessageVisibilityCommand({ QueueUrl: url, ReceiptHandle, VisibilityTimeout: 60 });

    await given.move(30_000);
    await expect(given.sqs.send(change)).rejects.toMatchObject({ name: "MessageNotInflight" });
    await given.sqs.send(new DeleteMessageCommand({ QueueUrl: url, ReceiptHandle }));
    await expect(given.sqs.send(change)).rejects.toMatchObject({ name: "InvalidParameterValue" });
  });

  it("appears after its delay, or the queue's", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake", { DelaySeconds: 10 });
    await given.send(url, "queue's");
    await given.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "own", DelaySeconds: 900 }));
    expect(await given.receive(url)).toEqual([]);
    await given.move(10_000);
    expect(bodies(await given.receive(url))).toEqual(["queue's"]);
    await given.move(890_000);
    expect(bodies(await given.receive(url, { MaxNumberOfMessages: 10, VisibilityTimeout: 0 }))).toContain("own");
  });

  it("is lost after the retention period", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake", { MessageRetentionPeriod: 3600 });
    await given.send(url, "old");
    await given.move(3_599_999);
    expect(bodies(await given.receive(url, { VisibilityTimeout: 0 }))).toEqual(["old"]);
    await given.move(1);
    expect(await given.receive(url)).toEqual([]);
  });

  it("is on disk once its sender has the answer, whatever befalls the process", async () => {
    using dir = temporaryDirectory();
    using crashed = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake");
    await given.send(url, "answered");
    // What `kill -9` leaves: the files as they are, write-ahead log included, nothing closed.
    cpSync(dir.path, crashed.path, { recursive: true });
    await using after = await startSqs(crashed.path, given.clock);
    const again = await after.queue("intake");
    expect(bodies(await after.receive(again.url))).toEqual(["answered"]);
  });

  it("survives a restart, in flight or not, under another port", async () => {
    using dir = temporaryDirectory();
    const before = await startSqs(dir.path);
    const { url: oldUrl } = await before.queue("intake", { VisibilityTimeout: 60 });
    await before.send(oldUrl, "in flight");
    await before.receive(oldUrl);
    await before.send(oldUrl, "waiting");
    await before[Symbol.asyncDispose]();

    await using after = await startSqs(dir.path, before.clock);
    const { url } = await after.queue("intake", { VisibilityTimeout: 60 });
    expect(url).not.toBe(oldUrl);
    expect(bodies(await after.receive(url, { MaxNumberOfMessages: 10 }))).toEqual(["waiting"]);
    await after.move(60_000);
    // The URL of the earlier run still names the queue: only its path counts.
    const again = await after.sqs.send(new ReceiveMessageCommand({ QueueUrl: oldUrl, MaxNumberOfMessages: 10 }));
    expect(bodies(again.Messages ?? []).toSorted()).toEqual(["in flight", "waiting"]);
  });
});
