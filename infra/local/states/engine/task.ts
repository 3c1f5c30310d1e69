/**
 * Task: schedules a call, calls, and waits for its result, for the end of the job that it began, or for the answer to its
 * token. After a restart, a call that had begun is made again, and what was waited for is awaited again.
 */

import { type Integration, TaskError } from "../integrations/integration.ts";
import type { Json, TaskLimits, TaskState } from "../language/contract.ts";
import type { Answer, Task } from "../store/tasks.ts";
import { createToken } from "../tokens.ts";
import { Failure, Interruption } from "./failure.ts";
import { type Cursor, commit, note, scopeOf } from "./frame.ts";
import { checkSize } from "./payload.ts";
import { conclude, type Done } from "./step.ts";
import { eventsOf, type TaskEvents } from "./task-events.ts";

interface TaskCursor {
  readonly cursor: Cursor;
  readonly integration: Integration;
  readonly events: TaskEvents;
}

const after = (now: number, seconds: number | undefined): number | undefined =>
  seconds === undefined ? undefined : now + seconds * 1000;

const schedule = async ({ cursor, integration, events }: TaskCursor, state: TaskState): Promise<Task> => {
  const { language, clock, stores } = cursor.frame.run.shared;
  const { input } = cursor.visit;
  const token = createToken();
  const scope = scopeOf(cursor, integration.waitsForToken ? { Task: { Token: token } } : {});
  const parameters = await language.taskInput(state, input, scope);
  checkSize(state.name, parameters);
  const limits = await language.taskLimits(state, input, scope);
  return commit(cursor, () => {
    const { execution, frame, n } = cursor.visit;
    const now = clock.now();
    note(cursor, events.scheduled(parameters, limits));
    return stores.tasks.insert({ execution, frame, n, token, parameters, ...deadlines(limits, now) });
  });
};

const deadlines = ({ timeoutSeconds, heartbeatSeconds }: TaskLimits, now: number) => ({
  timeoutAt: after(now, timeoutSeconds),
  heartbeatSeconds,
  heartbeatAt: after(now, heartbeatSeconds),
});

/** What a call, or the job that it began, came to. */
type Result =
  | { readonly kind: "returned"; readonly output: Json }
  | { readonly kind: "failed"; readonly error: unknown };

type Outcome = Answer | Result | { readonly kind: "timeout"; readonly error: string };

const resultOf = (work: Promise<Json>): Promise<Result> =>
  work.then(
    (output) => ({ kind: "returned", output }),
    (error: unknown) => ({ kind: "failed", error }),
  );

const TIMEOUT = "States.Timeout";
const HEARTBEAT_TIMEOUT = "States.HeartbeatTimeout";

const expiredAt = ({ timeoutAt, heartbeatAt }: Task, now: number): string | undefined => {
  if (timeoutAt !== undefined && timeoutAt <= now) return TIMEOUT;
  return heartbeatAt !== undefined && heartbeatAt <= now ? HEARTBEAT_TIMEOUT : undefined;
};

const nextDue = ({ timeoutAt, heartbeatAt }: Task): number | undefined => {
  const dues = [timeoutAt, heartbeatAt].filter((due) => due !== undefined);
  return dues.length === 0 ? undefined : Math.min(...dues);
};

/** Waits for the first of: an answer to the token, the end of `work`, the end of a limit. */
const outcomeOf = async ({ cursor }: TaskCursor, token: string, work: Promise<Json> | undefined): Promise<Outcome> => {
  const { shared } = cursor.frame.run;
  const { signal } = cursor.frame;
  let result: Result | undefined;
  if (work) {
    void resultOf(work).then((ended) => {
      result = ended;
      shared.waits.wake(token);
    });
  }
  for (;;) {
    signal.throwIfAborted();
    const task = shared.stores.tasks.find(token);
    if (!task) throw new Interruption();
    if (task.answer) return task.answer;
    if (result) return result;
    const expired = expiredAt(task, shared.clock.now());
    if (expired !== undefined) return { kind: "timeout", error: expired };
    await shared.activity.idle(shared.waits.wait(token, nextDue(task), signal));
  }
};

const failedWith = ({ events }: TaskCursor, thrown: unknown): Failure => {
  if (!(thrown instanceof TaskError)) throw thrown;
  const { error, cause } = thrown;
  return new Failure({ error, cause }, events.failed({ error, cause }));
};

/** What the outcome gives. Throws the {@link Failure} that it is. */
const resultValue = (task: TaskCursor, outcome: Outcome): Json => {
  switch (outcome.kind) {
    case "success":
    case "returned":
      return outcome.output;
    case "timeout":
      throw new Failure({ error: outcome.error }, task.events.timedOut({ error: outcome.error }));
    case "failure":
      throw new Failure(outcome, task.events.failed(outcome));
    case "failed":
      throw failedWith(task, outcome.error);
  }
};

const calls = ({ cursor, integration }: TaskCursor, { parameters, token }: Task): Promise<Json> =>
  cursor.frame.run.shared.activity.during(integration.call({ parameters, token, signal: cursor.frame.signal }));

const submit = ({ cursor, events }: TaskCursor, { token }: Task, output: Json): void =>
  commit(cursor, () => {
    note(cursor, events.submitted(output));
    cursor.frame.run.shared.stores.tasks.submit(token, output);
  });

/** Calls, where no earlier start of the runtime has seen the call return; answers what the task comes to, if it is over. */
const called = async (cursor: TaskCursor, task: Task): Promise<Json | undefined> => {
  const outcome = await outcomeOf(cursor, task.token, calls(cursor, task));
  const output = resultValue(cursor, outcome);
  const { waitsForToken, completion } = cursor.integration;
  if (outcome.kind === "success" || (!waitsForToken && !completion)) return output;
  submit(cursor, task, output);
  return undefined;
};

const awaited = async (cursor: TaskCursor, { token, submission }: Task): Promise<Json> => {
  const { signal } = cursor.cursor.frame;
  const job = cursor.integration.completion?.(submission ?? null, signal);
  return resultValue(cursor, await outcomeOf(cursor, token, job));
};

const outputOf = async (cursor: TaskCursor, task: Task): Promise<Json> => {
  const { tasks } = cursor.cursor.frame.run.shared.stores;
  if (task.stage === "begun" && !task.answer) {
    const output = await called(cursor, task);
    if (output !== undefined) return output;
  }
  return awaited(cursor, tasks.find(task.token) ?? task);
};

export const runTask = async (cursor: Cursor, state: TaskState): Promise<Done> => {
  const { integrations, region, language, stores } = cursor.frame.run.shared;
  const integration = integrations(state.resource);
  if (!integration) throw new Error(`the machine was created with ${state.resource}, which nothing calls`);
  const task: TaskCursor = { cursor, integration, events: eventsOf(integration, region) };
  const output = await outputOf(task, stores.tasks.openAt(cursor.visit) ?? (await schedule(task, state)));
  checkSize(state.name, output);
  return conclude(cursor, task.events.succeeded(output), state.next, () =>
    language.outcome(state, cursor.visit.input, output, scopeOf(cursor)),
  );
};
