/** The one path by which items change: items, index entries and stream records together, or nothing. */
import type { DatabaseSync } from "node:sqlite";
import { isDeepStrictEqual } from "node:util";
import { atomically } from "../sqlite.ts";
import { type Consumption, writeUnits } from "./capacity.ts";
import type { Change } from "./evaluation.ts";
import { type IndexChange, indexChanges, indexUnits } from "./indexes.ts";
import type { Records, UserIdentity } from "./records.ts";
import type { Store } from "./store.ts";

/** What writing `change` consumes; `factor` multiplies the units of the table and not those of its indexes. */
export const consumptionOf = ({ table: { description }, old, next }: Change, factor = 1): Consumption => ({
  tableName: description.TableName,
  table: writeUnits(old, next) * factor,
  indexes: Object.fromEntries(
    indexChanges(description, old, next)
      .map((change) => [change.index.IndexName, indexUnits(change)] as const)
      .filter(([, units]) => units > 0),
  ),
});

export interface CommitOptions {
  /** Written in the same transaction as the changes. */
  readonly alongside?: () => void;
  readonly userIdentity?: UserIdentity;
}

export const createCommit = (database: DatabaseSync, store: Store, records: Records) => {
  const moveEntries = (tableName: string, row: number | undefined, moves: readonly IndexChange[]): void => {
    for (const { index, from, to } of moves) {
      if (from === to) continue;
      if (from !== undefined) store.removeEntry(tableName, index.IndexName, from);
      if (to !== undefined && row !== undefined) store.putEntry(tableName, index.IndexName, to, row);
    }
  };

  const write = ({ table, key, old, next }: Change): void => {
    const { description } = table;
    const row = next && store.put(table, key, next);
    if (!next) store.remove(description.TableName, key);
    moveEntries(description.TableName, row, indexChanges(description, old, next));
  };

  /** Makes the changes, which must have been evaluated since the last commit. Writing what is there leaves no record. */
  return (changes: readonly Change[], { alongside, userIdentity }: CommitOptions = {}): void => {
    const real = changes.filter(({ old, next }) => !isDeepStrictEqual(old, next));
    atomically(database, () => {
      for (const change of real) {
        write(change);
        const { table, old, next } = change;
        records.add({ description: table.description, old, next, ...(userIdentity && { userIdentity }) });
      }
      alongside?.();
    });
    for (const { table } of real) records.announce(table.description.LatestStreamArn ?? "");
  };
};

export type Commit = ReturnType<typeof createCommit>;
