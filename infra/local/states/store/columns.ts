/** How columns become values: `null` is what a row says of something that it does not have. */
import { z } from "zod";
import type { Json } from "../language/contract.ts";

export const optional = <Schema extends z.ZodType>(schema: Schema) =>
  schema.nullable().transform((value) => value ?? undefined);

export const optionalText = optional(z.string());
export const optionalNumber = optional(z.number());
export const flag = z.number().transform((value) => value === 1);

const read = (text: string): Json => JSON.parse(text);

/** JSON that this store wrote itself. */
export const json = z.string().transform(read);
export const optionalJson = z
  .string()
  .nullable()
  .transform((text) => (text === null ? undefined : read(text)));
export const jsonRecord = z.string().transform((text): Readonly<Record<string, Json>> => JSON.parse(text));

export const nullable = <Value extends string | number>(value: Value | undefined): Value | null => value ?? null;

export const jsonOrNull = (value: Json | undefined): string | null =>
  value === undefined ? null : JSON.stringify(value);
