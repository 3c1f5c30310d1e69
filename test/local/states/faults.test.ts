import {
  ListExecutionsCommand,
  RedriveExecutionCommand,
  SendTaskSuccessCommand,
  StopExecutionCommand,
} from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { createToken } from "#infra/local/states/tokens.ts";
import { type GivenStates, startStates, temporaryDirectory } from "./given.ts";

const invoke = (fields: object) => ({
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke",
  Parameters: { FunctionName: "work", "Payload.$": "$" },
  ...fields,
});
const only = (state: object) => ({ StartAt: "Only", States: { Only: state } });

const typesOf = async (states: GivenStates, execution: string) =>
  (await states.history(execution)).map(({ type }) => type);

const refuse = (): never => {
  throw new Error("no");
};

describe("what goes wrong within an execution", () => {
  it("fails with the fault of a catcher's own fields, after the failure that it was for", async () => {
    await using states = await startStates(temporaryDirectory(), { functions: { work: refuse } });
    const definition = {
      QueryLanguage: "JSONata",
      StartAt: "Only",
      States: {
        Only: {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Arguments: { FunctionName: "work" },
          Catch: [{ ErrorEquals: ["States.ALL"], Output: "{% $number('x') %}", Next: "Caught" }],
          End: true,
        },
        Caught: { Type: "Succeed" },
      },
    };
    const execution = await states.start(await states.create(definition));
    expect((await states.describe(execution)).error).toBe("States.QueryEvaluationError");
    expect((await typesOf(states, execution)).slice(-3)).toEqual(["TaskFailed", "EvaluationFailed", "ExecutionFailed"]);
  });

  it("notes that a task succeeded also where its output then cannot be worked out", async () => {
    await using states = await startStates(temporaryDirectory(), { functions: { work: () => 1 } });
    const definition = only(invoke({ ResultSelector: { "x.$": "$.missing" }, End: true }));
    const execution = await states.start(await states.create(definition));
    expect((await states.describe(execution)).status).toBe("FAILED");
    expect(await typesOf(states, execution)).toContain("TaskSucceeded");
  });

  it("fails with Lambda's own exception for a function that does not exist", async () => {
    await using states = await startStates(temporaryDirectory());
    const execution = await states.start(await states.create(only(invoke({ End: true }))));
    expect((await states.describe(execution)).error).toBe("Lambda.ResourceNotFoundException");
  });

  it("shows a fault of the runtime itself, and does not leave the execution hanging", async () => {
    await using states = await startStates(temporaryDirectory(), {
      invoker: { invoke: () => Promise.reject(new TypeError("a bug")) },
    });
    const execution = await states.start(await states.create(only(invoke({ End: true }))));
    expect(await states.describe(execution)).toMatchObject({ error: "States.Runtime", cause: "TypeError: a bug" });
    expect(states.lines.join()).toContain("a bug");
  });

  it("runs a Parallel anew, with the branches that succeeded, when it failed by the size of its output", async () => {
    const calls: string[] = [];
    const branch = (name: string) => ({
      StartAt: name,
      States: {
        [name]: {
          ...invoke({ OutputPath: "$.Payload", End: true }),
          Parameters: { FunctionName: "work", Payload: name },
        },
      },
    });
    let bytes = 200_000;
    await using states = await startStates(temporaryDirectory(), {
      functions: {
        work: (name: string) => {
          calls.push(name);
          return "x".repeat(bytes);
        },
      },
    });
    const definition = only({ Type: "Parallel", Branches: [branch("A"), branch("B")], End: true });
    const executionArn = await states.start(await states.create(definition));
    expect((await states.describe(executionArn)).error).toBe("States.DataLimitExceeded");
    bytes = 1;
    await states.client.send(new RedriveExecutionCommand({ executionArn }));
    await states.settle();
    expect((await states.describe(executionArn)).output).toBe('["x","x"]');
    expect(calls).toEqual(["A", "B", "A", "B"]);
  });
});

describe("what callers get wrong", () => {
  it("does not know a token that no task has", async () => {
    await using states = await startStates(temporaryDirectory());
    const command = new SendTaskSuccessCommand({ taskToken: createToken(), output: "{}" });
    await expect(states.client.send(command)).rejects.toMatchObject({ name: "TaskDoesNotExist" });
  });

  it("refuses a value out of its range", async () => {
    await using states = await startStates(temporaryDirectory());
    const stateMachineArn = await states.create(only({ Type: "Succeed" }));
    const command = new ListExecutionsCommand({ stateMachineArn, maxResults: 1001 });
    await expect(states.client.send(command)).rejects.toMatchObject({ name: "ValidationException" });
  });

  it("refuses a definition of more than 1 MB", async () => {
    await using states = await startStates(temporaryDirectory());
    const definition = only({ Type: "Pass", Result: "x".repeat(1_048_576), End: true });
    await expect(states.create(definition)).rejects.toMatchObject({ name: "InvalidDefinition" });
  });

  it("answers when an execution stopped, also when asked again", async () => {
    await using states = await startStates(temporaryDirectory());
    const executionArn = await states.start(await states.create(only({ Type: "Wait", Seconds: 9, End: true })));
    const { stopDate } = await states.client.send(new StopExecutionCommand({ executionArn }));
    await states.move(60);
    expect((await states.client.send(new StopExecutionCommand({ executionArn }))).stopDate).toEqual(stopDate);
  });
});
