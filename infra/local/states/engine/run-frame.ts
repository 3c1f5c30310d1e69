/** Runs the states of a frame one after the other, from where the journal says that it stands. */
import type { Json } from "../language/contract.ts";
import type { Visit } from "../store/visits.ts";
import { Failure, failureOf } from "./failure.ts";
import type { Cursor, Frame } from "./frame.ts";
import { recover } from "./recover.ts";
import { runState } from "./states.ts";
import { begin, goOn, stateNamed } from "./step.ts";

/** Waits for the instant of the next attempt, where there was one before. */
const untilRetry = async ({ frame, visit }: Cursor): Promise<void> => {
  const { waits, clock, activity } = frame.run.shared;
  const { retryAt } = visit;
  while (retryAt !== undefined && clock.now() < retryAt) {
    await activity.idle(waits.wait(`retry ${frame.run.execution.arn}`, retryAt, frame.signal));
    frame.signal.throwIfAborted();
  }
};

/** Runs the state of an open visit; answers the visit to go on with: the next one, or this one in its new state. */
const step = async (frame: Frame, visit: Visit): Promise<Visit> => {
  const cursor: Cursor = { frame, state: stateNamed(frame, visit.state), visit };
  await untilRetry(cursor);
  try {
    return goOn(cursor, await runState(cursor, runFrame));
  } catch (error) {
    return recover(cursor, failureOf(error, visit.state, visit.entered));
  }
};

/** Answers the output of its last state. Rejects with the {@link Failure} that nothing in it caught. */
export const runFrame = async (frame: Frame): Promise<Json> => {
  const { execution, shared } = frame.run;
  let visit = shared.stores.visits.latest(execution.id, frame.path) ?? (await begin(frame));
  while (visit.status === "open") visit = await step(frame, visit);
  if (visit.status === "failed") throw new Failure(visit);
  return visit.output ?? null;
};
