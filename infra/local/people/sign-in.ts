/** Judges an e-mail address and a password, slowing down whoever guesses. */
import type { DatabaseSync } from "node:sqlite";
import type { Clock, Instant } from "../contracts.ts";
import { verifyPassword } from "./passwords.ts";
import type { Users } from "./users.ts";

export type SignIn =
  | { readonly outcome: "accepted"; readonly sub: string }
  /** Whatever the cause: unknown, disabled, or another password. */
  | { readonly outcome: "refused" }
  | { readonly outcome: "locked"; readonly seconds: number };

const FREE_FAILURES = 5;
const LONGEST_LOCK_SECONDS = 15 * 60;
const FORGET_AFTER_MS = 15 * 60 * 1000;

/**
 * "For a cumulative number of failed sign-in attempts n, Amazon Cognito locks out your user for 2^(n-5) seconds", up to
 * about 15 minutes; 15 minutes without an attempt clear the count (Cognito developer guide, "Lockout behavior for failed
 * sign-in attempts").
 */
const lockSeconds = (failures: number): number =>
  failures < FREE_FAILURES ? 0 : Math.min(2 ** (failures - FREE_FAILURES), LONGEST_LOCK_SECONDS);

interface Attempts {
  readonly failures: number;
  readonly last: Instant;
}

const NO_ATTEMPTS: Attempts = { failures: 0, last: 0 };

export const openSignIn = (store: DatabaseSync, clock: Clock) => {
  const select = store.prepare("SELECT failures, last FROM attempts WHERE email = ?");
  const upsert = store.prepare(
    `INSERT INTO attempts (email, failures, last) VALUES (?, ?, ?)
     ON CONFLICT (email) DO UPDATE SET failures = excluded.failures, last = excluded.last`,
  );
  const clear = store.prepare("DELETE FROM attempts WHERE email = ?");

  const attemptsOf = (email: string): Attempts => {
    const row = select.get(email);
    const attempts = row ? { failures: Number(row["failures"]), last: Number(row["last"]) } : NO_ATTEMPTS;
    return clock.now() - attempts.last >= FORGET_AFTER_MS ? NO_ATTEMPTS : attempts;
  };

  const lockLeft = ({ failures, last }: Attempts): number =>
    Math.ceil((last + lockSeconds(failures) * 1000 - clock.now()) / 1000);

  /** Counts by address, known or not: a lock must not tell which addresses have an account. */
  return async (users: Users, email: string, password: string): Promise<SignIn> => {
    const attempts = attemptsOf(email);
    const left = lockLeft(attempts);
    if (attempts.failures >= FREE_FAILURES && left > 0) return { outcome: "locked", seconds: left };

    // Counted before the hash is computed, so that guesses sent side by side are all counted.
    const counted = { failures: attempts.failures + 1, last: clock.now() };
    upsert.run(email, counted.failures, counted.last);
    const user = users.find(email);
    const right = await verifyPassword(password, user?.password);
    if (user?.enabled && user.password !== undefined && right) {
      clear.run(email);
      return { outcome: "accepted", sub: user.sub };
    }
    const seconds = lockSeconds(counted.failures);
    return seconds > 0 ? { outcome: "locked", seconds } : { outcome: "refused" };
  };
};

export type SignInWithPassword = ReturnType<typeof openSignIn>;
