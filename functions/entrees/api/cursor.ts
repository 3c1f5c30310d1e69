/**
 * Cursors of lists. A cursor says where to go on, never in whose list: the list is chosen anew from the caller's
 * rights at each page, so that a cursor that somebody else made or changed opens nothing.
 */
import * as z from "zod";
import { DomainError } from "#domain/erreurs/domain-error.ts";
import { FILTERED_STATUTS } from "#domain/exploitation/execution.ts";
import type { Position } from "#ports/factures.ts";
import type { Position as ExecutionsPosition } from "#usecases/exploitation/list-executions.ts";

const Month = z.string().regex(/^\d{4}-\d{2}$/);
const Rank = z.string().regex(/^[0-9TZ:.-]{24}#[0-9a-z]{1,64}$/);
const Cursor = z.tuple([Month, Rank.nullable()]);

const encode = (value: unknown): string => Buffer.from(JSON.stringify(value)).toString("base64url");

/** @throws {DomainError} CURSEUR_INVALIDE */
const decode = <Schema extends z.ZodType>(schema: Schema, text: string): z.output<Schema> => {
  try {
    return schema.parse(JSON.parse(Buffer.from(text, "base64url").toString("utf8")));
  } catch (cause) {
    throw new DomainError("CURSEUR_INVALIDE", undefined, { cause });
  }
};

export const encodeCursor = ({ month, rank }: Position): string => encode([month, rank ?? null]);

/** @throws {DomainError} CURSEUR_INVALIDE */
export const decodeCursor = (text: string): Position => {
  const [month, rank] = decode(Cursor, text);
  return { month, ...(rank !== null && { rank }) };
};

/** Of a list that is not cut into months. */
export const encodeRank = (rank: string): string => encode([rank]);

/** @throws {DomainError} CURSEUR_INVALIDE */
export const decodeRank = (text: string): string => {
  const [rank] = decode(z.tuple([Rank]), text);
  return rank;
};

const ExecutionsCursor = z.tuple([z.string(), z.enum(FILTERED_STATUTS), z.string().nullable()]);

/** Of a list of executions, which is read machine by machine and status by status. */
export const encodePosition = ({ machine, statut, suite }: ExecutionsPosition): string =>
  encode([machine, statut, suite ?? null]);

/** @throws {DomainError} CURSEUR_INVALIDE */
export const decodePosition = (text: string): ExecutionsPosition => {
  const [machine, statut, suite] = decode(ExecutionsCursor, text);
  return { machine, statut, ...(suite !== null && { suite }) };
};
