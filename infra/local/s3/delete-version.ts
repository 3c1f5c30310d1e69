/** Deletes versions and writes delete markers; both are to be called in the transaction of the caller. */
import type { Bucket } from "./bucket.ts";
import { announce, type S3State } from "./state.ts";
import type { Version } from "./versions.ts";
import { addVersion, newVersionId } from "./write-object.ts";

export interface Deleted {
  /** The version that is gone, or the delete marker that was written; undefined when there was nothing to delete. */
  readonly version: Version | undefined;
  readonly removedBlobs: readonly string[];
}

/** On whose behalf: a caller's, or that of the rules of the bucket. */
interface Cause {
  readonly name: "ObjectRemoved" | "LifecycleExpiration";
  readonly requestId: string;
}

/** For good. What was before it, if anything, is the latest again. */
export const deleteVersion = (
  state: S3State,
  bucket: Bucket,
  version: Version,
  { name, requestId }: Cause,
): Deleted => {
  state.versions.remove(version);
  announce(state, bucket, { name: `${name}:Delete`, version, sequence: state.database.nextSequence(), requestId });
  return { version, removedBlobs: version.blob === "" ? [] : [version.blob] };
};

const writeMarker = (state: S3State, bucket: Bucket, key: string, { name, requestId }: Cause): Deleted => {
  const version: Version = {
    seq: state.database.nextSequence(),
    bucket: bucket.name,
    key,
    versionId: newVersionId(bucket),
    latest: true,
    deleteMarker: true,
    modifiedAt: state.context.clock.now(),
    size: 0,
    etag: "",
    blob: "",
    headers: {},
    checksum: { algorithm: "", value: "" },
    retention: undefined,
  };
  const removedBlobs = addVersion(state, version);
  announce(state, bucket, { name: `${name}:DeleteMarkerCreated`, version, sequence: version.seq, requestId });
  return { version, removedBlobs };
};

/** Hides the object behind a delete marker where versions are kept, else deletes it. */
export const deleteCurrent = (state: S3State, bucket: Bucket, key: string, cause: Cause): Deleted => {
  if (bucket.versioning !== "Off") return writeMarker(state, bucket, key, cause);
  const current = state.versions.latest(bucket.name, key);
  return current ? deleteVersion(state, bucket, current, cause) : { version: undefined, removedBlobs: [] };
};
