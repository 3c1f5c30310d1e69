/** Quotas of the developer guide ("Step Functions service quotas", "Avoid reaching the history quota") that a caller meets. */
import { GetExecutionHistoryCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { actionsAt } from "./executions.ts";
import { openPlace } from "./open-place.ts";

const place = await openPlace();
const { run, start, machine, ended, succeed, task, only, describe: read, itTakes } = actionsAt(place);

const KIB = 1024;
const text = (bytes: number): string => "x".repeat(bytes);

describe("'Maximum input or output size for a task, state, or execution': 256 KiB", () => {
  it("refuses a larger input of an execution", async () => {
    const stateMachineArn = await machine(only({ Type: "Pass", End: true }));
    const input = JSON.stringify(text(256 * KIB));
    await expect(place.client.send(new StartExecutionCommand({ stateMachineArn, input }))).rejects.toMatchObject({
      name: expect.stringMatching(/InvalidExecutionInput|ValidationException/),
    });
  });

  it("States.DataLimitExceeded is 'a terminal error that can't be caught by the States.ALL error type'", async () => {
    const execution = await run(
      {
        StartAt: "Both",
        States: {
          Both: {
            Type: "Parallel",
            Branches: [
              { StartAt: "A", States: { A: { Type: "Pass", End: true } } },
              { StartAt: "B", States: { B: { Type: "Pass", End: true } } },
            ],
            Catch: [{ ErrorEquals: ["States.ALL"], Next: "Caught" }],
            End: true,
          },
          Caught: { Type: "Pass", End: true },
        },
      },
      text(200 * KIB),
    );
    expect(await ended(execution)).toMatchObject({ status: "FAILED", error: "States.DataLimitExceeded" });
  });

  it("takes an output of a task up to that size", async () => {
    const execution = await run(only(task()));
    await succeed(await place.token(execution), text(256 * KIB - 2));
    expect((await ended(execution)).output).toHaveLength(256 * KIB);
  });
});

describe("'a hard quota of 25,000 entries in the execution event history'", () => {
  /** Two events each time round, besides those of the start and the end. */
  const countdown = {
    StartAt: "Round",
    States: {
      Round: {
        Type: "Choice",
        Choices: [{ Variable: "$.left", NumericEquals: 0, Next: "Done" }],
        Default: "Less",
      },
      Less: { Type: "Pass", Parameters: { "left.$": "States.MathAdd($.left, -1)" }, Next: "Round" },
      Done: { Type: "Succeed" },
    },
  };
  const eventsOf = (rounds: number): number => 1 + 4 * rounds + 2 + 2 + 1;
  const lastEvent = async (executionArn: string) => {
    const { events: [last] = [] } = await place.client.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true, maxResults: 1 }),
    );
    return [last?.id, last?.type];
  };

  itTakes(120)(
    "'If the event number 25,000 is ExecutionSucceeded, the execution finishes successfully'",
    { timeout: 300_000 },
    async () => {
      // 24,994 + 6: a first Pass state brings the count to 25,000.
      const definition = {
        StartAt: "First",
        States: { First: { Type: "Pass", Next: "Round" }, ...countdown.States },
      };
      const rounds = (25_000 - 2 - eventsOf(0)) / 4;
      const execution = await start(await machine(definition), { left: rounds });
      expect((await ended(execution)).status).toBe("SUCCEEDED");
      expect(await lastEvent(execution)).toEqual([25_000, "ExecutionSucceeded"]);
    },
  );

  itTakes(120)(
    "'If the event number 25,000 isn't ExecutionSucceeded, the ExecutionFailed event is logged', and no redrive has room",
    { timeout: 300_000 },
    async () => {
      const execution = await start(await machine(countdown), { left: 10_000 });
      expect((await ended(execution)).status).toBe("FAILED");
      expect(await lastEvent(execution)).toEqual([25_000, "ExecutionFailed"]);
      expect(await read(execution)).toMatchObject({
        redriveStatus: "NOT_REDRIVABLE",
        redriveStatusReason: expect.stringMatching(/^Execution history event limit exceeded/),
      });
    },
  );
});
