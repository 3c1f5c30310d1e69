/** Query and Scan: dynalite's actions on pages that are read here, so that they are measured in true bytes. */
import { Readable } from "node:stream";
import query from "dynalite/actions/query.js";
import scan from "dynalite/actions/scan.js";
import dynalite from "dynalite/db/index.js";
import queryValidation from "dynalite/validations/query.js";
import scanValidation from "dynalite/validations/scan.js";
import type { JsonOperation } from "../json-protocol.ts";
import { type Consumption, consumedCapacity, readUnits } from "./capacity.ts";
import type { Action, ActionAnswer, ActionStore, CheckedRequest, KeyRange, Validation } from "./dynalite-contract.ts";
import { refuseStructures } from "./expressions.ts";
import { entryKey, indexView, projectedNames } from "./indexes.ts";
import { asAwsError, checkedRequest, DYNALITE_OPTIONS } from "./requests.ts";
import type { Store } from "./store.ts";
import { type Index, indexesOf, keyNames, picked, type TableDescription, validationError } from "./tables.ts";
import { type Item, itemSize } from "./values.ts";

/** A page ends with the item that passes 1 MB, before any filter. */
const PAGE_BYTES = 1024 * 1024;

interface Page {
  readonly items: readonly Item[];
  readonly isCut: boolean;
}

const readPage = (items: Iterable<Item>, limit: number): Page => {
  const page: Item[] = [];
  let bytes = 0;
  for (const item of items) {
    if (page.length === limit || bytes >= PAGE_BYTES) return { items: page, isCut: true };
    page.push(item);
    bytes += itemSize(item);
  }
  return { items: page, isCut: false };
};

/** The range after `start` in the direction of reading. */
const after = (range: KeyRange, start: string): KeyRange =>
  range.reverse ? { ...range, lt: start } : { ...range, gt: start };

const startKey = (description: TableDescription, index: Index | undefined, start: Item): string =>
  index ? entryKey(description, index, start) : dynalite.createKey(start, description);

const pageReader = (store: Store, description: TableDescription, index: Index | undefined, request: CheckedRequest) => {
  const name = description.TableName;
  const viewed = function* (range: KeyRange): Generator<Item> {
    if (!index) return yield* store.items(name, range);
    for (const item of store.indexedItems(name, index.IndexName, range)) {
      const view = indexView(description, index, item);
      if (view) yield view;
    }
  };
  return (range: KeyRange): Page => {
    const start = request.ExclusiveStartKey;
    const bounds = start ? after(range, startKey(description, index, start)) : range;
    return readPage(viewed(bounds), request.Limit ?? Number.POSITIVE_INFINITY);
  };
};

/** An index cannot give what it does not hold: AWS refuses the request, dynalite leaves the attribute out. */
const checkProjection = (description: TableDescription, index: Index, request: CheckedRequest): void => {
  const held = projectedNames(description, index);
  const heads = (request._projection?.paths ?? []).map((path) => String(typeof path === "string" ? path : path[0]));
  const missing = held ? heads.filter((head) => !held.includes(head)) : [];
  if (missing.length === 0) return;
  throw validationError(
    `One or more parameter values were invalid: Global secondary index ${index.IndexName} ` +
      `does not project [${missing.join(", ")}]`,
  );
};

const runAction = (action: Action, view: ActionStore, request: CheckedRequest): Promise<ActionAnswer> =>
  new Promise((resolve, reject) => {
    action(view, request, (error, answer) => (error ? reject(asAwsError(error)) : resolve(answer ?? {})));
  });

const consumed = (request: CheckedRequest, index: Index | undefined, items: readonly Item[]): Consumption => {
  const bytes = items.reduce((sum, item) => sum + itemSize(item), 0);
  const units = readUnits(bytes, request.ConsistentRead === true);
  return {
    tableName: request.TableName,
    table: index ? 0 : units,
    indexes: index ? { [index.IndexName]: units } : {},
  };
};

const cursor = (description: TableDescription, index: Index | undefined, item: Item): Item =>
  picked([...keyNames(description.KeySchema), ...keyNames(index?.KeySchema ?? [])], item);

const pageOperation =
  (store: Store, operation: string, action: Action, validation: Validation): JsonOperation =>
  async (input) => {
    const { ReturnConsumedCapacity: mode, ...request } = checkedRequest(operation, input, validation);
    refuseStructures(operation, request);
    const { description } = store.table(request.TableName);
    const index = indexesOf(description).find(({ IndexName }) => IndexName === request.IndexName);
    if (index) checkProjection(description, index, request);

    const read = pageReader(store, description, index, request);
    let page: Page = { items: [], isCut: false };
    const rows = {
      createValueStream: (range: KeyRange) => {
        page = read(range);
        return Readable.from(page.items);
      },
    };
    const answer = await runAction(
      action,
      {
        options: DYNALITE_OPTIONS,
        getTable: (_name, done) => done(null, description),
        getItemDb: () => rows,
        getIndexDb: () => rows,
      },
      request,
    );

    const scanned = page.items.slice(0, answer.ScannedCount);
    const last = scanned.at(-1);
    return {
      ...answer,
      ...(page.isCut && last && { LastEvaluatedKey: cursor(description, index, last) }),
      ...consumedCapacity(mode, () => consumed(request, index, scanned)),
    };
  };

export const pageOperations = (store: Store): Readonly<Record<string, JsonOperation>> => ({
  Query: pageOperation(store, "Query", query, queryValidation),
  Scan: pageOperation(store, "Scan", scan, scanValidation),
});
