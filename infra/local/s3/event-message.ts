/** The messages of S3 event notifications (Amazon S3 User Guide, "Event message structure", version 2.1). */
import type { LocalContext } from "../contracts.ts";
import { type Bucket, bucketArn, type QueueNotification } from "./bucket.ts";
import type { Version } from "./versions.ts";

export type EventName =
  | "ObjectCreated:Put"
  | "ObjectCreated:Post"
  | "ObjectRemoved:Delete"
  | "ObjectRemoved:DeleteMarkerCreated"
  | "LifecycleExpiration:Delete"
  | "LifecycleExpiration:DeleteMarkerCreated";

export interface ObjectEvent {
  readonly name: EventName;
  readonly version: Version;
  readonly sequence: number;
  readonly requestId: string;
}

/** What stands for AWS's own identifiers: there is one owner and no second request identifier here. */
const OWNER = { principalId: "PLAINCHANTLOCAL" };
const HOST_ID = "plainchant-local";

/** As the URL encoding of forms: a space is `+`; the slashes stay. */
const encodeKey = (key: string): string =>
  encodeURIComponent(key)
    .replace(/%20/g, "+")
    .replace(/%2F/g, "/")
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

const objectOf = ({ name, version, sequence }: ObjectEvent, bucket: Bucket): object => ({
  key: encodeKey(version.key),
  ...(name.startsWith("ObjectCreated:") ? { size: version.size, eTag: version.etag } : {}),
  ...(bucket.versioning === "Off" ? {} : { versionId: version.versionId }),
  sequencer: sequence.toString(16).toUpperCase().padStart(18, "0"),
});

export const eventMessage = (
  { clock, region }: LocalContext,
  bucket: Bucket,
  notification: QueueNotification,
  event: ObjectEvent,
): string =>
  JSON.stringify({
    Records: [
      {
        eventVersion: "2.1",
        eventSource: "aws:s3",
        awsRegion: region,
        eventTime: new Date(clock.now()).toISOString(),
        eventName: event.name,
        userIdentity: OWNER,
        requestParameters: { sourceIPAddress: "127.0.0.1" },
        responseElements: { "x-amz-request-id": event.requestId, "x-amz-id-2": HOST_ID },
        s3: {
          s3SchemaVersion: "1.0",
          configurationId: notification.id,
          bucket: { name: bucket.name, ownerIdentity: OWNER, arn: bucketArn(bucket.name) },
          object: objectOf(event, bucket),
        },
      },
    ],
  });

/** What S3 sends once, when a bucket is told to notify a queue. */
export const testMessage = ({ clock }: LocalContext, bucket: string, requestId: string): string =>
  JSON.stringify({
    Service: "Amazon S3",
    Event: "s3:TestEvent",
    Time: new Date(clock.now()).toISOString(),
    Bucket: bucket,
    RequestId: requestId,
    HostId: HOST_ID,
  });

const matchesEvent = (pattern: string, name: EventName): boolean =>
  pattern.endsWith("*") ? `s3:${name}`.startsWith(pattern.slice(0, -1)) : pattern === `s3:${name}`;

export const concerns = ({ events, prefix, suffix }: QueueNotification, { name, version }: ObjectEvent): boolean =>
  events.some((pattern) => matchesEvent(pattern, name)) &&
  version.key.startsWith(prefix) &&
  version.key.endsWith(suffix);
