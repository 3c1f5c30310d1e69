import { createHash } from "node:crypto";
import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, S3Client } from "@aws-sdk/client-s3";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { decodeBody } from "#infra/local/s3/aws-chunked.ts";
import { crc32c, crc64nvme } from "#infra/local/s3/crc.ts";
import { CREDENTIALS, type Given, startS3, temporaryDirectory } from "./given.ts";

const directory = temporaryDirectory();
let given: Given;

beforeAll(async () => {
  given = await startS3(directory.path);
  await given.bucket("b");
});
afterAll(async () => {
  await given[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

const put = (more: object, client = given.client) =>
  client.send(new PutObjectCommand({ Bucket: "b", Key: "k", Body: "hello", ...more }));

describe("the checks that Node does not have", () => {
  it("give the published check values of 123456789", () => {
    expect(crc32c(Buffer.from("123456789")).toString("hex")).toBe("e3069283");
    expect(crc64nvme(Buffer.from("123456789")).toString("hex")).toBe("ae8b14860a799888");
  });

  it("give the same by eight bytes as one by one", () => {
    const slowly = (bytes: Uint8Array): string => {
      let crc = 0xffffffffffffffffn;
      for (const byte of bytes) {
        crc ^= BigInt(byte);
        for (let bit = 0; bit < 8; bit++) crc = crc & 1n ? (crc >> 1n) ^ 0x9a6c9329ac4bc9b5n : crc >> 1n;
      }
      return (crc ^ 0xffffffffffffffffn).toString(16).padStart(16, "0");
    };
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(crc64nvme(Buffer.from(bytes)).toString("hex")).toBe(slowly(bytes));
      }),
    );
  });
});

describe("a checksum that is declared", () => {
  it.each(["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"] as const)(
    "is kept with the object: %s",
    async (algorithm) => {
      const written = await put({ ChecksumAlgorithm: algorithm });
      const value = written[`Checksum${algorithm}`];
      expect(value).toEqual(expect.any(String));
      // The SDK verifies it again, on the bytes that it reads.
      const read = await given.client.send(new GetObjectCommand({ Bucket: "b", Key: "k", ChecksumMode: "ENABLED" }));
      expect(await read.Body?.transformToString()).toBe("hello");
      expect(read[`Checksum${algorithm}`]).toBe(value);
    },
  );

  it.each([
    ["CRC32", "AAAAAA=="],
    ["CRC32C", "AAAAAA=="],
    ["CRC64NVME", "AAAAAAAAAAA="],
    ["SHA1", createHash("sha1").digest("base64")],
    ["SHA256", createHash("sha256").digest("base64")],
  ])("is refused when it is another body's: %s", async (algorithm, value) => {
    await expect(put({ [`Checksum${algorithm}`]: value })).rejects.toMatchObject({
      name: "BadDigest",
      message: `The ${algorithm} you specified did not match the calculated checksum.`,
    });
  });

  it("is refused when it is none", async () => {
    await expect(put({ ChecksumSHA256: "AAAA" })).rejects.toMatchObject({ name: "InvalidRequest" });
    await expect(put({ ContentMD5: "AAAA" })).rejects.toMatchObject({ name: "InvalidDigest" });
    await expect(put({ ContentMD5: createHash("md5").digest("base64") })).rejects.toMatchObject({ name: "BadDigest" });
  });

  it("is CRC64NVME when nothing is declared, as since December 2024", async () => {
    const silent = new S3Client({
      endpoint: given.endpoint,
      region: "eu-west-3",
      credentials: CREDENTIALS,
      requestChecksumCalculation: "WHEN_REQUIRED",
    });
    await put({}, silent);
    const head = await silent.send(new HeadObjectCommand({ Bucket: "b", Key: "k", ChecksumMode: "ENABLED" }));
    expect(head).toMatchObject({
      ChecksumCRC64NVME: crc64nvme(Buffer.from("hello")).toString("base64"),
      ChecksumType: "FULL_OBJECT",
    });
  });
});

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-streaming-trailers.html
describe("a body in chunks", () => {
  const decode = (body: string, headers: Record<string, string> = {}) =>
    decodeBody({
      body: Buffer.from(body),
      headers: {
        "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
        "x-amz-decoded-content-length": "5",
        "x-amz-trailer": "x-amz-checksum-crc32",
        "content-encoding": "aws-chunked",
        ...headers,
      },
    });

  it("is put together, with its trailer among the headers", () => {
    const decoded = decode("3\r\nhel\r\n2\r\nlo\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n");
    expect(decoded.body.toString()).toBe("hello");
    expect(decoded.headers).toEqual({
      "x-amz-content-sha256": "STREAMING-UNSIGNED-PAYLOAD-TRAILER",
      "x-amz-checksum-crc32": "NhCmhg==",
    });
  });

  it.each([
    ["is cut", "5\r\nhel", "IncompleteBody"],
    ["has no last chunk", "5\r\nhello\r\n", "IncompleteBody"],
    ["has another length than announced", "3\r\nhel\r\n0\r\nx-amz-checksum-crc32:NhCmhg==\r\n\r\n", "IncompleteBody"],
    ["has a size that is none", "x\r\nhello\r\n0\r\n\r\n", "IncompleteBody"],
    ["lacks its trailer", "5\r\nhello\r\n0\r\n\r\n", "MalformedTrailerError"],
    ["has another trailer", "5\r\nhello\r\n0\r\nx-amz-checksum-sha1:AA==\r\n\r\n", "MalformedTrailerError"],
  ])("is refused when it %s", (_, body, code) => {
    expect(() => decode(body)).toThrow(expect.objectContaining({ code }));
  });
});
