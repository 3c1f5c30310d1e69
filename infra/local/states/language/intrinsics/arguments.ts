/** What intrinsic functions ask of their arguments. */
import type { Json } from "../contract.ts";
import { isList, isNumber, isRecord, isText } from "../json.ts";

/** The function cannot be applied to these arguments; the message says why. */
export class UnfitArgument extends Error {}

const reader =
  <Kind extends Json>(what: string, fits: (value: Json | undefined) => value is Kind) =>
  (value: Json | undefined): Kind => {
    if (!fits(value)) throw new UnfitArgument(`${what} was expected, not ${JSON.stringify(value) ?? "nothing"}`);
    return value;
  };

export const list = reader("an array", isList);
export const record = reader("an object", isRecord);
export const text = reader("a string", isText);
const number = reader("a number", isNumber);

/** AWS: "If you specify a non-integer value […], it's rounded off to the nearest integer." */
export const integer = (value: Json | undefined): number => Math.round(number(value));

/** Integers of 32 bits, as AWS limits those of its mathematical functions. */
export const int32 = (value: Json | undefined): number => {
  const whole = integer(value);
  if (whole !== (whole | 0)) throw new UnfitArgument(`${whole} is not between -2147483648 and 2147483647`);
  return whole;
};

const LONGEST_TEXT = 10_000;

/** AWS: the functions that encode and hash "support strings up to 10,000 characters". */
export const shortText = (value: Json | undefined): string => {
  const whole = text(value);
  if (whole.length > LONGEST_TEXT)
    throw new UnfitArgument(`a string of at most ${LONGEST_TEXT} characters was expected`);
  return whole;
};
