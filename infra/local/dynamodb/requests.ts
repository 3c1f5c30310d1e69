/** Requests checked by dynalite, and its errors as ours. */
import validations from "dynalite/validations/index.js";
import { AwsError, onlyKnown } from "../json-protocol.ts";
import type { ActionFailure, Validation } from "./dynalite-contract.ts";

/** dynalite measures items in UTF-16 units; the true limit is checked where an item is written. */
export const DYNALITE_OPTIONS = { maxItemSize: Number.POSITIVE_INFINITY };

const isActionFailure = (error: unknown): error is ActionFailure =>
  error instanceof Error && "body" in error && typeof error.body === "object";

/** `com.amazonaws.dynamodb.v20120810#ConditionalCheckFailedException` and the like, as the error of that name. */
export const asAwsError = (error: unknown): unknown => {
  if (!isActionFailure(error)) return error;
  const { __type, message, Message } = error.body;
  return new AwsError(__type.slice(__type.indexOf("#") + 1), message ?? Message ?? "");
};

/** Refuses members that neither dynalite nor `extra` knows, then checks types, limits and expressions. */
export const checkedRequest = <R>(
  operation: string,
  input: Record<string, unknown>,
  { types, custom }: Validation<R>,
  extra: readonly string[] = [],
): R => {
  onlyKnown("DynamoDB", operation, input, [...Object.keys(types), ...extra]);
  try {
    const request = validations.checkTypes<R>(input, types);
    validations.checkValidations(request, types, custom, { options: DYNALITE_OPTIONS });
    return request;
  } catch (error) {
    throw asAwsError(error);
  }
};
