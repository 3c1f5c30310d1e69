/** Names the operation that a request is for, also when the emulator does not have it: the refusal must say which. */
import type { AwsRequest } from "../contracts.ts";
import { pathOf } from "./call.ts";

const VERBS: Readonly<Record<string, string>> = { GET: "Get", PUT: "Put", DELETE: "Delete" };

/** What a sub-resource of a bucket, or of an object, is a part of: `GET ?acl` is `GetBucketAcl`. */
const OF_BUCKET: Readonly<Record<string, string>> = {
  accelerate: "BucketAccelerateConfiguration",
  acl: "BucketAcl",
  analytics: "BucketAnalyticsConfiguration",
  cors: "BucketCors",
  encryption: "BucketEncryption",
  "intelligent-tiering": "BucketIntelligentTieringConfiguration",
  inventory: "BucketInventoryConfiguration",
  lifecycle: "BucketLifecycleConfiguration",
  location: "BucketLocation",
  logging: "BucketLogging",
  metrics: "BucketMetricsConfiguration",
  notification: "BucketNotificationConfiguration",
  "object-lock": "ObjectLockConfiguration",
  ownershipControls: "BucketOwnershipControls",
  policy: "BucketPolicy",
  policyStatus: "BucketPolicyStatus",
  publicAccessBlock: "PublicAccessBlock",
  replication: "BucketReplication",
  requestPayment: "BucketRequestPayment",
  tagging: "BucketTagging",
  versioning: "BucketVersioning",
  website: "BucketWebsite",
};

const OF_OBJECT: Readonly<Record<string, string>> = {
  acl: "ObjectAcl",
  attributes: "ObjectAttributes",
  "legal-hold": "ObjectLegalHold",
  retention: "ObjectRetention",
  tagging: "ObjectTagging",
  torrent: "ObjectTorrent",
};

/** `METHOD level ?sub-resource` of the operations whose names follow no rule; the empty one is the level itself. */
const IRREGULAR: Readonly<Record<string, string>> = {
  "GET service": "ListBuckets",
  "GET bucket": "ListObjects",
  "HEAD bucket": "HeadBucket",
  "PUT bucket": "CreateBucket",
  "DELETE bucket": "DeleteBucket",
  "POST bucket": "PostObject",
  "GET bucket ?list-type": "ListObjectsV2",
  "GET bucket ?versions": "ListObjectVersions",
  "GET bucket ?uploads": "ListMultipartUploads",
  "GET bucket ?session": "CreateSession",
  "POST bucket ?delete": "DeleteObjects",
  "GET object": "GetObject",
  "HEAD object": "HeadObject",
  "PUT object": "PutObject",
  "DELETE object": "DeleteObject",
  "POST object ?uploads": "CreateMultipartUpload",
  "POST object ?uploadId": "CompleteMultipartUpload",
  "PUT object ?uploadId": "UploadPart",
  "DELETE object ?uploadId": "AbortMultipartUpload",
  "GET object ?uploadId": "ListParts",
  "POST object ?select": "SelectObjectContent",
  "POST object ?restore": "RestoreObject",
  "PUT object ?renameObject": "RenameObject",
};

const levelOf = (url: URL): "service" | "bucket" | "object" => {
  const { bucket, key } = pathOf(url);
  if (bucket === "") return "service";
  return key === "" ? "bucket" : "object";
};

const regularName = (method: string, level: string, parameters: readonly string[]): string | undefined => {
  const verb = VERBS[method];
  const things = level === "bucket" ? OF_BUCKET : OF_OBJECT;
  const thing = parameters.map((name) => (Object.hasOwn(things, name) ? things[name] : undefined)).find(Boolean);
  return verb && thing && `${verb}${thing}`;
};

/** `PutObject`, `CreateMultipartUpload`…; for what S3 has no name for either, the method and the level. */
export const operationName = ({ method, url, headers }: AwsRequest): string => {
  const level = levelOf(url);
  const parameters = [...url.searchParams.keys()];
  const irregular = parameters.map((name) => IRREGULAR[`${method} ${level} ?${name}`]).find(Boolean);
  const name = irregular ?? regularName(method, level, parameters) ?? IRREGULAR[`${method} ${level}`];
  if (name === "PutObject" && headers["x-amz-copy-source"] !== undefined) return "CopyObject";
  return name ?? `${method} ${level}`;
};
