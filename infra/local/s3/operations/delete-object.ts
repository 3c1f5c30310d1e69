import type { AwsResponse } from "../../contracts.ts";
import type { Bucket } from "../bucket.ts";
import type { S3Operation } from "../call.ts";
import { checkWriteConditions } from "../conditions.ts";
import { type Deleted, deleteCurrent, deleteVersion } from "../delete-version.ts";
import { checkDeletable } from "../object-lock.ts";
import { removeBlobs } from "../write-object.ts";

const deletedAnswer = ({ versioning }: Bucket, { version }: Deleted): AwsResponse => ({
  status: 204,
  headers: {
    ...(versioning === "Off" || !version ? {} : { "x-amz-version-id": version.versionId }),
    ...(version?.deleteMarker ? { "x-amz-delete-marker": "true" } : {}),
  },
  body: "",
});

export const deleteObject: S3Operation = {
  query: ["versionId"],
  headers: ["x-amz-bypass-governance-retention"],
  run: async (state, { bucket, key, query, headers, request }) => {
    const { context, database, versions, outbox } = state;
    const versionId = query.get("versionId");
    const cause = { name: "ObjectRemoved", requestId: request.requestId } as const;
    const deleted = database.transaction(() => {
      if (versionId === null) {
        const current = versions.latest(bucket.name, key);
        checkWriteConditions(headers, current?.deleteMarker ? undefined : current);
        return deleteCurrent(state, bucket, key, cause);
      }
      const version = versions.find(bucket.name, key, versionId);
      if (!version) return { version, removedBlobs: [] };
      checkDeletable(version, headers, context.clock.now());
      return deleteVersion(state, bucket, version, cause);
    });
    outbox.wake();
    await removeBlobs(state, deleted.removedBlobs);
    return deletedAnswer(bucket, deleted);
  },
};
