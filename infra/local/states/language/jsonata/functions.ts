/**
 * The functions of JSONata that Step Functions adds, and what it takes away.
 *
 * AWS Step Functions developer guide, "JSONata functions provided by Step Functions".
 */
import { randomUUID } from "node:crypto";
import jsonata from "jsonata";
import type { Json } from "../contract.ts";
import { seeded } from "../intrinsics/seeded-random.ts";
import { hash, parseJson } from "../intrinsics/text-functions.ts";
import { isList, isNumber, isText } from "../json.ts";

type Argument = Json | undefined;

/** AWS rounds what is no integer towards zero, as has been measured there. */
const whole = (value: Json, name: string): number => {
  if (!isNumber(value)) throw new Error(`${name} takes a number, not ${JSON.stringify(value)}`);
  return Math.trunc(value);
};

const partition = (items: Argument, size: Argument): Json | undefined => {
  if (items === undefined || size === undefined) return undefined;
  const list = isList(items) ? items : [items];
  const length = whole(size, "$partition");
  if (length < 1) throw new Error(`$partition takes a positive size, not ${length}`);
  return Array.from({ length: Math.ceil(list.length / length) }, (_, index) =>
    list.slice(index * length, (index + 1) * length),
  );
};

/** Above it, AWS gives the expression up for the memory that it takes. */
const LONGEST_RANGE = 360_145;

const range = (first: Argument, last: Argument, step: Argument): Json | undefined => {
  if (first === undefined || last === undefined || step === undefined) return undefined;
  const [from, to, by] = [whole(first, "$range"), whole(last, "$range"), whole(step, "$range")];
  if (by === 0) throw new Error("$range takes a step other than 0");
  const length = Math.max(0, Math.floor((to - from) / by) + 1);
  if (length > LONGEST_RANGE) {
    throw new Error("Expression evaluation memory limit exceeded: Check for excessive memory usage");
  }
  return Array.from({ length }, (_, index) => from + index * by);
};

const hashOf = (data: Argument, algorithm: Argument): string | undefined => {
  if (data === undefined || algorithm === undefined) return undefined;
  if (!isText(data) || !isText(algorithm)) throw new Error("$hash takes a string and the name of an algorithm");
  return hash(data, algorithm);
};

const random = (seed: Argument): number => (seed === undefined ? Math.random() : seeded(whole(seed, "$random")));

const parse = (source: Argument): Json | undefined => {
  if (source === undefined) return undefined;
  if (!isText(source)) throw new Error(`$parse takes a string, not ${JSON.stringify(source)}`);
  return parseJson(source);
};

const formatInstant = jsonata("$fromMillis($instant, $picture, $zone)");

/** The two functions that tell the time, which is the runtime's and not the machine's. */
const clockFunctions = (instant: number) => ({
  millis: () => instant,
  now: (picture: Argument, zone: Argument) => formatInstant.evaluate(undefined, { instant, picture, zone }),
});

const added = {
  partition,
  range,
  hash: hashOf,
  random,
  uuid: () => randomUUID(),
  parse,
  // Taken away: "`$eval` is not supported; use `$parse`". What is bound to nothing cannot be called.
  eval: undefined,
};

/** What expressions find by name beside their own variables. @param instant Milliseconds since the epoch. */
export const functionsAt = (instant: number) => ({ ...added, ...clockFunctions(instant) });
