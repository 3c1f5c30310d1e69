/** Ends an execution: its last event, its status, its tasks. To be called within a transaction. */
import type { JsonRecord } from "../language/contract.ts";
import type { End, Execution } from "../store/executions.ts";
import { present } from "./payload.ts";
import type { Shared } from "./shared.ts";

const errorDetails = ({ error, cause }: End): JsonRecord => present({ error, cause });

const LAST_EVENTS: Readonly<
  Record<End["status"], { readonly type: string; readonly details: (end: End) => JsonRecord }>
> = {
  SUCCEEDED: {
    type: "ExecutionSucceeded",
    details: ({ output }) => present({ output, outputDetails: { truncated: false } }),
  },
  FAILED: { type: "ExecutionFailed", details: errorDetails },
  TIMED_OUT: { type: "ExecutionTimedOut", details: errorDetails },
  ABORTED: { type: "ExecutionAborted", details: errorDetails },
};

/** @param previous Number of the event that led to the end. */
export const finish = (
  { stores, clock }: Pick<Shared, "stores" | "clock">,
  { id, machine }: Execution,
  end: End,
  previous: number,
): void => {
  const now = clock.now();
  const { type, details } = LAST_EVENTS[end.status];
  stores.history.append(id, { type, previous, details: details(end) }, now);
  stores.executions.end(id, end, now);
  stores.tasks.closeUnder(id, "");
  // "A state machine is deleted only when all its executions are completed" (API reference, DeleteStateMachine).
  const isLast = stores.executions.countRunning(machine) === 0;
  if (isLast && stores.machines.find(machine)?.status === "DELETING") stores.machines.remove(machine);
};
