import { describe, expect, it } from "vitest";
import { failedItems } from "#infra/local/lambda/batch-response.ts";

const ITEMS = ["a", "b", "c"];
const failed = (payload: string, reported = true) => [...failedItems({ payload }, ITEMS, reported)];

/** AWS Lambda developer guide, "Implementing partial batch responses", success and failure conditions. */
describe("the answer of a function to a batch", () => {
  it.each([
    ["an empty list", '{"batchItemFailures":[]}'],
    ["a null list", '{"batchItemFailures":null}'],
    ["an empty object", "{}"],
    ["null", "null"],
  ])("is a complete success for %s", (_, payload) => {
    expect(failed(payload)).toEqual([]);
  });

  it.each([
    ["something that is not an object", '"done"'],
    ["a list", "[]"],
    ["a list that is none", '{"batchItemFailures":"a"}'],
    ["an empty identifier", '{"batchItemFailures":[{"itemIdentifier":""}]}'],
    ["a null identifier", '{"batchItemFailures":[{"itemIdentifier":null}]}'],
    ["a wrong key", '{"batchItemFailures":[{"id":"a"}]}'],
    ["an identifier that is not of the batch", '{"batchItemFailures":[{"itemIdentifier":"a"},{"itemIdentifier":"z"}]}'],
  ])("is a complete failure for %s", (_, payload) => {
    expect(failed(payload)).toEqual(ITEMS);
  });

  it("names the items that failed", () => {
    expect(failed('{"batchItemFailures":[{"itemIdentifier":"b"}]}')).toEqual(["b"]);
  });

  it("counts for nothing without ReportBatchItemFailures", () => {
    expect(failed('{"batchItemFailures":[{"itemIdentifier":"b"}]}', false)).toEqual([]);
  });

  it("is a complete failure when the function fails, reported or not", () => {
    expect([...failedItems({ payload: "{}", functionError: "Unhandled" }, ITEMS, false)]).toEqual(ITEMS);
  });
});
