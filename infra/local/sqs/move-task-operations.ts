/** The wire form of dead-letter queue redrive. */
import { z } from "zod";
import type { JsonOperation } from "../json-protocol.ts";
import { outOfRange } from "./errors.ts";
import type { MoveTask, MoveTasks } from "./move-tasks.ts";
import { operation } from "./operation.ts";

const MAX_PER_SECOND = 500;
const MAX_LISTED = 10;

const StartMessageMoveTask = z.strictObject({
  SourceArn: z.string(),
  DestinationArn: z.string().optional(),
  MaxNumberOfMessagesPerSecond: z.number().int().optional(),
});
const ListMessageMoveTasks = z.strictObject({ SourceArn: z.string(), MaxResults: z.number().int().default(1) });
const CancelMessageMoveTask = z.strictObject({ TaskHandle: z.string() });

const listed = (task: MoveTask): object => ({
  // AWS gives the handle of a running task only: nothing can be done with another.
  TaskHandle: task.status === "RUNNING" ? task.handle : undefined,
  Status: task.status,
  SourceArn: task.sourceArn,
  DestinationArn: task.destinationArn ?? undefined,
  MaxNumberOfMessagesPerSecond: task.perSecond ?? undefined,
  ApproximateNumberOfMessagesMoved: task.moved,
  ApproximateNumberOfMessagesToMove: task.toMove,
  FailureReason: task.failure ?? undefined,
  StartedTimestamp: task.startedAt,
});

export const moveTaskOperations = (tasks: MoveTasks): Readonly<Record<string, JsonOperation>> => ({
  StartMessageMoveTask: operation("StartMessageMoveTask", StartMessageMoveTask, (input) => {
    const { SourceArn, DestinationArn, MaxNumberOfMessagesPerSecond: rate } = input;
    if (rate !== undefined && (rate < 1 || rate > MAX_PER_SECOND)) {
      throw outOfRange("MaxNumberOfMessagesPerSecond", rate, `between 1 and ${MAX_PER_SECOND}`);
    }
    return { TaskHandle: tasks.start(SourceArn, DestinationArn, rate) };
  }),

  ListMessageMoveTasks: operation("ListMessageMoveTasks", ListMessageMoveTasks, ({ SourceArn, MaxResults }) => {
    if (MaxResults < 1 || MaxResults > MAX_LISTED) {
      throw outOfRange("MaxResults", MaxResults, `between 1 and ${MAX_LISTED}`);
    }
    return { Results: tasks.list(SourceArn, MaxResults).map(listed) };
  }),

  CancelMessageMoveTask: operation("CancelMessageMoveTask", CancelMessageMoveTask, ({ TaskHandle }) => ({
    ApproximateNumberOfMessagesMoved: tasks.cancel(TaskHandle),
  })),
});
