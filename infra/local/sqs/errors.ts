/** The errors of SQS, under both of their names: the JSON protocol's, and the query protocol's that old clients match. */
import type { AwsResponse } from "../contracts.ts";
import { AwsError } from "../json-protocol.ts";

/** Errors whose name in the query protocol differs: AWS sends it in `x-amzn-query-error`. */
const QUERY_CODES: Readonly<Record<string, string>> = {
  BatchEntryIdsNotDistinct: "AWS.SimpleQueueService.BatchEntryIdsNotDistinct",
  BatchRequestTooLong: "AWS.SimpleQueueService.BatchRequestTooLong",
  EmptyBatchRequest: "AWS.SimpleQueueService.EmptyBatchRequest",
  InvalidBatchEntryId: "AWS.SimpleQueueService.InvalidBatchEntryId",
  MessageNotInflight: "AWS.SimpleQueueService.MessageNotInflight",
  PurgeQueueInProgress: "AWS.SimpleQueueService.PurgeQueueInProgress",
  QueueDoesNotExist: "AWS.SimpleQueueService.NonExistentQueue",
  TooManyEntriesInBatchRequest: "AWS.SimpleQueueService.TooManyEntriesInBatchRequest",
  UnsupportedOperation: "AWS.SimpleQueueService.UnsupportedOperation",
};

export const queryCode = (code: string): string => QUERY_CODES[code] ?? code;

export const queueDoesNotExist = (): AwsError =>
  new AwsError("QueueDoesNotExist", "The specified queue does not exist.");

export const invalidParameter = (message: string): AwsError => new AwsError("InvalidParameterValue", message);

export const outOfRange = (name: string, value: number, range: string): AwsError =>
  invalidParameter(`Value ${value} for parameter ${name} is invalid. Reason: Must be ${range}.`);

export const invalidReceiptHandle = (handle: string): AwsError =>
  new AwsError("ReceiptHandleIsInvalid", `The input receipt handle "${handle}" is not a valid receipt handle.`);

/** Adds the query protocol's name to an error answer. */
export const withQueryError = (response: AwsResponse): AwsResponse => {
  if (response.status < 400) return response;
  const body: unknown = JSON.parse(response.body.toString());
  if (typeof body !== "object" || body === null || !("__type" in body)) return response;
  const side = response.status < 500 ? "Sender" : "Receiver";
  return {
    ...response,
    headers: { ...response.headers, "x-amzn-query-error": `${queryCode(String(body.__type))};${side}` },
  };
};
