/** GetItem and BatchGetItem, and the reading of one item that transactions share. */
import dynalite from "dynalite/db/index.js";
import batchGetValidation from "dynalite/validations/batchGetItem.js";
import getValidation from "dynalite/validations/getItem.js";
import type { JsonOperation } from "../json-protocol.ts";
import { type Consumption, consumedByTable, consumedCapacity, readUnits } from "./capacity.ts";
import type { BatchGetRequest, CheckedRequest } from "./dynalite-contract.ts";
import { asAwsError, checkedRequest } from "./requests.ts";
import type { Store } from "./store.ts";
import { type Item, itemSize } from "./values.ts";

const MAX_BATCH_BYTES = 16 * 1024 * 1024;

export interface ItemRead {
  /** Bytes of the whole item: a projection costs as much as what it leaves out. */
  readonly bytes: number;
  readonly answer: { readonly Item?: Item };
}

export const readItem = (store: Store, request: CheckedRequest): ItemRead => {
  const { description } = store.table(request.TableName);
  const key = request.Key ?? {};
  const failure =
    dynalite.validateKey(key, description) ?? dynalite.validateKeyPaths(request._projection?.nestedPaths, description);
  if (failure) throw asAwsError(failure);
  const item = store.item(request.TableName, dynalite.createKey(key, description));
  const paths = request._projection?.paths ?? request.AttributesToGet;
  if (!item) return { bytes: 0, answer: {} };
  return { bytes: itemSize(item), answer: { Item: paths ? dynalite.mapPaths(paths, item) : item } };
};

const consumed = ({ TableName, ConsistentRead }: CheckedRequest, bytes: number): Consumption => ({
  tableName: TableName,
  table: readUnits(bytes, ConsistentRead === true),
  indexes: {},
});

const getItem =
  (store: Store): JsonOperation =>
  (input) => {
    const request = checkedRequest("GetItem", input, getValidation);
    const { bytes, answer } = readItem(store, request);
    return { ...answer, ...consumedCapacity(request.ReturnConsumedCapacity, () => consumed(request, bytes)) };
  };

const keysAsked = ({ RequestItems }: BatchGetRequest) =>
  Object.entries(RequestItems).flatMap(([TableName, { Keys, ...options }]) =>
    Keys.map((Key) => ({ ...options, TableName, Key })),
  );

/** The part of the request that is to be asked again, in the request's own form. */
const unprocessed = (asked: BatchGetRequest["RequestItems"], left: ReturnType<typeof keysAsked>): object =>
  Object.fromEntries(
    Object.entries(Object.groupBy(left, ({ TableName }) => TableName)).map(([table, requests = []]) => {
      const { _projection, ...options } = { ...asked[table], Keys: requests.map(({ Key }) => Key) };
      return [table, options];
    }),
  );

const batchGet =
  (store: Store): JsonOperation =>
  (input) => {
    const request = checkedRequest("BatchGetItem", input, batchGetValidation);
    const reads = keysAsked(request).map((asked) => ({ asked, ...readItem(store, asked) }));
    let total = 0;
    const fitting = reads.findIndex(({ bytes }) => {
      total += bytes;
      return total > MAX_BATCH_BYTES;
    });
    const done = fitting < 0 ? reads : reads.slice(0, fitting);
    const left = reads.slice(done.length).map(({ asked }) => asked);
    const found = (table: string): readonly Item[] =>
      // AWS promises no order: the opposite one shows who counts on it
      done.flatMap(({ asked, answer }) => (asked.TableName === table && answer.Item ? [answer.Item] : [])).reverse();
    return {
      Responses: Object.fromEntries(Object.keys(request.RequestItems).map((table) => [table, found(table)])),
      UnprocessedKeys: unprocessed(request.RequestItems, left),
      ...consumedByTable(request.ReturnConsumedCapacity, () => done.map(({ asked, bytes }) => consumed(asked, bytes))),
    };
  };

export const readOperations = (store: Store): Readonly<Record<string, JsonOperation>> => ({
  GetItem: getItem(store),
  BatchGetItem: batchGet(store),
});
