import { createHash, randomBytes } from "node:crypto";
import { Readable } from "node:stream";
import {
  DeleteObjectCommand,
  GetBucketVersioningCommand,
  GetObjectCommand,
  HeadBucketCommand,
  HeadObjectCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Given, startS3, temporaryDirectory, VERSIONED } from "./given.ts";

const directory = temporaryDirectory();
let given: Given;

beforeAll(async () => {
  given = await startS3(directory.path);
  await given.bucket("plain");
  await given.bucket("kept", VERSIONED);
});
afterAll(async () => {
  await given[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

const put = (Bucket: string, Key: string, Body: string, more: object = {}) =>
  given.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const get = (Bucket: string, Key: string, more: object = {}) =>
  given.client.send(new GetObjectCommand({ Bucket, Key, ...more }));
const textOf = async (Bucket: string, Key: string, more: object = {}) =>
  (await get(Bucket, Key, more)).Body?.transformToString();

describe("an object", () => {
  it("comes back as it was put, with its headers and metadata", async () => {
    const body = "<facture>é</facture>";
    const written = await put("plain", "a b/é(1)+.xml", body, {
      ContentType: "application/xml",
      CacheControl: "no-store",
      Metadata: { depot: "d-1" },
    });
    expect(written.ETag).toBe(`"${createHash("md5").update(body).digest("hex")}"`);
    const read = await get("plain", "a b/é(1)+.xml");
    expect(await read.Body?.transformToString()).toBe(body);
    expect(read).toMatchObject({
      ContentType: "application/xml",
      CacheControl: "no-store",
      Metadata: { depot: "d-1" },
      ContentLength: 21,
      ETag: written.ETag,
      AcceptRanges: "bytes",
    });
    expect(read.VersionId).toBeUndefined();
  });

  it("keeps ten megabytes streamed in chunks with a trailing checksum", async () => {
    const bytes = randomBytes(10_000_000);
    const Body = Readable.from([bytes.subarray(0, 7), bytes.subarray(7, 5_000_000), bytes.subarray(5_000_000)]);
    await given.client.send(
      new PutObjectCommand({ Bucket: "plain", Key: "big", Body, ContentLength: bytes.length, ContentEncoding: "br" }),
    );
    const read = await get("plain", "big");
    expect(Buffer.from((await read.Body?.transformToByteArray()) ?? []).equals(bytes)).toBe(true);
    expect(read.ContentEncoding).toBe("br");
  });

  it("is read in part", async () => {
    await put("plain", "digits", "0123456789");
    expect(await get("plain", "digits", { Range: "bytes=2-4" })).toMatchObject({
      ContentRange: "bytes 2-4/10",
      ContentLength: 3,
    });
    expect(await textOf("plain", "digits", { Range: "bytes=2-4" })).toBe("234");
    expect(await textOf("plain", "digits", { Range: "bytes=7-" })).toBe("789");
    expect(await textOf("plain", "digits", { Range: "bytes=-2" })).toBe("89");
    expect(await textOf("plain", "digits", { Range: "bytes=8-99" })).toBe("89");
    await expect(get("plain", "digits", { Range: "bytes=10-" })).rejects.toMatchObject({ name: "InvalidRange" });
  });

  it("is described without its body", async () => {
    await put("plain", "described", "12345");
    const head = await given.client.send(new HeadObjectCommand({ Bucket: "plain", Key: "described" }));
    expect(head).toMatchObject({ ContentLength: 5, ContentType: "application/octet-stream" });
    await expect(given.client.send(new HeadObjectCommand({ Bucket: "plain", Key: "none" }))).rejects.toMatchObject({
      name: "NotFound",
    });
  });

  it("is not sent to a reader who has it, nor to one who has another", async () => {
    const { ETag } = await put("plain", "conditional", "x");
    await expect(get("plain", "conditional", { IfNoneMatch: ETag })).rejects.toMatchObject({
      $metadata: { httpStatusCode: 304 },
    });
    await expect(get("plain", "conditional", { IfMatch: '"other"' })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    await expect(get("plain", "conditional", { IfUnmodifiedSince: new Date(0) })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    expect(await textOf("plain", "conditional", { IfMatch: ETag, IfModifiedSince: new Date(0) })).toBe("x");
  });

  it("is given another name and type by its reader", async () => {
    await put("plain", "named", "x");
    const ResponseContentDisposition = 'attachment; filename="facture.xml"';
    const read = await get("plain", "named", { ResponseContentDisposition, ResponseContentType: "text/xml" });
    expect(read).toMatchObject({ ContentDisposition: ResponseContentDisposition, ContentType: "text/xml" });
  });

  it("is replaced and deleted for good where versions are not kept", async () => {
    await put("plain", "replaced", "one");
    await put("plain", "replaced", "two");
    expect(await textOf("plain", "replaced")).toBe("two");
    await given.client.send(new DeleteObjectCommand({ Bucket: "plain", Key: "replaced" }));
    await expect(get("plain", "replaced")).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});

describe("conditional writes", () => {
  it("refuse a key that exists", async () => {
    await put("plain", "once", "one", { IfNoneMatch: "*" });
    await expect(put("plain", "once", "two", { IfNoneMatch: "*" })).rejects.toMatchObject({
      name: "PreconditionFailed",
      $metadata: { httpStatusCode: 412 },
    });
    expect(await textOf("plain", "once")).toBe("one");
  });

  it("let exactly one of those who race win", async () => {
    const racers = Array.from({ length: 20 }, (_, index) => put("kept", "race", `${index}`, { IfNoneMatch: "*" }));
    const results = await Promise.allSettled(racers);
    expect(results.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await textOf("kept", "race")).toBe(`${results.findIndex(({ status }) => status === "fulfilled")}`);
  });

  it("take a deleted object for one that does not exist", async () => {
    await put("kept", "again", "one");
    await given.client.send(new DeleteObjectCommand({ Bucket: "kept", Key: "again" }));
    await put("kept", "again", "two", { IfNoneMatch: "*" });
    expect(await textOf("kept", "again")).toBe("two");
  });

  it("replace what the writer has seen, and nothing else", async () => {
    const { ETag } = await put("plain", "seen", "one");
    await put("plain", "seen", "two", { IfMatch: ETag });
    await expect(put("plain", "seen", "three", { IfMatch: ETag })).rejects.toMatchObject({
      name: "PreconditionFailed",
    });
    await expect(put("plain", "unseen", "one", { IfMatch: ETag })).rejects.toMatchObject({ name: "NoSuchKey" });
  });
});

describe("a bucket", () => {
  it("says whether it exists and keeps versions", async () => {
    expect(await given.client.send(new HeadBucketCommand({ Bucket: "plain" }))).toMatchObject({
      BucketRegion: "eu-west-3",
    });
    await expect(given.client.send(new HeadBucketCommand({ Bucket: "none" }))).rejects.toMatchObject({
      name: "NotFound",
    });
    await expect(get("none", "x")).rejects.toMatchObject({ name: "NoSuchBucket" });
    expect(await given.client.send(new GetBucketVersioningCommand({ Bucket: "kept" }))).toMatchObject({
      Status: "Enabled",
    });
  });

  it("is named after its resource, in lower case, when the template gives no name", async () => {
    expect(await given.bucket("Unnamed", { BucketName: undefined })).toEqual({
      ref: "test-unnamed",
      attributes: {
        Arn: "arn:aws:s3:::test-unnamed",
        DomainName: "test-unnamed.s3.amazonaws.com",
        RegionalDomainName: "test-unnamed.s3.eu-west-3.amazonaws.com",
      },
    });
  });

  it("refuses a key of more than 1,024 bytes and metadata of more than 2 kB", async () => {
    await expect(put("plain", "é".repeat(513), "x")).rejects.toMatchObject({ name: "KeyTooLongError" });
    await expect(put("plain", "x", "x", { Metadata: { a: "x".repeat(2048) } })).rejects.toMatchObject({
      name: "MetadataTooLarge",
    });
  });
});
