import {
  type ExecutionListItem,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SendTaskSuccessCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { type GivenStates, startStates, temporaryDirectory } from "./given.ts";

const invoke = (fields: object) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName: "work", "Payload.$": "$" },
  ...fields,
});
const asking = (fields: object) => ({
  ...invoke(fields),
  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
  Parameters: { FunctionName: "work", Payload: { "token.$": "$$.Task.Token" } },
});
const only = (state: object) => ({ StartAt: "Only", States: { Only: state } });

const types = async (states: GivenStates, execution: string) =>
  (await states.history(execution)).map(({ type }) => type);

/** Waits for the end of `start`, or for a moment where a call that never returns keeps it from coming to rest. */
const orMoment = (start: Promise<unknown>): Promise<unknown> =>
  Promise.race([start, new Promise((resolve) => setTimeout(resolve, 300))]);

/** The one execution of the first machine. */
const theExecution = async ({ client }: GivenStates): Promise<ExecutionListItem | undefined> => {
  const { stateMachines: [machine] = [] } = await client.send(new ListStateMachinesCommand());
  const { executions: [execution] = [] } = await client.send(
    new ListExecutionsCommand({ stateMachineArn: machine?.stateMachineArn }),
  );
  return execution;
};

const NOW = Date.parse("2026-03-01T08:00:00Z");
const never = () => new Promise(() => undefined);

describe("after a restart", () => {
  it("awaits the token that was handed out, without calling again", async () => {
    const dataDir = temporaryDirectory();
    const tokens: string[] = [];
    const work = ({ token }: { token: string }) => void tokens.push(token);
    let execution = "";
    {
      await using states = await startStates(dataDir, { functions: { work } });
      execution = await states.start(await states.create(only(asking({ End: true }))));
    }
    await using states = await startStates(dataDir, { functions: { work } });
    await states.settle();
    expect(tokens).toHaveLength(1);
    await states.client.send(new SendTaskSuccessCommand({ taskToken: tokens[0], output: '"late"' }));
    await states.settle();
    expect((await states.describe(execution)).output).toBe('"late"');
    expect((await types(states, execution)).filter((type) => type === "TaskScheduled")).toHaveLength(1);
  });

  it("calls again what had been called without an answer, and says so once in the history", async () => {
    const dataDir = temporaryDirectory();
    {
      await using states = await startStates(dataDir, { functions: { work: never }, now: NOW });
      await orMoment(states.start(await states.create(only(invoke({ End: true })))));
    }
    await using states = await startStates(dataDir, { functions: { work: () => "done" }, now: NOW });
    await states.settle();
    const execution = await theExecution(states);
    expect(execution).toMatchObject({ status: "SUCCEEDED" });
    expect(await types(states, execution?.executionArn ?? "")).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "TaskScheduled",
      "TaskStarted",
      "TaskSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
  });

  it("waits for the instant that it waited for, not for its length anew", async () => {
    const dataDir = temporaryDirectory();
    let execution = "";
    {
      await using states = await startStates(dataDir, { now: NOW });
      execution = await states.start(await states.create(only({ Type: "Wait", Seconds: 100, End: true })));
      await states.move(60);
    }
    await using states = await startStates(dataDir, { now: NOW + 60_000 });
    await states.move(39);
    expect((await states.describe(execution)).status).toBe("RUNNING");
    await states.move(1);
    expect((await states.describe(execution)).status).toBe("SUCCEEDED");
  });

  it("makes the next attempt when it was due, with the attempts that are left", async () => {
    const dataDir = temporaryDirectory();
    const retry = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 100, MaxAttempts: 1 }];
    let calls = 0;
    const work = () => {
      calls += 1;
      throw new Error("no");
    };
    let execution = "";
    {
      await using states = await startStates(dataDir, { functions: { work }, now: NOW });
      execution = await states.start(await states.create(only(invoke({ Retry: retry, End: true }))));
      expect(calls).toBe(1);
    }
    await using states = await startStates(dataDir, { functions: { work }, now: NOW + 50_000 });
    await states.move(49);
    expect(calls).toBe(1);
    await states.move(1);
    expect([calls, (await states.describe(execution)).status]).toEqual([2, "FAILED"]);
  });

  it("runs the iterations that are left, and not those that were done", async () => {
    const dataDir = temporaryDirectory();
    const seen: number[] = [];
    const noted = (item: number): number => {
      seen.push(item);
      return item;
    };
    const map = {
      Type: "Map",
      ItemsPath: "$.items",
      MaxConcurrency: 1,
      ItemProcessor: { StartAt: "Item", States: { Item: invoke({ OutputPath: "$.Payload", End: true }) } },
      End: true,
    };
    {
      await using states = await startStates(dataDir, {
        functions: { work: (item: number) => (item < 3 ? noted(item) : never()) },
        now: NOW,
      });
      const arn = await states.create(only(map));
      await orMoment(states.start(arn, { items: [1, 2, 3, 4] }));
    }
    expect(seen).toEqual([1, 2]);
    await using states = await startStates(dataDir, {
      functions: { work: (item: number) => noted(item) * 10 },
      now: NOW,
    });
    await states.settle();
    expect(seen).toEqual([1, 2, 3, 4]);
    const execution = await theExecution(states);
    expect((await states.describe(execution?.executionArn ?? "")).output).toBe("[1,2,30,40]");
  });

  it("ends an execution whose time ran out meanwhile", async () => {
    const dataDir = temporaryDirectory();
    let execution = "";
    {
      await using states = await startStates(dataDir, { now: NOW });
      const definition = { ...only({ Type: "Wait", Seconds: 1000, End: true }), TimeoutSeconds: 60 };
      execution = await states.start(await states.create(definition));
    }
    await using states = await startStates(dataDir, { now: NOW + 61_000 });
    await states.settle();
    expect((await states.describe(execution)).status).toBe("TIMED_OUT");
  });

  it("leaves alone what has ended", async () => {
    const dataDir = temporaryDirectory();
    let executionArn = "";
    {
      await using states = await startStates(dataDir, { now: NOW });
      executionArn = await states.start(await states.create(only({ Type: "Wait", Seconds: 10, End: true })));
      await states.client.send(new StopExecutionCommand({ executionArn }));
    }
    await using states = await startStates(dataDir, { now: NOW });
    await states.move(60);
    expect((await states.describe(executionArn)).status).toBe("ABORTED");
    expect(await types(states, executionArn)).toHaveLength(3);
  });
});
