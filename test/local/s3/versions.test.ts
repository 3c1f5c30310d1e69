import {
  DeleteObjectCommand,
  GetObjectCommand,
  GetObjectRetentionCommand,
  HeadObjectCommand,
  ListObjectVersionsCommand,
  PutObjectCommand,
  PutObjectRetentionCommand,
} from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DAY, type Given, startS3, temporaryDirectory, VERSIONED } from "./given.ts";

const lock = (Mode: string, period: object) => ({
  ObjectLockEnabled: true,
  ObjectLockConfiguration: { ObjectLockEnabled: "Enabled", Rule: { DefaultRetention: { Mode, ...period } } },
});

const directory = temporaryDirectory();
let given: Given;

beforeAll(async () => {
  given = await startS3(directory.path);
  await given.bucket("plain");
  await given.bucket("kept", VERSIONED);
  await given.bucket("suspended", { VersioningConfiguration: { Status: "Suspended" } });
  await given.bucket("governed", lock("GOVERNANCE", { Days: 1 }));
  await given.bucket("complied", lock("COMPLIANCE", { Years: 10 }));
  await given.bucket("lockable", { ObjectLockEnabled: true });
});
afterAll(async () => {
  await given[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

const put = (Bucket: string, Key: string, Body: string, more: object = {}) =>
  given.client.send(new PutObjectCommand({ Bucket, Key, Body, ...more }));
const textOf = async (Bucket: string, Key: string, VersionId?: string) =>
  (
    await given.client.send(new GetObjectCommand({ Bucket, Key, ...(VersionId && { VersionId }) }))
  ).Body?.transformToString();
const remove = (Bucket: string, Key: string, more: object = {}) =>
  given.client.send(new DeleteObjectCommand({ Bucket, Key, ...more }));

describe("a bucket that keeps versions", () => {
  it("keeps each of them under its own identifier", async () => {
    const one = await put("kept", "two", "one");
    const two = await put("kept", "two", "two");
    expect(one.VersionId).not.toBe(two.VersionId);
    expect(await textOf("kept", "two")).toBe("two");
    expect(await textOf("kept", "two", one.VersionId)).toBe("one");
    await expect(textOf("kept", "two", "nothing")).rejects.toMatchObject({ name: "NoSuchVersion" });
  });

  it("hides a deleted object, and shows it again without the delete marker", async () => {
    const { VersionId } = await put("kept", "hidden", "one");
    const deleted = await remove("kept", "hidden");
    expect(deleted).toMatchObject({ DeleteMarker: true, VersionId: expect.any(String) });
    await expect(textOf("kept", "hidden")).rejects.toMatchObject({ name: "NoSuchKey" });
    await expect(textOf("kept", "hidden", deleted.VersionId)).rejects.toMatchObject({ name: "MethodNotAllowed" });
    expect(await textOf("kept", "hidden", VersionId)).toBe("one");
    expect(await remove("kept", "hidden", { VersionId: deleted.VersionId })).toMatchObject({ DeleteMarker: true });
    expect(await textOf("kept", "hidden")).toBe("one");
  });

  it("deletes one version for good, and the one before it is the latest again", async () => {
    await put("kept", "back", "one");
    const { VersionId } = await put("kept", "back", "two");
    await remove("kept", "back", { VersionId });
    expect(await textOf("kept", "back")).toBe("one");
    const head = await given.client.send(new HeadObjectCommand({ Bucket: "kept", Key: "back" }));
    expect(head.VersionId).not.toBe(VersionId);
  });

  it("has one version named null, replaced by the next, while it is suspended", async () => {
    expect((await put("suspended", "k", "one")).VersionId).toBe("null");
    await put("suspended", "k", "two");
    const { Versions } = await given.client.send(new ListObjectVersionsCommand({ Bucket: "suspended" }));
    expect(Versions).toMatchObject([{ Key: "k", VersionId: "null", IsLatest: true }]);
    expect(await remove("suspended", "k")).toMatchObject({ DeleteMarker: true, VersionId: "null" });
  });
});

describe("Object Lock", () => {
  const retentionOf = (Bucket: string, Key: string) =>
    given.client.send(new GetObjectRetentionCommand({ Bucket, Key }));
  const retain = (Bucket: string, Key: string, Mode: "GOVERNANCE" | "COMPLIANCE", days: number, more: object = {}) =>
    given.client.send(
      new PutObjectRetentionCommand({
        Bucket,
        Key,
        Retention: { Mode, RetainUntilDate: new Date(given.clock.now() + days * DAY) },
        ...more,
      }),
    );

  it("retains what is written, by the bucket's default", async () => {
    await put("governed", "default", "x");
    const { Retention } = await retentionOf("governed", "default");
    expect(Retention?.Mode).toBe("GOVERNANCE");
    expect(Retention?.RetainUntilDate?.getTime()).toBeCloseTo(given.clock.now() + DAY, -4);
    const head = await given.client.send(new HeadObjectCommand({ Bucket: "governed", Key: "default" }));
    expect(head).toMatchObject({
      ObjectLockMode: "GOVERNANCE",
      ObjectLockRetainUntilDate: Retention?.RetainUntilDate,
    });
  });

  it("refuses to delete a retained version, except for governance with the bypass", async () => {
    const { VersionId } = await put("governed", "held", "x");
    await expect(remove("governed", "held", { VersionId })).rejects.toMatchObject({
      name: "AccessDenied",
      $metadata: { httpStatusCode: 403 },
    });
    await remove("governed", "held", { VersionId, BypassGovernanceRetention: true });
    await expect(textOf("governed", "held", VersionId)).rejects.toMatchObject({ name: "NoSuchVersion" });

    const complied = await put("complied", "held", "x");
    const bypass = { VersionId: complied.VersionId, BypassGovernanceRetention: true };
    await expect(remove("complied", "held", bypass)).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("lets a retained object be hidden and overwritten: both add a version", async () => {
    const { VersionId } = await put("complied", "over", "one");
    await put("complied", "over", "two");
    await remove("complied", "over");
    expect(await textOf("complied", "over", VersionId)).toBe("one");
  });

  it("takes the retention of the writer before the default", async () => {
    const ObjectLockRetainUntilDate = new Date(given.clock.now() + 3 * DAY);
    await put("governed", "own", "x", { ObjectLockMode: "COMPLIANCE", ObjectLockRetainUntilDate });
    expect((await retentionOf("governed", "own")).Retention).toEqual({
      Mode: "COMPLIANCE",
      RetainUntilDate: ObjectLockRetainUntilDate,
    });
  });

  it("refuses half a retention, one that is over, and one where the bucket has no lock", async () => {
    const soon = new Date(given.clock.now() + DAY);
    await expect(put("lockable", "bad", "x", { ObjectLockMode: "COMPLIANCE" })).rejects.toMatchObject({
      name: "InvalidArgument",
    });
    await expect(
      put("lockable", "bad", "x", { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: new Date(0) }),
    ).rejects.toMatchObject({ name: "InvalidArgument" });
    await expect(
      put("kept", "bad", "x", { ObjectLockMode: "GOVERNANCE", ObjectLockRetainUntilDate: soon }),
    ).rejects.toMatchObject({ name: "InvalidRequest" });
  });

  it("makes a retention longer, and shorter for governance with the bypass alone", async () => {
    await put("lockable", "changed", "x");
    await expect(retentionOf("lockable", "changed")).rejects.toMatchObject({ name: "NoSuchObjectLockConfiguration" });
    await retain("lockable", "changed", "GOVERNANCE", 2);
    await retain("lockable", "changed", "GOVERNANCE", 3);
    await expect(retain("lockable", "changed", "GOVERNANCE", 1)).rejects.toMatchObject({ name: "AccessDenied" });
    await retain("lockable", "changed", "GOVERNANCE", 1, { BypassGovernanceRetention: true });
    await retain("lockable", "changed", "COMPLIANCE", 1, { BypassGovernanceRetention: true });
    await expect(
      retain("lockable", "changed", "GOVERNANCE", 9, { BypassGovernanceRetention: true }),
    ).rejects.toMatchObject({ name: "AccessDenied" });
  });

  it("ends with the retention", async () => {
    using apart = temporaryDirectory();
    await using later = await startS3(apart.path);
    await later.bucket("governed", lock("GOVERNANCE", { Days: 1 }));
    const target = { Bucket: "governed", Key: "k" };
    const { VersionId } = await later.client.send(new PutObjectCommand({ ...target, Body: "x" }));
    later.clock.advance(DAY + 1000);
    const deleted = await later.client.send(new DeleteObjectCommand({ ...target, VersionId }));
    expect(deleted.$metadata.httpStatusCode).toBe(204);
  });
});
