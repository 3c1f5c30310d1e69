/**
 * Keeps what oidc-provider hands out, and makes it live on the runtime's clock.
 *
 * oidc-provider reads `Date.now()` and takes no other clock. So times are kept here as the shared clock tells them, and
 * shifted on the way in and out: when the clock is moved forward by an hour, a code that oidc-provider finds again is an
 * hour older. Its own clock is left alone.
 */
import type { DatabaseSync } from "node:sqlite";
import { type Adapter, errors, type StoredArtifact } from "oidc-provider";
import type { Clock } from "../contracts.ts";

/** Members that hold an instant, in seconds. */
const INSTANTS = ["iat", "exp", "iiat", "loginTs", "authTime"];

const shifted = (payload: StoredArtifact, seconds: number): StoredArtifact => ({
  ...payload,
  ...Object.fromEntries(
    INSTANTS.flatMap((member) => {
      const instant = payload[member];
      return typeof instant === "number" ? [[member, instant + seconds]] : [];
    }),
  ),
});

export interface Artifacts {
  /** The adapter of one kind: `Session`, `AuthorizationCode`… */
  adapter(kind: string): Adapter;
  /** Signs an account out everywhere: its sessions, codes and tokens are gone. */
  forgetAccount(accountId: string): void;
  /** Seconds by which the shared clock is ahead of the one that oidc-provider reads. */
  ahead(): number;
}

export const openArtifacts = (store: DatabaseSync, clock: Clock): Artifacts => {
  const ahead = (): number => Math.round((clock.now() - Date.now()) / 1000);
  const seconds = (): number => Math.floor(clock.now() / 1000);

  const insert = store.prepare(
    `INSERT INTO artifacts (kind, id, payload, expires, account, grant_id, uid) VALUES (?, ?, ?, ?, ?, ?, ?)
     ON CONFLICT (kind, id) DO UPDATE SET payload = excluded.payload, expires = excluded.expires,
       account = excluded.account, grant_id = excluded.grant_id, uid = excluded.uid`,
  );
  const purge = store.prepare("DELETE FROM artifacts WHERE expires < ?");
  const selectById = store.prepare("SELECT payload, consumed FROM artifacts WHERE kind = ? AND id = ?");
  const selectByUid = store.prepare("SELECT payload, consumed FROM artifacts WHERE kind = ? AND uid = ?");
  const consume = store.prepare("UPDATE artifacts SET consumed = ? WHERE kind = ? AND id = ? AND consumed IS NULL");
  const destroy = store.prepare("DELETE FROM artifacts WHERE kind = ? AND id = ?");
  const revoke = store.prepare("DELETE FROM artifacts WHERE kind = ? AND grant_id = ?");
  const forget = store.prepare("DELETE FROM artifacts WHERE account = ?");

  const read = (row: Record<string, unknown> | undefined): StoredArtifact | undefined => {
    if (!row) return undefined;
    const payload: StoredArtifact = JSON.parse(String(row["payload"]));
    return { ...shifted(payload, -ahead()), ...(row["consumed"] === null ? {} : { consumed: row["consumed"] }) };
  };

  const adapter = (kind: string): Adapter => ({
    upsert: async (id, payload, expiresIn) => {
      const { accountId = null, grantId = null, uid = null } = payload;
      const expires = expiresIn === undefined ? null : seconds() + expiresIn;
      purge.run(seconds());
      insert.run(kind, id, JSON.stringify(shifted(payload, ahead())), expires, accountId, grantId, uid);
    },
    find: async (id) => read(selectById.get(kind, id)),
    findByUid: async (uid) => read(selectByUid.get(kind, uid)),
    findByUserCode: async () => undefined,
    consume: async (id) => {
      // Two requests may both have found the code unused: the second to arrive here is the one that loses.
      if (consume.run(seconds(), kind, id).changes === 0) throw new errors.InvalidGrant(`${kind} already consumed`);
    },
    destroy: async (id) => {
      destroy.run(kind, id);
    },
    revokeByGrantId: async (grantId) => {
      revoke.run(kind, grantId);
    },
  });

  return {
    adapter,
    ahead,
    forgetAccount: (accountId) => {
      forget.run(accountId);
    },
  };
};
