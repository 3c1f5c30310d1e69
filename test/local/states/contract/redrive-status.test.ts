/** The reasons that DescribeExecution gives for redriveStatus (API reference), and the refusals of RedriveExecution. */
import { DeleteStateMachineCommand, DescribeExecutionCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { actionsAt } from "./executions.ts";
import { openPlace } from "./open-place.ts";

const place = await openPlace();
const { run, start, machine, ended, redrive, succeed, fail, task, only, describe: read, itTakes } = actionsAt(place);

const DAY = 86_400;

const failed = async (): Promise<string> => {
  const execution = await run(only(task()));
  await fail(await place.token(execution));
  await ended(execution);
  return execution;
};

const refusesToRedrive = async (execution: string, reason: RegExp): Promise<void> => {
  expect(await read(execution)).toMatchObject({
    redriveStatus: "NOT_REDRIVABLE",
    redriveStatusReason: expect.stringMatching(reason),
  });
  await expect(redrive(execution)).rejects.toMatchObject({ name: "ExecutionNotRedrivable" });
};

describe("redriveStatus", () => {
  it("is REDRIVABLE, without a reason, for an execution that failed", async () => {
    const status = await read(await failed());
    expect(status.redriveStatus).toBe("REDRIVABLE");
    expect(status.redriveStatusReason).toBeUndefined();
  });

  it("'Execution is RUNNING and cannot be redriven'", async () => {
    const execution = await run(only(task()));
    const token = await place.token(execution);
    await refusesToRedrive(execution, /^Execution is RUNNING and cannot be redriven/);
    await succeed(token);
  });

  it("'Execution is SUCCEEDED and cannot be redriven'", async () => {
    const execution = await run(only({ Type: "Succeed" }));
    await ended(execution);
    await refusesToRedrive(execution, /^Execution is SUCCEEDED and cannot be redriven/);
  });

  it("'State machine is in DELETING status'", async () => {
    const arn = await machine(only(task()));
    const execution = await start(arn);
    await fail(await place.token(execution));
    await ended(execution);
    await place.token(await start(arn));
    await place.client.send(new DeleteStateMachineCommand({ stateMachineArn: arn }));
    await refusesToRedrive(execution, /^State machine is in DELETING status/);
  });

  itTakes(15 * DAY)("'Execution redrivable period exceeded': 'the redrivable period of 14 days'", async () => {
    const execution = await failed();
    await place.pass(14 * DAY - 60);
    expect((await read(execution)).redriveStatus).toBe("REDRIVABLE");
    await place.pass(60);
    await refusesToRedrive(execution, /^Execution redrivable period exceeded/);
  });

  itTakes(366 * DAY)(
    "'Execution has exceeded the max execution time': 'the maximum open time of one year'",
    async () => {
      const execution = await run(only(task()));
      await place.token(execution);
      await place.pass(365 * DAY + 60);
      expect((await ended(execution)).status).toBe("TIMED_OUT");
      await refusesToRedrive(execution, /^Execution has exceeded the max execution time/);
    },
  );

  it("ExecutionDoesNotExist: 'The specified execution does not exist'", async () => {
    const missing = `${await failed()}x`;
    await expect(redrive(missing)).rejects.toMatchObject({ name: "ExecutionDoesNotExist" });
    await expect(place.client.send(new DescribeExecutionCommand({ executionArn: missing }))).rejects.toMatchObject({
      name: "ExecutionDoesNotExist",
    });
  });

  it("InvalidArn: 'The provided Amazon Resource Name (ARN) is not valid'", async () => {
    await expect(redrive("arn:aws:states:nowhere")).rejects.toMatchObject({ name: "InvalidArn" });
  });
});
