/**
 * The lifecycle rules of buckets (Amazon S3 User Guide, "Managing the lifecycle of objects"). S3 rounds what is due up to
 * the next midnight, UTC: one pass a day does as much.
 */
import { randomUUID } from "node:crypto";
import type { Instant, TimedSource } from "../contracts.ts";
import type { Bucket, LifecycleRule } from "./bucket.ts";
import { type Deleted, deleteCurrent, deleteVersion } from "./delete-version.ts";
import { mayExpire } from "./object-lock.ts";
import type { S3State } from "./state.ts";
import type { Version } from "./versions.ts";
import { removeBlobs } from "./write-object.ts";

const DAY_MS = 86_400_000;

const midnight = (now: Instant): Instant => Math.floor(now / DAY_MS) * DAY_MS;

/** A marker under which no version is left hides nothing. */
const isLoneMarker = ({ versions }: S3State, version: Version): boolean =>
  version.deleteMarker &&
  versions.nextVersion(version.bucket, { key: version.key, seq: version.seq })?.key !== version.key;

const applyRule = (state: S3State, bucket: Bucket, rule: LifecycleRule, now: Instant): readonly Deleted[] => {
  const { versions } = state;
  const cause = { name: "LifecycleExpiration", requestId: randomUUID() } as const;
  const concerned = ({ key }: Version): boolean => key.startsWith(rule.prefix);
  const before = (days: number): Instant => midnight(now) - days * DAY_MS;

  const superseded =
    rule.noncurrentDays === undefined ? [] : versions.supersededSince(bucket.name, before(rule.noncurrentDays));
  const gone = superseded
    .filter((version) => concerned(version) && mayExpire(version, now))
    .map((version) => deleteVersion(state, bucket, version, cause));

  const current = rule.days === undefined ? [] : versions.latestSince(bucket.name, before(rule.days));
  const hidden = current
    .filter((version) => concerned(version) && !version.deleteMarker)
    .map((version) => deleteCurrent(state, bucket, version.key, cause));

  const markers = rule.dropsLoneMarkers ? versions.latestSince(bucket.name, now) : [];
  const dropped = markers
    .filter((version) => concerned(version) && isLoneMarker(state, version))
    .map((version) => deleteVersion(state, bucket, version, cause));

  return [...gone, ...hidden, ...dropped];
};

export const lifecycleOf = (state: S3State): TimedSource => {
  const { buckets, context, database, outbox } = state;
  let lastPass = context.clock.now();
  const hasRules = (): boolean => [...buckets.values()].some(({ lifecycle }) => lifecycle.length > 0);

  return {
    nextDue: () => (hasRules() ? midnight(lastPass) + DAY_MS : undefined),
    fire: async (now) => {
      const deleted = database.transaction(() =>
        [...buckets.values()].flatMap((bucket) =>
          bucket.lifecycle.flatMap((rule) => applyRule(state, bucket, rule, now)),
        ),
      );
      lastPass = now;
      outbox.wake();
      await removeBlobs(
        state,
        deleted.flatMap(({ removedBlobs }) => removedBlobs),
      );
    },
  };
};
