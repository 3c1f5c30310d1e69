/** A bucket as the template describes it, in the emulator's own terms. */
import { z } from "zod";

export const RetentionMode = z.enum(["GOVERNANCE", "COMPLIANCE"]);
export type RetentionMode = z.infer<typeof RetentionMode>;

export interface CorsRule {
  readonly origins: readonly string[];
  readonly methods: readonly string[];
  readonly headers: readonly string[];
  readonly exposed: readonly string[];
  readonly maxAgeSeconds: number | undefined;
}

export interface LifecycleRule {
  readonly prefix: string;
  /** Days after which the current version expires. */
  readonly days: number | undefined;
  /** Days after which a version that another one superseded is deleted. */
  readonly noncurrentDays: number | undefined;
  /** Whether a delete marker that hides nothing any more is removed. */
  readonly dropsLoneMarkers: boolean;
}

export interface QueueNotification {
  readonly id: string;
  /** `s3:ObjectCreated:*`, `s3:ObjectCreated:Post`… */
  readonly events: readonly string[];
  readonly queueArn: string;
  readonly prefix: string;
  readonly suffix: string;
}

export interface Bucket {
  readonly name: string;
  readonly versioning: "Enabled" | "Suspended" | "Off";
  readonly locked: boolean;
  readonly defaultRetention: { readonly mode: RetentionMode; readonly days: number } | undefined;
  readonly cors: readonly CorsRule[];
  readonly lifecycle: readonly LifecycleRule[];
  readonly notifications: readonly QueueNotification[];
}

export const bucketArn = (name: string): string => `arn:aws:s3:::${name}`;
