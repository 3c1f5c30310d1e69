import { describe, expect, it } from "vitest";
import type { Invocation } from "#infra/local/lambda/invoker.ts";
import { processBatch, type StreamBatchParts } from "#infra/local/lambda/stream-batch.ts";
import { MemoryStream } from "./memory-sources.ts";

const NOW = Date.parse("2026-05-01T00:00:00Z");
const POLICY = { bisect: false, maxRetries: 2, maxAgeMs: Number.POSITIVE_INFINITY, reported: false };

/** Processes records named by letters; `answer` is the function: the payload it returns, or undefined when it fails. */
const run = async (
  letters: string,
  policy: Partial<typeof POLICY>,
  answer: (batch: string, numbers: readonly string[]) => string | undefined,
) => {
  const stream = new MemoryStream("arn");
  stream.add([...letters], NOW);
  const records = await stream.read("arn", undefined, 1_000, AbortSignal.abort());
  const letterOf = new Map(records.map(({ dynamodb }, index) => [dynamodb.SequenceNumber, letters[index] ?? ""]));
  const steps: string[] = [];
  const parts: StreamBatchParts = {
    invoke: async (batch): Promise<Invocation> => {
      const numbers = batch.map(({ dynamodb }) => dynamodb.SequenceNumber);
      const text = numbers.map((number) => letterOf.get(number)).join("");
      steps.push(text);
      const payload = answer(text, numbers);
      return payload === undefined
        ? { requestId: "r", payload: "{}", functionError: "Unhandled" }
        : { requestId: "r", payload };
    },
    checkpoint: (number) => steps.push(`✓${letterOf.get(number)}`),
    giveUp: async ({ records: lost, attempts }, condition) => {
      steps.push(
        `✗${lost.map(({ dynamodb }) => letterOf.get(dynamodb.SequenceNumber)).join("")} ${condition} ${attempts}`,
      );
    },
    backOff: async () => true,
    now: () => NOW + 60_000,
  };
  await processBatch(records, { ...POLICY, ...policy }, parts);
  return steps;
};

const failures = (...itemIdentifiers: (string | undefined)[]) =>
  JSON.stringify({ batchItemFailures: itemIdentifiers.map((itemIdentifier) => ({ itemIdentifier })) });

/** AWS Lambda developer guide, "How Lambda processes records from stream and queue-based event sources". */
describe("a batch of a stream", () => {
  it("is one invocation and a checkpoint when all is well", async () => {
    expect(await run("abc", {}, () => "null")).toEqual(["abc", "✓c"]);
  });

  it("is retried whole, then given up, and the stream goes on", async () => {
    expect(await run("ab", {}, () => undefined)).toEqual(["ab", "ab", "ab", "✗ab RetryAttemptsExhausted 3", "✓b"]);
  });

  it("is retried until it succeeds", async () => {
    let calls = 0;
    expect(await run("ab", { maxRetries: Number.POSITIVE_INFINITY }, () => (++calls < 5 ? undefined : "null"))).toEqual(
      [...Array.from({ length: 5 }, () => "ab"), "✓b"],
    );
  });

  it("is bisected down to the record that fails, which alone is given up; a split is no retry", async () => {
    const steps = await run("abcd", { bisect: true, maxRetries: 1 }, (batch) =>
      batch.includes("c") ? undefined : "null",
    );
    expect(steps).toEqual(["abcd", "ab", "✓b", "cd", "c", "c", "✗c RetryAttemptsExhausted 2", "✓c", "d", "✓d"]);
  });

  it("is retried from the lowest sequence number that the function reports", async () => {
    let calls = 0;
    const steps = await run("abcd", { reported: true }, (_, numbers) =>
      ++calls === 1 ? failures(numbers[3], numbers[1]) : "null",
    );
    expect(steps).toEqual(["abcd", "✓a", "bcd", "✓d"]);
  });

  it("gives up what remains after the reported record when its retries are used up", async () => {
    const steps = await run("abc", { reported: true, maxRetries: 2 }, (batch, numbers) =>
      failures(numbers[batch.indexOf("b")]),
    );
    expect(steps).toEqual(["abc", "✓a", "bc", "bc", "✗bc RetryAttemptsExhausted 3", "✓c"]);
  });

  it("isolates the reported record where bisection is on", async () => {
    const steps = await run("abcd", { reported: true, bisect: true, maxRetries: 0 }, (batch, numbers) =>
      batch.includes("b") ? failures(numbers[batch.indexOf("b")]) : "null",
    );
    expect(steps).toEqual(["abcd", "✓a", "bcd", "bc", "b", "✗b RetryAttemptsExhausted 1", "✓b", "c", "✓c", "d", "✓d"]);
  });

  it("fails whole when the report names a record that is not of it", async () => {
    const steps = await run("ab", { reported: true, maxRetries: 0 }, () => failures("nobody"));
    expect(steps).toEqual(["ab", "✗ab RetryAttemptsExhausted 1", "✓b"]);
  });

  it("gives up records that are too old before they are tried", async () => {
    expect(await run("ab", { maxAgeMs: 59_000 }, () => "null")).toEqual(["✗ab RecordAgeExceeded 0", "✓b"]);
  });
});
