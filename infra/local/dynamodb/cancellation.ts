/** Why a transaction does not take place: one reason per action, in the order of the actions. */
import { AwsError } from "../json-protocol.ts";

export interface Reason {
  readonly Code: string;
  readonly Message?: string;
  readonly Item?: unknown;
}

type Outcome<T> = { readonly value: T } | { readonly reason: Reason };

/** Errors of one action that cancel the transaction; any other is the answer to the whole request. */
const REASON_CODES: Readonly<Record<string, string>> = {
  ConditionalCheckFailedException: "ConditionalCheckFailed",
  ValidationException: "ValidationError",
};

/** The one fault of an action that AWS finds before it starts the transaction. */
const isFoundEarlier = (error: AwsError): boolean => error.message.includes("cannot contain an empty");

const attempt = <T>(work: () => T): Outcome<T> => {
  try {
    return { value: work() };
  } catch (error) {
    const code = error instanceof AwsError && !isFoundEarlier(error) ? REASON_CODES[error.code] : undefined;
    if (!(error instanceof AwsError) || code === undefined) throw error;
    return { reason: { Code: code, Message: error.message, ...error.extra } };
  }
};

export const canceled = (reasons: readonly Reason[]): AwsError =>
  new AwsError(
    "TransactionCanceledException",
    `Transaction cancelled, please refer cancellation reasons for specific reasons [${reasons
      .map(({ Code }) => Code)
      .join(", ")}]`,
    400,
    { CancellationReasons: reasons },
  );

/** Does `work` for every action, even past the first failure, so that each has its reason; throws if any failed. */
export const allOrCanceled = <A, T>(actions: readonly A[], work: (action: A) => T): readonly T[] => {
  const outcomes = actions.map((action) => attempt(() => work(action)));
  const values = outcomes.flatMap((outcome) => ("value" in outcome ? [outcome.value] : []));
  if (values.length === outcomes.length) return values;
  throw canceled(outcomes.map((outcome) => ("reason" in outcome ? outcome.reason : { Code: "None" })));
};
