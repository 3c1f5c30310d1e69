/** Whether an execution can be redriven, and what of its journal is opened again when it is. */
import type { Instant } from "../contracts.ts";
import { childrenPath } from "./engine/children.ts";
import type { Shared } from "./engine/shared.ts";
import type { Machine, State } from "./language/contract.ts";
import type { Execution } from "./store/executions.ts";
import { HISTORY_QUOTA } from "./store/history.ts";
import type { Visit } from "./store/visits.ts";

const DAY_MS = 86_400_000;
/** API reference, RedriveExecution: "the redrivable period of 14 days … starts from the day [it] completes". */
const REDRIVABLE_MS = 14 * DAY_MS;
/** "the maximum open time of one year" (same page). */
export const MAX_OPEN_MS = 365 * DAY_MS;

export interface RedriveStatus {
  readonly status: "REDRIVABLE" | "NOT_REDRIVABLE";
  readonly reason?: string;
}

interface Candidate {
  readonly execution: Execution;
  readonly isMachineActive: boolean;
  readonly events: number;
  readonly now: Instant;
}

/** The reasons of the API reference (DescribeExecution, redriveStatusReason); the first that holds is told. */
const REASONS: readonly (readonly [holds: (candidate: Candidate) => boolean, reason: string])[] = [
  [({ execution }) => execution.status === "RUNNING", "Execution is RUNNING and cannot be redriven"],
  [({ execution }) => execution.status === "SUCCEEDED", "Execution is SUCCEEDED and cannot be redriven"],
  [({ isMachineActive }) => !isMachineActive, "State machine is in DELETING status"],
  [({ events }) => events >= HISTORY_QUOTA - 1, "Execution history event limit exceeded"],
  [({ execution, now }) => now - execution.startedAt >= MAX_OPEN_MS, "Execution has exceeded the max execution time"],
  [({ execution, now }) => now - (execution.stoppedAt ?? now) >= REDRIVABLE_MS, "Execution redrivable period exceeded"],
];

export const redriveStatusOf = (
  { stores, clock }: Pick<Shared, "stores" | "clock">,
  execution: Execution,
): RedriveStatus => {
  const candidate = {
    execution,
    isMachineActive: stores.machines.find(execution.machine)?.status === "ACTIVE",
    events: stores.history.count(execution.id),
    now: clock.now(),
  };
  const reason = REASONS.find(([holds]) => holds(candidate))?.[1];
  return reason === undefined ? { status: "REDRIVABLE" } : { status: "NOT_REDRIVABLE", reason };
};

/** The machines of the frames beneath a state, in order; those of a Map go on without end. */
function* machinesBeneath(state: State): Generator<Machine> {
  if (state.type === "Parallel") yield* state.branches;
  while (state.type === "Map") yield state.processor;
}

/**
 * "If the state failed because of a States.DataLimitExceeded error, the Parallel state is rerun, including the branches
 * that were successful" (developer guide, "Redriving executions").
 */
const isRerun = ({ error }: Visit): boolean => error === "States.DataLimitExceeded";

interface Reopening {
  readonly shared: Pick<Shared, "stores" | "clock">;
  readonly execution: Execution;
  /** Number of `ExecutionRedriven`. */
  readonly redriven: number;
}

/** "Reenters the Fail state and fails again" (same page); the other states go on without being entered anew. */
const reentered = ({ shared, execution, redriven }: Reopening, state: State, visit: Visit): number => {
  if (state.type !== "Fail") return redriven;
  const details = { name: state.name, input: JSON.stringify(visit.input), inputDetails: { truncated: false } };
  const event = { type: "FailStateEntered", previous: redriven, details };
  return shared.stores.history.append(execution.id, event, shared.clock.now());
};

const reopenBeneath = (reopening: Reopening, state: State, path: string): void => {
  const { shared, execution } = reopening;
  let index = 0;
  for (const machine of machinesBeneath(state)) {
    const frame = `${path}${index}/`;
    if (!shared.stores.visits.latest(execution.id, frame)) return;
    reopen(reopening, machine, frame);
    index += 1;
  }
};

/**
 * Within a transaction: opens the last visit of a frame again, unless the frame has succeeded, and those of the branches
 * and iterations beneath it that have not. Retry counters begin again, as do the delays of what is run.
 */
export const reopen = (reopening: Reopening, machine: Machine, frame: string): void => {
  const { shared, execution } = reopening;
  const visit = shared.stores.visits.latest(execution.id, frame);
  const state = visit && machine.states.get(visit.state);
  if (!state || visit.status === "done") return;
  shared.stores.visits.change(visit, {
    status: "open",
    enteredAt: shared.clock.now(),
    last: reentered(reopening, state, visit),
    retries: [],
    retryAt: undefined,
    error: undefined,
    cause: undefined,
    ...(isRerun(visit) ? { attempt: visit.attempt + 1, started: false } : {}),
  });
  if (!isRerun(visit)) reopenBeneath(reopening, state, childrenPath(visit));
};
