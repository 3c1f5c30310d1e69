/**
 * What the Amazon States Language gives the engine that runs it: a definition taken apart, and for each state the values
 * that its fields work out to. Pure: nothing here waits, calls, stores or reads a clock.
 *
 * For the engine: causes come without AWS's opening sentence, "An error occurred while executing the state 'X' (entered
 * at the event id #n). ", since only the engine knows the event. It goes before the cause of every StatesError that the
 * language rejects with, and before none that `failure` answers. `EvaluationFailed` precedes `States.QueryEvaluationError`
 * alone.
 */

export type Json = null | boolean | number | string | readonly Json[] | JsonRecord;

export interface JsonRecord {
  readonly [key: string]: Json;
}

export type QueryLanguage = "JSONPath" | "JSONata";

/** What expressions may look at, besides the state's own input and result. */
export interface Scope {
  /** The context object: `$$` in JSONPath, `$states.context` in JSONata. */
  readonly context: Json;
  /** Variables assigned so far, by name. */
  readonly variables: Readonly<Record<string, Json>>;
  /** The instant, milliseconds since the epoch, that `$now()` and `$millis()` give. */
  readonly now: number;
}

/** What a state says when it is done. */
export interface Outcome {
  readonly output: Json;
  /** Variables that `Assign` gave a value. */
  readonly assigned: Readonly<Record<string, Json>>;
}

export interface ChoiceOutcome extends Outcome {
  readonly next: string;
}

/** Name and cause of an error, as `Catch`, `Fail` and `ExecutionFailed` know them. */
export interface ErrorOutput {
  readonly error?: string | undefined;
  readonly cause?: string | undefined;
}

export interface Retrier {
  readonly errorEquals: readonly string[];
  readonly intervalSeconds: number;
  readonly maxAttempts: number;
  readonly backoffRate: number;
  readonly maxDelaySeconds: number | undefined;
  readonly jitter: "FULL" | "NONE";
}

export interface Catcher {
  readonly errorEquals: readonly string[];
  readonly next: string;
}

interface StateBase {
  readonly name: string;
  readonly queryLanguage: QueryLanguage;
  /** As written, for the language alone. */
  readonly fields: JsonRecord;
}

/** What runs once and goes on. `next` is undefined where the state ends its machine. */
interface FlowState extends StateBase {
  readonly next: string | undefined;
}

interface GuardedState extends FlowState {
  readonly retry: readonly Retrier[];
  readonly catch: readonly Catcher[];
}

export interface PassState extends FlowState {
  readonly type: "Pass";
}

export interface TaskState extends GuardedState {
  readonly type: "Task";
  /** As written: `arn:aws:states:::lambda:invoke.waitForTaskToken`. */
  readonly resource: string;
}

export interface ChoiceState extends StateBase {
  readonly type: "Choice";
}

export interface WaitState extends FlowState {
  readonly type: "Wait";
}

export interface SucceedState extends StateBase {
  readonly type: "Succeed";
}

export interface FailState extends StateBase {
  readonly type: "Fail";
}

export interface ParallelState extends GuardedState {
  readonly type: "Parallel";
  readonly branches: readonly Machine[];
}

export interface MapState extends GuardedState {
  readonly type: "Map";
  readonly processor: Machine;
}

export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

export interface Machine {
  readonly startAt: string;
  readonly states: ReadonlyMap<string, State>;
  /** Of the whole machine; seconds. */
  readonly timeoutSeconds: number | undefined;
}

/**
 * The definition cannot be created: invalid ASL, or ASL that this runtime does not support. `problems` name the place, as
 * `SCHEMA_VALIDATION_FAILED: … at /States/A`.
 */
export class DefinitionError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    super(problems.join("; "));
    this.name = "InvalidDefinition";
    this.problems = problems;
  }
}

/** An error that a state ends with, by its name in the language: `States.Runtime`, `States.ParameterPathFailure`… */
export class StatesError extends Error {
  readonly error: string;
  override readonly cause: string | undefined;
  /** The field that could not be worked out, for the event `EvaluationFailed`. */
  readonly location: string | undefined;

  constructor(error: string, cause?: string, location?: string) {
    super(cause === undefined ? error : `${error}: ${cause}`);
    this.name = "StatesError";
    this.error = error;
    this.cause = cause;
    this.location = location;
  }
}

/** Timeouts of a task, seconds; undefined where the state has none. */
export interface TaskLimits {
  readonly timeoutSeconds: number | undefined;
  readonly heartbeatSeconds: number | undefined;
}

/** What a Map runs over. */
export interface MapPlan {
  readonly items: readonly Json[];
  /** 0 is without limit. */
  readonly maxConcurrency: number;
  /** How many iterations may fail. */
  readonly toleratedFailureCount: number | undefined;
  readonly toleratedFailurePercentage: number | undefined;
}

/**
 * The fields of states, worked out. All answer promises, since JSONata does, and reject with a {@link StatesError} alone.
 * `input` is always what the state was entered with, before `InputPath`.
 */
export interface StatesLanguage {
  /** @throws {DefinitionError} */
  readonly parse: (definition: string) => Machine;
  /** `InputPath`, then `Parameters` or `Arguments`: what a task is called with, what branches begin with, what Pass passes on. */
  readonly taskInput: (state: State, input: Json, scope: Scope) => Promise<Json>;
  readonly taskLimits: (state: TaskState, input: Json, scope: Scope) => Promise<TaskLimits>;
  /** `Result` of a Pass, `ResultSelector`, `ResultPath`, `OutputPath`, or `Output`; and `Assign`. Undefined result: the state has none. */
  readonly outcome: (state: State, input: Json, result: Json | undefined, scope: Scope) => Promise<Outcome>;
  readonly choose: (state: ChoiceState, input: Json, scope: Scope) => Promise<ChoiceOutcome>;
  /** The instant until which to wait, in milliseconds since the epoch, given that of entering the state. */
  readonly waitUntil: (state: WaitState, input: Json, scope: Scope, entered: number) => Promise<number>;
  readonly failure: (state: FailState, input: Json, scope: Scope) => Promise<ErrorOutput>;
  readonly mapPlan: (state: MapState, input: Json, scope: Scope) => Promise<MapPlan>;
  /** `ItemSelector`; `scope.context` has `Map.Item` of this one. */
  readonly itemInput: (state: MapState, input: Json, item: Json, scope: Scope) => Promise<Json>;
  /** Of the catcher with that index: `ResultPath`, or `Output`; and `Assign`. `error` is `{Error, Cause}`. */
  readonly caught: (state: State, catcher: number, input: Json, error: Json, scope: Scope) => Promise<Outcome>;
  /** Whether a retrier or a catcher is for that error: by its name, `States.ALL`, `States.TaskFailed`. */
  readonly isFor: (errorEquals: readonly string[], error: string) => boolean;
}
