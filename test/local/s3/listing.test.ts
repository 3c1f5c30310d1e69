import {
  DeleteObjectCommand,
  ListObjectsV2Command,
  ListObjectVersionsCommand,
  PutObjectCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type Given, startS3, temporaryDirectory, VERSIONED } from "./given.ts";

const directory = temporaryDirectory();
let given: Given;
/** In the order of their UTF-8 bytes, which is not that of UTF-16 for the last two. */
const KEYS = ["a", "a/1", "a/2", "a/b/1", "b&<c>", "z", "\uFF61", "\u{1F600}"];

beforeAll(async () => {
  given = await startS3(directory.path);
  await given.bucket("listed", VERSIONED);
  for (const Key of KEYS.toReversed()) {
    await given.client.send(new PutObjectCommand({ Bucket: "listed", Key, Body: Key }));
  }
  await given.client.send(new PutObjectCommand({ Bucket: "listed", Key: "deleted", Body: "x" }));
  await given.client.send(new DeleteObjectCommand({ Bucket: "listed", Key: "deleted" }));
  await given.client.send(new PutObjectCommand({ Bucket: "listed", Key: "a", Body: "again" }));
});
afterAll(async () => {
  await given[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

const list = (more: object = {}) => given.client.send(new ListObjectsV2Command({ Bucket: "listed", ...more }));
const keysOf = async (more: object = {}) => (await list(more)).Contents?.map(({ Key }) => Key);

describe("a list of objects", () => {
  it("gives the keys in the order of their bytes, without deleted objects", async () => {
    const page = await list();
    expect(page.Contents?.map(({ Key }) => Key)).toEqual(KEYS);
    expect(page).toMatchObject({ KeyCount: 8, MaxKeys: 1000, IsTruncated: false });
    expect(page.Contents?.[0]).toMatchObject({
      Size: 5,
      StorageClass: "STANDARD",
      ETag: expect.stringMatching(/^"\w{32}"$/),
    });
  });

  it("begins at a prefix, or after a key", async () => {
    expect(await keysOf({ Prefix: "a/" })).toEqual(["a/1", "a/2", "a/b/1"]);
    expect(await keysOf({ StartAfter: "a/2" })).toEqual(KEYS.slice(3));
    expect(await keysOf({ Prefix: "none" })).toBeUndefined();
  });

  it("folds the keys that share a prefix up to the delimiter", async () => {
    const page = await list({ Delimiter: "/" });
    expect(page.CommonPrefixes).toEqual([{ Prefix: "a/" }]);
    expect(page.Contents?.map(({ Key }) => Key)).toEqual(KEYS.filter((key) => !key.includes("/")));
    expect((await list({ Delimiter: "/", Prefix: "a/" })).CommonPrefixes).toEqual([{ Prefix: "a/b/" }]);
  });

  it.each([{}, { Delimiter: "/" }])("is the same in pages of any size: %o", async (options) => {
    const whole = await list(options);
    for (const MaxKeys of [1, 2, 3]) {
      const keys: unknown[] = [];
      const prefixes: unknown[] = [];
      let ContinuationToken: string | undefined;
      do {
        const page = await list({ ...options, MaxKeys, ContinuationToken });
        expect(page.KeyCount).toBeLessThanOrEqual(MaxKeys);
        keys.push(...(page.Contents ?? []));
        prefixes.push(...(page.CommonPrefixes ?? []));
        ContinuationToken = page.NextContinuationToken;
      } while (ContinuationToken !== undefined);
      expect(keys).toEqual(whole.Contents);
      expect(prefixes).toEqual(whole.CommonPrefixes ?? []);
    }
  });

  it("writes keys in URL encoding when asked", async () => {
    const page = await list({ EncodingType: "url", Prefix: "b&" });
    expect(page.Contents?.map(({ Key }) => Key)).toEqual(["b%26%3Cc%3E"]);
  });

  it("refuses a page size or a token that is none", async () => {
    await expect(list({ ContinuationToken: "x" })).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(list({ MaxKeys: -1 })).rejects.toMatchObject({ name: "InvalidArgument" });
    expect((await list({ MaxKeys: 0 })).IsTruncated).toBe(false);
  });
});

describe("a list of versions", () => {
  const versions = (more: object = {}) =>
    given.client.send(new ListObjectVersionsCommand({ Bucket: "listed", ...more }));

  it("gives every version and delete marker, the latest of a key first", async () => {
    const { Versions, DeleteMarkers } = await versions();
    expect(Versions?.slice(0, 2)).toMatchObject([
      { Key: "a", IsLatest: true, Size: 5 },
      { Key: "a", IsLatest: false, Size: 1 },
    ]);
    expect(Versions).toHaveLength(10);
    expect(DeleteMarkers).toMatchObject([{ Key: "deleted", IsLatest: true }]);
  });

  it.each([{}, { Delimiter: "/" }])("is the same in pages of any size: %o", async (options) => {
    const whole = await versions(options);
    for (const MaxKeys of [1, 2, 3]) {
      const found: unknown[] = [];
      const prefixes: unknown[] = [];
      let [KeyMarker, VersionIdMarker]: (string | undefined)[] = [];
      do {
        const page = await versions({ ...options, MaxKeys, KeyMarker, VersionIdMarker });
        found.push(...(page.Versions ?? []));
        prefixes.push(...(page.CommonPrefixes ?? []));
        [KeyMarker, VersionIdMarker] = [page.NextKeyMarker, page.NextVersionIdMarker];
      } while (KeyMarker !== undefined);
      expect(found).toEqual(whole.Versions);
      expect(prefixes).toEqual(whole.CommonPrefixes ?? []);
    }
  });
});
