/** One execution while it runs, and the transactions in which all of it is written. */
import { atomically } from "../../sqlite.ts";
import type { Json, Machine } from "../language/contract.ts";
import type { Execution } from "../store/executions.ts";
import { HistoryFull } from "../store/history.ts";
import { Ending, Interruption } from "./failure.ts";
import { finish } from "./finish.ts";
import type { Shared } from "./shared.ts";

export interface Run {
  readonly shared: Shared;
  readonly execution: Execution;
  readonly machine: Machine;
  readonly machineName: string;
  readonly roleArn: string;
  /** Its input, JSON. */
  readonly input: Json;
  readonly signal: AbortSignal;
  /**
   * Runs `work` in one transaction, unless `signal` is aborted. Where `work` cannot go on, since the history is full or
   * the machine is being deleted, the execution ends in that transaction, and an {@link Interruption} is thrown.
   */
  commit<Result>(signal: AbortSignal, work: () => Result): Result;
}

type NewRun = Omit<Run, "commit">;

const HISTORY_FULL = new Ending({
  status: "FAILED",
  error: "States.Runtime",
  cause: "The execution reached the maximum number of history events (25000).",
});

const endingOf = (thrown: unknown): Ending | undefined => {
  if (thrown instanceof HistoryFull) return HISTORY_FULL;
  return thrown instanceof Ending ? thrown : undefined;
};

export const createRun = (fields: NewRun): Run => {
  const { shared, execution } = fields;
  /** What `work` wrote before it stopped stays, as it does on AWS: the execution never goes on from there. */
  const orEnd = <Result>(work: () => Result): { readonly result: Result } | undefined => {
    try {
      return { result: work() };
    } catch (error) {
      const ending = endingOf(error);
      if (!ending) throw error;
      finish(shared, execution, ending.end, shared.stores.history.count(execution.id));
      return undefined;
    }
  };

  return {
    ...fields,
    commit: (signal, work) => {
      signal.throwIfAborted();
      const done = atomically(shared.database, () => orEnd(work));
      if (!done) throw new Interruption();
      return done.result;
    },
  };
};
