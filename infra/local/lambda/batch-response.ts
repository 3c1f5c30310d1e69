/** Which items of a batch have failed, from the answer of a function. */
import { z } from "zod";
import type { InvokeResult } from "../contracts.ts";

const BatchResponse = z
  .object({ batchItemFailures: z.array(z.object({ itemIdentifier: z.string().min(1) })).nullish() })
  .nullable();

const parse = (payload: string) => BatchResponse.safeParse(JSON.parse(payload));

/**
 * The identifiers, out of `items`, that are to be retried.
 *
 * AWS Lambda developer guide, "Implementing partial batch responses": without `ReportBatchItemFailures` an answer is a
 * success and an error fails the batch. With it, an empty or null list, `{}` and null are complete successes; a list
 * that is not readable, or that names an item which is not of the batch, is a complete failure.
 */
export const failedItems = (result: InvokeResult, items: readonly string[], reported: boolean): ReadonlySet<string> => {
  const all = new Set(items);
  if (result.functionError) return all;
  if (!reported) return new Set();
  const response = parse(result.payload);
  if (!response.success) return all;
  const failed = new Set(response.data?.batchItemFailures?.map(({ itemIdentifier }) => itemIdentifier));
  return [...failed].every((item) => all.has(item)) ? failed : all;
};
