import {
  CreateMultipartUploadCommand,
  DeleteObjectCommand,
  DeleteObjectsCommand,
  GetObjectCommand,
  ListBucketsCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutBucketAclCommand,
  PutObjectCommand,
  SelectObjectContentCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY, errorOf, type Given, presignedForm, startS3, temporaryDirectory, upload, VERSIONED } from "./given.ts";

const PORTAL = "https://portail.example";
const CORS = {
  CorsConfiguration: {
    CorsRules: [
      {
        AllowedMethods: ["POST"],
        AllowedOrigins: [PORTAL],
        AllowedHeaders: ["content-type"],
        ExposedHeaders: ["ETag"],
        MaxAge: 60,
      },
      { AllowedMethods: ["GET"], AllowedOrigins: ["https://*.example"], AllowedHeaders: ["x-*"] },
      { AllowedMethods: ["HEAD"], AllowedOrigins: ["*"] },
    ],
  },
};

const directory = temporaryDirectory();
let given: Given;

beforeAll(async () => {
  given = await startS3(directory.path);
  await given.bucket("depots", { ...VERSIONED, ...CORS });
});
afterAll(async () => {
  await given[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/cors.html
describe("a browser of another origin", () => {
  const ask = (origin: string, method: string, headers = "") =>
    fetch(`${given.endpoint}/depots`, {
      method: "OPTIONS",
      headers: { origin, "access-control-request-method": method, "access-control-request-headers": headers },
    });

  it("is told what a rule allows it", async () => {
    const response = await ask(PORTAL, "POST", "Content-Type");
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      "access-control-allow-origin": PORTAL,
      "access-control-allow-credentials": "true",
      "access-control-allow-methods": "POST",
      "access-control-allow-headers": "content-type",
      "access-control-expose-headers": "ETag",
      "access-control-max-age": "60",
    });
    expect((await ask("https://a.example", "GET", "x-one, X-Two")).status).toBe(200);
    expect((await ask("https://any.where", "HEAD")).headers.get("access-control-allow-origin")).toBe("*");
  });

  it.each([
    ["origin", "https://other.test", "POST", ""],
    ["method", PORTAL, "DELETE", ""],
    ["header", PORTAL, "POST", "content-type, x-other"],
  ])("is refused with another %s", async (_, origin, method, headers) => {
    expect(await errorOf(await ask(origin, method, headers))).toMatchObject({ status: 403, code: "AccessForbidden" });
  });

  it("may read the answers to what it was allowed, refusals among them", async () => {
    const form = await presignedForm(given);
    const post = (origin: string, policy: string) => {
      const body = new FormData();
      for (const [name, value] of Object.entries({ ...form.fields, Policy: policy })) body.append(name, value);
      body.append("file", new Blob(["hello"]));
      return fetch(form.url, { method: "POST", body, headers: { origin } });
    };
    const policy = form.fields["Policy"] ?? "";
    expect((await post(PORTAL, policy)).headers.get("access-control-allow-origin")).toBe(PORTAL);
    const refused = await post(PORTAL, "x");
    expect(refused.status).toBe(403);
    expect(refused.headers.get("access-control-allow-origin")).toBe(PORTAL);
    expect((await post("https://other.test", policy)).headers.get("access-control-allow-origin")).toBeNull();
  });
});

describe("what the emulator does not do", () => {
  const key = { Bucket: "depots", Key: "k" };
  const select = {
    ...key,
    Expression: "x",
    ExpressionType: "SQL",
    InputSerialization: {},
    OutputSerialization: {},
  } as const;

  it.each([
    ["CreateMultipartUpload", () => given.client.send(new CreateMultipartUploadCommand(key))],
    ["SelectObjectContent", () => given.client.send(new SelectObjectContentCommand(select))],
    ["PutBucketAcl", () => given.client.send(new PutBucketAclCommand({ Bucket: "depots", ACL: "private" }))],
    ["ListBuckets", () => given.client.send(new ListBucketsCommand({}))],
    [
      "DeleteObjects",
      () => given.client.send(new DeleteObjectsCommand({ Bucket: "depots", Delete: { Objects: [key] } })),
    ],
    ["GetObject with partNumber", () => given.client.send(new GetObjectCommand({ ...key, PartNumber: 1 }))],
    [
      "PutObject with x-amz-tagging",
      () => given.client.send(new PutObjectCommand({ ...key, Body: "x", Tagging: "a=b" })),
    ],
    [
      "PutObject with x-amz-acl",
      () => given.client.send(new PutObjectCommand({ ...key, Body: "x", ACL: "public-read" })),
    ],
  ])("is answered 501 by its name: %s", async (name, send) => {
    await expect(send()).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining(`s3: ${name} is not supported`),
      $metadata: { httpStatusCode: 501 },
    });
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lifecycle-mgmt.html
describe("a lifecycle", () => {
  const RULES = {
    ...VERSIONED,
    LifecycleConfiguration: {
      Rules: [
        {
          Status: "Enabled",
          Prefix: "old/",
          ExpirationInDays: 3,
          NoncurrentVersionExpiration: { NoncurrentDays: 2 },
        },
        { Status: "Disabled", ExpirationInDays: 1 },
      ],
    },
  };

  it("hides objects after their days, then deletes what it hid, then the marker", async () => {
    using dir = temporaryDirectory();
    await using later = await startS3(dir.path);
    await later.bucket("depots", RULES);
    for (const Key of ["old/1", "new/1"]) {
      await later.client.send(new PutObjectCommand({ Bucket: "depots", Key, Body: "x" }));
    }
    const count = async () => {
      // The first answer corrects the SDK's clock, the second is read.
      await later.client.send(new ListObjectsV2Command({ Bucket: "depots" })).catch(() => undefined);
      const { KeyCount } = await later.client.send(new ListObjectsV2Command({ Bucket: "depots" }));
      const all = await later.client.send(new ListObjectVersionsCommand({ Bucket: "depots" }));
      return [KeyCount, all.Versions?.length ?? 0, all.DeleteMarkers?.length ?? 0];
    };
    await later.move(2 * DAY);
    expect(await count()).toEqual([2, 2, 0]);
    await later.move(2 * DAY);
    expect(await count()).toEqual([1, 2, 1]);
    await later.move(4 * DAY);
    expect(await count()).toEqual([1, 1, 0]);
  });

  it("deletes for good where versions are not kept", async () => {
    using dir = temporaryDirectory();
    await using later = await startS3(dir.path);
    const { LifecycleConfiguration } = RULES;
    await later.bucket("depots", { LifecycleConfiguration });
    await later.client.send(new PutObjectCommand({ Bucket: "depots", Key: "old/1", Body: "x" }));
    await later.move(4 * DAY);
    expect((await later.client.send(new ListObjectVersionsCommand({ Bucket: "depots" }))).Versions).toBeUndefined();
  });

  it("does not delete what a lock retains", async () => {
    using dir = temporaryDirectory();
    await using later = await startS3(dir.path);
    const lock = { ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 30 } } } };
    await later.bucket("depots", { ...RULES, ObjectLockEnabled: true, ...lock });
    const target = { Bucket: "depots", Key: "old/1" };
    await later.client.send(new PutObjectCommand({ ...target, Body: "x" }));
    await later.client.send(new DeleteObjectCommand(target));
    await later.move(20 * DAY);
    expect((await later.client.send(new ListObjectVersionsCommand({ Bucket: "depots" }))).Versions).toHaveLength(1);
    await later.move(20 * DAY);
    expect((await later.client.send(new ListObjectVersionsCommand({ Bucket: "depots" }))).Versions).toBeUndefined();
  });

  it("asks for nothing without a rule", () => {
    expect(given.service.timed?.nextDue()).toBeUndefined();
  });
});

describe("an upload", () => {
  it("is taken up to the largest body of the door", async () => {
    const file = Buffer.alloc(20_000_000, "x");
    expect((await upload(await presignedForm(given, { Key: "large" }), file)).status).toBe(204);
  });
});
