import type { S3Call, S3Operation } from "../call.ts";
import { s3Error } from "../errors.ts";
import { afterKey, afterPrefix, commonPrefixOf, type Entry, pageAfter, parseMaxKeys, type Walk } from "../listing.ts";
import type { S3State } from "../state.ts";
import type { Position, Version } from "../versions.ts";
import { type Xml, xmlDocument } from "../xml.ts";
import { keyEncoder } from "./list-objects.ts";

const describe = (version: Version, encode: (key: string) => string): { readonly [name: string]: Xml } => ({
  Key: encode(version.key),
  VersionId: version.versionId,
  IsLatest: version.latest,
  LastModified: new Date(version.modifiedAt).toISOString(),
});

const describeBytes = ({ etag, size, checksum }: Version): { readonly [name: string]: Xml } => ({
  ETag: `"${etag}"`,
  ChecksumAlgorithm: checksum.algorithm,
  ChecksumType: "FULL_OBJECT",
  Size: size,
  StorageClass: "STANDARD",
});

/** A key marker that is itself a common prefix stands for all the keys under it. */
const startOf = (
  { versions }: S3State,
  { bucket, query }: S3Call,
  { prefix, delimiter }: Walk,
): Position | undefined => {
  const key = query.get("key-marker");
  const versionId = query.get("version-id-marker");
  if (!key) return undefined;
  if (!versionId) return commonPrefixOf(key, prefix, delimiter) === key ? afterPrefix(key) : afterKey(key);
  const version = versions.find(bucket.name, key, versionId);
  if (!version) throw s3Error("InvalidArgument", "Invalid version id specified");
  return { key, seq: version.seq };
};

const nextMarkers = (last: Entry | undefined, encode: (key: string) => string): { readonly [name: string]: Xml } => {
  if (!last) return {};
  return "version" in last
    ? { NextKeyMarker: encode(last.version.key), NextVersionIdMarker: last.version.versionId }
    : { NextKeyMarker: encode(last.commonPrefix) };
};

export const listObjectVersions: S3Operation = {
  query: ["versions", "prefix", "delimiter", "max-keys", "key-marker", "version-id-marker", "encoding-type"],
  headers: [],
  run: (state, call) => {
    const { bucket, query } = call;
    const encode = keyEncoder(query);
    const walk: Walk = {
      prefix: query.get("prefix") ?? "",
      delimiter: query.get("delimiter") ?? "",
      maxKeys: parseMaxKeys(query.get("max-keys")),
      next: (position) => state.versions.nextVersion(bucket.name, position),
    };
    const page = pageAfter(walk, startOf(state, call, walk));
    const body = xmlDocument("ListVersionsResult", {
      Name: bucket.name,
      Prefix: encode(walk.prefix),
      Delimiter: walk.delimiter === "" ? undefined : encode(walk.delimiter),
      KeyMarker: query.get("key-marker") ?? "",
      VersionIdMarker: query.get("version-id-marker") ?? "",
      MaxKeys: walk.maxKeys,
      EncodingType: query.get("encoding-type") ?? undefined,
      IsTruncated: page.continueAfter !== undefined,
      ...nextMarkers(page.continueAfter, encode),
      Version: page.versions
        .filter((version) => !version.deleteMarker)
        .map((version) => ({ ...describe(version, encode), ...describeBytes(version) })),
      DeleteMarker: page.versions.filter((version) => version.deleteMarker).map((version) => describe(version, encode)),
      CommonPrefixes: page.commonPrefixes.map((prefix) => ({ Prefix: encode(prefix) })),
    });
    return { status: 200, headers: { "content-type": "application/xml" }, body };
  },
};
