/**
 * What requests consume, as `ReturnConsumedCapacity` reports it: the project counts its price from these figures.
 * Rules: https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/read-write-operations.html
 */
import { type Item, itemSize } from "./values.ts";

const WRITE_UNIT_BYTES = 1024;
const READ_UNIT_BYTES = 4096;

/** A transaction prepares, then commits: its table units count twice. Indexes follow later and count once. */
export const TRANSACTION_FACTOR = 2;

/** Write units of replacing one image by another: the larger of both counts; nothing costs as much as a small item. */
export const writeUnits = (before: Item | undefined, after: Item | undefined): number =>
  Math.max(1, ...[before, after].map((item) => Math.ceil(itemSize(item ?? {}) / WRITE_UNIT_BYTES)));

/** Read units of `bytes` read together; half when the read may be stale. Reading nothing costs as much as a small item. */
export const readUnits = (bytes: number, consistent: boolean): number =>
  Math.max(1, Math.ceil(bytes / READ_UNIT_BYTES)) * (consistent ? 1 : 0.5);

/** Units that one request consumed on one table. */
export interface Consumption {
  readonly tableName: string;
  readonly table: number;
  readonly indexes: Readonly<Record<string, number>>;
}

const total = (indexes: Readonly<Record<string, number>>): number =>
  Object.values(indexes).reduce((units, more) => units + more, 0);

/** The `split` names reads and writes apart, which only transactions do. */
const units = (amount: number, split?: "Read" | "Write"): object => ({
  CapacityUnits: amount,
  ...(split && { [`${split}CapacityUnits`]: amount }),
});

const details = ({ table, indexes }: Consumption, split?: "Read" | "Write"): object => ({
  Table: units(table, split),
  ...(Object.keys(indexes).length > 0 && {
    GlobalSecondaryIndexes: Object.fromEntries(
      Object.entries(indexes).map(([name, amount]) => [name, units(amount, split)]),
    ),
  }),
});

const isReported = (mode: string | undefined): boolean => mode === "TOTAL" || mode === "INDEXES";

const report = (mode: string | undefined, consumption: Consumption, split?: "Read" | "Write"): object => ({
  TableName: consumption.tableName,
  ...units(consumption.table + total(consumption.indexes), split),
  ...(mode === "INDEXES" && details(consumption, split)),
});

/** `{ConsumedCapacity}` of a request on one table; empty unless `mode` (`ReturnConsumedCapacity`) asks for it. */
export const consumedCapacity = (mode: string | undefined, consumption: () => Consumption): object =>
  isReported(mode) ? { ConsumedCapacity: report(mode, consumption()) } : {};

const added = (left: Consumption, right: Consumption): Consumption => {
  const indexes = { ...left.indexes };
  for (const [name, amount] of Object.entries(right.indexes)) indexes[name] = (indexes[name] ?? 0) + amount;
  return { tableName: left.tableName, table: left.table + right.table, indexes };
};

/** `{ConsumedCapacity}` of a request on many items: a list with one entry per table. */
export const consumedByTable = (
  mode: string | undefined,
  consumptions: () => readonly Consumption[],
  split?: "Read" | "Write",
): object => {
  if (!isReported(mode)) return {};
  const tables = new Map<string, Consumption>();
  for (const consumption of consumptions()) {
    const known = tables.get(consumption.tableName);
    tables.set(consumption.tableName, known ? added(known, consumption) : consumption);
  }
  return { ConsumedCapacity: [...tables.values()].map((consumption) => report(mode, consumption, split)) };
};
