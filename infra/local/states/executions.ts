/** What is done to executions, by callers of the API and by other executions. */
import { randomUUID } from "node:crypto";
import type { Instant } from "../contracts.ts";
import { AwsError } from "../json-protocol.ts";
import { atomically } from "../sqlite.ts";
import type { Executor } from "./engine/executor.ts";
import { finish } from "./engine/finish.ts";
import { PAYLOAD_QUOTA } from "./engine/payload.ts";
import type { Shared } from "./engine/shared.ts";
import {
  executionAlreadyExists,
  executionDoesNotExist,
  executionNotRedrivable,
  invalidExecutionInput,
  machineDeleting,
  machineDoesNotExist,
} from "./errors.ts";
import type { ErrorOutput, Machine } from "./language/contract.ts";
import { type Arns, checkName } from "./names.ts";
import { MAX_OPEN_MS, type RedriveStatus, redriveStatusOf, reopen } from "./redrive.ts";
import type { Execution } from "./store/executions.ts";
import type { StateMachine } from "./store/machines.ts";

/** "You can reuse the name 90 days after it closes" (API reference, StartExecution); its history is gone by then, too. */
const RETENTION_MS = 90 * 86_400_000;

interface StartRequest {
  readonly machineArn: string;
  readonly name: string | undefined;
  /** JSON. */
  readonly input: string | undefined;
  readonly traceHeader: string | undefined;
  /** The caller may have started it before: whatever has its name is what was asked for. */
  readonly repeated?: boolean;
}

export interface Description {
  readonly execution: Execution;
  readonly redrive: RedriveStatus;
}

/** All of these throw the errors that the API names. */
export interface Executions {
  start(request: StartRequest): Execution;
  find(arn: string): Execution;
  describe(arn: string): Description;
  /** Answers when it stopped. */
  stop(arn: string, reason: ErrorOutput): Instant;
  /** Answers when it was redriven. The same `clientToken` is the same redrive. */
  redrive(arn: string, clientToken: string | undefined): Instant;
  /** Resolves once it is not running; rejects when `signal` aborts before. */
  ended(arn: string, signal: AbortSignal): Promise<void>;
}

const checkInput = (input: string): void => {
  if (Buffer.byteLength(input) > PAYLOAD_QUOTA) {
    throw new AwsError(
      "ValidationException",
      `1 validation error detected: Value at 'input' failed to satisfy constraint: Member must have length less than or equal to ${PAYLOAD_QUOTA}`,
    );
  }
  try {
    JSON.parse(input);
  } catch (error) {
    throw invalidExecutionInput(error instanceof Error ? error.message : String(error));
  }
};

const deadlineOf = ({ timeoutSeconds }: Machine, startedAt: Instant, now: Instant): Instant =>
  Math.min(
    timeoutSeconds === undefined ? Number.POSITIVE_INFINITY : now + timeoutSeconds * 1000,
    startedAt + MAX_OPEN_MS,
  );

interface ExecutionParts {
  readonly shared: Shared;
  readonly executor: Executor;
  readonly arns: Arns;
}

export const createExecutions = ({ shared, executor, arns }: ExecutionParts): Executions => {
  const { stores, clock, language, database } = shared;

  const kept = (arn: string): Execution | undefined => {
    const execution = stores.executions.find(arn);
    const isOver = execution?.stoppedAt !== undefined && clock.now() - execution.stoppedAt >= RETENTION_MS;
    return isOver ? undefined : execution;
  };
  const find = (arn: string): Execution => {
    arns.checkExecution(arn);
    const execution = kept(arn);
    if (!execution) throw executionDoesNotExist(arn);
    return execution;
  };
  const machineOf = (arn: string): StateMachine => {
    arns.checkMachine(arn);
    const machine = stores.machines.find(arn);
    if (!machine) throw machineDoesNotExist(arn);
    if (machine.status === "DELETING") throw machineDeleting(arn);
    return machine;
  };

  const create = (machine: StateMachine, arn: string, name: string, input: string, traceHeader?: string): Execution => {
    const forgotten = stores.executions.find(arn);
    if (forgotten) stores.executions.remove(forgotten.id);
    const startedAt = clock.now();
    const deadline = deadlineOf(language.parse(machine.definition), startedAt, startedAt);
    const execution = stores.executions.insert({
      arn,
      name,
      machine: machine.arn,
      revision: machine.revision,
      input,
      traceHeader,
      startedAt,
      deadline,
    });
    const details = { input, inputDetails: { truncated: false }, roleArn: machine.roleArn };
    stores.history.append(execution.id, { type: "ExecutionStarted", previous: 0, details }, startedAt);
    return execution;
  };

  const open = (execution: Execution, clientToken: string | undefined): Instant => {
    const now = clock.now();
    const machine = language.parse(stores.machines.revision(execution.revision).definition);
    const details = { redriveCount: execution.redriveCount + 1 };
    const previous = stores.history.count(execution.id);
    const redriven = stores.history.append(execution.id, { type: "ExecutionRedriven", previous, details }, now);
    stores.executions.redrive(execution.id, now, deadlineOf(machine, execution.startedAt, now), clientToken);
    reopen({ shared, execution, redriven }, machine, "");
    return now;
  };

  const describe = (arn: string): Description => {
    const execution = find(arn);
    return { execution, redrive: redriveStatusOf(shared, execution) };
  };

  return {
    find,
    describe,
    ended: (arn, signal) => executor.ended(arn, signal),
    start: ({ machineArn, name = randomUUID(), input = "{}", traceHeader, repeated = false }) => {
      const machine = machineOf(machineArn);
      checkName(name);
      checkInput(input);
      const arn = arns.execution(machineArn, name);
      const existing = kept(arn);
      if (existing && (repeated || (existing.status === "RUNNING" && existing.input === input))) return existing;
      if (existing) throw executionAlreadyExists(arn);
      const execution = atomically(database, () => create(machine, arn, name, input, traceHeader));
      executor.launch(execution);
      return execution;
    },
    stop: (arn, { error, cause }) => {
      const execution = find(arn);
      if (execution.status !== "RUNNING") return execution.stoppedAt ?? clock.now();
      atomically(database, () => finish(shared, execution, { status: "ABORTED", error, cause }, 0));
      executor.interrupt(arn);
      return clock.now();
    },
    redrive: (arn, clientToken) => {
      const { execution, redrive } = describe(arn);
      const isRepeated = clientToken !== undefined && clientToken === execution.redriveToken;
      if (isRepeated && execution.redrivenAt !== undefined) return execution.redrivenAt;
      if (redrive.reason !== undefined) throw executionNotRedrivable(redrive.reason);
      const redrivenAt = atomically(database, () => open(execution, clientToken));
      executor.launch(find(arn));
      return redrivenAt;
    },
  };
};
