import type { S3Operation } from "../call.ts";
import { xmlDocument } from "../xml.ts";

export const headBucket: S3Operation = {
  query: [],
  headers: [],
  run: ({ context }) => ({ status: 200, headers: { "x-amz-bucket-region": context.region }, body: "" }),
};

export const getBucketVersioning: S3Operation = {
  query: ["versioning"],
  headers: [],
  run: (_state, { bucket }) => ({
    status: 200,
    headers: { "content-type": "application/xml" },
    body: xmlDocument("VersioningConfiguration", {
      Status: bucket.versioning === "Off" ? undefined : bucket.versioning,
    }),
  }),
};
