/**
 * Sentences of AWS's documentation on redrives: [API] is the reference of RedriveExecution, [guide] the developer guide's
 * "Restarting state machine executions with redrive in Step Functions".
 */
import { RedriveExecutionCommand, StopExecutionCommand, UpdateStateMachineCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { actionsAt, typesOf } from "./executions.ts";
import { openPlace } from "./open-place.ts";

const place = await openPlace();
const {
  run,
  start,
  machine,
  ended,
  history,
  redrive,
  succeed,
  fail,
  task,
  only,
  describe: read,
  itTakes,
} = actionsAt(place);

const pass = (fields: object) => ({ Type: "Pass", ...fields });

describe("a redrive goes on where the execution failed", () => {
  it("[API] 'Restarts unsuccessful executions … These include failed': a failed one", async () => {
    const execution = await run(only(task()));
    await fail(await place.token(execution));
    expect((await ended(execution)).status).toBe("FAILED");
    await redrive(execution);
    await succeed(await place.token(execution), { paid: true });
    expect(await ended(execution)).toMatchObject({ status: "SUCCEEDED", output: '{"paid":true}' });
  });

  it("[API] '… aborted': an aborted one", async () => {
    const execution = await run(only(task()));
    await place.token(execution);
    await place.client.send(new StopExecutionCommand({ executionArn: execution }));
    await redrive(execution);
    await succeed(await place.token(execution));
    expect((await ended(execution)).status).toBe("SUCCEEDED");
  });

  itTakes(5)("[API] '… or timed out': one whose time was over", async () => {
    const execution = await run(only(task(), { TimeoutSeconds: 3 }));
    await place.token(execution);
    await place.pass(4);
    expect((await ended(execution)).status).toBe("TIMED_OUT");
    await redrive(execution);
    await succeed(await place.token(execution));
    expect((await ended(execution)).status).toBe("SUCCEEDED");
  });

  it("[API] 'preserves the results … of the successful steps, and doesn't rerun these steps'", async () => {
    const definition = {
      StartAt: "First",
      States: {
        First: pass({ Result: { n: 1 }, Next: "Second" }),
        Second: task({ ResultPath: "$.answer", End: true }),
      },
    };
    const execution = await run(definition);
    await fail(await place.token(execution));
    await ended(execution);
    await redrive(execution);
    await succeed(await place.token(execution), 2);
    expect((await ended(execution)).output).toBe('{"n":1,"answer":2}');
    const entered = typesOf(await history(execution)).filter((type) => type === "PassStateEntered");
    expect(entered).toHaveLength(1);
  });

  it("[guide] of a Task: 'Schedules and starts the Task state again', with a token of its own", async () => {
    const execution = await run(only(task()));
    const first = await place.token(execution);
    await fail(first);
    await ended(execution);
    await redrive(execution);
    const second = await place.token(execution);
    expect(second).not.toBe(first);
    await expect(succeed(first)).rejects.toMatchObject({ name: "TaskTimedOut" });
    expect((await read(execution)).status).toBe("RUNNING");
    await succeed(second);
    await ended(execution);
    const scheduled = typesOf(await history(execution)).filter((type) => type === "TaskScheduled");
    expect(scheduled).toHaveLength(2);
  });

  it("TaskTimedOut: 'the task associated with the token has already been closed', where the execution was stopped", async () => {
    const execution = await run(only(task()));
    const token = await place.token(execution);
    await place.client.send(new StopExecutionCommand({ executionArn: execution }));
    await expect(succeed(token)).rejects.toMatchObject({ name: "TaskTimedOut" });
    await redrive(execution);
    await place.token(execution);
    await expect(fail(token)).rejects.toMatchObject({ name: "TaskTimedOut" });
  });

  it("[guide] of a Fail: 'Reenters the Fail state and fails again'", async () => {
    const execution = await run(only({ Type: "Fail", Error: "Wrong", Cause: "by design" }));
    await ended(execution);
    await redrive(execution);
    expect(await ended(execution)).toMatchObject({ status: "FAILED", error: "Wrong", cause: "by design" });
    expect(typesOf(await history(execution)).filter((type) => type === "FailStateEntered")).toHaveLength(2);
  });

  itTakes(6)("[guide] of a Wait: what it waits for is over, so it is left", async () => {
    // By the clock of the place, which may have been moved.
    const { startDate = new Date() } = await read(await run(only(pass({ End: true }))));
    const until = new Date(startDate.getTime() + 3_000).toISOString();
    const execution = await run(only({ Type: "Wait", TimestampPath: "$.until", End: true }), { until });
    await place.client.send(new StopExecutionCommand({ executionArn: execution }));
    await place.pass(5);
    await redrive(execution);
    expect((await ended(execution)).status).toBe("SUCCEEDED");
  });

  it("[API] 'redrives only the iterations and branches that failed or aborted'", async () => {
    const branch = (name: string, state: object) => ({ StartAt: name, States: { [name]: state } });
    const execution = await run(
      only({ Type: "Parallel", End: true, Branches: [branch("Done", pass({ End: true })), branch("Waits", task())] }),
      { n: 1 },
    );
    await fail(await place.token(execution));
    await ended(execution);
    await redrive(execution);
    await succeed(await place.token(execution), { n: 2 });
    expect((await ended(execution)).output).toBe('[{"n":1},{"n":2}]');
    expect(typesOf(await history(execution)).filter((type) => type === "PassStateEntered")).toHaveLength(1);
  });

  itTakes(10)("[guide] 'the retry attempt count for these states is reset to 0'", async () => {
    const retry = [{ ErrorEquals: ["Refused"], IntervalSeconds: 1, MaxAttempts: 1 }];
    const execution = await run(only(task({ Retry: retry, End: true })));
    const failTwice = async () => {
      await fail(await place.token(execution));
      await place.pass(2);
      await fail(await place.token(execution));
      return ended(execution);
    };
    expect((await failTwice()).status).toBe("FAILED");
    await redrive(execution);
    expect((await failTwice()).status).toBe("FAILED");
    expect(typesOf(await history(execution)).filter((type) => type === "TaskScheduled")).toHaveLength(4);
  });
});

describe("what a redrive keeps and what begins anew", () => {
  it("[API] 'use the same state machine definition and execution ARN as the original execution attempt'", async () => {
    const arn = await machine(only(task()));
    const execution = await start(arn);
    await fail(await place.token(execution));
    await ended(execution);
    const definition = JSON.stringify(only(pass({ End: true })));
    await place.client.send(new UpdateStateMachineCommand({ stateMachineArn: arn, definition }));
    await redrive(execution);
    await succeed(await place.token(execution), "as before");
    expect(await ended(execution)).toMatchObject({ executionArn: execution, output: '"as before"' });
  });

  it("[API] 'Redriven executions append their event history to the existing event history'", async () => {
    const execution = await run(only(task()));
    await fail(await place.token(execution));
    await ended(execution);
    const before = await history(execution);
    await redrive(execution);
    await succeed(await place.token(execution));
    await ended(execution);
    const after = await history(execution);
    expect(after.slice(0, before.length)).toEqual(before);
    expect(after[before.length]).toMatchObject({
      id: before.length + 1,
      type: "ExecutionRedriven",
      executionRedrivenEventDetails: { redriveCount: 1 },
    });
  });

  it("DescribeExecution: redriveCount is 'the number of times you've redriven', redriveDate 'the date … last redriven'", async () => {
    const execution = await run(only(task()));
    await fail(await place.token(execution));
    const before = await ended(execution);
    expect([before.redriveCount, before.redriveDate]).toEqual([0, undefined]);
    const { redriveDate } = await redrive(execution);
    await fail(await place.token(execution));
    expect(await ended(execution)).toMatchObject({ redriveCount: 1, redriveDate });
    await redrive(execution);
    expect((await read(execution)).redriveCount).toBe(2);
  });

  it("clientToken is 'a unique … identifier that you provide to ensure the idempotency of the request'", async () => {
    const execution = await run(only(task()));
    await fail(await place.token(execution));
    await ended(execution);
    const again = () =>
      place.client.send(new RedriveExecutionCommand({ executionArn: execution, clientToken: "once" }));
    const { redriveDate } = await again();
    expect((await again()).redriveDate).toEqual(redriveDate);
    expect((await read(execution)).redriveCount).toBe(1);
  });

  itTakes(10)("[guide] 'the state machine level timeout, if defined, is reset to 0'", async () => {
    const execution = await run(only(task(), { TimeoutSeconds: 4 }));
    await place.token(execution);
    await place.pass(5);
    await ended(execution);
    await redrive(execution);
    const token = await place.token(execution);
    await place.pass(3);
    await succeed(token);
    expect((await ended(execution)).status).toBe("SUCCEEDED");
  });

  itTakes(10)("[guide] of a Task: 'the TimeoutSeconds for the state, if defined, is reset to 0'", async () => {
    const execution = await run(only(task({ TimeoutSeconds: 4, End: true })));
    await place.token(execution);
    await place.pass(5);
    expect((await ended(execution)).error).toBe("States.Timeout");
    await redrive(execution);
    const token = await place.token(execution);
    await place.pass(3);
    await succeed(token);
    expect((await ended(execution)).status).toBe("SUCCEEDED");
  });

  it("the context object has 'RedriveCount' and 'RedriveTime' of the redriven execution", async () => {
    const execution = await run(
      only(
        task({
          ResultSelector: { "count.$": "$$.Execution.RedriveCount", "time.$": "$$.Execution.RedriveTime" },
          End: true,
        }),
      ),
    );
    await fail(await place.token(execution));
    await ended(execution);
    const { redriveDate } = await redrive(execution);
    await succeed(await place.token(execution));
    const { output = "" } = await ended(execution);
    expect(JSON.parse(output)).toEqual({ count: 1, time: redriveDate?.toISOString() });
  });
});
