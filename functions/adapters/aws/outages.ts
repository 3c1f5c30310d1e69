/** Tells a service that cannot answer now from one that says no: what is thrown of the former is one refusal, to be tried again. */
import { DomainError } from "#domain/erreurs/domain-error.ts";

/**
 * Exceptions by which AWS says that it is asked too much, after the SDK's own attempts (DynamoDB, "Error handling with
 * DynamoDB"; Step Functions, KMS and SQS API references, "Common Errors"), and those of the network.
 */
const PASSING: ReadonlySet<string> = new Set([
  "ProvisionedThroughputExceededException",
  "RequestLimitExceeded",
  "RequestThrottled",
  "SlowDown",
  "Throttling",
  "ThrottlingException",
  "TooManyRequestsException",
  "TransactionInProgressException",
  "TimeoutError",
  "ECONNREFUSED",
  "ECONNRESET",
  "EPIPE",
  "ETIMEDOUT",
]);

/** HTTP statuses of an AWS service that is out of order. */
const OUT_OF_ORDER: ReadonlySet<unknown> = new Set([500, 502, 503, 504]);

const member = (value: unknown, name: string): unknown =>
  typeof value === "object" && value !== null ? Reflect.get(value, name) : undefined;

const isPassing = (error: unknown): boolean =>
  [member(error, "name"), member(error, "code")].some((word) => typeof word === "string" && PASSING.has(word)) ||
  OUT_OF_ORDER.has(member(member(error, "$metadata"), "httpStatusCode"));

/** What passes by itself, as the refusal that says so; anything else as it is. */
const told = (error: unknown): unknown =>
  isPassing(error) ? new DomainError("SERVICE_INDISPONIBLE", undefined, { cause: error }) : error;

type Call<Input, Output> = (input: Input) => Promise<Output>;

/** A client of the SDK, as far as its stack of middleware goes. */
interface Client {
  readonly middlewareStack: {
    add(
      middleware: <Input, Output>(next: Call<Input, Output>) => Call<Input, Output>,
      options: { readonly step: "initialize"; readonly priority: "high"; readonly name: string },
    ): void;
  };
}

/** The client, whose outages are told; outermost, so that its own attempts come first. */
export const tellingOutages = <One extends Client>(client: One): One => {
  client.middlewareStack.add(
    (next) => async (input) => {
      try {
        return await next(input);
      } catch (error) {
        throw told(error);
      }
    },
    { step: "initialize", priority: "high", name: "tellingOutages" },
  );
  return client;
};
