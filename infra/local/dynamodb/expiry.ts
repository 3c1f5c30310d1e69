/** Deletes items past their time to live. AWS takes up to days; here it is the next whole minute of the clock. */
import type { Clock, Instant, TimedSource } from "../contracts.ts";
import type { Commit } from "./commit.ts";
import type { UserIdentity } from "./records.ts";
import type { Store } from "./store.ts";

/** How AWS signs a deletion that nobody asked for, so that stream readers can tell it from a request. */
const TIME_TO_LIVE: UserIdentity = { type: "Service", principalId: "dynamodb.amazonaws.com" };
const BATCH = 100;

export const createExpiry = (store: Store, commit: Commit, clock: Clock): TimedSource => ({
  nextDue: () => {
    const expires = store.nextExpiry(Math.floor(clock.now() / 1000));
    return expires === undefined ? undefined : (Math.floor(expires / 60) + 1) * 60_000;
  },
  fire: async (now: Instant) => {
    const seconds = Math.floor(now / 1000);
    for (let batch = store.expired(seconds, BATCH); batch.length > 0; batch = store.expired(seconds, BATCH)) {
      const changes = batch.map(({ tableName, key, item }) => ({
        table: store.table(tableName),
        key,
        old: item,
        next: undefined,
      }));
      commit(changes, { userIdentity: TIME_TO_LIVE });
    }
  },
});
