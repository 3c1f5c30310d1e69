/** Sentences of AWS's API reference and developer guide on tokens, heartbeats, limits, retries and catchers. */
import { SendTaskHeartbeatCommand, SendTaskSuccessCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { actionsAt, typesOf } from "./executions.ts";
import { openPlace } from "./open-place.ts";

const place = await openPlace();
const { run, ended, history, succeed, fail, task, only, itTakes } = actionsAt(place);

const beat = (taskToken: string) => place.client.send(new SendTaskHeartbeatCommand({ taskToken }));

describe("SendTaskSuccess and SendTaskFailure", () => {
  it("'report that the task identified by the taskToken completed successfully', with its output", async () => {
    const execution = await run(only(task()));
    await succeed(await place.token(execution), { n: 1 });
    expect((await ended(execution)).output).toBe('{"n":1}');
    expect(typesOf(await history(execution))).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "TaskScheduled",
      "TaskStarted",
      "TaskSubmitted",
      "TaskSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
  });

  it("report that it failed, with 'the error code' and 'a more detailed explanation of the cause'", async () => {
    const execution = await run(only(task()));
    await fail(await place.token(execution), "Late", "after the term");
    expect(await ended(execution)).toMatchObject({ status: "FAILED", error: "Late", cause: "after the term" });
    expect((await history(execution)).at(-2)).toMatchObject({
      type: "TaskFailed",
      taskFailedEventDetails: {
        resourceType: "sqs",
        resource: "sendMessage.waitForTaskToken",
        error: "Late",
        cause: "after the term",
      },
    });
  });

  it("TaskTimedOut: 'the task associated with the token has already been closed'", async () => {
    const execution = await run(only(task()));
    const token = await place.token(execution);
    await succeed(token);
    await expect(succeed(token)).rejects.toMatchObject({ name: "TaskTimedOut" });
    await expect(fail(token)).rejects.toMatchObject({ name: "TaskTimedOut" });
    await expect(beat(token)).rejects.toMatchObject({ name: "TaskTimedOut" });
  });

  itTakes(5)("TaskTimedOut: 'The task token has … expired'", async () => {
    const execution = await run(only(task({ TimeoutSeconds: 2, End: true })));
    const token = await place.token(execution);
    await place.pass(3);
    await expect(succeed(token)).rejects.toMatchObject({ name: "TaskTimedOut" });
  });

  it("InvalidToken: 'The provided token is not valid'", async () => {
    await expect(succeed("nonsense")).rejects.toMatchObject({ name: "InvalidToken" });
  });

  it("InvalidOutput: 'The provided JSON output data is not valid'", async () => {
    const execution = await run(only(task()));
    const taskToken = await place.token(execution);
    const command = new SendTaskSuccessCommand({ taskToken, output: "{n:1}" });
    await expect(place.client.send(command)).rejects.toMatchObject({ name: "InvalidOutput" });
    await succeed(taskToken);
  });
});

describe("limits of a task", () => {
  itTakes(5)(
    "'If the task runs longer than the specified seconds, this state fails with a States.Timeout error name'",
    async () => {
      const execution = await run(only(task({ TimeoutSeconds: 2, End: true })));
      await place.token(execution);
      await place.pass(3);
      expect(await ended(execution)).toMatchObject({ status: "FAILED", error: "States.Timeout" });
      expect(typesOf(await history(execution))).toContain("TaskTimedOut");
    },
  );

  itTakes(10)("SendTaskHeartbeat 'resets the Heartbeat clock' and 'does not in itself create an event'", async () => {
    const execution = await run(only(task({ HeartbeatSeconds: 3, End: true })));
    const token = await place.token(execution);
    await place.pass(2);
    await beat(token);
    const before = await history(execution);
    await place.pass(2);
    expect(await history(execution)).toEqual(before);
    await succeed(token);
    expect((await ended(execution)).status).toBe("SUCCEEDED");
  });

  itTakes(5)("'if the task times out, the execution history contains … a TaskTimedOut entry'", async () => {
    const execution = await run(only(task({ HeartbeatSeconds: 2, End: true })));
    await place.token(execution);
    await place.pass(3);
    expect((await ended(execution)).status).toBe("FAILED");
    expect(typesOf(await history(execution))).toContain("TaskTimedOut");
  });

  itTakes(10)(
    "'Timeout … is its maximum allowed duration, regardless of the number of SendTaskHeartbeat requests'",
    async () => {
      const execution = await run(only(task({ TimeoutSeconds: 4, HeartbeatSeconds: 3, End: true })));
      const token = await place.token(execution);
      await place.pass(2);
      await beat(token);
      await place.pass(3);
      expect((await ended(execution)).error).toBe("States.Timeout");
    },
  );

  itTakes(5)(
    "States.HeartbeatTimeout is 'available inside the Catch and Retry fields', States.Timeout covers it",
    async () => {
      const caught = async (name: string) => {
        const execution = await run({
          StartAt: "Only",
          States: {
            Only: task({ HeartbeatSeconds: 2, Catch: [{ ErrorEquals: [name], Next: "Late" }], End: true }),
            Late: { Type: "Pass", Result: "late", End: true },
          },
        });
        await place.token(execution);
        await place.pass(3);
        return (await ended(execution)).output;
      };
      expect([await caught("States.HeartbeatTimeout"), await caught("States.Timeout")]).toEqual(['"late"', '"late"']);
    },
  );
});

describe("Retry and Catch", () => {
  itTakes(20)("IntervalSeconds, BackoffRate and MaxAttempts: 1 s, 2.0 and 3 by default", async () => {
    const execution = await run(only(task({ Retry: [{ ErrorEquals: ["States.ALL"] }], End: true })));
    for (const pause of [1, 2, 4]) {
      await fail(await place.token(execution));
      await place.pass(pause + 0.5);
    }
    await fail(await place.token(execution));
    expect((await ended(execution)).status).toBe("FAILED");
    const scheduled = (await history(execution)).filter(({ type }) => type === "TaskScheduled");
    const seconds = scheduled.map(({ timestamp }) => (timestamp?.getTime() ?? 0) / 1000);
    const gaps = seconds.slice(1).map((at, index) => Math.floor(at - (seconds[index] ?? 0)));
    expect(gaps).toEqual([1, 2, 4]);
  });

  itTakes(5)("each attempt has a token of its own: the one before has 'already been closed'", async () => {
    const retry = [{ ErrorEquals: ["States.ALL"], IntervalSeconds: 1, MaxAttempts: 1 }];
    const execution = await run(only(task({ Retry: retry, End: true })));
    const first = await place.token(execution);
    await fail(first);
    await place.pass(2);
    const second = await place.token(execution);
    await expect(succeed(first)).rejects.toMatchObject({ name: "TaskTimedOut" });
    await succeed(second);
    expect((await ended(execution)).status).toBe("SUCCEEDED");
  });

  it("the input of the state that a catcher leads to 'is an object that contains … Error … Cause'", async () => {
    const execution = await run({
      StartAt: "Only",
      States: {
        Only: task({ Catch: [{ ErrorEquals: ["Refused"], ResultPath: "$.failure", Next: "Caught" }], End: true }),
        Caught: { Type: "Pass", End: true },
      },
    });
    await fail(await place.token(execution), "Refused", "because");
    expect((await ended(execution)).output).toBe('{"failure":{"Error":"Refused","Cause":"because"}}');
  });

  it("Parallel: 'If any branch fails … the entire Parallel state is considered to have failed and all its branches are stopped'", async () => {
    const branch = (name: string) => ({ StartAt: name, States: { [name]: task() } });
    const execution = await run(only({ Type: "Parallel", End: true, Branches: [branch("A"), branch("B")] }));
    const [first, second] = [await place.token(execution), await place.token(execution)];
    await fail(first, "Refused");
    expect(await ended(execution)).toMatchObject({ status: "FAILED", error: "Refused" });
    await expect(succeed(second)).rejects.toMatchObject({ name: "TaskTimedOut" });
  });
});
