import { RedriveExecutionCommand, SendTaskFailureCommand, SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { type GivenStates, startStates, temporaryDirectory } from "./given.ts";

const asking = {
  Type: "Task",
  Resource: "arn:aws:states:::lambda:invoke.waitForTaskToken",
  Parameters: { FunctionName: "ask", Payload: { "item.$": "$", "token.$": "$$.Task.Token" } },
  End: true,
};

const mapOf = (fields: object) => ({
  StartAt: "Map",
  States: {
    Map: {
      Type: "Map",
      ItemProcessor: { StartAt: "Ask", States: { Ask: asking } },
      End: true,
      ...fields,
    },
  },
});

const startAsking = async () => {
  const asked = new Map<string, string>();
  const states = await startStates(temporaryDirectory(), {
    functions: { ask: ({ item, token }: { item: string; token: string }) => void asked.set(item, token) },
  });
  return {
    states,
    asked,
    succeed: async (item: string) => {
      await states.client.send(new SendTaskSuccessCommand({ taskToken: asked.get(item), output: `"${item}!"` }));
      await states.settle();
    },
    fail: async (item: string) => {
      await states.client.send(new SendTaskFailureCommand({ taskToken: asked.get(item), error: "No" }));
      await states.settle();
    },
    [Symbol.asyncDispose]: () => states[Symbol.asyncDispose](),
  };
};

const count = async (states: GivenStates, execution: string, wanted: string): Promise<number> =>
  (await states.history(execution)).filter(({ type }) => type === wanted).length;

describe("Map", () => {
  it("runs MaxConcurrency iterations at a time, the next when one has ended", async () => {
    await using given = await startAsking();
    const { states, asked, succeed } = given;
    const execution = await states.start(await states.create(mapOf({ MaxConcurrency: 2 })), ["a", "b", "c"]);
    expect([...asked.keys()]).toEqual(["a", "b"]);
    await succeed("b");
    expect([...asked.keys()]).toEqual(["a", "b", "c"]);
    await succeed("c");
    await succeed("a");
    expect((await states.describe(execution)).output).toBe('["a!","b!","c!"]');
  });

  it("runs all of them at once without it", async () => {
    await using given = await startAsking();
    const { states, asked } = given;
    await states.start(await states.create(mapOf({})), ["a", "b", "c", "d"]);
    expect(asked.size).toBe(4);
  });

  it("stops the others when one fails", async () => {
    await using given = await startAsking();
    const { states, asked, fail } = given;
    const execution = await states.start(await states.create(mapOf({})), ["a", "b"]);
    await fail("a");
    expect(await states.describe(execution)).toMatchObject({ status: "FAILED", error: "No" });
    await expect(
      states.client.send(new SendTaskSuccessCommand({ taskToken: asked.get("b"), output: "1" })),
    ).rejects.toMatchObject({ name: "TaskTimedOut" });
    expect(await count(states, execution, "MapIterationFailed")).toBe(1);
  });

  it("tolerates as many failures as it says, and no more", async () => {
    await using given = await startAsking();
    const { states, succeed, fail } = given;
    const arn = await states.create(mapOf({ ToleratedFailureCount: 1 }));
    const first = await states.start(arn, ["a", "b"]);
    await fail("a");
    expect((await states.describe(first)).status).toBe("RUNNING");
    await succeed("b");
    expect((await states.describe(first)).status).toBe("SUCCEEDED");

    const second = await states.start(arn, ["c", "d", "e"]);
    await fail("c");
    await fail("d");
    expect(await states.describe(second)).toMatchObject({
      status: "FAILED",
      error: "States.ExceedToleratedFailureThreshold",
    });
  });

  it("is redriven in the iterations that failed or were stopped", async () => {
    await using given = await startAsking();
    const { states, asked, succeed, fail } = given;
    const executionArn = await states.start(await states.create(mapOf({})), ["a", "b", "c"]);
    await succeed("a");
    await fail("b");
    asked.clear();
    await states.client.send(new RedriveExecutionCommand({ executionArn }));
    await states.settle();
    expect([...asked.keys()]).toEqual(["b", "c"]);
    await succeed("b");
    await succeed("c");
    expect((await states.describe(executionArn)).output).toBe('["a!","b!","c!"]');
  });
});
