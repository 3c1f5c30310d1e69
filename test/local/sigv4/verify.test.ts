import { createHash, createHmac } from "node:crypto";
import { SignatureV4 } from "@smithy/signature-v4";
import { describe, expect, it } from "vitest";
import type { AwsRequest, LocalContext } from "#infra/local/contracts.ts";
import { createVerify } from "#infra/local/sigv4.ts";
import { CREDENTIALS, REGION } from "./door.ts";

const NOW = Date.parse("2026-01-15T10:00:00Z");

const verify = createVerify({
  dataDir: "",
  clock: { now: () => NOW },
  region: REGION,
  account: "000000000000",
  credentials: CREDENTIALS,
  urls: { aws: "", api: "", people: "" },
  log: () => undefined,
} satisfies LocalContext);

type Bytes = string | ArrayBuffer | ArrayBufferView;

const plain = (data: Bytes): string | Uint8Array => {
  if (typeof data === "string") return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
};

class Sha256 {
  readonly #hash;
  constructor(secret?: Bytes) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", plain(secret));
  }
  update(data: Bytes) {
    this.#hash.update(plain(data));
  }
  async digest() {
    return new Uint8Array(this.#hash.digest());
  }
}

const signer = new SignatureV4({
  service: "s3",
  region: REGION,
  credentials: CREDENTIALS,
  sha256: Sha256,
  uriEscapePath: false,
  applyChecksum: true,
});

const signed = async (path: string, headers: Record<string, string> = {}, body = ""): Promise<AwsRequest> => {
  const request = await signer.sign(
    { method: "PUT", protocol: "http:", hostname: "h", path, query: {}, headers: { host: "h", ...headers }, body },
    { signingDate: new Date(NOW) },
  );
  return {
    method: "PUT",
    url: new URL(`http://h${path}`),
    headers: request.headers,
    body: Buffer.from(body),
    requestId: "r",
  };
};

describe("the signature of a request to S3", () => {
  it("holds for any path, encoded once", async () => {
    for (const path of ["/", "/b/k", "/b/a%20b/%C3%A9%281%29%2B.xml", "/b//k", "/b/k/"]) {
      expect(verify(await signed(path))).toEqual({ service: "s3" });
    }
  });

  it("takes header values with the spaces that a proxy may add", async () => {
    const request = await signed("/b/k", { "x-amz-meta-a": "one two" });
    expect(verify({ ...request, headers: { ...request.headers, "x-amz-meta-a": " one   two " } })).toEqual({
      service: "s3",
    });
  });

  it("covers the digest of the body, which covers the body", async () => {
    const request = await signed("/b/k", {}, "hello");
    expect(verify(request)).toEqual({ service: "s3" });
    expect(() => verify({ ...request, body: Buffer.from("hallo") })).toThrow(
      expect.objectContaining({ code: "XAmzContentSHA256Mismatch", status: 400 }),
    );
    const digest = createHash("sha256").update("hallo").digest("hex");
    const headers = { ...request.headers, "x-amz-content-sha256": digest };
    expect(() => verify({ ...request, headers, body: Buffer.from("hallo") })).toThrow(
      expect.objectContaining({ code: "SignatureDoesNotMatch", status: 403 }),
    );
  });

  it("may leave the body out, if it says so", async () => {
    const request = await signed("/b/k", { "x-amz-content-sha256": "UNSIGNED-PAYLOAD" }, "hello");
    expect(verify({ ...request, body: Buffer.from("hallo") })).toEqual({ service: "s3" });
  });

  it.each([
    ["nonsense", "InvalidArgument", 400],
    ["STREAMING-AWS4-HMAC-SHA256-PAYLOAD", "NotImplemented", 501],
  ])("does not hold for a digest of %s", async (digest, code, status) => {
    const request = await signed("/b/k", { "x-amz-content-sha256": digest });
    expect(() => verify(request)).toThrow(expect.objectContaining({ code, status }));
  });

  it("needs a digest", async () => {
    const { "x-amz-content-sha256": _, ...headers } = (await signed("/b/k")).headers;
    const request = { method: "PUT", url: new URL("http://h/b/k"), headers, body: Buffer.alloc(0), requestId: "r" };
    expect(() => verify(request)).toThrow(expect.objectContaining({ code: "InvalidRequest" }));
  });

  it("does not hold for a path that is not well encoded", async () => {
    const request = await signed("/b/k");
    expect(() => verify({ ...request, url: new URL("http://h/b/%E0%A4%A") })).toThrow(
      expect.objectContaining({ code: "InvalidURI", status: 400 }),
    );
  });
});

describe("a request without a signature", () => {
  const anonymous = (method: string, headers: Record<string, string> = {}): AwsRequest => ({
    method,
    url: new URL("http://h/depots"),
    headers,
    body: Buffer.alloc(0),
    requestId: "r",
  });

  it("goes to S3 when a browser sends it: an upload form, whose policy is signed, or the question before it", () => {
    expect(verify(anonymous("POST", { "content-type": "multipart/form-data; boundary=b" }))).toEqual({ service: "s3" });
    expect(verify(anonymous("OPTIONS", { origin: "https://portail.example" }))).toEqual({ service: "s3" });
  });

  it.each(["GET", "PUT", "DELETE", "POST"])("is refused otherwise: %s", (method) => {
    expect(() => verify(anonymous(method))).toThrow(expect.objectContaining({ code: "AccessDenied", status: 403 }));
  });
});
