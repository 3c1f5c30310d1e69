/** Tables, their items and their index entries on disk. */
import type { DatabaseSync } from "node:sqlite";
import { atomically } from "../sqlite.ts";
import { numberOf, type Row, textOf } from "./database.ts";
import type { KeyRange } from "./dynalite-contract.ts";
import { entryKey, indexView } from "./indexes.ts";
import { type Index, streamNotFound, type Table, type TableDescription, tableNotFound } from "./tables.ts";
import type { Item } from "./values.ts";

/** AWS leaves alone what expired more than five years ago: it takes it for a value of another unit. */
const OLDEST_EXPIRY_SECONDS = 5 * 365 * 24 * 3600;

const BOUNDS: readonly (readonly ["gt" | "gte" | "lt" | "lte", string])[] = [
  ["gt", ">"],
  ["gte", ">="],
  ["lt", "<"],
  ["lte", "<="],
];

const parsedItem = (row: Row): Item => JSON.parse(textOf(row, "value"));
const indexSpace = (tableName: string, indexName: string): string => `${tableName}/${indexName}`;

/** The instant of expiry in seconds, if the item has one: AWS heeds numbers only. */
const expiryOf = ({ timeToLive }: Table, item: Item): number | null => {
  const number = timeToLive === undefined ? undefined : item[timeToLive]?.N;
  return number === undefined ? null : Math.floor(Number(number));
};

export interface StoredItem {
  readonly key: string;
  readonly item: Item;
}

export const createStore = (database: DatabaseSync) => {
  const readTables = database.prepare("SELECT name, value FROM tables ORDER BY name");
  const writeTable = database.prepare("INSERT OR REPLACE INTO tables (name, value) VALUES (?, ?)");
  const readItem = database.prepare("SELECT value FROM items WHERE tbl = ? AND key = ?");
  const readItems = database.prepare("SELECT id, key, value FROM items WHERE tbl = ?");
  const countItems = database.prepare("SELECT COUNT(*) AS count FROM items WHERE tbl = ?");
  const writeItem = database.prepare(
    `INSERT INTO items (tbl, key, value, expires) VALUES (?, ?, ?, ?)
     ON CONFLICT (tbl, key) DO UPDATE SET value = excluded.value, expires = excluded.expires RETURNING id`,
  );
  const deleteItem = database.prepare("DELETE FROM items WHERE tbl = ? AND key = ?");
  const writeExpiry = database.prepare("UPDATE items SET expires = ? WHERE id = ?");
  const readExpired = database.prepare(
    "SELECT tbl, key, value FROM items WHERE expires > ? AND expires < ? ORDER BY expires LIMIT ?",
  );
  const readNextExpiry = database.prepare("SELECT MIN(expires) AS expires FROM items WHERE expires > ?");
  const writeEntry = database.prepare("INSERT INTO entries (idx, key, item) VALUES (?, ?, ?)");
  const deleteEntry = database.prepare("DELETE FROM entries WHERE idx = ? AND key = ?");
  const deleteEntries = database.prepare("DELETE FROM entries WHERE idx = ?");

  const tables = new Map<string, Table>(
    readTables.all().map((row) => [textOf(row, "name"), JSON.parse(textOf(row, "value"))]),
  );

  const table = (name: string): Table => {
    const found = tables.get(name);
    if (!found) throw tableNotFound();
    return found;
  };

  const backfill = (description: TableDescription, index: Index): void => {
    for (const row of readItems.all(description.TableName)) {
      const view = indexView(description, index, parsedItem(row));
      const id = numberOf(row, "id");
      if (!view || id === undefined) continue;
      writeEntry.run(indexSpace(description.TableName, index.IndexName), entryKey(description, index, view), id);
    }
  };

  const rows = (from: string, space: [column: string, name: string], range: KeyRange, order: "ASC" | "DESC") => {
    const bounds = BOUNDS.flatMap(([name, operator]) => {
      const bound = range[name];
      return bound === undefined ? [] : [{ sql: ` AND k.key ${operator} ?`, bound }];
    });
    const where = `k.${space[0]} = ?${bounds.map(({ sql }) => sql).join("")}`;
    const query = database.prepare(`SELECT value FROM ${from} WHERE ${where} ORDER BY k.key ${order}`);
    return query.iterate(space[1], ...bounds.map(({ bound }) => bound));
  };

  const streamedTables = (): readonly TableDescription[] =>
    [...tables.values()]
      .map(({ description }) => description)
      .filter(({ LatestStreamArn }) => LatestStreamArn !== undefined);

  return {
    table,
    streamedTables,
    /** The table of a stream. */
    streamed: (arn: string): TableDescription => {
      const found = streamedTables().find(({ LatestStreamArn }) => LatestStreamArn === arn);
      if (!found) throw streamNotFound(arn);
      return found;
    },
    findTable: (name: string): Table | undefined => tables.get(name),
    tableNames: (): readonly string[] => [...tables.keys()].sort(),
    countItems: (tableName: string): number => numberOf(countItems.get(tableName), "count") ?? 0,

    /** Creates or changes a table; entries of the indexes named are made or dropped. */
    saveTable: (changed: Table, indexes: { add: readonly Index[]; drop: readonly Index[] }): void => {
      const { description } = changed;
      const name = description.TableName;
      atomically(database, () => {
        writeTable.run(name, JSON.stringify(changed));
        for (const index of indexes.drop) deleteEntries.run(indexSpace(name, index.IndexName));
        for (const index of indexes.add) backfill(description, index);
        if (tables.get(name)?.timeToLive === changed.timeToLive) return;
        for (const row of readItems.all(name)) {
          writeExpiry.run(expiryOf(changed, parsedItem(row)), numberOf(row, "id") ?? null);
        }
      });
      tables.set(name, changed);
    },

    item: (tableName: string, key: string): Item | undefined => {
      const row = readItem.get(tableName, key);
      return row && parsedItem(row);
    },

    /** Items of a range of keys, in order, read while the caller iterates; nothing may be written meanwhile. */
    *items(tableName: string, range: KeyRange): Generator<Item> {
      const order = range.reverse ? "DESC" : "ASC";
      for (const row of rows("items k", ["tbl", tableName], range, order)) yield parsedItem(row);
    },

    /** The whole items behind a range of entries of an index. */
    *indexedItems(tableName: string, indexName: string, range: KeyRange): Generator<Item> {
      const order = range.reverse ? "DESC" : "ASC";
      const space = indexSpace(tableName, indexName);
      for (const row of rows("entries k JOIN items i ON i.id = k.item", ["idx", space], range, order)) {
        yield parsedItem(row);
      }
    },

    /** Writes the item and answers its row, which index entries point at. Only within {@link atomically}. */
    put: (owner: Table, key: string, item: Item): number => {
      const row = writeItem.get(owner.description.TableName, key, JSON.stringify(item), expiryOf(owner, item));
      const id = numberOf(row, "id");
      if (id === undefined) throw new Error("SQLite gave no row for an item");
      return id;
    },
    remove: (tableName: string, key: string): void => {
      deleteItem.run(tableName, key);
    },
    putEntry: (tableName: string, indexName: string, key: string, row: number): void => {
      writeEntry.run(indexSpace(tableName, indexName), key, row);
    },
    removeEntry: (tableName: string, indexName: string, key: string): void => {
      deleteEntry.run(indexSpace(tableName, indexName), key);
    },

    /** Up to `limit` items whose instant of expiry lies before `seconds`. */
    expired: (seconds: number, limit: number): readonly (StoredItem & { readonly tableName: string })[] =>
      readExpired.all(seconds - OLDEST_EXPIRY_SECONDS, seconds, limit).map((row) => ({
        tableName: textOf(row, "tbl"),
        key: textOf(row, "key"),
        item: parsedItem(row),
      })),
    /** The earliest instant of expiry, in seconds, that AWS would heed at `seconds`. */
    nextExpiry: (seconds: number): number | undefined =>
      numberOf(readNextExpiry.get(seconds - OLDEST_EXPIRY_SECONDS), "expires"),
  };
};

export type Store = ReturnType<typeof createStore>;
