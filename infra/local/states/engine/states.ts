/** What each type of state does. */

import type { ChoiceState, FailState, PassState, SucceedState, WaitState } from "../language/contract.ts";
import type { RunFrame } from "./children.ts";
import { Failure } from "./failure.ts";
import { type Cursor, scopeOf } from "./frame.ts";
import { runMap } from "./map.ts";
import { runParallel } from "./parallel.ts";
import type { Done } from "./step.ts";
import { runTask } from "./task.ts";

const runChoice = async (cursor: Cursor, state: ChoiceState): Promise<Done> => {
  const { next, ...outcome } = await cursor.frame.run.shared.language.choose(
    state,
    cursor.visit.input,
    scopeOf(cursor),
  );
  return { outcome, next };
};

const runWait = async (cursor: Cursor, state: WaitState): Promise<Done> => {
  const { frame, visit } = cursor;
  const { language, clock, waits, activity } = frame.run.shared;
  const until = await language.waitUntil(state, visit.input, scopeOf(cursor), visit.enteredAt);
  while (clock.now() < until) {
    await activity.idle(waits.wait(`wait ${frame.run.execution.arn}`, until, frame.signal));
    frame.signal.throwIfAborted();
  }
  return { outcome: await language.outcome(state, visit.input, undefined, scopeOf(cursor)), next: state.next };
};

/** What only passes on what it makes of its input. */
const runPassing = async (
  cursor: Cursor,
  state: PassState | SucceedState,
  next: string | undefined,
): Promise<Done> => ({
  outcome: await cursor.frame.run.shared.language.outcome(state, cursor.visit.input, undefined, scopeOf(cursor)),
  next,
});

const runFail = async (cursor: Cursor, state: FailState): Promise<never> => {
  throw new Failure(await cursor.frame.run.shared.language.failure(state, cursor.visit.input, scopeOf(cursor)));
};

/** @param runFrame Runs a branch or an iteration. */
export const runState = (cursor: Cursor, runFrame: RunFrame): Promise<Done> => {
  const { state } = cursor;
  switch (state.type) {
    case "Pass":
      return runPassing(cursor, state, state.next);
    case "Choice":
      return runChoice(cursor, state);
    case "Wait":
      return runWait(cursor, state);
    case "Succeed":
      return runPassing(cursor, state, undefined);
    case "Fail":
      return runFail(cursor, state);
    case "Task":
      return runTask(cursor, state);
    case "Parallel":
      return runParallel(cursor, state, runFrame);
    case "Map":
      return runMap(cursor, state, runFrame);
  }
};
