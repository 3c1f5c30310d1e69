import type { AwsResponse } from "../../contracts.ts";
import type { ByteRange } from "../blobs.ts";
import type { Bucket } from "../bucket.ts";
import { byteRange } from "../byte-range.ts";
import type { S3Call, S3Operation } from "../call.ts";
import type { Fields } from "../checksums.ts";
import { isNotModified } from "../conditions.ts";
import { s3Error } from "../errors.ts";
import type { S3State } from "../state.ts";
import type { Version } from "../versions.ts";
import { checksumHeaders, versionHeaders } from "./put-object.ts";

/** Query parameters that replace a header of the answer. */
const OVERRIDES: Readonly<Record<string, string>> = {
  "response-cache-control": "cache-control",
  "response-content-disposition": "content-disposition",
  "response-content-encoding": "content-encoding",
  "response-content-language": "content-language",
  "response-content-type": "content-type",
  "response-expires": "expires",
};

/** The version that a reader asks for. Throws what S3 answers for a missing one and for a delete marker. */
export const readableVersion = ({ versions }: S3State, { bucket, key, query }: S3Call): Version => {
  const versionId = query.get("versionId");
  const version = versionId === null ? versions.latest(bucket.name, key) : versions.find(bucket.name, key, versionId);
  if (version && !version.deleteMarker) return version;
  if (version && versionId !== null) throw s3Error("MethodNotAllowed", undefined, { ResourceType: "DeleteMarker" });
  if (versionId !== null) throw s3Error("NoSuchVersion", undefined, { Key: key, VersionId: versionId });
  throw s3Error("NoSuchKey", undefined, { Key: key });
};

const lockHeaders = ({ retention }: Version): Fields =>
  retention
    ? {
        "x-amz-object-lock-mode": retention.mode,
        "x-amz-object-lock-retain-until-date": new Date(retention.until).toISOString(),
      }
    : {};

const overridden = (query: URLSearchParams): Fields =>
  Object.fromEntries(
    Object.entries(OVERRIDES).flatMap(([parameter, header]) => {
      const value = query.get(parameter);
      return value === null ? [] : [[header, value] as const];
    }),
  );

const validators = (bucket: Bucket, version: Version): Fields => ({
  etag: `"${version.etag}"`,
  "last-modified": new Date(version.modifiedAt).toUTCString(),
  ...versionHeaders(bucket, version),
});

const describe = (call: S3Call, version: Version, range: ByteRange | undefined): Fields => ({
  "accept-ranges": "bytes",
  ...validators(call.bucket, version),
  ...lockHeaders(version),
  // The checksum is that of the whole: a reader would hold a part of it against it.
  ...(call.headers["x-amz-checksum-mode"] === "ENABLED" && !range ? checksumHeaders(version) : {}),
  ...version.headers,
  ...overridden(call.query),
  ...(range ? { "content-range": `bytes ${range.first}-${range.last}/${version.size}` } : {}),
  "content-length": String(range ? range.last - range.first + 1 : version.size),
});

const isGone = (error: unknown): boolean => error instanceof Error && "code" in error && error.code === "ENOENT";

const read = async (state: S3State, call: S3Call, withBody: boolean): Promise<AwsResponse> => {
  const version = readableVersion(state, call);
  if (isNotModified(call.headers, version)) return { status: 304, headers: validators(call.bucket, version), body: "" };
  const range = byteRange(call.headers["range"], version.size);
  return {
    status: range ? 206 : 200,
    headers: describe(call, version, range),
    body: withBody ? await state.blobs.read(version.blob, range) : "",
  };
};

const QUERY: readonly string[] = ["versionId", ...Object.keys(OVERRIDES)];
const HEADERS: readonly string[] = ["x-amz-checksum-mode"];

export const getObject: S3Operation = {
  query: QUERY,
  headers: HEADERS,
  run: async (state, call) => {
    try {
      return await read(state, call, true);
    } catch (error) {
      // An overwrite may remove the file between the look at the database and the read: a second look finds the newer.
      if (!isGone(error)) throw error;
      return read(state, call, true);
    }
  },
};

export const headObject: S3Operation = {
  query: QUERY,
  headers: HEADERS,
  run: (state, call) => read(state, call, false),
};
