/** Runs executions: all that are running when it starts, and each that is begun or redriven afterwards. */
import { atomically } from "../../sqlite.ts";
import type { End, Execution } from "../store/executions.ts";
import { Failure, Interruption } from "./failure.ts";
import { finish } from "./finish.ts";
import type { Frame } from "./frame.ts";
import { createRun, type Run } from "./run.ts";
import { runFrame } from "./run-frame.ts";
import type { Shared } from "./shared.ts";

export interface Executor {
  /** Runs one that is on disk and RUNNING, from where its journal stands. */
  launch(execution: Execution): void;
  /** Nobody waits for the rest of it any more: it has ended on disk. */
  interrupt(arn: string): void;
  /** Resolves once it is not running. */
  ended(arn: string, signal: AbortSignal): Promise<void>;
  /** Interrupts all of them, to be gone on with at the next start. */
  halt(): void;
}

const endKey = (arn: string): string => `end ${arn}`;

const rootFrame = (run: Run): Frame => ({
  run,
  path: "",
  machine: run.machine,
  signal: run.signal,
  context: {},
  start: async () => ({ input: run.input, variables: {} }),
  opened: () => 0,
  succeeded: (output, last) =>
    finish(run.shared, run.execution, { status: "SUCCEEDED", output: JSON.stringify(output) }, last),
  failed: (failure, last) => finish(run.shared, run.execution, { status: "FAILED", ...failure }, last),
});

/** Ends it when its time is over, unless `signal` aborts before. */
const watchDeadline = async (
  { clock, waits, database, stores }: Shared,
  execution: Execution,
  signal: AbortSignal,
): Promise<void> => {
  const { deadline } = execution;
  while (!signal.aborted && clock.now() < deadline) await waits.wait(`deadline ${execution.arn}`, deadline, signal);
  if (signal.aborted) return;
  atomically(database, () => finish({ stores, clock }, execution, { status: "TIMED_OUT", error: "States.Timeout" }, 0));
};

export const createExecutor = (shared: Shared, log: (line: string) => void): Executor => {
  const { stores, language, waits, activity, database } = shared;
  const running = new Map<string, AbortController>();
  let halted = false;

  const runOf = (execution: Execution, signal: AbortSignal): Run => {
    const { definition, roleArn } = stores.machines.revision(execution.revision);
    const machineName = execution.machine.split(":").at(-1) ?? "";
    const input = JSON.parse(execution.input);
    return createRun({ shared, execution, machine: language.parse(definition), machineName, roleArn, input, signal });
  };

  /** A fault of the runtime itself, never of the definition: it is shown, and the execution does not hang. */
  const broken = (execution: Execution, error: unknown): void => {
    log(`states: ${execution.arn}: ${error instanceof Error ? error.stack : String(error)}`);
    if (stores.executions.find(execution.arn)?.status !== "RUNNING") return;
    const end: End = { status: "FAILED", error: "States.Runtime", cause: String(error) };
    atomically(database, () => finish(shared, execution, end, stores.history.count(execution.id)));
  };

  const follow = async (execution: Execution, controller: AbortController): Promise<void> => {
    try {
      await runFrame(rootFrame(runOf(execution, controller.signal)));
    } catch (error) {
      if (!(error instanceof Failure || error instanceof Interruption)) broken(execution, error);
    } finally {
      controller.abort(new Interruption());
      if (running.get(execution.arn) === controller) running.delete(execution.arn);
      waits.wake(endKey(execution.arn));
    }
  };

  const interrupt = (arn: string): void => running.get(arn)?.abort(new Interruption());

  return {
    launch: (execution) => {
      if (halted) return;
      const controller = new AbortController();
      running.set(execution.arn, controller);
      void activity.during(follow(execution, controller));
      void watchDeadline(shared, execution, controller.signal).then(() => controller.abort(new Interruption()));
    },
    interrupt,
    ended: async (arn, signal) => {
      while (!signal.aborted && stores.executions.find(arn)?.status === "RUNNING") {
        await waits.wait(endKey(arn), undefined, signal);
      }
      signal.throwIfAborted();
    },
    halt: () => {
      halted = true;
      for (const controller of running.values()) controller.abort(new Interruption(true));
    },
  };
};
