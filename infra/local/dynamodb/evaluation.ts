/** One write, decided by dynalite's own action against a view of one item, and not yet done. */
import deleteItem from "dynalite/actions/deleteItem.js";
import putItem from "dynalite/actions/putItem.js";
import updateItem from "dynalite/actions/updateItem.js";
import deleteValidation from "dynalite/validations/deleteItem.js";
import putValidation from "dynalite/validations/putItem.js";
import updateValidation from "dynalite/validations/updateItem.js";
import { AwsError } from "../json-protocol.ts";
import type {
  Action,
  ActionAnswer,
  ActionStore,
  CheckedRequest,
  Validation,
  WritableRows,
} from "./dynalite-contract.ts";
import { refuseStructures, removingFromTheEnd } from "./expressions.ts";
import { checkIndexKeys } from "./indexes.ts";
import { asAwsError, checkedRequest, DYNALITE_OPTIONS } from "./requests.ts";
import type { Store } from "./store.ts";
import { type Table, validationError } from "./tables.ts";
import { type Item, itemSize, MAX_ITEM_BYTES } from "./values.ts";

/** What a write does to one item: `next` is undefined when it ends absent. */
export interface Change {
  readonly table: Table;
  readonly key: string;
  readonly old: Item | undefined;
  readonly next: Item | undefined;
}

export interface Evaluation {
  readonly change: Change;
  readonly answer: ActionAnswer;
}

export interface WriteKind {
  readonly action: Action;
  readonly validation: Validation;
  readonly tooLarge: string;
}

/** A write whose request is checked and whose table exists. */
export interface PreparedWrite {
  readonly kind: WriteKind;
  readonly table: Table;
  readonly request: CheckedRequest;
  /** Whether a failed condition answers with the item that failed it. */
  readonly showsItem: boolean;
}

export const WRITE_KINDS = {
  put: { action: putItem, validation: putValidation, tooLarge: "Item size has exceeded the maximum allowed size" },
  update: {
    action: updateItem,
    validation: updateValidation,
    tooLarge: "Item size to update has exceeded the maximum allowed size",
  },
  delete: { action: deleteItem, validation: deleteValidation, tooLarge: "" },
} satisfies Record<string, WriteKind>;

export const prepareWrite = (
  store: Store,
  operation: string,
  kind: WriteKind,
  input: Record<string, unknown>,
): PreparedWrite => {
  const showsItem = input["ReturnValuesOnConditionCheckFailure"] === "ALL_OLD";
  const request = checkedRequest(operation, input, kind.validation, ["ReturnValuesOnConditionCheckFailure"]);
  refuseStructures(operation, request);
  return { kind, table: store.table(request.TableName), request: removingFromTheEnd(request), showsItem };
};

/** The item that an action works on, in place of a database. It answers at once, so the action ends at once. */
const oneItem = (store: Store, { description }: Table) => {
  let key = "";
  let old: Item | undefined;
  let next: Item | undefined;
  const rows: WritableRows = {
    lock: (_key, run) => run((done) => done),
    get: (wanted, done) => {
      key = wanted;
      old = store.item(description.TableName, wanted);
      next = old;
      done(null, old);
    },
    put: (_key, item, done) => {
      // What will be read back: no aliases of the request, no prototype of dynalite's own
      next = JSON.parse(JSON.stringify(item));
      done(null);
    },
    del: (_key, done) => {
      next = undefined;
      done(null);
    },
  };
  // Index entries follow from the change itself (see indexes.ts)
  const noEntries: WritableRows = { ...rows, put: (_key, _item, done) => done(null), del: (_key, done) => done(null) };
  const view: ActionStore = {
    options: DYNALITE_OPTIONS,
    getTable: (_name, done) => done(null, description),
    getItemDb: () => rows,
    getIndexDb: () => noEntries,
  };
  return { view, change: () => ({ key, old, next }) };
};

const conditionError = (error: unknown, old: Item | undefined, showsItem: boolean): unknown => {
  const failure = asAwsError(error);
  const shown = failure instanceof AwsError && failure.code === "ConditionalCheckFailedException" && showsItem && old;
  return shown ? new AwsError(failure.code, failure.message, failure.status, { Item: old }) : failure;
};

const checkWritten = (kind: WriteKind, { description }: Table, next: Item): void => {
  if (itemSize(next) > MAX_ITEM_BYTES) throw validationError(kind.tooLarge);
  checkIndexKeys(description, next);
};

/** Decides the write against the item as it stands. Throws the error that AWS would answer. */
export const evaluate = (store: Store, { kind, table, request, showsItem }: PreparedWrite): Evaluation => {
  const item = oneItem(store, table);
  let failure: Error | null | undefined = new Error("dynalite did not answer at once");
  let answer: ActionAnswer | undefined;
  kind.action(item.view, request, (error, value) => {
    failure = error;
    answer = value;
  });
  const change = { table, ...item.change() };
  if (failure) throw conditionError(failure, change.old, showsItem);
  if (change.next) checkWritten(kind, table, change.next);
  return { change, answer: answer ?? {} };
};
