/** The kinds of value that fields must have. */
import type { Json } from "../contract.ts";
import { isInteger, isList, isText } from "../json.ts";
import type { Kind } from "./expression.ts";

const isBoolean = (value: Json): value is boolean => typeof value === "boolean";
const isCount = (value: Json): value is number => isInteger(value) && value >= 0;

export const BOOLEAN: Kind<boolean> = { name: "boolean", fits: isBoolean };
export const LIST: Kind<readonly Json[]> = { name: "array", fits: isList };
export const TEXT: Kind<string> = { name: "string", fits: isText };
/** Seconds, counts, percentages: whole and not negative. */
export const COUNT: Kind<number> = { name: "non-negative integer", fits: isCount };
