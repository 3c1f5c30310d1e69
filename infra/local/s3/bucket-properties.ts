/** Reads the properties of `AWS::S3::Bucket` (AWS CloudFormation Template Reference). */
import { createHash } from "node:crypto";
import { z } from "zod";
import type { LocalResource, Support } from "../contracts.ts";
import { type Bucket, type LifecycleRule, type QueueNotification, RetentionMode } from "./bucket.ts";

const LOCK = "ObjectLockConfiguration";
const CORS = "CorsConfiguration.CorsRules.*";
const LIFECYCLE = "LifecycleConfiguration.Rules.*";
const QUEUES = "NotificationConfiguration.QueueConfigurations.*";

export const BUCKET_PROPERTIES: Readonly<Record<string, Support>> = {
  BucketName: "honoured",
  "VersioningConfiguration.Status": "honoured",
  ObjectLockEnabled: "honoured",
  [`${LOCK}.ObjectLockEnabled`]: "honoured",
  [`${LOCK}.Rule.DefaultRetention.Mode`]: "honoured",
  [`${LOCK}.Rule.DefaultRetention.Days`]: "honoured",
  [`${LOCK}.Rule.DefaultRetention.Years`]: "honoured",
  [`${CORS}.Id`]: "accepted",
  [`${CORS}.AllowedOrigins`]: "honoured",
  [`${CORS}.AllowedMethods`]: "honoured",
  [`${CORS}.AllowedHeaders`]: "honoured",
  [`${CORS}.ExposedHeaders`]: "honoured",
  [`${CORS}.MaxAge`]: "honoured",
  [`${LIFECYCLE}.Id`]: "accepted",
  [`${LIFECYCLE}.Status`]: "honoured",
  [`${LIFECYCLE}.Prefix`]: "honoured",
  [`${LIFECYCLE}.ExpirationInDays`]: "honoured",
  [`${LIFECYCLE}.ExpiredObjectDeleteMarker`]: "honoured",
  [`${LIFECYCLE}.NoncurrentVersionExpiration.NoncurrentDays`]: "honoured",
  [`${LIFECYCLE}.NoncurrentVersionExpirationInDays`]: "honoured",
  [`${LIFECYCLE}.AbortIncompleteMultipartUpload`]: "accepted",
  [`${LIFECYCLE}.Transitions`]: "accepted",
  [`${LIFECYCLE}.NoncurrentVersionTransitions`]: "accepted",
  "LifecycleConfiguration.TransitionDefaultMinimumObjectSize": "accepted",
  [`${QUEUES}.Event`]: "honoured",
  [`${QUEUES}.Queue`]: "honoured",
  [`${QUEUES}.Filter.S3Key.Rules.*.Name`]: "honoured",
  [`${QUEUES}.Filter.S3Key.Rules.*.Value`]: "honoured",
  AccessControl: "accepted",
  BucketEncryption: "accepted",
  IntelligentTieringConfigurations: "accepted",
  LoggingConfiguration: "accepted",
  MetricsConfigurations: "accepted",
  OwnershipControls: "accepted",
  PublicAccessBlockConfiguration: "accepted",
  Tags: "accepted",
};

const DAYS_PER_YEAR = 365;

const Strings = z.array(z.string()).default([]);
const Days = z.coerce.number().int().positive().optional();

const CorsRules = z.array(
  z.object({
    AllowedOrigins: z.array(z.string()),
    AllowedMethods: z.array(z.string()),
    AllowedHeaders: Strings,
    ExposedHeaders: Strings,
    MaxAge: z.coerce.number().optional(),
  }),
);

const LifecycleRules = z.array(
  z.object({
    Status: z.enum(["Enabled", "Disabled"]),
    Prefix: z.string().default(""),
    ExpirationInDays: Days,
    ExpiredObjectDeleteMarker: z.boolean().default(false),
    NoncurrentVersionExpiration: z.object({ NoncurrentDays: Days }).optional(),
    NoncurrentVersionExpirationInDays: Days,
  }),
);

const KeyRules = z.array(z.object({ Name: z.string(), Value: z.string() }));

const QueueConfigurations = z.array(
  z.object({
    Event: z.string(),
    Queue: z.string(),
    Filter: z.object({ S3Key: z.object({ Rules: KeyRules }) }).optional(),
  }),
);

const Properties = z.object({
  BucketName: z.string().optional(),
  VersioningConfiguration: z.object({ Status: z.enum(["Enabled", "Suspended"]) }).optional(),
  ObjectLockEnabled: z.boolean().default(false),
  ObjectLockConfiguration: z
    .object({
      Rule: z
        .object({
          DefaultRetention: z.object({ Mode: RetentionMode, Days, Years: Days }),
        })
        .optional(),
    })
    .optional(),
  CorsConfiguration: z.object({ CorsRules }).default({ CorsRules: [] }),
  LifecycleConfiguration: z.object({ Rules: LifecycleRules }).default({ Rules: [] }),
  NotificationConfiguration: z
    .object({ QueueConfigurations: QueueConfigurations.default([]) })
    .default({ QueueConfigurations: [] }),
});

type Properties = z.infer<typeof Properties>;

const defaultRetention = ({ ObjectLockConfiguration }: Properties): Bucket["defaultRetention"] => {
  const retention = ObjectLockConfiguration?.Rule?.DefaultRetention;
  return retention && { mode: retention.Mode, days: retention.Days ?? (retention.Years ?? 0) * DAYS_PER_YEAR };
};

/** A bucket with Object Lock keeps versions, whether its template says so or not. */
const versioning = ({ ObjectLockEnabled, VersioningConfiguration }: Properties): Bucket["versioning"] =>
  ObjectLockEnabled ? "Enabled" : (VersioningConfiguration?.Status ?? "Off");

const corsRules = ({ CorsConfiguration }: Properties): Bucket["cors"] =>
  CorsConfiguration.CorsRules.map((rule) => ({
    origins: rule.AllowedOrigins,
    methods: rule.AllowedMethods,
    headers: rule.AllowedHeaders,
    exposed: rule.ExposedHeaders,
    maxAgeSeconds: rule.MaxAge,
  }));

const lifecycleRules = ({ LifecycleConfiguration }: Properties): readonly LifecycleRule[] =>
  LifecycleConfiguration.Rules.filter((rule) => rule.Status === "Enabled").map((rule) => ({
    prefix: rule.Prefix,
    days: rule.ExpirationInDays,
    noncurrentDays: rule.NoncurrentVersionExpiration?.NoncurrentDays ?? rule.NoncurrentVersionExpirationInDays,
    // An expiration in days also removes the markers that it leaves behind, as S3 does.
    dropsLoneMarkers: rule.ExpiredObjectDeleteMarker || rule.ExpirationInDays !== undefined,
  }));

const keyFilter = (rules: z.infer<typeof KeyRules>): Pick<QueueNotification, "prefix" | "suffix"> => {
  const value = (name: string): string => rules.find((rule) => rule.Name.toLowerCase() === name)?.Value ?? "";
  return { prefix: value("prefix"), suffix: value("suffix") };
};

/** S3 makes up a name for a configuration; ours depends on what it says, so that it is the same at each start. */
const notificationId = (configuration: object): string =>
  createHash("sha256").update(JSON.stringify(configuration)).digest("hex").slice(0, 32);

const queueNotifications = ({ NotificationConfiguration }: Properties): readonly QueueNotification[] =>
  NotificationConfiguration.QueueConfigurations.map((configuration) => ({
    id: notificationId(configuration),
    events: [configuration.Event],
    queueArn: configuration.Queue,
    ...keyFilter(configuration.Filter?.S3Key.Rules ?? []),
  }));

/** Throws `ZodError` when a property has a form that CloudFormation would refuse. */
export const bucketOf = (resource: LocalResource): Bucket => {
  const properties = Properties.parse(resource.properties);
  return {
    name: properties.BucketName ?? resource.defaultName.toLowerCase(),
    versioning: versioning(properties),
    locked: properties.ObjectLockEnabled,
    defaultRetention: defaultRetention(properties),
    cors: corsRules(properties),
    lifecycle: lifecycleRules(properties),
    notifications: queueNotifications(properties),
  };
};
