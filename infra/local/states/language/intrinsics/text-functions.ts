/** Intrinsic functions of texts, encodings and JSON. */
import { createHash, randomUUID } from "node:crypto";
import type { Json } from "../contract.ts";
import { record, shortText, text, UnfitArgument } from "./arguments.ts";
import type { Intrinsics } from "./intrinsic.ts";

/** AWS's names of the algorithms, and those of Node. */
const ALGORITHMS: ReadonlyMap<string, string> = new Map([
  ["MD5", "md5"],
  ["SHA-1", "sha1"],
  ["SHA-256", "sha256"],
  ["SHA-384", "sha384"],
  ["SHA-512", "sha512"],
]);

/**
 * The hexadecimal hash of a text in UTF-8.
 *
 * @throws {UnfitArgument} Naming the algorithms, when this is none of them.
 */
export const hash = (data: string, algorithm: string): string => {
  const name = ALGORITHMS.get(algorithm);
  if (name === undefined) {
    throw new UnfitArgument(`the algorithm ${algorithm} is none of ${[...ALGORITHMS.keys()].join(", ")}`);
  }
  return createHash(name).update(data).digest("hex");
};

/** @throws {UnfitArgument} */
export const parseJson = (source: string): Json => {
  try {
    return JSON.parse(source);
  } catch {
    throw new UnfitArgument(`this is no JSON: ${source}`);
  }
};

/** Each character of the second text splits the first; the pieces that are empty are left out, as recorded from AWS. */
const split = (whole: string, delimiters: string): readonly string[] => {
  const pieces = [""];
  for (const sign of whole) {
    if (delimiters.includes(sign)) pieces.push("");
    else pieces.push(`${pieces.pop() ?? ""}${sign}`);
  }
  return pieces.filter((piece) => piece !== "");
};

const merge = (one: Json | undefined, other: Json | undefined, deep: Json | undefined): Json => {
  // AWS: "Currently, Step Functions only supports the shallow merging mode; therefore, you must specify it as false."
  if (deep !== false) throw new UnfitArgument("only the shallow mode is supported: the third argument must be false");
  return { ...record(one), ...record(other) };
};

export const textFunctions: Intrinsics = {
  "States.StringToJson": { arity: [1, 1], apply: ([source]) => parseJson(text(source)) },
  "States.JsonToString": { arity: [1, 1], apply: ([value]) => JSON.stringify(value) },
  "States.JsonMerge": { arity: [3, 3], apply: ([one, other, deep]) => merge(one, other, deep) },
  "States.StringSplit": { arity: [2, 2], apply: ([whole, delimiters]) => split(text(whole), text(delimiters)) },
  "States.Base64Encode": { arity: [1, 1], apply: ([data]) => Buffer.from(shortText(data)).toString("base64") },
  "States.Base64Decode": { arity: [1, 1], apply: ([data]) => Buffer.from(shortText(data), "base64").toString() },
  "States.Hash": { arity: [2, 2], apply: ([data, algorithm]) => hash(shortText(data), text(algorithm)) },
  "States.UUID": { arity: [0, 0], apply: () => randomUUID() },
};
