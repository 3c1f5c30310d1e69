/** What is said of a route. */
import type { z } from "zod";
import type { Action } from "#domain/droits/rights.ts";
import type { RefusalCode } from "#domain/erreurs/catalogue.ts";
import type { RequestSchemas } from "#edge/http.ts";

/** One Lambda function per capability. */
export type Capability =
  | "depots"
  | "factures"
  | "travaux"
  | "exploitation"
  | "verifications"
  | "jetons"
  | "documentation";

/**
 * Who may call: `PUBLIC` needs no token; `AUTHENTIFIE` needs one, and the use case then asks the directory for rights;
 * `EXPLOITANT` needs that of a person who operates the platform, and each call is put on record.
 */
export type Access = "PUBLIC" | "AUTHENTIFIE" | "EXPLOITANT";

/**
 * What a caller without a right to this very thing gets: `403` where the thing is an action of one's own, `404` where
 * it is somebody's, so that its existence does not show. A route without it serves whoever has a token.
 */
export type Stranger = 403 | 404;

export interface Route {
  readonly operationId: string;
  readonly method: "GET" | "POST";
  /** API Gateway path, e.g. `/v1/depots/{id}`. */
  readonly path: string;
  readonly capability: Capability;
  readonly access: Access;
  /** Rights, any of which opens the route; the use case checks them on the structure concerned. */
  readonly rights: readonly Action[];
  readonly stranger?: Stranger;
  /** French, for OpenAPI. */
  readonly resume: string;
  readonly request: RequestSchemas & {
    /** The body is JSON unless said otherwise. */
    readonly form?: true;
  };
  /** Answers by status. */
  readonly responses: Readonly<Record<number, { readonly description: string; readonly schema: z.ZodType }>>;
  readonly refusals: readonly RefusalCode[];
}

export const TOKEN_REFUSALS = ["JETON_ABSENT", "JETON_INVALIDE", "JETON_EXPIRE"] as const;
