import { readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DeleteObjectCommand, GetObjectCommand, PutObjectCommand } from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import {
  type Given,
  NOTIFYING,
  presignedForm,
  QUEUE,
  startS3,
  temporaryDirectory,
  until,
  upload,
  VERSIONED,
} from "./given.ts";

const messages = ({ sent }: Given): unknown[] => sent.map(({ body }) => JSON.parse(body));
const put = ({ client }: Given, Key: string) =>
  client.send(new PutObjectCommand({ Bucket: "depots", Key, Body: "hello" }));

const record = (eventName: string, object: object) => ({ Records: [{ eventName, s3: { object } }] });

describe("a bucket that notifies a queue", () => {
  it("tells of each object in the words of AWS", async () => {
    using dir = temporaryDirectory();
    await using given = await startS3(dir.path);
    await given.bucket("depots", { ...VERSIONED, ...NOTIFYING });
    const response = await upload(await presignedForm(given, { Key: "depots/é 1+(2).xml" }));
    await until(() => given.sent.length === 2);

    expect(given.sent.map(({ queueArn }) => queueArn)).toEqual([QUEUE, QUEUE]);
    const [test, event] = messages(given);
    expect(test).toEqual({
      Service: "Amazon S3",
      Event: "s3:TestEvent",
      Time: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
      Bucket: "depots",
      RequestId: expect.any(String),
      HostId: expect.any(String),
    });
    // https://docs.aws.amazon.com/AmazonS3/latest/userguide/notification-content-structure.html
    expect(event).toEqual({
      Records: [
        {
          eventVersion: "2.1",
          eventSource: "aws:s3",
          awsRegion: "eu-west-3",
          eventTime: expect.stringMatching(/^\d{4}-\d\d-\d\dT[\d:.]+Z$/),
          eventName: "ObjectCreated:Post",
          userIdentity: { principalId: expect.any(String) },
          requestParameters: { sourceIPAddress: "127.0.0.1" },
          responseElements: {
            "x-amz-request-id": response.headers.get("x-amz-request-id"),
            "x-amz-id-2": expect.any(String),
          },
          s3: {
            s3SchemaVersion: "1.0",
            configurationId: expect.any(String),
            bucket: {
              name: "depots",
              ownerIdentity: { principalId: expect.any(String) },
              arn: "arn:aws:s3:::depots",
            },
            object: {
              key: "depots/%C3%A9+1%2B%282%29.xml",
              size: 5,
              eTag: "5d41402abc4b2a76b9719d911017c592",
              versionId: response.headers.get("x-amz-version-id"),
              sequencer: expect.stringMatching(/^[0-9A-F]{18}$/),
            },
          },
        },
      ],
    });
  });

  it("orders the events of a key by their sequencers", async () => {
    using dir = temporaryDirectory();
    await using given = await startS3(dir.path);
    await given.bucket("depots", NOTIFYING);
    await put(given, "k");
    await put(given, "k");
    await until(() => given.sent.length === 3);
    const sequencers = given.sent.slice(1).map(({ body }) => /"sequencer":"(\w+)"/.exec(body)?.[1] ?? "");
    expect(sequencers).toEqual([...new Set(sequencers)].sort());
    expect(given.sent[1]?.body).not.toContain("versionId");
  });

  it("tells only of the events and keys that it is asked for", async () => {
    using dir = temporaryDirectory();
    await using given = await startS3(dir.path);
    const Rules = [
      { Name: "prefix", Value: "depots/" },
      { Name: "suffix", Value: ".xml" },
    ];
    const configuration = { Event: "s3:ObjectRemoved:Delete", Queue: QUEUE, Filter: { S3Key: { Rules } } };
    await given.bucket("depots", { NotificationConfiguration: { QueueConfigurations: [configuration] } });
    for (const Key of ["depots/1.xml", "depots/1.pdf", "others/1.xml"]) {
      await put(given, Key);
      await given.client.send(new DeleteObjectCommand({ Bucket: "depots", Key }));
    }
    await until(() => given.sent.length === 2);
    expect(messages(given).slice(1)).toMatchObject([record("ObjectRemoved:Delete", { key: "depots/1.xml" })]);
  });

  it("sends its test event once, and again when its configuration changes", async () => {
    using dir = temporaryDirectory();
    const tests = async (properties: object): Promise<number> => {
      await using given = await startS3(dir.path);
      await given.bucket("depots", properties);
      await put(given, "k");
      await until(() => given.sent.some(({ body }) => body.includes("ObjectCreated")));
      return given.sent.filter(({ body }) => body.includes("s3:TestEvent")).length;
    };
    const changed = { Event: "s3:ObjectCreated:Put", Queue: QUEUE };
    expect(await tests(NOTIFYING)).toBe(1);
    expect(await tests(NOTIFYING)).toBe(0);
    expect(await tests({ NotificationConfiguration: { QueueConfigurations: [changed] } })).toBe(1);
  });
});

describe("a crash", () => {
  it("between the commit and the message loses no message", async () => {
    using dir = temporaryDirectory();
    const never = new Promise<void>(() => undefined);
    // Never stopped: its pump hangs in the first message, as it stood when the process was killed.
    const killed = await startS3(dir.path, { send: () => never });
    await killed.bucket("depots", { ...VERSIONED, ...NOTIFYING });
    await put(killed, "k");

    await using given = await startS3(dir.path);
    await given.bucket("depots", { ...VERSIONED, ...NOTIFYING });
    await until(() => given.sent.length === 2);
    expect(messages(given)).toMatchObject([
      { Event: "s3:TestEvent" },
      record("ObjectCreated:Put", { key: "k", size: 5 }),
    ]);
    const read = await given.client.send(new GetObjectCommand({ Bucket: "depots", Key: "k" }));
    expect(await read.Body?.transformToString()).toBe("hello");
  });

  it("between the file and the commit leaves no file", async () => {
    using dir = temporaryDirectory();
    {
      await using given = await startS3(dir.path);
      await given.bucket("depots");
      await put(given, "k");
    }
    const blobs = join(dir.path, "blobs");
    const [kept] = readdirSync(blobs);
    writeFileSync(join(blobs, "orphan"), "half a fi");
    await using given = await startS3(dir.path);
    expect(readdirSync(blobs)).toEqual([kept]);
    expect(given.log).toEqual([]);
  });

  it("is no reason to keep the bytes of what was refused, replaced or deleted", async () => {
    using dir = temporaryDirectory();
    await using given = await startS3(dir.path);
    await given.bucket("depots");
    const blobs = () => readdirSync(join(dir.path, "blobs")).length;
    await put(given, "k");
    await put(given, "k");
    const refused = given.client.send(
      new PutObjectCommand({ Bucket: "depots", Key: "k", Body: "x", IfNoneMatch: "*" }),
    );
    await expect(refused).rejects.toMatchObject({ name: "PreconditionFailed" });
    expect(blobs()).toBe(1);
    await given.client.send(new DeleteObjectCommand({ Bucket: "depots", Key: "k" }));
    expect(blobs()).toBe(0);
  });
});

describe("a queue that refuses", () => {
  it("is tried again, and holds up no other queue", async () => {
    using dir = temporaryDirectory();
    let down = true;
    const taken: string[] = [];
    const send = async (queueArn: string) => {
      if (down && queueArn === QUEUE) throw new Error("the queue is not there yet");
      taken.push(queueArn);
    };
    const other = `${QUEUE}-2`;
    await using given = await startS3(dir.path, { send });
    const QueueConfigurations = [QUEUE, other].map((Queue) => ({ Event: "s3:ObjectCreated:*", Queue }));
    await given.bucket("depots", { NotificationConfiguration: { QueueConfigurations } });
    await until(() => taken.length === 1);
    expect(taken).toEqual([other]);
    down = false;
    await until(() => taken.length === 2);
    expect(taken).toEqual([other, QUEUE]);
    expect(given.log[0]).toContain("the queue is not there yet");
  });
});
