/** One DynamoDB transaction: all of its writes or none, and why not. */
import { type CancellationReason, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";
import { DomainError } from "#domain/erreurs/domain-error.ts";
import { type Patience, pause, THROTTLED } from "./patience.ts";

export type Write = NonNullable<TransactWriteCommandInput["TransactItems"]>[number];

/** A row, whatever stood there, or on a condition. */
export const put = <Item extends object>(
  table: string,
  item: Item,
  condition?: { readonly that: string; readonly values?: Readonly<Record<string, unknown>> },
): Write => ({
  Put: {
    TableName: table,
    Item: item,
    ...(condition && {
      ConditionExpression: condition.that,
      ...(condition.values && { ExpressionAttributeValues: condition.values }),
    }),
  },
});

export const putNew = <Item extends object>(table: string, item: Item): Write =>
  put(table, item, { that: "attribute_not_exists(pk)" });

/**
 * Reasons that pass; the SDK does not try a cancelled transaction again by itself. The members of one archive all count on
 * one row: 500 at once take some seconds to get through, and the attempts of a conflict wait up to 20.
 */
const PASSING: Readonly<Record<string, Patience>> = {
  TransactionConflict: { attempts: 10, baseMs: 40 },
  ThrottlingError: THROTTLED,
  ProvisionedThroughputExceeded: THROTTLED,
};

/** How long a transaction is worth trying again; undefined where no attempt can help. */
const patienceFor = (reasons: readonly CancellationReason[]): Patience | undefined => {
  const found = reasons.flatMap(({ Code = "None" }) => (Code === "None" ? [] : [PASSING[Code]]));
  return found.reduce((least, one) => (least && one && one.attempts >= least.attempts ? least : one), found[0]);
};

/** The SDK's own message names the codes alone. */
const describe = (reasons: readonly CancellationReason[]): string =>
  `transaction cancelled: ${reasons.map(({ Code, Message }) => [Code, Message].filter(Boolean).join(" ")).join("; ")}`;

/**
 * Writes all, and answers undefined; or writes nothing, and answers the position of the first write whose condition
 * failed. Anything else is thrown.
 *
 * @throws {DomainError} SERVICE_INDISPONIBLE when its rows are held or its table is throttled for too long.
 */
export const transact = async (
  client: DynamoDBDocumentClient,
  writes: readonly Write[],
): Promise<number | undefined> => {
  for (let attempt = 0; ; attempt++) {
    try {
      await client.send(new TransactWriteCommand({ TransactItems: [...writes] }));
      return undefined;
    } catch (error) {
      if (!(error instanceof TransactionCanceledException)) throw error;
      const reasons = error.CancellationReasons ?? [];
      const failed = reasons.findIndex(({ Code }) => Code === "ConditionalCheckFailed");
      if (failed !== -1) return failed;
      const cause = new Error(describe(reasons), { cause: error });
      const patience = patienceFor(reasons);
      if (!patience) throw cause;
      if (attempt + 1 >= patience.attempts) throw new DomainError("SERVICE_INDISPONIBLE", undefined, { cause });
      await pause(patience, attempt);
    }
  }
};
