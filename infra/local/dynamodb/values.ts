/** DynamoDB's typed values as they travel in JSON, and their sizes as DynamoDB counts them. */
import dynalite from "dynalite/db/index.js";

interface Contents {
  readonly S: string;
  readonly N: string;
  /** Base64. */
  readonly B: string;
  readonly BOOL: boolean;
  readonly NULL: boolean;
  readonly SS: readonly string[];
  readonly NS: readonly string[];
  readonly BS: readonly string[];
  readonly L: readonly AttributeValue[];
  readonly M: Item;
}

/** Exactly one member is present. */
type AttributeValue = { readonly [T in keyof Contents]?: Contents[T] };
export type Item = Readonly<Record<string, AttributeValue>>;

/** The largest item: 400 KB, names included. */
export const MAX_ITEM_BYTES = 400 * 1024;

const TYPES = ["S", "N", "B", "BOOL", "NULL", "SS", "NS", "BS", "L", "M"] as const satisfies (keyof Contents)[];

const sum = (sizes: readonly number[]): number => sizes.reduce((total, size) => total + size, 0);
const textSize = (text: string): number => Buffer.byteLength(text, "utf8");
const binarySize = (base64: string): number => Buffer.byteLength(base64, "base64");
/** Two digits a byte, aligned on the decimal point: dynalite took the rule from the service itself. */
const numberSize = (number: string): number => dynalite.itemSize({ "": { N: number } });

const SIZES: { readonly [T in keyof Contents]: (content: Contents[T]) => number } = {
  S: textSize,
  N: numberSize,
  B: binarySize,
  BOOL: () => 1,
  NULL: () => 1,
  SS: (texts) => sum(texts.map(textSize)),
  NS: (numbers) => sum(numbers.map(numberSize)),
  BS: (binaries) => sum(binaries.map(binarySize)),
  L: (values) => 3 + sum(values.map((value) => 1 + valueSize(value))),
  M: (item) => 3 + Object.keys(item).length + itemSize(item),
};

const contentSize = <T extends keyof Contents>(type: T, value: AttributeValue): number => {
  const content = value[type];
  return content === undefined ? 0 : SIZES[type](content);
};

const valueSize = (value: AttributeValue): number => sum(TYPES.map((type) => contentSize(type, value)));

/**
 * Bytes of an item: names and strings in UTF-8, which dynalite counts in UTF-16 units.
 * https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/CapacityUnitCalculations.html
 */
export const itemSize = (item: Item): number =>
  sum(Object.entries(item).map(([name, value]) => textSize(name) + valueSize(value)));
