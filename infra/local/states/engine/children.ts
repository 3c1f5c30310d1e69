/** Runs the frames beneath a state, some at a time; what fails beyond what is tolerated stops the others. */
import type { Json, Machine } from "../language/contract.ts";
import type { Visit } from "../store/visits.ts";
import { Failure, Interruption } from "./failure.ts";
import { type Cursor, commit, type Frame } from "./frame.ts";

export type RunFrame = (frame: Frame) => Promise<Json>;

/** What a child frame has of its own; the rest is its parent's. */
export interface Child extends Pick<Frame, "context" | "start" | "opened" | "succeeded" | "failed"> {
  readonly machine: Machine;
}

interface Manner {
  readonly runFrame: RunFrame;
  /** How many at a time. */
  readonly limit: number;
  /** Whether the state goes on after so many failures; if not, with which failure it ends. */
  judge(failures: readonly Failure[]): Failure | undefined;
}

/** The paths of all frames beneath this attempt of the state begin so. */
export const childrenPath = ({ frame, n, attempt }: Pick<Visit, "frame" | "n" | "attempt">): string =>
  `${frame}${n}.${attempt}.`;

const failureAsOutput = ({ error, cause }: Failure): Json => ({ Error: error ?? null, Cause: cause ?? null });

/** Their outputs in order. Throws the failure that ended them, after all of them have come to rest. */
export const runChildren = async (
  cursor: Cursor,
  children: readonly Child[],
  { runFrame, limit, judge }: Manner,
): Promise<readonly Json[]> => {
  const { run, signal } = cursor.frame;
  const { activity, stores } = run.shared;
  const stopping = new AbortController();
  const path = childrenPath(cursor.visit);
  const frames = children.map(
    (child, index): Frame => ({
      ...child,
      run,
      path: `${path}${index}/`,
      signal: AbortSignal.any([signal, stopping.signal]),
      context: { ...cursor.frame.context, ...child.context },
    }),
  );
  const outputs: Json[] = [];
  const failures: Failure[] = [];
  const queue = frames.entries();

  const judged = (thrown: unknown): Json => {
    const failure = thrown instanceof Failure ? thrown : undefined;
    if (failure) failures.push(failure);
    const verdict = failure && judge(failures);
    if (failure && !verdict) return failureAsOutput(failure);
    stopping.abort(new Interruption());
    throw verdict ?? thrown;
  };
  const worker = async (): Promise<void> => {
    for (const [index, frame] of queue) outputs[index] = await runFrame(frame).catch(judged);
  };

  const workers = Array.from({ length: Math.min(limit, frames.length) }, () => activity.during(worker()));
  const ended = await activity.idle(Promise.allSettled(workers));
  const reasons = ended.flatMap((one) => (one.status === "rejected" ? [one.reason] : []));
  signal.throwIfAborted();
  const reason = reasons.find((one) => !(one instanceof Interruption)) ?? reasons[0];
  if (reason === undefined) return outputs;
  // Tokens that the stopped ones waited for are worth nothing now.
  if (reason instanceof Failure) commit(cursor, () => stores.tasks.closeUnder(run.execution.id, path));
  throw reason;
};
