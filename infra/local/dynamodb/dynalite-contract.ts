/** What dynalite asks of a database and answers, as far as this folder uses it. */
import type { Readable } from "node:stream";
import type { Item } from "./values.ts";

export interface KeyElement {
  readonly AttributeName: string;
  readonly KeyType: string;
}

export interface DynaliteTable {
  readonly TableName: string;
  readonly KeySchema: readonly KeyElement[];
  readonly AttributeDefinitions: readonly { readonly AttributeName: string; readonly AttributeType: string }[];
}

/** What dynalite throws, or hands to a callback, for an error of AWS. */
export interface ActionFailure extends Error {
  readonly body: { readonly __type: string; readonly message?: string; readonly Message?: string };
}

export type AttributePath = string | readonly (string | number)[];

/** A condition as it is parsed: an operand is a path, a literal value, or a condition or function of operands. */
export interface Expression {
  readonly type: string;
  readonly args: readonly (Expression | AttributePath | Readonly<Record<string, unknown>>)[];
}

export interface UpdateSection {
  readonly type: string;
  readonly path: readonly (string | number)[];
}

/** A request whose types and expressions are checked; parsed expressions are the members with an underscore. */
export interface CheckedRequest {
  readonly TableName: string;
  readonly IndexName?: string;
  readonly Key?: Item;
  readonly Item?: Item;
  readonly ConsistentRead?: boolean;
  readonly ScanIndexForward?: boolean;
  readonly Limit?: number;
  readonly ExclusiveStartKey?: Item;
  readonly ExclusiveStartTableName?: string;
  readonly ReturnConsumedCapacity?: string;
  readonly AttributesToGet?: readonly string[];
  readonly _projection?: { readonly paths: readonly AttributePath[]; readonly nestedPaths: object };
  readonly _condition?: { readonly expression: Expression };
  readonly _filter?: { readonly expression: Expression };
  readonly _updates?: { readonly sections: readonly UpdateSection[] };
}

export interface KeysAndAttributes extends Pick<CheckedRequest, "ConsistentRead" | "AttributesToGet" | "_projection"> {
  readonly Keys: readonly Item[];
}

export interface BatchGetRequest {
  readonly RequestItems: Readonly<Record<string, KeysAndAttributes>>;
  readonly ReturnConsumedCapacity?: string;
}

/** Exactly one member is present. */
export interface WriteRequest {
  readonly PutRequest?: { readonly Item: Item };
  readonly DeleteRequest?: { readonly Key: Item };
}

export interface BatchWriteRequest {
  readonly RequestItems: Readonly<Record<string, readonly WriteRequest[]>>;
  readonly ReturnConsumedCapacity?: string;
}

export type Callback<T> = (error: Error | null | undefined, value?: T) => void;

export interface KeyRange {
  readonly gt?: string;
  readonly gte?: string;
  readonly lt?: string;
  readonly lte?: string;
  readonly reverse?: boolean;
}

export interface ActionAnswer {
  readonly Attributes?: Item;
  readonly Items?: readonly Item[];
  readonly Count?: number;
  readonly ScannedCount?: number;
  readonly LastEvaluatedKey?: Item;
}

export interface WritableRows {
  lock(key: string, run: (release: <T>(done: T) => T) => void): void;
  get(key: string, done: Callback<Item>): void;
  put(key: string, item: Item, done: Callback<never>): void;
  del(key: string, done: Callback<never>): void;
}

export interface ReadableRows {
  createValueStream(range: KeyRange): Readable;
}

/** What an action needs of the database: the rows it writes, or those it reads. */
export interface ActionStore {
  readonly options: { readonly maxItemSize: number };
  getTable(name: string, done: Callback<DynaliteTable>): void;
  getItemDb(): WritableRows | ReadableRows;
  getIndexDb(): WritableRows | ReadableRows;
}

export type Action = (store: ActionStore, request: CheckedRequest, done: Callback<ActionAnswer>) => void;

/** The rules of one operation, whose requests are then an `R`. */
export interface Validation<R = CheckedRequest> {
  readonly types: Readonly<Record<string, unknown>>;
  custom?(request: R): string | undefined;
}

export interface Validations {
  /** Drops what `types` does not name; `R` is what those types describe. */
  checkTypes<R>(input: object, types: Validation["types"]): R;
  checkValidations<R>(
    request: R,
    types: Validation["types"],
    custom: Validation<R>["custom"],
    store: Pick<ActionStore, "options">,
  ): void;
}

export interface DynaliteDb {
  /** Sorts as the key does, so that a range of keys is a range of strings. */
  createKey(key: Item, table: DynaliteTable, keySchema?: readonly KeyElement[]): string;
  validateKey(key: Item, table: DynaliteTable): ActionFailure | null | undefined;
  validateKeyPaths(paths: object | undefined, table: DynaliteTable): ActionFailure | null | undefined;
  mapPaths(paths: readonly AttributePath[], item: Item): Item;
  itemSize(item: Item): number;
}
