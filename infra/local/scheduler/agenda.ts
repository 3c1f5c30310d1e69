/** Runs schedules when they are due, at least once each. */
import { randomUUID } from "node:crypto";
import type { FunctionInvoker, Instant, LocalContext, TimedSource } from "../contracts.ts";
import { type Recurrence, readExpression } from "./expression.ts";
import { payloadOf, type Schedule } from "./schedule.ts";
import type { Run, SchedulerStore, Standing } from "./store.ts";

/**
 * Waits before the second and the third attempt, in milliseconds: Scheduler invokes functions asynchronously, and
 * Lambda tries such an event twice more, after one minute and after two.
 */
const RETRY_AFTER_MS = [60_000, 120_000];

export interface Agenda extends TimedSource {
  add(schedule: Schedule): void;
  all(): readonly Schedule[];
  find(group: string, name: string): Schedule | undefined;
}

interface Entry {
  readonly schedule: Schedule;
  readonly recurrence: Recurrence;
  standing: Standing;
}

export const createAgenda = (context: LocalContext, invoker: FunctionInvoker, store: SchedulerStore): Agenda => {
  const { clock, log } = context;
  const entries = new Map<string, Entry>();
  const running = new Set<string>();

  const add = (schedule: Schedule): void => {
    const settings = `${schedule.expression} ${schedule.timeZone}`;
    const known = store.standing(schedule.arn);
    const anchor = known?.settings === settings ? known.anchor : clock.now();
    const recurrence = readExpression(schedule.expression, schedule.timeZone, anchor);
    const standing = known?.settings === settings ? known : { settings, anchor, nextDue: recurrence.next(anchor) };
    store.setStanding(schedule.arn, standing);
    entries.set(schedule.arn, { schedule, recurrence, standing });
  };

  const settle = (run: Run, failed: boolean): void => {
    const pause = RETRY_AFTER_MS[run.attempts];
    if (failed && pause !== undefined) {
      store.putRun({ ...run, attempts: run.attempts + 1, due: clock.now() + pause });
      return;
    }
    if (failed) log(`scheduler: ${run.schedule}: given up after ${run.attempts + 1} attempts`);
    store.removeRun(run.id);
  };

  const run = async ({ schedule }: Entry, due: Run): Promise<void> => {
    running.add(due.id);
    const { functionError } = await invoker.invoke(schedule.targetArn, payloadOf(context, schedule, due));
    settle(due, functionError !== undefined);
    running.delete(due.id);
  };

  /** A run that could not be tried, or that a stop interrupts, stays as it is on disk: the next start tries it. */
  const start = (entry: Entry, due: Run): void => {
    run(entry, due).catch((error: unknown) => log(`scheduler: ${entry.schedule.arn}: ${String(error)}`));
  };

  const waitingRuns = (): readonly Run[] =>
    store.runs().filter(({ id, schedule }) => !running.has(id) && entries.has(schedule));

  const enabled = (): readonly Entry[] => [...entries.values()].filter(({ schedule }) => schedule.enabled);

  /** However many runs were missed while the runtime was down, one is owed. */
  const beginDue = (entry: Entry, now: Instant): void => {
    const { schedule, recurrence, standing } = entry;
    if (standing.nextDue === undefined || standing.nextDue > now) return;
    const owed: Run = {
      id: randomUUID(),
      schedule: schedule.arn,
      scheduledAt: standing.nextDue,
      attempts: 0,
      due: now,
    };
    entry.standing = { ...standing, nextDue: recurrence.next(now) };
    store.beginRun(schedule.arn, entry.standing, owed);
  };

  return {
    add,
    all: () => [...entries.values()].map(({ schedule }) => schedule),
    find: (group, name) =>
      [...entries.values()].find(({ schedule }) => schedule.group === group && schedule.name === name)?.schedule,
    nextDue: () => {
      const instants = [...enabled().map(({ standing }) => standing.nextDue), ...waitingRuns().map(({ due }) => due)];
      const known = instants.filter((instant) => instant !== undefined);
      return known.length === 0 ? undefined : Math.min(...known);
    },
    /** Does not wait for the functions: a long one must not hold the other schedules up. */
    fire: async (now) => {
      for (const entry of enabled()) beginDue(entry, now);
      for (const due of waitingRuns()) {
        const entry = entries.get(due.schedule);
        if (entry && due.due <= now) start(entry, due);
      }
    },
  };
};
