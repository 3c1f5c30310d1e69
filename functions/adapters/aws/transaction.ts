/** One DynamoDB transaction: all of its writes or none, and why not. */
import { type CancellationReason, TransactionCanceledException } from "@aws-sdk/client-dynamodb";
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from "@aws-sdk/lib-dynamodb";

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
 * Attempts when another transaction holds one of the rows; the SDK does not repeat those by itself. The members of one
 * archive all count on one row: 500 at once take some seconds to get through, and these attempts wait up to 20.
 */
const ATTEMPTS = 10;
const BASE_DELAY_MS = 20;

const conflicted = (reasons: readonly CancellationReason[]): boolean =>
  reasons.some(({ Code }) => Code === "TransactionConflict" || Code === "ThrottlingError") &&
  !reasons.some(({ Code }) => Code === "ConditionalCheckFailed");

/** The SDK's own message names the codes alone. */
const describe = (reasons: readonly CancellationReason[]): string =>
  `transaction cancelled: ${reasons.map(({ Code, Message }) => [Code, Message].filter(Boolean).join(" ")).join("; ")}`;

const pause = (attempt: number): Promise<void> =>
  new Promise((resolve) => setTimeout(resolve, Math.random() * BASE_DELAY_MS * 2 ** attempt));

/**
 * Writes all, and answers undefined; or writes nothing, and answers the position of the first write whose condition
 * failed. Anything else is thrown.
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
      if (!conflicted(reasons) || attempt + 1 >= ATTEMPTS) throw new Error(describe(reasons), { cause: error });
      await pause(attempt);
    }
  }
};
