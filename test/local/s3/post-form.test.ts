import { GetObjectCommand } from "@aws-sdk/client-s3";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  CREDENTIALS,
  errorOf,
  type Form,
  type Given,
  MINUTE,
  presignedForm,
  startS3,
  temporaryDirectory,
  upload,
  VERSIONED,
} from "./given.ts";

const directory = temporaryDirectory();
let given: Given;

beforeAll(async () => {
  given = await startS3(directory.path);
  await given.bucket("depots", VERSIONED);
  await given.bucket("archive");
});
afterAll(async () => {
  await given[Symbol.asyncDispose]();
  directory[Symbol.dispose]();
});

const read = (Key: string) => given.client.send(new GetObjectCommand({ Bucket: "depots", Key }));

const FORM = {
  Fields: { "Content-Type": "application/xml", "x-amz-meta-depot": "d-1" },
  Conditions: [["content-length-range", 5, 10] as ["content-length-range", number, number]],
};

describe("an upload form", () => {
  it("stores the file under the key, with the fields as headers", async () => {
    const response = await upload(await presignedForm(given, FORM), "hello");
    expect(response.status).toBe(204);
    const stored = await read("depots/1.xml");
    expect(response.headers.get("x-amz-version-id")).toBe(stored.VersionId);
    expect(response.headers.get("etag")).toBe(stored.ETag);
    expect(stored).toMatchObject({ ContentType: "application/xml", Metadata: { depot: "d-1" } });
    expect(await stored.Body?.transformToString()).toBe("hello");
  });

  it("keeps any bytes, those that look like a boundary among them", async () => {
    const file = Buffer.from([...Array(256).keys()].concat([...Buffer.from("\r\n--not-the-boundary\r\n\r\n")]));
    await upload(await presignedForm(given, { Key: "bytes" }), file);
    expect(Buffer.from((await (await read("bytes")).Body?.transformToByteArray()) ?? [])).toEqual(file);
  });

  it("puts the name of the file in the key", async () => {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: it is S3's variable, not JavaScript's
    await upload(await presignedForm(given, { Key: "named/${filename}" }));
    expect((await read("named/facture.xml")).ContentLength).toBe(5);
  });

  it("answers as the form asks", async () => {
    const answer = async (Fields: Record<string, string>) => upload(await presignedForm(given, { Key: "k&1", Fields }));
    expect((await answer({ success_action_status: "200" })).status).toBe(200);
    expect((await answer({ success_action_status: "500" })).status).toBe(204);
    const created = await answer({ success_action_status: "201" });
    expect(created.status).toBe(201);
    expect(await created.text()).toContain("<Bucket>depots</Bucket><Key>k&amp;1</Key><ETag>&quot;5d41402a");
    const redirected = await answer({ success_action_redirect: "https://portail.example/fin?depot=1" });
    expect(redirected.status).toBe(303);
    expect(redirected.headers.get("location")).toBe(
      "https://portail.example/fin?depot=1&bucket=depots&key=k%261&etag=%225d41402abc4b2a76b9719d911017c592%22",
    );
  });

  it("can be used twice, and makes two versions", async () => {
    const form = await presignedForm(given, { Key: "twice" });
    const [one, two] = [await upload(form), await upload(form)];
    expect(one.headers.get("x-amz-version-id")).not.toBe(two.headers.get("x-amz-version-id"));
  });
});

describe("the policy of a form", () => {
  const refusedWith = async (form: Form, file?: string, change?: Record<string, string | undefined>) =>
    errorOf(await upload(form, file, change));

  // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
  it.each<[string, Record<string, string | undefined>, string]>([
    ["another key", { key: "depots/2.xml" }, 'Policy Condition failed: ["eq", "$key"'],
    ["another content type", { "Content-Type": "text/html" }, 'Policy Condition failed: ["eq", "$content-type"'],
    ["other metadata", { "x-amz-meta-depot": "d-2" }, 'Policy Condition failed: ["eq", "$x-amz-meta-depot"'],
    ["a field left out", { "x-amz-meta-depot": undefined }, 'Policy Condition failed: ["eq", "$x-amz-meta-depot"'],
    ["a field it does not name", { "x-amz-meta-more": "1" }, "Extra input fields: x-amz-meta-more"],
    ["an access list it does not name", { acl: "public-read" }, "Extra input fields: acl"],
  ])("refuses %s", async (_, change, message) => {
    const error = await refusedWith(await presignedForm(given, FORM), "hello", change);
    expect(error).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(error.message.replaceAll("&quot;", '"').replaceAll('","', '", "')).toContain(
      `Invalid according to Policy: ${message}`,
    );
  });

  it("ignores the fields that the form says to ignore", async () => {
    expect((await upload(await presignedForm(given, FORM), "hello", { "x-ignore-note": "1" })).status).toBe(204);
  });

  it("is for one bucket", async () => {
    const form = await presignedForm(given, FORM);
    const error = await refusedWith({ ...form, url: `${given.endpoint}/archive` });
    expect(error).toMatchObject({ status: 403, code: "AccessDenied" });
    expect(error.message).toContain("$bucket");
  });

  it("bounds the size of the file", async () => {
    expect(await refusedWith(await presignedForm(given, FORM), "1234")).toMatchObject({
      status: 400,
      code: "EntityTooSmall",
    });
    const response = await upload(await presignedForm(given, FORM), "12345678901");
    const xml = await response.clone().text();
    expect(xml).toContain("<ProposedSize>11</ProposedSize><MaxSizeAllowed>10</MaxSizeAllowed>");
    expect(await errorOf(response)).toMatchObject({ status: 400, code: "EntityTooLarge" });
    expect((await upload(await presignedForm(given, FORM), "1234567890")).status).toBe(204);
  });

  it("expires", async () => {
    using apart = temporaryDirectory();
    await using later = await startS3(apart.path);
    await later.bucket("depots");
    const form = await presignedForm(later, { ...FORM, Expires: 900 });
    later.clock.advance(14 * MINUTE);
    expect((await upload(form)).status).toBe(204);
    later.clock.advance(2 * MINUTE);
    expect(await refusedWith(form)).toMatchObject({
      status: 403,
      code: "AccessDenied",
      message: "Invalid according to Policy: Policy expired.",
    });
  });

  it.each<[string, Record<string, string | undefined>, number, string]>([
    ["a policy that was changed", { Policy: Buffer.from("{}").toString("base64") }, 403, "SignatureDoesNotMatch"],
    ["a signature that was changed", { "X-Amz-Signature": "0".repeat(64) }, 403, "SignatureDoesNotMatch"],
    ["a signature of nonsense", { "X-Amz-Signature": "é" }, 403, "SignatureDoesNotMatch"],
    ["no signature", { "X-Amz-Signature": undefined }, 400, "InvalidArgument"],
    ["no policy", { Policy: undefined }, 403, "AccessDenied"],
    ["no date", { "X-Amz-Date": undefined }, 400, "InvalidArgument"],
    ["another date", { "X-Amz-Date": "20200101T000000Z" }, 400, "InvalidArgument"],
    ["another algorithm", { "X-Amz-Algorithm": "AWS4-ECDSA-P256-SHA256" }, 400, "InvalidRequest"],
    ["a nonsense credential", { "X-Amz-Credential": "me" }, 400, "InvalidArgument"],
    ["a token nobody issued", { "X-Amz-Security-Token": "t" }, 400, "InvalidToken"],
    ["no key", { key: undefined }, 400, "InvalidArgument"],
  ])("does not hold with %s", async (_, change, status, code) => {
    expect(await refusedWith(await presignedForm(given, FORM), "hello", change)).toMatchObject({ status, code });
  });

  it("does not hold for another caller, region or day", async () => {
    const form = await presignedForm(given, FORM);
    const credential = form.fields["X-Amz-Credential"] ?? "";
    const change = (from: string, to: string) =>
      refusedWith(form, "hello", { "X-Amz-Credential": credential.replace(from, to) });
    expect(await change(CREDENTIALS.accessKeyId, "AKIAOTHER")).toMatchObject({
      status: 403,
      code: "InvalidAccessKeyId",
    });
    expect(await change("eu-west-3", "us-east-1")).toMatchObject({ status: 400, code: "InvalidArgument" });
    expect(await change("/s3/", "/sqs/")).toMatchObject({ status: 400, code: "InvalidArgument" });
  });
});

describe("the body of a form", () => {
  const post = async (body: string, contentType = "multipart/form-data; boundary=b") =>
    errorOf(
      await fetch(`${given.endpoint}/depots`, { method: "POST", body, headers: { "content-type": contentType } }),
    );
  const part = (name: string, value: string) =>
    `--b\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`;

  it.each([
    ["no boundary", part("file", "x"), "multipart/form-data", "MalformedPOSTRequest"],
    ["no end", part("file", "x"), undefined, "MalformedPOSTRequest"],
    ["no name", "--b\r\nX: y\r\n\r\nx\r\n--b--", undefined, "MalformedPOSTRequest"],
    ["no headers", "--b\r\nx\r\n--b--", undefined, "MalformedPOSTRequest"],
    ["nothing of it", "", undefined, "MalformedPOSTRequest"],
    ["no file", `${part("key", "k")}--b--`, undefined, "IncorrectNumberOfFilesInPostRequest"],
    ["a field twice", `${part("key", "k")}${part("Key", "k")}--b--`, undefined, "InvalidArgument"],
    ["too long fields", `${part("key", "k".repeat(20_481))}--b--`, undefined, "MaxPostPreDataLengthExceededError"],
  ])("is refused with %s", async (_, body, contentType, code) => {
    expect(await post(body, contentType)).toMatchObject({ status: 400, code });
  });

  it("is verified against a checksum that the policy names", async () => {
    const form = await presignedForm(given, { Fields: { "x-amz-checksum-crc32": "NhCmhg==" } });
    expect((await upload(form, "hello")).status).toBe(204);
    expect(await errorOf(await upload(form, "hallo"))).toMatchObject({ status: 400, code: "BadDigest" });
  });

  it("is not taken with an option that would have no effect", async () => {
    const form = await presignedForm(given, { Fields: { acl: "private" } });
    expect(await errorOf(await upload(form))).toMatchObject({ status: 501, code: "NotImplemented" });
  });
});
