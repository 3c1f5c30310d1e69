import { SendMessageCommand } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { temporaryDirectory } from "./emulator.ts";
import { bodies, startSqs } from "./given.ts";

describe("receivers of one queue", () => {
  it("wait for a message and have it the moment that it is sent", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake");
    const waiting = given.receive(url, { WaitTimeSeconds: 20 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    const sentAt = performance.now();
    await given.send(url, "now");
    expect(bodies(await waiting)).toEqual(["now"]);
    expect(performance.now() - sentAt).toBeLessThan(5_000);
  });

  it("wait no longer than they asked, or than the queue says", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake", { ReceiveMessageWaitTimeSeconds: 1 });
    const started = performance.now();
    expect(await given.receive(url)).toEqual([]);
    expect(performance.now() - started).toBeGreaterThanOrEqual(990);
    expect(await given.receive(url, { WaitTimeSeconds: 0 })).toEqual([]);
  });

  it("are woken when the clock passes the end of a visibility timeout", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url } = await given.queue("intake", { VisibilityTimeout: 3600 });
    await given.send(url, "again");
    await given.receive(url);
    const waiting = given.receive(url, { WaitTimeSeconds: 20 });
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(given.service.timed.nextDue()).toBe(given.clock.now() + 3_600_000);
    await given.move(3_600_000);
    expect(bodies(await waiting)).toEqual(["again"]);
  });

  it("never share a message, a hundred at once", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url, arn } = await given.queue("intake");
    const waiting = Array.from({ length: 100 }, () =>
      given.receive(url, { WaitTimeSeconds: 20, MaxNumberOfMessages: 3 }),
    );
    const numbers = Array.from({ length: 300 }, (_, index) => String(index));
    for (const number of numbers) await given.service.send(arn, number);
    const first = (await Promise.all(waiting)).flatMap(bodies);
    const rest: (string | undefined)[] = [];
    for (let more = await given.receive(url, { MaxNumberOfMessages: 10 }); more.length > 0; ) {
      rest.push(...bodies(more));
      more = await given.receive(url, { MaxNumberOfMessages: 10 });
    }
    expect([...first, ...rest].toSorted()).toEqual(numbers.toSorted());
  });

  it("have their answers when the service stops", async () => {
    using dir = temporaryDirectory();
    const given = await startSqs(dir.path);
    const { url, arn } = await given.queue("intake");
    const api = given.receive(url, { WaitTimeSeconds: 20 });
    const mapping = given.service.receive(arn, 10, new AbortController().signal);
    await new Promise((resolve) => setTimeout(resolve, 100));
    await given.service.stop();
    expect(await mapping).toEqual([]);
    expect(await api).toEqual([]);
    await given.close();
  });
});

describe("the queue as an event source", () => {
  it("hands over messages as an SQS event shows them, and settles them", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { arn } = await given.queue("intake", { VisibilityTimeout: 60 });
    await given.service.send(arn, "one");
    await given.service.send(arn, "two");
    const signal = new AbortController().signal;

    const messages = await given.service.receive(arn, 100, signal);
    expect(messages).toMatchObject([
      { body: "one", messageAttributes: {}, attributes: { ApproximateReceiveCount: "1", SenderId: "AKIALOCAL" } },
      { body: "two" },
    ]);
    const [one, two] = messages.map(({ receiptHandle }) => receiptHandle);
    await given.service.delete(arn, [one ?? ""]);
    await given.service.changeVisibility(arn, [one ?? "", two ?? ""], 0);
    expect(await given.service.receive(arn, 10, signal)).toMatchObject([{ body: "two" }]);
  });

  it("shows a message's attributes in the case of an SQS event, text or bytes", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url, arn } = await given.queue("intake");
    const MessageAttributes = {
      depot: { DataType: "String", StringValue: "d-1" },
      empreinte: { DataType: "Binary", BinaryValue: Buffer.from("x") },
    };
    await given.sqs.send(new SendMessageCommand({ QueueUrl: url, MessageBody: "one", MessageAttributes }));
    const [message] = await given.service.receive(arn, 1, new AbortController().signal);
    expect(message?.messageAttributes).toEqual({
      depot: { dataType: "String", stringValue: "d-1", stringListValues: [], binaryListValues: [] },
      empreinte: { dataType: "Binary", binaryValue: "eA==", stringListValues: [], binaryListValues: [] },
    });
  });

  it("stops waiting, and takes nothing more, once the signal aborts", async () => {
    using dir = temporaryDirectory();
    await using given = await startSqs(dir.path);
    const { url, arn } = await given.queue("intake");
    const stopping = new AbortController();
    const waiting = given.service.receive(arn, 10, stopping.signal);
    stopping.abort();
    expect(await waiting).toEqual([]);
    await given.service.send(arn, "kept");
    expect(await given.service.receive(arn, 10, stopping.signal)).toEqual([]);
    expect(bodies(await given.receive(url))).toEqual(["kept"]);
  });
});
