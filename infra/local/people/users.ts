/** The users of a pool. In a pool whose user name is the e-mail address, Cognito's own name for a user is its `sub`. */
import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock, Instant } from "../contracts.ts";

export type Attributes = Readonly<Record<string, string>>;

export interface User {
  readonly sub: string;
  readonly email: string;
  /** `email`, `email_verified`, `given_name`… without `sub`. */
  readonly attributes: Attributes;
  readonly password: string | undefined;
  readonly enabled: boolean;
  readonly created: Instant;
  readonly modified: Instant;
}

export interface UserFilter {
  readonly attribute: "email" | "sub";
  readonly match: "=" | "^=";
  readonly value: string;
}

export interface Users {
  /** Answers undefined when the pool has a user of that address. */
  create(email: string, attributes: Attributes): User | undefined;
  /** By `sub` or by e-mail address, in whatever case. */
  find(name: string): User | undefined;
  /** At most `limit` users after the `sub` given, ordered by it. */
  list(filter: UserFilter | undefined, after: string, limit: number): readonly User[];
  setPassword(sub: string, hash: string): void;
  setEnabled(sub: string, enabled: boolean): void;
  remove(sub: string): void;
}

const userOf = (row: Record<string, unknown>): User => ({
  sub: String(row["sub"]),
  email: String(row["email"]),
  attributes: JSON.parse(String(row["attributes"])),
  password: typeof row["password"] === "string" ? row["password"] : undefined,
  enabled: row["enabled"] === 1,
  created: Number(row["created"]),
  modified: Number(row["modified"]),
});

const MATCHES: Readonly<Record<UserFilter["match"], (stored: string, wanted: string) => boolean>> = {
  "=": (stored, wanted) => stored === wanted,
  "^=": (stored, wanted) => stored.startsWith(wanted),
};

const meets = (user: User, { attribute, match, value }: UserFilter): boolean =>
  MATCHES[match](user[attribute].toLowerCase(), value.toLowerCase());

export const openUsers = (store: DatabaseSync, pool: string, clock: Clock): Users => {
  const insert = store.prepare(
    `INSERT INTO users (pool, sub, email, attributes, enabled, created, modified) VALUES (?, ?, ?, ?, 1, ?, ?)
     ON CONFLICT DO NOTHING`,
  );
  const select = store.prepare("SELECT * FROM users WHERE pool = ? AND (sub = ? OR email = ?)");
  const selectAfter = store.prepare("SELECT * FROM users WHERE pool = ? AND sub > ? ORDER BY sub");
  const updatePassword = store.prepare("UPDATE users SET password = ?, modified = ? WHERE pool = ? AND sub = ?");
  const updateEnabled = store.prepare("UPDATE users SET enabled = ?, modified = ? WHERE pool = ? AND sub = ?");
  const remove = store.prepare("DELETE FROM users WHERE pool = ? AND sub = ?");

  const find = (name: string): User | undefined => {
    const row = select.get(pool, name, name);
    return row && userOf(row);
  };

  return {
    find,
    create: (email, attributes) => {
      const now = clock.now();
      const sub = randomUUID();
      const { changes } = insert.run(pool, sub, email, JSON.stringify({ ...attributes, email }), now, now);
      return changes === 0 ? undefined : find(sub);
    },
    list: (filter, after, limit) =>
      selectAfter
        .all(pool, after)
        .map(userOf)
        .filter((user) => !filter || meets(user, filter))
        .slice(0, limit),
    setPassword: (sub, hash) => {
      updatePassword.run(hash, clock.now(), pool, sub);
    },
    setEnabled: (sub, enabled) => {
      updateEnabled.run(Number(enabled), clock.now(), pool, sub);
    },
    remove: (sub) => {
      remove.run(pool, sub);
    },
  };
};
