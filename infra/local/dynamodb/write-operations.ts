/** PutItem, UpdateItem, DeleteItem, BatchWriteItem. */
import batchWriteValidation from "dynalite/validations/batchWriteItem.js";
import { AwsError, type JsonOperation } from "../json-protocol.ts";
import { consumedByTable, consumedCapacity } from "./capacity.ts";
import { type Commit, consumptionOf } from "./commit.ts";
import type { WriteRequest } from "./dynalite-contract.ts";
import { evaluate, type PreparedWrite, prepareWrite, WRITE_KINDS, type WriteKind } from "./evaluation.ts";
import { checkedRequest } from "./requests.ts";
import type { Store } from "./store.ts";
import { validationError } from "./tables.ts";

const MAX_BATCH = 25;

const singleWrite =
  (store: Store, commit: Commit, operation: string, kind: WriteKind): JsonOperation =>
  (input) => {
    const write = prepareWrite(store, operation, kind, input);
    const { change, answer } = evaluate(store, write);
    commit([change]);
    const { Attributes } = answer;
    return {
      ...(Attributes && { Attributes }),
      ...consumedCapacity(write.request.ReturnConsumedCapacity, () => consumptionOf(change)),
    };
  };

const batchEntry = (store: Store, TableName: string, { PutRequest, DeleteRequest }: WriteRequest): PreparedWrite => ({
  kind: PutRequest ? WRITE_KINDS.put : WRITE_KINDS.delete,
  table: store.table(TableName),
  request: { TableName, ...PutRequest, ...DeleteRequest },
  showsItem: false,
});

/** A batch words the fault of a key in its own way. */
const batchError = (error: unknown): unknown =>
  error instanceof AwsError && /Missing the key|Type mismatch for key/.test(error.message)
    ? validationError("The provided key element does not match the schema")
    : error;

/** One commit for the whole batch, which is more than AWS promises: there, each request stands alone. */
const batchWrite =
  (store: Store, commit: Commit): JsonOperation =>
  (input) => {
    const request = checkedRequest("BatchWriteItem", input, batchWriteValidation);
    const writes = Object.entries(request.RequestItems).flatMap(([name, requests]) =>
      requests.map((entry) => batchEntry(store, name, entry)),
    );
    if (writes.length > MAX_BATCH) throw validationError("Too many items requested for the BatchWriteItem call");
    try {
      const changes = writes.map((write) => evaluate(store, write).change);
      const targets = new Set(changes.map(({ table, key }) => `${table.description.TableName}/${key}`));
      if (targets.size < changes.length) throw validationError("Provided list of item keys contains duplicates");
      commit(changes);
      return {
        UnprocessedItems: {},
        ...consumedByTable(request.ReturnConsumedCapacity, () => changes.map((change) => consumptionOf(change))),
      };
    } catch (error) {
      throw batchError(error);
    }
  };

export const writeOperations = (store: Store, commit: Commit): Readonly<Record<string, JsonOperation>> => ({
  PutItem: singleWrite(store, commit, "PutItem", WRITE_KINDS.put),
  UpdateItem: singleWrite(store, commit, "UpdateItem", WRITE_KINDS.update),
  DeleteItem: singleWrite(store, commit, "DeleteItem", WRITE_KINDS.delete),
  BatchWriteItem: batchWrite(store, commit),
});
