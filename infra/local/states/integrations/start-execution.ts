/** Executions that an execution starts: and goes on, or waits for their end. */
import { createHash } from "node:crypto";
import { z } from "zod";
import { AwsError } from "../../json-protocol.ts";
import { Interruption } from "../engine/failure.ts";
import { present } from "../engine/payload.ts";
import type { Description, Executions } from "../executions.ts";
import type { Json } from "../language/contract.ts";
import { type Integration, TaskError } from "./integration.ts";
import { sdkMetadata } from "./metadata.ts";
import { checkedParameters } from "./parameters.ts";

const StartExecution = z.strictObject({
  StateMachineArn: z.string(),
  Name: z.string().optional(),
  Input: z.json().optional(),
  TraceHeader: z.string().optional(),
});

const Submission = z.object({ ExecutionArn: z.string() });

/** The same for the same task, so that a call that is made again after a restart finds the execution that it started. */
const nameFrom = (token: string): string => createHash("sha256").update(token).digest("hex").slice(0, 32);

const textOf = (input: Json | undefined): string | undefined => {
  if (input === undefined || input === null) return undefined;
  return typeof input === "string" ? input : JSON.stringify(input);
};

const asTaskError = (error: unknown): never => {
  if (!(error instanceof AwsError)) throw error;
  throw new TaskError(`StepFunctions.${error.code}Exception`, error.message);
};

const start = (executions: Executions, parameters: Json, token: string): Json => {
  const { StateMachineArn, Name, Input, TraceHeader } = checkedParameters(
    "states:startExecution",
    StartExecution,
    parameters,
  );
  const { arn, startedAt } = executions.start({
    machineArn: StateMachineArn,
    name: Name ?? nameFrom(token),
    repeated: Name === undefined,
    input: textOf(Input),
    traceHeader: TraceHeader,
  });
  return { ExecutionArn: arn, ...sdkMetadata(), StartDate: startedAt };
};

type Read = (text: string | undefined) => Json | undefined;

/** "startExecution.sync:2" gives JSON where "startExecution.sync" gives its text. */
const READERS: Readonly<Record<string, Read>> = {
  ".sync": (text) => text,
  ".sync:2": (text) => (text === undefined ? undefined : JSON.parse(text)),
};

const INCLUDED = { Included: true };

const described = ({ execution, redrive }: Description, read: Read): Json =>
  present({
    Cause: execution.cause,
    Error: execution.error,
    ExecutionArn: execution.arn,
    Input: read(execution.input),
    InputDetails: INCLUDED,
    Name: execution.name,
    Output: read(execution.output),
    OutputDetails: execution.output === undefined ? undefined : INCLUDED,
    RedriveCount: execution.redriveCount,
    RedriveStatus: redrive.status,
    RedriveStatusReason: redrive.reason,
    StartDate: execution.startedAt,
    StateMachineArn: execution.machine,
    Status: execution.status,
    StopDate: execution.stoppedAt,
  });

const completed = async (executions: Executions, submission: Json, read: Read, signal: AbortSignal): Promise<Json> => {
  const { ExecutionArn } = Submission.parse(submission);
  // What is aborted takes the job along that it waits for; a runtime that stops leaves it for the next start.
  const stopped = (): void => {
    const isAborted = signal.reason instanceof Interruption && !signal.reason.resumable;
    if (isAborted) executions.stop(ExecutionArn, {});
  };
  signal.addEventListener("abort", stopped);
  try {
    await executions.ended(ExecutionArn, signal);
  } finally {
    signal.removeEventListener("abort", stopped);
  }
  const description = executions.describe(ExecutionArn);
  const answer = described(description, read);
  if (description.execution.status !== "SUCCEEDED") throw new TaskError("States.TaskFailed", JSON.stringify(answer));
  return answer;
};

/** @param suffix As written after `states:startExecution`; undefined for one that this runtime does not know. */
export const startExecution = (executions: () => Executions, suffix: string): Integration | undefined => {
  const read = READERS[suffix];
  const isKnown = read !== undefined || suffix === "" || suffix === ".waitForTaskToken";
  if (!isKnown) return undefined;
  return {
    resourceType: "states",
    resource: `startExecution${suffix}`,
    waitsForToken: suffix === ".waitForTaskToken",
    call: async ({ parameters, token }) => {
      try {
        return start(executions(), parameters, token);
      } catch (error) {
        return asTaskError(error);
      }
    },
    ...(read && {
      completion: (submission: Json, signal: AbortSignal) => completed(executions(), submission, read, signal),
    }),
  };
};
