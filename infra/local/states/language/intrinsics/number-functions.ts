/** Intrinsic functions of numbers (AWS: "Intrinsics for math operations"). */
import type { Json } from "../contract.ts";
import { int32, UnfitArgument } from "./arguments.ts";
import type { Intrinsics } from "./intrinsic.ts";
import { seeded } from "./seeded-random.ts";

const random = (start: number, end: number, seed: Json | undefined): number => {
  if (end <= start) throw new UnfitArgument(`the end, ${end}, must be above the start, ${start}`);
  const chance = seed === undefined ? Math.random() : seeded(int32(seed));
  return start + Math.floor(chance * (end - start));
};

export const numberFunctions: Intrinsics = {
  "States.MathRandom": { arity: [2, 3], apply: ([start, end, seed]) => random(int32(start), int32(end), seed) },
  "States.MathAdd": { arity: [2, 2], apply: ([one, other]) => int32(int32(one) + int32(other)) },
};
