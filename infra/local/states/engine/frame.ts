/** Where a sequence of states runs: the machine itself, a branch of a Parallel, an iteration of a Map. */
import type { Instant } from "../../contracts.ts";
import type { ErrorOutput, Json, JsonRecord, Machine, Scope, State } from "../language/contract.ts";
import type { Visit, VisitProgress } from "../store/visits.ts";
import type { Note } from "./failure.ts";
import type { Run } from "./run.ts";

export interface Frame {
  readonly run: Run;
  /** Empty for the machine itself; that of a branch begins with its parent's, and ends with a slash. */
  readonly path: string;
  readonly machine: Machine;
  readonly signal: AbortSignal;
  /** What the context object has besides, within an iteration: `Map.Item`. */
  readonly context: JsonRecord;
  /** What the first state is entered with; asked only where the journal has no visit yet. */
  start(): Promise<{ readonly input: Json; readonly variables: Readonly<Record<string, Json>> }>;
  /** In the transaction that enters the first state; answers the event before it. */
  opened(): number;
  /** In the transaction that ends the last state. @param last The frame's latest event. */
  succeeded(output: Json, last: number): void;
  /** In the transaction that fails the state. */
  failed(failure: ErrorOutput, last: number): void;
}

/** A state being run. Its visit changes as it goes, always within a transaction. */
export interface Cursor<Of extends State = State> {
  readonly frame: Frame;
  readonly state: Of;
  visit: Visit;
}

export const commit = <Result>({ frame }: Cursor, work: () => Result): Result => frame.run.commit(frame.signal, work);

/** Within a transaction: notes a change of the visit. */
export const change = (cursor: Cursor, progress: Partial<VisitProgress>): void => {
  cursor.visit = cursor.frame.run.shared.stores.visits.change(cursor.visit, progress);
};

/** Within a transaction: writes events, each after the one before it. */
export const note = (cursor: Cursor, notes: readonly Note[]): void => {
  const { execution, shared } = cursor.frame.run;
  let { last } = cursor.visit;
  for (const { type, details, aside = false } of notes) {
    const id = shared.stores.history.append(execution.id, { type, previous: last, details }, shared.clock.now());
    if (!aside) last = id;
  }
  if (last !== cursor.visit.last) change(cursor, { last });
};

const isoTime = (instant: Instant): string => new Date(instant).toISOString();

/** The context object (developer guide, "Accessing execution data from the Context object"). */
const contextOf = ({ frame, state, visit }: Cursor, more: JsonRecord): JsonRecord => {
  const { execution, input, machineName, roleArn } = frame.run;
  return {
    Execution: {
      Id: execution.arn,
      Input: input,
      StartTime: isoTime(execution.startedAt),
      Name: execution.name,
      RoleArn: roleArn,
      RedriveCount: execution.redriveCount,
      ...(execution.redrivenAt === undefined ? {} : { RedriveTime: isoTime(execution.redrivenAt) }),
    },
    StateMachine: { Id: execution.machine, Name: machineName },
    State: {
      Name: state.name,
      EnteredTime: isoTime(visit.enteredAt),
      ...("retry" in state ? { RetryCount: visit.retries.reduce((sum, count) => sum + count, 0) } : {}),
    },
    ...frame.context,
    ...more,
  };
};

/** @param more Members of the context object that this state alone has. */
export const scopeOf = (cursor: Cursor, more: JsonRecord = {}): Scope => ({
  context: contextOf(cursor, more),
  variables: cursor.visit.variables,
  now: cursor.frame.run.shared.clock.now(),
});
