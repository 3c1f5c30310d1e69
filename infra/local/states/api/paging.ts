/** Pages of lists: their size, and the token that says where the next one begins. */
import { z } from "zod";
import { invalidToken } from "../errors.ts";

/** "The default is 100 and the maximum allowed page size is 1000. A value of 0 uses the default" (API reference). */
const DEFAULT_PAGE = 100;

export const Paging = {
  maxResults: z
    .number()
    .int()
    .min(0)
    .max(1000)
    .default(0)
    .transform((size) => size || DEFAULT_PAGE),
  nextToken: z.string().min(1).max(1024).optional(),
};

/** What a token holds, or undefined without one. Throws `InvalidToken`. */
export const readToken = <Position>(token: string | undefined, schema: z.ZodType<Position>): Position | undefined => {
  if (token === undefined) return undefined;
  try {
    return schema.parse(JSON.parse(Buffer.from(token, "base64url").toString("utf8")));
  } catch {
    throw invalidToken("Invalid token");
  }
};

const writeToken = (position: unknown): string => Buffer.from(JSON.stringify(position)).toString("base64url");

/** The page out of one row more than it may hold, and the token of the next one if there is any. */
export const pageOf = <Row>(
  rows: readonly Row[],
  size: number,
  positionOf: (last: Row) => unknown,
): { readonly rows: readonly Row[]; readonly nextToken?: string } => {
  const shown = rows.slice(0, size);
  const last = shown.at(-1);
  return last !== undefined && rows.length > size
    ? { rows: shown, nextToken: writeToken(positionOf(last)) }
    : { rows: shown };
};
