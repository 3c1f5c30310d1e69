/** What the tests of the contract do to machines and executions, wherever they are. */
import { randomUUID } from "node:crypto";
import {
  CreateStateMachineCommand,
  DeleteStateMachineCommand,
  DescribeExecutionCommand,
  type DescribeExecutionCommandOutput,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  RedriveExecutionCommand,
  SendTaskFailureCommand,
  SendTaskSuccessCommand,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { afterAll, it } from "vitest";
import type { Place } from "./place.ts";

const MOST_LOOKS = 60;

export const actionsAt = (place: Place) => {
  const { client, role, queue } = place;
  const machines: string[] = [];
  afterAll(async () => {
    for (const stateMachineArn of machines) await client.send(new DeleteStateMachineCommand({ stateMachineArn }));
  }, 60_000);

  const machine = async (definition: object, name = `contract-${randomUUID()}`): Promise<string> => {
    const { stateMachineArn = "" } = await client.send(
      new CreateStateMachineCommand({ name, roleArn: role, definition: JSON.stringify(definition) }),
    );
    machines.push(stateMachineArn);
    return stateMachineArn;
  };
  const start = async (stateMachineArn: string, input: unknown = {}, name?: string): Promise<string> => {
    const { executionArn = "" } = await client.send(
      new StartExecutionCommand({ stateMachineArn, input: JSON.stringify(input), name }),
    );
    return executionArn;
  };
  const describe = (executionArn: string) => client.send(new DescribeExecutionCommand({ executionArn }));

  return {
    machine,
    start,
    describe,
    /** Starts an execution of a new machine. */
    run: async (definition: object, input: unknown = {}) => start(await machine(definition), input),
    /** The execution once it does not run any more. */
    ended: async (executionArn: string): Promise<DescribeExecutionCommandOutput> => {
      for (let look = 0; look < MOST_LOOKS; look += 1) {
        await place.breathe();
        const execution = await describe(executionArn);
        if (execution.status !== "RUNNING") return execution;
      }
      throw new Error(`${executionArn} still runs`);
    },
    history: async (executionArn: string): Promise<readonly HistoryEvent[]> => {
      const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
      return events;
    },
    redrive: (executionArn: string) => client.send(new RedriveExecutionCommand({ executionArn })),
    succeed: (taskToken: string, output: unknown = {}) =>
      client.send(new SendTaskSuccessCommand({ taskToken, output: JSON.stringify(output) })),
    fail: (taskToken: string, error = "Refused", cause = "because") =>
      client.send(new SendTaskFailureCommand({ taskToken, error, cause })),
    /** A task that hands its token out and waits for the answer. */
    task: (fields: object = { End: true }): object => ({
      Type: "Task",
      Resource: "arn:aws:states:::sqs:sendMessage.waitForTaskToken",
      Parameters: { QueueUrl: queue, "MessageBody.$": "States.Format('{} {}', $$.Execution.Id, $$.Task.Token)" },
      ...fields,
    }),
    /** A machine of that one state. */
    only: (state: object, fields: object = {}): object => ({ StartAt: "Only", States: { Only: state }, ...fields }),
    /** A test that lets so many seconds pass: skipped where nobody waits for that. */
    itTakes: (seconds: number) => it.skipIf(seconds > place.patience),
  };
};

export const typesOf = (events: readonly HistoryEvent[]): readonly (string | undefined)[] =>
  events.map(({ type }) => type);
