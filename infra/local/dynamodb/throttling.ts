/**
 * Throttling on demand: DynamoDB as it answers whoever asks more than a table, or the account, can take.
 *
 * All of these are HTTP 400 (developer guide, "Error handling with DynamoDB"); the SDK tries each again by itself. A
 * transaction is cancelled instead, with a reason for the action that was too much (API, TransactWriteItems,
 * "CancellationReasons"). A batch is answered in part as long as one of its items could be (API, BatchGetItem).
 */
import type { AwsRequest } from "../contracts.ts";
import { AwsError, type JsonOperation } from "../json-protocol.ts";
import { createStrikes, type Planned, type Strikes } from "../strikes.ts";
import { canceled, type Reason } from "./cancellation.ts";

interface Kind {
  readonly exception: string;
  readonly message: string;
  /** Why, as the exception's list of reasons ends (API, ThrottlingReason). */
  readonly limit: string;
  /** Name of that list, which differs from one exception to the other. */
  readonly list: string;
  /** Reason with which it cancels a transaction; absent where it refuses the whole request. */
  readonly cancels?: string;
}

const KINDS = {
  /** A table on demand that has not grown so far, or a key that takes everything. */
  surcharge: {
    exception: "ThrottlingException",
    message:
      "Throughput exceeds the current capacity of your table or index. DynamoDB is automatically scaling your table or index so please try again shortly.",
    limit: "KeyRangeThroughputExceeded",
    list: "throttlingReasons",
    cancels: "ThrottlingError",
  },
  /** A table of provisioned capacity. */
  debit: {
    exception: "ProvisionedThroughputExceededException",
    message: "The level of configured provisioned throughput for the table was exceeded.",
    limit: "ProvisionedThroughputExceeded",
    list: "ThrottlingReasons",
    cancels: "ProvisionedThroughputExceeded",
  },
  /** The quota of the account. */
  quota: {
    exception: "RequestLimitExceeded",
    message: "Throughput exceeds the current throughput limit for your account.",
    limit: "AccountLimitExceeded",
    list: "ThrottlingReasons",
  },
} as const satisfies Record<string, Kind>;

export type ThrottlingKind = keyof typeof KINDS;

export const isThrottlingKind = (text: string): text is ThrottlingKind => Object.hasOwn(KINDS, text);

export interface PlannedThrottling extends Planned {
  /** Name of the table, or the end of it. */
  readonly table: string;
  /** The one operation that is too much; all when left out. */
  readonly operation?: string;
  readonly panne: ThrottlingKind;
}

export interface Throttling extends Pick<Strikes<PlannedThrottling>, "plan" | "planned"> {
  /** The operations, each of which may be struck before it begins. Each item of a batch counts as one call. */
  around(operations: Readonly<Record<string, JsonOperation>>): Readonly<Record<string, JsonOperation>>;
}

type Direction = "Read" | "Write";
type Strike = (table: unknown) => PlannedThrottling | undefined;
type Struck = (kind: ThrottlingKind, table: unknown) => AwsError;
type Around = (run: JsonOperation, strike: Strike, refusal: Struck) => JsonOperation;

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null;

/** `{"Put": {"TableName": …}}`, or whatever the caller wrote there, which is checked later. */
const tableOfAction = (action: unknown): unknown => {
  const [content] = isRecord(action) ? Object.values(action) : [];
  return isRecord(content) ? content["TableName"] : undefined;
};

const single: Around = (run, strike, refusal) => (input, request) => {
  const struck = strike(input["TableName"]);
  if (struck) throw refusal(struck.panne, input["TableName"]);
  return run(input, request);
};

const reasonOf = ({ panne }: PlannedThrottling): Reason | undefined => {
  const { cancels, message }: Kind = KINDS[panne];
  return cancels === undefined ? undefined : { Code: cancels, Message: message };
};

const transaction: Around = (run, strike, refusal) => (input, request) => {
  const actions: readonly unknown[] = Array.isArray(input["TransactItems"]) ? input["TransactItems"] : [];
  for (const [index, table] of actions.map(tableOfAction).entries()) {
    const struck = strike(table);
    if (!struck) continue;
    const reason = reasonOf(struck);
    if (!reason) throw refusal(struck.panne, table);
    throw canceled(actions.map((_, place) => (place === index ? reason : { Code: "None" })));
  }
  return run(input, request);
};

/** What a batch asks of one table: a list of writes, or of keys beside the options of their reading. */
const entriesOf = (asked: unknown): readonly unknown[] => {
  const list = isRecord(asked) && !Array.isArray(asked) ? asked["Keys"] : asked;
  return Array.isArray(list) ? list : [];
};

const withEntries = (asked: unknown, entries: readonly unknown[]): unknown =>
  isRecord(asked) && !Array.isArray(asked) ? { ...asked, Keys: entries } : entries;

const part = (asked: ReadonlyMap<string, unknown>, chosen: (entry: unknown) => boolean): Record<string, unknown> =>
  Object.fromEntries(
    [...asked].flatMap(([table, wanted]) => {
      const entries = entriesOf(wanted).filter(chosen);
      return entries.length === 0 ? [] : [[table, withEntries(wanted, entries)] as const];
    }),
  );

const batch =
  (unprocessed: string): Around =>
  (run, strike, refusal) =>
  async (input, request: AwsRequest) => {
    const asked = new Map(Object.entries(isRecord(input["RequestItems"]) ? input["RequestItems"] : {}));
    const struck = new Map<unknown, { readonly panne: ThrottlingKind; readonly table: string }>();
    for (const [table, wanted] of asked) {
      for (const entry of entriesOf(wanted)) {
        const one = strike(table);
        if (one) struck.set(entry, { panne: one.panne, table });
      }
    }
    const [first] = struck.values();
    if (!first) return run(input, request);
    const done = part(asked, (entry) => !struck.has(entry));
    if (Object.keys(done).length === 0) throw refusal(first.panne, first.table);
    const answer = await run({ ...input, RequestItems: done }, request);
    return { ...answer, [unprocessed]: part(asked, (entry) => struck.has(entry)) };
  };

/** Operations on items; those on tables and streams have quotas of their own, which nothing here reaches. */
const STRUCK: Readonly<Record<string, { readonly around: Around; readonly direction: Direction }>> = {
  GetItem: { around: single, direction: "Read" },
  Query: { around: single, direction: "Read" },
  Scan: { around: single, direction: "Read" },
  PutItem: { around: single, direction: "Write" },
  UpdateItem: { around: single, direction: "Write" },
  DeleteItem: { around: single, direction: "Write" },
  TransactGetItems: { around: transaction, direction: "Read" },
  TransactWriteItems: { around: transaction, direction: "Write" },
  BatchGetItem: { around: batch("UnprocessedKeys"), direction: "Read" },
  BatchWriteItem: { around: batch("UnprocessedItems"), direction: "Write" },
};

const refusalOf =
  (direction: Direction, arnOf: (table: string) => string): Struck =>
  (panne, table) => {
    const { exception, message, limit, list } = KINDS[panne];
    const reason = { reason: `Table${direction}${limit}`, resource: arnOf(String(table)) };
    return new AwsError(exception, message, 400, { [list]: [reason] });
  };

/** @param arnOf the ARN of a table, by its name. */
export const createThrottling = (arnOf: (table: string) => string): Throttling => {
  const { plan, planned, take } = createStrikes<PlannedThrottling>(({ table, operation = "" }) =>
    [table, operation].join(" "),
  );

  const aroundOne = ([name, run]: readonly [string, JsonOperation]): readonly [string, JsonOperation] => {
    const found = STRUCK[name];
    if (!found) return [name, run];
    const strike: Strike = (asked) =>
      take(({ table, operation = name }) => typeof asked === "string" && asked.endsWith(table) && operation === name);
    return [name, found.around(run, strike, refusalOf(found.direction, arnOf))];
  };

  return {
    plan,
    planned,
    around: (operations) => Object.fromEntries(Object.entries(operations).map(aroundOne)),
  };
};
