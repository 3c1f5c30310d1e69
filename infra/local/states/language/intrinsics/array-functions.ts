/** Intrinsic functions of arrays (AWS: "Intrinsics for arrays"). */
import type { Json } from "../contract.ts";
import { same } from "../json.ts";
import { integer, list, UnfitArgument } from "./arguments.ts";
import type { Intrinsics } from "./intrinsic.ts";

/** AWS: "The newly generated array can't contain more than 1000 items." */
const MOST_ITEMS = 1_000;

const partition = (items: readonly Json[], size: number): readonly Json[] => {
  if (size < 1) throw new UnfitArgument(`a positive size was expected, not ${size}`);
  return Array.from({ length: Math.ceil(items.length / size) }, (_, index) =>
    items.slice(index * size, (index + 1) * size),
  );
};

const range = (first: number, last: number, step: number): readonly number[] => {
  if (step === 0) throw new UnfitArgument("the step cannot be 0");
  const length = Math.max(0, Math.floor((last - first) / step) + 1);
  if (length > MOST_ITEMS) throw new UnfitArgument(`the range would have ${length} items, more than ${MOST_ITEMS}`);
  return Array.from({ length }, (_, index) => first + index * step);
};

const itemAt = (items: readonly Json[], index: number): Json => {
  const item = index < 0 ? undefined : items[index];
  if (item === undefined) throw new UnfitArgument(`there is no item ${index} in an array of ${items.length}`);
  return item;
};

const unique = (items: readonly Json[]): readonly Json[] =>
  items.filter((item, index) => items.findIndex((other) => same(item, other)) === index);

export const arrayFunctions: Intrinsics = {
  "States.Array": { arity: [0, Number.POSITIVE_INFINITY], apply: (args) => args },
  "States.ArrayPartition": { arity: [2, 2], apply: ([items, size]) => partition(list(items), integer(size)) },
  "States.ArrayContains": {
    arity: [2, 2],
    apply: ([items, wanted]) => list(items).some((item) => same(item, wanted)),
  },
  "States.ArrayRange": {
    arity: [3, 3],
    apply: ([first, last, step]) => range(integer(first), integer(last), integer(step)),
  },
  "States.ArrayGetItem": { arity: [2, 2], apply: ([items, index]) => itemAt(list(items), integer(index)) },
  "States.ArrayLength": { arity: [1, 1], apply: ([items]) => list(items).length },
  "States.ArrayUnique": { arity: [1, 1], apply: ([items]) => unique(list(items)) },
};
