/**
 * TransactWriteItems and TransactGetItems.
 * https://docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_TransactWriteItems.html
 */
import dynalite from "dynalite/db/index.js";
import getValidation from "dynalite/validations/getItem.js";
import { type JsonOperation, onlyKnown } from "../json-protocol.ts";
import { allOrCanceled } from "./cancellation.ts";
import { type Consumption, consumedByTable, readUnits, TRANSACTION_FACTOR } from "./capacity.ts";
import { type Commit, consumptionOf } from "./commit.ts";
import { type Change, evaluate, type PreparedWrite, prepareWrite, WRITE_KINDS, type WriteKind } from "./evaluation.ts";
import { type Tokens, tokenedRequest } from "./idempotency.ts";
import { readItem } from "./read-operations.ts";
import { checkedRequest } from "./requests.ts";
import type { Store } from "./store.ts";
import { keyNames, picked, validationError } from "./tables.ts";
import { itemSize } from "./values.ts";

const MAX_ACTIONS = 100;
const MAX_BYTES = 4 * 1024 * 1024;

interface ActionKind {
  readonly kind: WriteKind;
  /** The expression without which the action has no meaning. */
  readonly required?: string;
  /** Leaves the item as it is: the action only asks. */
  readonly isCheck?: true;
}

const ACTIONS: Readonly<Record<string, ActionKind>> = {
  Put: { kind: WRITE_KINDS.put },
  Update: { kind: WRITE_KINDS.update, required: "UpdateExpression" },
  Delete: { kind: WRITE_KINDS.delete },
  ConditionCheck: { kind: WRITE_KINDS.delete, required: "ConditionExpression", isCheck: true },
};

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === "object" && value !== null;

const constraint = (where: string, what: string) =>
  validationError(`1 validation error detected: Value at '${where}' failed to satisfy constraint: Member must ${what}`);

/** The single member of each of the `TransactItems`: its name and content. */
const transactItems = (
  input: Record<string, unknown>,
): readonly (readonly [name: string, action: Record<string, unknown>])[] => {
  const items = input["TransactItems"];
  if (!Array.isArray(items)) throw constraint("TransactItems", "not be null");
  if (items.length === 0) throw constraint("TransactItems", "have length greater than or equal to 1");
  if (items.length > MAX_ACTIONS) throw constraint("TransactItems", `have length less than or equal to ${MAX_ACTIONS}`);
  return items.map((item: unknown) => {
    const [member, ...others] = Object.entries(isRecord(item) ? item : {});
    if (!member || others.length > 0 || !isRecord(member[1])) {
      throw validationError("TransactItems can only contain one of Check, Put, Update or Delete");
    }
    return [member[0], member[1]];
  });
};

interface TransactedWrite extends PreparedWrite {
  readonly isCheck: boolean;
}

const prepareAction = (store: Store, name: string, action: Record<string, unknown>): TransactedWrite => {
  const found = ACTIONS[name];
  if (!found) throw validationError("TransactItems can only contain one of Check, Put, Update or Delete");
  if (found.required && !action[found.required]) throw constraint(found.required, "not be null");
  const write = prepareWrite(store, `TransactWriteItems.${name}`, found.kind, action);
  return { ...write, isCheck: found.isCheck === true };
};

/** Names the item that a write aims at; undefined when its key is malformed, which its evaluation will say. */
const target = ({ table: { description }, request }: PreparedWrite): string | undefined => {
  const key = request.Key ?? picked(keyNames(description.KeySchema), request.Item ?? {});
  if (dynalite.validateKey(key, description)) return undefined;
  return `${description.TableName}/${dynalite.createKey(key, description)}`;
};

const checkTargets = (writes: readonly PreparedWrite[]): void => {
  const targets = writes.map(target).filter((name) => name !== undefined);
  if (new Set(targets).size === targets.length) return;
  throw validationError("Transaction request cannot include multiple operations on one item");
};

const checkSize = (changes: readonly Change[]): void => {
  const bytes = changes.reduce((sum, { next }) => sum + itemSize(next ?? {}), 0);
  if (bytes > MAX_BYTES) throw validationError("The aggregate size of the items in the transaction exceeds 4 MB");
};

/** A repeat of a transaction reads what the first wrote, each item rounded up by itself. */
const repeatConsumption = ({ table: { description }, old, next }: Change): Consumption => ({
  tableName: description.TableName,
  table: TRANSACTION_FACTOR * readUnits(Math.max(itemSize(old ?? {}), itemSize(next ?? {})), true),
  indexes: {},
});

const transactWrite =
  (store: Store, commit: Commit, tokens: Tokens): JsonOperation =>
  (input) => {
    onlyKnown("DynamoDB", "TransactWriteItems", input, [
      "TransactItems",
      "ClientRequestToken",
      "ReturnConsumedCapacity",
      "ReturnItemCollectionMetrics",
    ]);
    const mode = String(input["ReturnConsumedCapacity"]);
    const actions = transactItems(input);
    const tokened = tokenedRequest(input["ClientRequestToken"], actions);
    const writes = actions.map(([name, action]) => prepareAction(store, name, action));
    checkTargets(writes);
    const repeated = tokened && tokens.repeated(tokened);
    if (repeated) return consumedByTable(mode, () => repeated, "Read");

    const changes = allOrCanceled(writes, (write) => {
      const { change } = evaluate(store, write);
      return write.isCheck ? { ...change, next: change.old } : change;
    });
    checkSize(changes);
    commit(changes, { alongside: () => tokened && tokens.remember(tokened, changes.map(repeatConsumption)) });
    return consumedByTable(mode, () => changes.map((change) => consumptionOf(change, TRANSACTION_FACTOR)), "Write");
  };

/** One synchronous pass over the items: no write can come between two of them. */
const transactGet =
  (store: Store): JsonOperation =>
  (input) => {
    onlyKnown("DynamoDB", "TransactGetItems", input, ["TransactItems", "ReturnConsumedCapacity"]);
    const mode = String(input["ReturnConsumedCapacity"]);
    const requests = transactItems(input).map(([name, action]) => {
      if (name !== "Get") throw validationError("TransactItems can only contain Get");
      return checkedRequest("TransactGetItems.Get", action, getValidation);
    });
    const reads = allOrCanceled(requests, (request) => ({ request, ...readItem(store, request) }));
    const consumptions = (): readonly Consumption[] =>
      reads.map(({ request, bytes }) => ({
        tableName: request.TableName,
        table: TRANSACTION_FACTOR * readUnits(bytes, true),
        indexes: {},
      }));
    return { Responses: reads.map(({ answer }) => answer), ...consumedByTable(mode, consumptions, "Read") };
  };

export const transactionOperations = (
  store: Store,
  commit: Commit,
  tokens: Tokens,
): Readonly<Record<string, JsonOperation>> => ({
  TransactWriteItems: transactWrite(store, commit, tokens),
  TransactGetItems: transactGet(store),
});
