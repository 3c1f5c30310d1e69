import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { AwsError } from "#infra/local/json-protocol.ts";
import { parseUploadForm } from "#infra/local/s3/post/multipart-form.ts";
import { checkPolicy, parsePolicy } from "#infra/local/s3/post/policy.ts";

const NOW = Date.parse("2026-01-15T10:00:00Z");
const encode = (document: unknown): string => Buffer.from(JSON.stringify(document)).toString("base64");
const refusal = (code: string, message = "") =>
  expect.objectContaining({ code, message: expect.stringContaining(message) });

const check = (conditions: unknown[], fields: Record<string, string>, size = 5) => {
  const policy = parsePolicy(encode({ expiration: "2026-01-15T10:15:00Z", conditions }));
  checkPolicy(policy, { bucket: "depots", fields, size }, NOW);
};

// https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-HTTPPOSTConstructPolicy.html
describe("the conditions of a policy", () => {
  it.each<[string, unknown[], Record<string, string>]>([
    ["an exact value", [{ key: "k" }], { key: "k" }],
    ["an exact value, in the longer form", [["eq", "$key", "k"]], { key: "k" }],
    ["any case of a field's name", [["eq", "$Content-Type", "text/xml"]], { "content-type": "text/xml" }],
    ["a beginning", [["starts-with", "$key", "depots/"]], { key: "depots/1" }],
    ["any value", [["starts-with", "$success_action_redirect", ""]], { success_action_redirect: "https://x" }],
    ["a list of content types", [["starts-with", "$Content-Type", "image/"]], { "content-type": "image/a,image/b" }],
    ["two conditions on a field", [["starts-with", "$key", "a"], { key: "ab" }], { key: "ab" }],
    ["the bucket of the address", [{ bucket: "depots" }], { bucket: "depots" }],
    ["the bounds of a size", [["content-length-range", 5, 5]], {}],
    ["a field to ignore", [], { "x-ignore-note": "1" }],
    ["the policy and its signature", [], { policy: "p", "x-amz-signature": "s" }],
  ])("allow %s", (_, conditions, fields) => {
    expect(() => check(conditions, fields)).not.toThrow();
  });

  it.each<[string, unknown[], Record<string, string>, string]>([
    ["another value", [{ key: "k" }], { key: "K" }, '["eq","$key","k"]'],
    ["a field that is not there", [["starts-with", "$key", ""]], {}, '["starts-with","$key",""]'],
    ["another beginning", [["starts-with", "$key", "depots/"]], { key: "depot/1" }, '["starts-with","$key","depots/"]'],
    [
      "one other of a list",
      [["starts-with", "$Content-Type", "image/"]],
      { "content-type": "image/a,text/b" },
      '["starts-with","$content-type","image/"]',
    ],
    ["one of two conditions", [["starts-with", "$key", "b"], { key: "ab" }], { key: "ab" }, "starts-with"],
    ["the bucket of the form", [{ bucket: "archive" }], { bucket: "archive" }, '["eq","$bucket","archive"]'],
    ["a field without a condition", [{ key: "k" }], { key: "k", acl: "private" }, "Extra input fields: acl"],
  ])("refuse %s", (_, conditions, fields, message) => {
    expect(() => check(conditions, fields)).toThrow(refusal("AccessDenied", message));
  });

  it("refuse a file that is too small or too large", () => {
    expect(() => check([["content-length-range", 6, 9]], {})).toThrow(refusal("EntityTooSmall"));
    expect(() => check([["content-length-range", 0, 4]], {})).toThrow(refusal("EntityTooLarge"));
  });

  it.each([
    ["no JSON", Buffer.from("{").toString("base64")],
    ["no expiration", encode({ conditions: [] })],
    ["an expiration that is no instant", encode({ expiration: "tomorrow", conditions: [] })],
    ["no conditions", encode({ expiration: "2026-01-15T10:15:00Z" })],
    ["an unknown operator", encode({ expiration: "2026-01-15T10:15:00Z", conditions: [["ends-with", "$key", "x"]] })],
    ["a field without its $", encode({ expiration: "2026-01-15T10:15:00Z", conditions: [["eq", "key", "x"]] })],
    ["half a size", encode({ expiration: "2026-01-15T10:15:00Z", conditions: [["content-length-range", 1]] })],
  ])("are no policy with %s", (_, base64) => {
    expect(() => parsePolicy(base64)).toThrow(refusal("InvalidPolicyDocument", "Invalid Policy"));
  });
});

describe("any bytes as a form", () => {
  it("are a form or an error of S3, never a crash", () => {
    const piece = fc.constantFrom(
      "--b",
      "\r\n",
      "--",
      "Content-Disposition: form-data; ",
      'name="file"',
      'name="key"',
      "x",
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        try {
          expect(parseUploadForm(Buffer.from(pieces.join("")), "multipart/form-data; boundary=b")).toHaveProperty(
            "file",
          );
        } catch (error) {
          expect(error).toBeInstanceOf(AwsError);
        }
      }),
    );
  });
});
