import { z } from "zod";
import type { S3Operation } from "../call.ts";
import { s3Error } from "../errors.ts";
import { afterEntry, afterKey, pageAfter, parseMaxKeys } from "../listing.ts";
import type { Position, Version } from "../versions.ts";
import { type Xml, xmlDocument } from "../xml.ts";

const Token = z.strictObject({ key: z.string(), seq: z.number() });

const encodeToken = (position: Position): string => Buffer.from(JSON.stringify(position)).toString("base64url");

const decodeToken = (token: string): Position => {
  try {
    return Token.parse(JSON.parse(Buffer.from(token, "base64url").toString("utf8")));
  } catch {
    throw s3Error("InvalidArgument", "The continuation token provided is incorrect");
  }
};

/** Keys that XML cannot hold are asked for in URL encoding. */
export const keyEncoder = (query: URLSearchParams): ((key: string) => string) =>
  query.get("encoding-type") === "url" ? (key) => encodeURIComponent(key).replace(/%2F/g, "/") : (key) => key;

const contents = (version: Version, encode: (key: string) => string): Xml => ({
  Key: encode(version.key),
  LastModified: new Date(version.modifiedAt).toISOString(),
  ETag: `"${version.etag}"`,
  ChecksumAlgorithm: version.checksum.algorithm,
  ChecksumType: "FULL_OBJECT",
  Size: version.size,
  StorageClass: "STANDARD",
});

const startOf = (query: URLSearchParams): Position | undefined => {
  const token = query.get("continuation-token");
  const startAfter = query.get("start-after");
  if (token !== null) return decodeToken(token);
  return startAfter === null ? undefined : afterKey(startAfter);
};

export const listObjectsV2: S3Operation = {
  query: ["list-type", "prefix", "delimiter", "max-keys", "start-after", "continuation-token", "encoding-type"],
  headers: [],
  run: ({ versions }, { bucket, query }) => {
    const encode = keyEncoder(query);
    const walk = {
      prefix: query.get("prefix") ?? "",
      delimiter: query.get("delimiter") ?? "",
      maxKeys: parseMaxKeys(query.get("max-keys")),
      next: (position: Position) => versions.nextObject(bucket.name, position),
    };
    const page = pageAfter(walk, startOf(query));
    const body = xmlDocument("ListBucketResult", {
      Name: bucket.name,
      Prefix: encode(walk.prefix),
      Delimiter: walk.delimiter === "" ? undefined : encode(walk.delimiter),
      StartAfter: query.get("start-after") ?? undefined,
      MaxKeys: walk.maxKeys,
      EncodingType: query.get("encoding-type") ?? undefined,
      KeyCount: page.versions.length + page.commonPrefixes.length,
      IsTruncated: page.continueAfter !== undefined,
      ContinuationToken: query.get("continuation-token") ?? undefined,
      NextContinuationToken: page.continueAfter && encodeToken(afterEntry(page.continueAfter)),
      Contents: page.versions.map((version) => contents(version, encode)),
      CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    });
    return { status: 200, headers: { "content-type": "application/xml" }, body };
  },
};
