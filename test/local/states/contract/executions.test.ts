/**
 * Sentences of AWS's API reference on executions: StartExecution, StopExecution, DescribeExecution, ListExecutions,
 * GetExecutionHistory, and the names that they allow.
 */
import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  StartExecutionCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { actionsAt, typesOf } from "./executions.ts";
import { openPlace } from "./open-place.ts";

const place = await openPlace();
const { run, start, machine, ended, history, succeed, task, only, describe: read, itTakes } = actionsAt(place);

const DAY = 86_400;
const waiting = only(task());
const passing = only({ Type: "Pass", End: true });

describe("StartExecution", () => {
  it("'with the same name and input as a running execution, the call succeeds and return[s] the same response'", async () => {
    const stateMachineArn = await machine(waiting);
    const command = () => new StartExecutionCommand({ stateMachineArn, name: "one", input: '{"n":1}' });
    const first = await place.client.send(command());
    const second = await place.client.send(command());
    expect([second.executionArn, second.startDate]).toEqual([first.executionArn, first.startDate]);
    expect(first.executionArn).toMatch(/:execution:contract-[^:]+:one$/);
    await succeed(await place.token(first.executionArn ?? ""));
  });

  it("'if the input is different, it returns a 400 ExecutionAlreadyExists error'", async () => {
    const arn = await machine(waiting);
    const execution = await start(arn, { n: 1 }, "one");
    await expect(start(arn, { n: 2 }, "one")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
    await succeed(await place.token(execution));
  });

  it("'If the execution is closed … it returns a 400 ExecutionAlreadyExists error'", async () => {
    const arn = await machine(passing);
    await ended(await start(arn, { n: 1 }, "one"));
    await expect(start(arn, { n: 1 }, "one")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
  });

  itTakes(91 * DAY)("'You can reuse the name 90 days after it closes'", async () => {
    const arn = await machine(passing);
    await ended(await start(arn, { n: 1 }, "one"));
    await place.pass(90 * DAY - 60);
    await expect(start(arn, { n: 2 }, "one")).rejects.toMatchObject({ name: "ExecutionAlreadyExists" });
    await place.pass(60);
    const execution = await ended(await start(arn, { n: 2 }, "one"));
    expect(execution.output).toBe('{"n":2}');
    expect(await history(execution.executionArn ?? "")).toHaveLength(4);
  });

  it("'automatically generates a universally unique identifier (UUID) as the execution name'", async () => {
    const { name } = await ended(await run(passing));
    expect(name).toMatch(/^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  });

  it.each(["a name", "a<b", "a*", "a#b", "a:b", "a/b", "a\u0007", "x".repeat(81)])(
    "'A name must not contain' what %j contains",
    async (name) => {
      const arn = await machine(passing);
      await expect(start(arn, {}, name)).rejects.toMatchObject({
        name: expect.stringMatching(/InvalidName|Validation/),
      });
    },
  );

  it("InvalidExecutionInput: 'The provided JSON input data is not valid'", async () => {
    const stateMachineArn = await machine(passing);
    const command = new StartExecutionCommand({ stateMachineArn, input: "{n:1}" });
    await expect(place.client.send(command)).rejects.toMatchObject({ name: "InvalidExecutionInput" });
  });

  it("StateMachineDoesNotExist: 'The specified state machine does not exist'", async () => {
    const missing = `${await machine(passing)}x`;
    await expect(start(missing)).rejects.toMatchObject({ name: "StateMachineDoesNotExist" });
  });
});

describe("StopExecution", () => {
  it("stops an execution that waits for a token: ABORTED, with 'the error code' and 'a more detailed explanation'", async () => {
    const executionArn = await run(waiting);
    await place.token(executionArn);
    const { stopDate } = await place.client.send(
      new StopExecutionCommand({ executionArn, error: "Cancelled", cause: "by the buyer" }),
    );
    expect(await read(executionArn)).toMatchObject({
      status: "ABORTED",
      error: "Cancelled",
      cause: "by the buyer",
      stopDate,
    });
    expect((await history(executionArn)).at(-1)).toMatchObject({
      type: "ExecutionAborted",
      executionAbortedEventDetails: { error: "Cancelled", cause: "by the buyer" },
    });
  });

  it("stops an execution that waits for an instant, and nothing comes after", async () => {
    const executionArn = await run(only({ Type: "Wait", Seconds: 3, End: true }));
    await place.breathe();
    await place.client.send(new StopExecutionCommand({ executionArn }));
    await place.pass(5);
    expect(typesOf(await history(executionArn))).toEqual(["ExecutionStarted", "WaitStateEntered", "ExecutionAborted"]);
  });
});

describe("TimeoutSeconds of the machine", () => {
  itTakes(5)(
    "'If the [machine] runs longer than the specified time, it fails with a States.Timeout error'",
    async () => {
      const execution = await run(only(task(), { TimeoutSeconds: 3 }));
      await place.token(execution);
      await place.pass(4);
      expect((await ended(execution)).status).toBe("TIMED_OUT");
      expect(typesOf(await history(execution)).at(-1)).toBe("ExecutionTimedOut");
    },
  );
});

describe("ListExecutions", () => {
  const listing = async () => {
    const arn = await machine(passing);
    for (const name of ["one", "two", "three"]) {
      await ended(await start(arn, {}, name));
      await place.pass(1);
    }
    return arn;
  };

  itTakes(3)("'Results are sorted by time, with the most recent execution first'", async () => {
    const { executions = [] } = await place.client.send(
      new ListExecutionsCommand({ stateMachineArn: await listing() }),
    );
    expect(executions.map(({ name }) => name)).toEqual(["three", "two", "one"]);
    expect(executions[0]).toMatchObject({ status: "SUCCEEDED", redriveCount: 0 });
  });

  itTakes(3)("'If nextToken is returned, there are more results available'", async () => {
    const stateMachineArn = await listing();
    const first = await place.client.send(new ListExecutionsCommand({ stateMachineArn, maxResults: 2 }));
    const second = await place.client.send(
      new ListExecutionsCommand({ stateMachineArn, maxResults: 2, nextToken: first.nextToken }),
    );
    expect(second.executions?.map(({ name }) => name)).toEqual(["one"]);
    expect(second.nextToken).toBeUndefined();
  });

  itTakes(3)("'only list the executions whose current execution status matches the given filter'", async () => {
    const stateMachineArn = await listing();
    const named = async (statusFilter: "SUCCEEDED" | "FAILED") => {
      const answer = await place.client.send(new ListExecutionsCommand({ stateMachineArn, statusFilter }));
      return answer.executions?.length;
    };
    expect([await named("SUCCEEDED"), await named("FAILED")]).toEqual([3, 0]);
  });

  it("InvalidToken: 'The provided token is not valid'", async () => {
    const command = new ListExecutionsCommand({ stateMachineArn: await machine(passing), nextToken: "nonsense" });
    await expect(place.client.send(command)).rejects.toMatchObject({ name: "InvalidToken" });
  });
});

describe("GetExecutionHistory", () => {
  it("'results are returned in ascending order …. Use the reverseOrder parameter to get the latest events first'", async () => {
    const executionArn = await run(passing);
    await ended(executionArn);
    const all = typesOf(await history(executionArn));
    expect(all).toEqual(["ExecutionStarted", "PassStateEntered", "PassStateExited", "ExecutionSucceeded"]);
    const { events = [] } = await place.client.send(
      new GetExecutionHistoryCommand({ executionArn, reverseOrder: true }),
    );
    expect(typesOf(events)).toEqual(all.toReversed());
  });

  it("'Make the call again using the returned token to retrieve the next page'", async () => {
    const executionArn = await run(passing);
    await ended(executionArn);
    const page = async (nextToken: string | undefined) =>
      place.client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 3, nextToken }));
    const first = await page(undefined);
    const second = await page(first.nextToken);
    expect([...typesOf(first.events ?? []), ...typesOf(second.events ?? [])]).toEqual(
      typesOf(await history(executionArn)),
    );
    expect(second.nextToken).toBeUndefined();
  });

  it("'You can select whether execution data (input or output of a history event) is returned'", async () => {
    const executionArn = await run(passing, { secret: true });
    await ended(executionArn);
    const { events = [] } = await place.client.send(
      new GetExecutionHistoryCommand({ executionArn, includeExecutionData: false }),
    );
    expect(JSON.stringify(events)).not.toContain("secret");
    expect(events[1]?.stateEnteredEventDetails?.name).toBe("Only");
  });
});
