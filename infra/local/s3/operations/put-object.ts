import type { Bucket } from "../bucket.ts";
import type { S3Operation } from "../call.ts";
import { checksumHeader } from "../checksums.ts";
import type { Version } from "../versions.ts";
import { writeObject } from "../write-object.ts";

/** Encryption at rest has no meaning on one machine: whether it is asked for changes nothing. */
const ENCRYPTION: readonly string[] = [
  "x-amz-server-side-encryption",
  "x-amz-server-side-encryption-aws-kms-key-id",
  "x-amz-server-side-encryption-bucket-key-enabled",
];

/** What may be asked of a new object, in headers or in the fields of a form. */
export const WRITE_FIELDS: readonly string[] = [
  ...ENCRYPTION,
  "x-amz-object-lock-mode",
  "x-amz-object-lock-retain-until-date",
  "x-amz-sdk-checksum-algorithm",
  ...["CRC32", "CRC32C", "CRC64NVME", "SHA1", "SHA256"].map(checksumHeader),
];

export const versionHeaders = ({ versioning }: Bucket, { versionId }: Version): Readonly<Record<string, string>> =>
  versioning === "Off" ? {} : { "x-amz-version-id": versionId };

export const checksumHeaders = ({ checksum }: Version): Readonly<Record<string, string>> => ({
  [checksumHeader(checksum.algorithm)]: checksum.value,
  "x-amz-checksum-type": "FULL_OBJECT",
});

export const putObject: S3Operation = {
  query: [],
  headers: WRITE_FIELDS,
  run: async (state, { bucket, key, headers, body, request }) => {
    const version = await writeObject(state, {
      bucket,
      key,
      fields: headers,
      conditions: headers,
      body,
      event: "ObjectCreated:Put",
      requestId: request.requestId,
    });
    return {
      status: 200,
      headers: { etag: `"${version.etag}"`, ...checksumHeaders(version), ...versionHeaders(bucket, version) },
      body: "",
    };
  },
};
