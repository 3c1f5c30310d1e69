/** Tokens of transactions: a repeat within ten minutes is told what it was told, and nothing is written again. */
import { createHash } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import type { Clock } from "../contracts.ts";
import { AwsError } from "../json-protocol.ts";
import type { Consumption } from "./capacity.ts";
import { textOf } from "./database.ts";

const VALIDITY_MS = 10 * 60 * 1000;

/** A transaction as its token knows it. */
export interface TokenedRequest {
  readonly token: string;
  readonly digest: string;
}

/** The token and a digest of the actions that it stands for; undefined when the caller gave no token. */
export const tokenedRequest = (token: unknown, actions: readonly unknown[]): TokenedRequest | undefined => {
  if (typeof token !== "string") return undefined;
  return { token, digest: createHash("sha256").update(JSON.stringify(actions)).digest("base64") };
};

export const createTokens = (database: DatabaseSync, clock: Clock) => {
  const read = database.prepare("SELECT digest, reads FROM tokens WHERE token = ? AND at > ?");
  const write = database.prepare("INSERT OR REPLACE INTO tokens (token, at, digest, reads) VALUES (?, ?, ?, ?)");
  const trim = database.prepare("DELETE FROM tokens WHERE at <= ?");

  return {
    /** What a repeat consumes, reads of the items written; undefined when the request is no repeat. */
    repeated: ({ token, digest }: TokenedRequest): readonly Consumption[] | undefined => {
      const row = read.get(token, clock.now() - VALIDITY_MS);
      if (!row) return undefined;
      if (textOf(row, "digest") === digest) return JSON.parse(textOf(row, "reads"));
      throw new AwsError(
        "IdempotentParameterMismatchException",
        "Request contains a token that was used before with other parameters",
      );
    },
    /** Only within `atomically`. */
    remember: ({ token, digest }: TokenedRequest, reads: readonly Consumption[]): void => {
      trim.run(clock.now() - VALIDITY_MS);
      write.run(token, clock.now(), digest, JSON.stringify(reads));
    },
  };
};

export type Tokens = ReturnType<typeof createTokens>;
