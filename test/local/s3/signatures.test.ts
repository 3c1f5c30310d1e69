import { GetObjectCommand, ListObjectsV2Command, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import { getSignedUrl } from "@aws-sdk/s3-request-presigner";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CREDENTIALS, DAY, errorOf, type Given, MINUTE, startS3, temporaryDirectory, VERSIONED } from "./given.ts";

const directory = temporaryDirectory();
let given: Given;

beforeAll(async () => {
  given = await startS3(directory.path);
  await given.bucket("depots", VERSIONED);
  await given.client.send(new PutObjectCommand({ Bucket: "depots", Key: "k", Body: "hello", Metadata: { a: "1" } }));
});
afterAll(async () => {
  await given[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

const presignedGet = (expiresIn = 900) =>
  getSignedUrl(given.client, new GetObjectCommand({ Bucket: "depots", Key: "k" }), { expiresIn });

describe("a presigned URL", () => {
  it("reads the object without a key", async () => {
    const response = await fetch(await presignedGet());
    expect(await response.text()).toBe("hello");
    expect(response.headers.get("x-amz-meta-a")).toBe("1");
  });

  it("writes the object, whatever checksum the SDK took of the body it had not seen", async () => {
    // The SDK presigns the CRC32 of an empty body, in the query, where S3 does not read it.
    const command = new PutObjectCommand({ Bucket: "depots", Key: "put", Metadata: { depot: "d-1" } });
    const url = await getSignedUrl(given.client, command);
    expect(url).toContain("x-amz-checksum-crc32=AAAAAA");
    expect((await fetch(url, { method: "PUT", body: "hello" })).status).toBe(200);
    expect(await given.client.send(new GetObjectCommand({ Bucket: "depots", Key: "put" }))).toMatchObject({
      ContentLength: 5,
      Metadata: { depot: "d-1" },
    });
  });

  it.each<[string, (url: string) => string]>([
    ["key", (url) => url.replace("/depots/k", "/depots/put")],
    ["bucket", (url) => url.replace("/depots/", "/other/")],
    ["expiry", (url) => url.replace("X-Amz-Expires=900", "X-Amz-Expires=901")],
    ["signature", (url) => url.replace(/X-Amz-Signature=./, (match) => `${match.slice(0, -1)}g`)],
    [
      "time",
      (url) => url.replace(/(X-Amz-Date=\d{8}T\d{5})(\d)/, (_, date, second) => date + ((Number(second) + 1) % 10)),
    ],
    ["parameters", (url) => `${url}&versionId=null`],
  ])("does not hold when its %s is changed", async (_, change) => {
    const response = await fetch(change(await presignedGet()));
    expect(await errorOf(response)).toMatchObject({ status: 403, code: "SignatureDoesNotMatch" });
  });

  it("does not hold for another method, or with a header that was not signed", async () => {
    const url = await presignedGet();
    expect(await errorOf(await fetch(url, { method: "DELETE" }))).toMatchObject({ code: "SignatureDoesNotMatch" });
    expect(await errorOf(await fetch(url, { headers: { "x-amz-meta-b": "1" } }))).toMatchObject({
      status: 403,
      code: "AccessDenied",
      message: "There were headers present in the request which were not signed",
    });
  });

  it("expires", async () => {
    using apart = temporaryDirectory();
    await using later = await startS3(apart.path);
    await later.bucket("depots");
    await later.client.send(new PutObjectCommand({ Bucket: "depots", Key: "k", Body: "hello" }));
    const url = await getSignedUrl(later.client, new GetObjectCommand({ Bucket: "depots", Key: "k" }), {
      expiresIn: 3600,
    });
    later.clock.advance(59 * MINUTE);
    expect((await fetch(url)).status).toBe(200);
    later.clock.advance(2 * MINUTE);
    expect(await errorOf(await fetch(url))).toEqual({
      status: 403,
      code: "AccessDenied",
      message: "Request has expired",
    });
  });

  it("lives seven days at most", async () => {
    // The SDK itself refuses to sign more.
    const url = (await presignedGet(604_800)).replace("X-Amz-Expires=604800", "X-Amz-Expires=604801");
    expect(await errorOf(await fetch(url))).toMatchObject({ status: 400, code: "AuthorizationQueryParametersError" });
  });
});

describe("a request to S3", () => {
  const sendAs = (options: object) =>
    new S3Client({ endpoint: given.endpoint, region: "eu-west-3", credentials: CREDENTIALS, ...options }).send(
      new ListObjectsV2Command({ Bucket: "depots" }),
    );

  it("is refused with an unknown key, a wrong secret or a token", async () => {
    await expect(sendAs({ credentials: { ...CREDENTIALS, accessKeyId: "AKIAOTHER" } })).rejects.toMatchObject({
      name: "InvalidAccessKeyId",
      $metadata: { httpStatusCode: 403 },
    });
    await expect(sendAs({ credentials: { ...CREDENTIALS, secretAccessKey: "x" } })).rejects.toMatchObject({
      name: "SignatureDoesNotMatch",
    });
    await expect(sendAs({ credentials: { ...CREDENTIALS, sessionToken: "t" } })).rejects.toMatchObject({
      name: "InvalidToken",
    });
  });

  it("is refused when it is signed for another region", async () => {
    await expect(sendAs({ region: "us-east-1" })).rejects.toMatchObject({ name: "AuthorizationHeaderMalformed" });
  });

  it("is refused without a signature", async () => {
    expect(await errorOf(await fetch(`${given.endpoint}/depots/k`))).toMatchObject({
      status: 403,
      code: "AccessDenied",
    });
  });

  it("is refused when its body is not the one that was signed", async () => {
    const client = new S3Client({ endpoint: given.endpoint, region: "eu-west-3", credentials: CREDENTIALS });
    client.middlewareStack.add(
      (next) => (args) => {
        Object.assign(args.request as object, { body: "hallo" });
        return next(args);
      },
      { step: "finalizeRequest", priority: "low", name: "tamper" },
    );
    await expect(
      client.send(new PutObjectCommand({ Bucket: "depots", Key: "x", Body: "hello" })),
    ).rejects.toMatchObject({ name: "XAmzContentSHA256Mismatch" });
  });

  it("is refused by a clock that is far ahead, which the SDK then follows", async () => {
    using apart = temporaryDirectory();
    await using later = await startS3(apart.path);
    await later.bucket("depots");
    const once = new S3Client({
      endpoint: later.endpoint,
      region: "eu-west-3",
      credentials: CREDENTIALS,
      maxAttempts: 1,
    });
    const list = new ListObjectsV2Command({ Bucket: "depots" });
    later.clock.advance(14 * MINUTE);
    expect((await once.send(list)).KeyCount).toBe(0);
    later.clock.advance(15 * DAY);
    await expect(once.send(list)).rejects.toMatchObject({ name: "RequestTimeTooSkewed" });
    expect((await once.send(list)).KeyCount).toBe(0);
  });
});
