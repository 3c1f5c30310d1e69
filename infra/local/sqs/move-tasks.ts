/** Moving dead letters back: at once, or by so many a second of the shared clock; a restart goes on where it stopped. */
import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Clock, Instant } from "../contracts.ts";
import { AwsError } from "../json-protocol.ts";
import { atomically } from "../sqlite.ts";
import { invalidParameter } from "./errors.ts";
import type { MessageStore, StoredMessage } from "./message-store.ts";
import type { Queue, QueueRegistry } from "./queue-registry.ts";
import type { Waiters } from "./waiters.ts";

const STEP_MS = 1000;
/** SQLite's way to say that there is no limit. */
const ALL = -1;

const Task = z.object({
  handle: z.string(),
  sourceArn: z.string(),
  destinationArn: z.string().nullable(),
  perSecond: z.number().nullable(),
  status: z.enum(["RUNNING", "COMPLETED", "CANCELLED", "FAILED"]),
  moved: z.number(),
  toMove: z.number(),
  startedAt: z.number(),
  nextAt: z.number().nullable(),
  failure: z.string().nullable(),
});
export type MoveTask = z.infer<typeof Task>;

export interface MoveTasks {
  /** Answers the task's handle. Throws `ResourceNotFoundException` or `InvalidParameterValue`. */
  start(sourceArn: string, destinationArn: string | undefined, perSecond: number | undefined): string;
  /** The latest first. */
  list(sourceArn: string, max: number): readonly MoveTask[];
  /** Answers how many messages it had moved. Throws `ResourceNotFoundException`. */
  cancel(handle: string): number;
  nextDue(): Instant | undefined;
  /** Takes the step of each task that is due. */
  fire(now: Instant): void;
}

const notFound = (what: string): AwsError =>
  new AwsError(
    "ResourceNotFoundException",
    `The resource that you specified for the ${what} parameter doesn't exist.`,
    404,
  );

const failed = (task: MoveTask, failure: string): MoveTask => ({ ...task, status: "FAILED", nextAt: null, failure });

export const createMoveTasks = (
  database: DatabaseSync,
  store: MessageStore,
  queues: QueueRegistry,
  waiters: Waiters,
  clock: Clock,
): MoveTasks => {
  const insert = database.prepare(`
    INSERT INTO moveTasks (handle, sourceArn, destinationArn, perSecond, status, toMove, startedAt, nextAt)
    VALUES (:handle, :sourceArn, :destinationArn, :perSecond, 'RUNNING', :toMove, :now, :now)`);
  const update = database.prepare(
    "UPDATE moveTasks SET status = :status, moved = :moved, nextAt = :nextAt, failure = :failure WHERE handle = :handle",
  );
  const byHandle = database.prepare("SELECT * FROM moveTasks WHERE handle = ?");
  const bySource = database.prepare("SELECT * FROM moveTasks WHERE sourceArn = ? ORDER BY seq DESC LIMIT ?");
  const due = database.prepare("SELECT * FROM moveTasks WHERE nextAt <= ? ORDER BY nextAt, seq");
  const nextDue = database.prepare("SELECT min(nextAt) AS at FROM moveTasks");

  const save = ({ handle, status, moved, nextAt, failure }: MoveTask): void => {
    update.run({ handle, status, moved, nextAt, failure });
  };

  const destinationOf = (task: MoveTask, message: StoredMessage): Queue | undefined =>
    queues.findArn(task.destinationArn ?? message.sourceArn ?? "");

  /** Moves what one step may move, and says how the task stands after it. */
  const step = (task: MoveTask, now: Instant, woken: Set<string>): MoveTask => {
    const source = queues.findArn(task.sourceArn);
    if (!source) return failed(task, "AWS.SimpleQueueService.NonExistentQueue");
    const candidates = store.visible(source.name, now, task.perSecond ?? ALL);
    let moved = task.moved;
    for (const message of candidates) {
      const destination = destinationOf(task, message);
      if (!destination) return failed({ ...task, moved }, "CouldNotDetermineMessageSource");
      store.renew(message.id, now, randomUUID(), destination.name);
      woken.add(destination.name);
      moved += 1;
    }
    const isDone = store.visible(source.name, now, 1).length === 0;
    return isDone
      ? { ...task, moved, status: "COMPLETED", nextAt: null }
      : { ...task, moved, nextAt: (task.nextAt ?? now) + STEP_MS };
  };

  const fire = (now: Instant): void => {
    const woken = new Set<string>();
    atomically(database, () => {
      // A step that fell due while the clock jumped is taken too: twenty seconds of rate 1 are twenty messages.
      for (let tasks = due.all(now); tasks.length > 0; tasks = due.all(now)) {
        for (const row of tasks) save(step(Task.parse(row), now, woken));
      }
    });
    for (const name of woken) waiters.wake(name);
  };

  const list = (sourceArn: string, max: number) => z.array(Task).parse(bySource.all(sourceArn, max));

  return {
    start: (sourceArn, destinationArn, perSecond) => {
      const source = queues.findArn(sourceArn);
      if (!source) throw notFound("SourceArn");
      if (destinationArn !== undefined && !queues.findArn(destinationArn)) throw notFound("DestinationArn");
      if (queues.sourcesOf(sourceArn).length === 0) {
        throw invalidParameter("Source queue must be configured as a Dead Letter Queue.");
      }
      if (list(sourceArn, ALL).some(({ status }) => status === "RUNNING")) {
        throw invalidParameter(
          "There is already a task running. Only one active task is allowed for a source queue arn at a given time.",
        );
      }
      const handle = randomUUID();
      const now = clock.now();
      const toMove = store.count(source.name, now).visible;
      insert.run({
        handle,
        sourceArn,
        destinationArn: destinationArn ?? null,
        perSecond: perSecond ?? null,
        toMove,
        now,
      });
      fire(now);
      return handle;
    },

    list,

    cancel: (handle) => {
      const row = byHandle.get(handle);
      if (!row) throw notFound("TaskHandle");
      const task = Task.parse(row);
      if (task.status !== "RUNNING") {
        throw new AwsError("UnsupportedOperation", "Only active tasks can be cancelled.");
      }
      save({ ...task, status: "CANCELLED", nextAt: null });
      return task.moved;
    },

    nextDue: () => z.object({ at: z.number().nullable() }).parse(nextDue.get()).at ?? undefined,
    fire,
  };
};
