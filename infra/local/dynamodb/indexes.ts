/** Global secondary indexes: what they show of an item, where, and what a change of the item costs them. */
import { isDeepStrictEqual } from "node:util";
import dynalite from "dynalite/db/index.js";
import { writeUnits } from "./capacity.ts";
import { type Index, indexesOf, keyNames, picked, type TableDescription, validationError } from "./tables.ts";
import type { Item } from "./values.ts";

/** Names of the attributes that the index holds; undefined for all of them. */
export const projectedNames = (table: TableDescription, index: Index): readonly string[] | undefined =>
  index.Projection.ProjectionType === "ALL"
    ? undefined
    : [...keyNames(index.KeySchema), ...keyNames(table.KeySchema), ...(index.Projection.NonKeyAttributes ?? [])];

/** The item as the index shows it; undefined when it lacks a key of the index, which is then sparse. */
export const indexView = (table: TableDescription, index: Index, item: Item | undefined): Item | undefined => {
  if (!item || !keyNames(index.KeySchema).every((name) => item[name])) return undefined;
  const names = projectedNames(table, index);
  return names ? picked(names, item) : item;
};

/**
 * The key of the item's entry. It ends with the whole key of the table: dynalite's own ends with 24 bits of a digest,
 * and among some thousand items under one key of an index two would meet and one be lost.
 */
export const entryKey = (table: TableDescription, index: Index, item: Item): string =>
  dynalite.createKey(item, table, index.KeySchema) + dynalite.createKey(item, table);

/** What a change of an item does to one index: the entry moves, appears, goes, or shows something else. */
export interface IndexChange {
  readonly index: Index;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
  readonly from: string | undefined;
  readonly to: string | undefined;
}

const indexChange = (
  table: TableDescription,
  index: Index,
  old: Item | undefined,
  next: Item | undefined,
): IndexChange => {
  const before = indexView(table, index, old);
  const after = indexView(table, index, next);
  const from = before && entryKey(table, index, before);
  const to = after && entryKey(table, index, after);
  return { index, before, after, from, to };
};

/** Write units of the change: an entry that moves is one deletion and one insertion, one that stays alike is none. */
export const indexUnits = ({ before, after, from, to }: IndexChange): number => {
  if (from === to) return isDeepStrictEqual(before, after) ? 0 : writeUnits(before, after);
  return (before ? writeUnits(before, undefined) : 0) + (after ? writeUnits(undefined, after) : 0);
};

/** What happens to each index when `old` becomes `next`. */
export const indexChanges = (
  table: TableDescription,
  old: Item | undefined,
  next: Item | undefined,
): readonly IndexChange[] => indexesOf(table).map((index) => indexChange(table, index, old, next));

/** Refuses an empty string or binary as a key of an index, which dynalite lets through. */
export const checkIndexKeys = (table: TableDescription, item: Item): void => {
  for (const index of indexesOf(table)) {
    for (const name of keyNames(index.KeySchema)) {
      const value = item[name];
      if (value?.S !== "" && value?.B !== "") continue;
      throw validationError(
        `One or more parameter values are not valid. A value specified for a secondary index key is not supported. ` +
          `The AttributeValue for a key attribute cannot contain an empty ${value.S === "" ? "string" : "binary"} value. ` +
          `IndexName: ${index.IndexName}, IndexKey: ${name}`,
      );
    }
  }
};
