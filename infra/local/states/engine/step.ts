/** Goes from state to state: into one, and out of it with what it gave. */
import type { Json, Outcome, State } from "../language/contract.ts";
import type { Visit } from "../store/visits.ts";
import { Ending, Failure, failureOf, type Note } from "./failure.ts";
import { type Cursor, change, commit, type Frame, note } from "./frame.ts";
import { assignedDetails, checkSize, inputDetails, outputDetails } from "./payload.ts";

/** What a state says when it has gone well. */
export interface Done {
  readonly outcome: Outcome;
  /** Undefined where the machine ends. */
  readonly next: string | undefined;
  /** Events before the one that leaves the state. */
  readonly notes?: readonly Note[];
}

/** What a state that has succeeded gives; that it has is noted also where its output then cannot be worked out. */
export const conclude = async (
  { state, visit }: Cursor,
  notes: readonly Note[],
  next: string | undefined,
  outcomeOf: () => Promise<Outcome>,
): Promise<Done> => {
  try {
    const outcome = await outcomeOf();
    checkSize(state.name, outcome.output);
    return { outcome, next, notes };
  } catch (error) {
    const failure = failureOf(error, state.name, visit.entered);
    throw new Failure(failure, [...notes, ...failure.notes]);
  }
};

export const stateNamed = ({ machine }: Pick<Frame, "machine">, name: string): State => {
  const state = machine.states.get(name);
  if (!state) throw new Error(`the machine has no state '${name}'`);
  return state;
};

interface Entry {
  readonly n: number;
  readonly state: State;
  readonly input: Json;
  readonly variables: Readonly<Record<string, Json>>;
  /** Number of the event before. */
  readonly previous: number;
}

const ABORTED_BY_DELETION = new Ending({ status: "ABORTED" });

/** Within a transaction. */
const enter = ({ run, path }: Frame, { n, state, input, variables, previous }: Entry): Visit => {
  const { execution, shared } = run;
  const { history, visits, machines } = shared.stores;
  // "On the next state transition, the state machine's executions are terminated" (API reference, DeleteStateMachine).
  if (machines.find(execution.machine)?.status === "DELETING") throw ABORTED_BY_DELETION;
  const now = shared.clock.now();
  const details = { name: state.name, ...inputDetails(input) };
  const entered = history.append(execution.id, { type: `${state.type}StateEntered`, previous, details }, now);
  return visits.insert({
    execution: execution.id,
    frame: path,
    n,
    state: state.name,
    input,
    variables,
    entered,
    enteredAt: now,
  });
};

/** Enters the first state of a frame. */
export const begin = async (frame: Frame): Promise<Visit> => {
  const { input, variables } = await frame.start();
  const state = stateNamed(frame, frame.machine.startAt);
  return frame.run.commit(frame.signal, () =>
    enter(frame, { n: 0, state, input, variables, previous: frame.opened() }),
  );
};

/** Within a transaction: leaves the state, into the next one or out of the frame. */
export const leave = (cursor: Cursor, { output, assigned }: Outcome, next: string | undefined): Visit => {
  const { frame, state } = cursor;
  const details = { name: state.name, ...outputDetails(output), ...assignedDetails(assigned) };
  note(cursor, [{ type: `${state.type}StateExited`, details }]);
  frame.run.shared.stores.tasks.closeAt(cursor.visit);
  change(cursor, { status: "done", output: next === undefined ? output : undefined });
  if (next === undefined) {
    frame.succeeded(output, cursor.visit.last);
    return cursor.visit;
  }
  const { n, variables, last } = cursor.visit;
  return enter(frame, {
    n: n + 1,
    state: stateNamed(frame, next),
    input: output,
    variables: { ...variables, ...assigned },
    previous: last,
  });
};

export const goOn = (cursor: Cursor, { outcome, next, notes = [] }: Done): Visit => {
  checkSize(cursor.state.name, outcome.output);
  return commit(cursor, () => {
    note(cursor, notes);
    return leave(cursor, outcome, next);
  });
};
