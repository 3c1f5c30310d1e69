/** SQS on one machine: standard queues on a file, the JSON protocol in front, time read from the shared clock. */
import { join } from "node:path";
import type { AwsService, LocalContext, QueueSource, TimedSource } from "../contracts.ts";
import { jsonService } from "../json-protocol.ts";
import { batchOperations } from "./batch-operations.ts";
import { openDatabase } from "./database.ts";
import { createDelivery } from "./delivery.ts";
import { withQueryError } from "./errors.ts";
import { messageOperations } from "./message-operations.ts";
import { createMessageStore } from "./message-store.ts";
import { moveTaskOperations } from "./move-task-operations.ts";
import { createMoveTasks } from "./move-tasks.ts";
import { sqsProviders } from "./providers.ts";
import { queueOperations } from "./queue-operations.ts";
import { createQueueRegistry } from "./queue-registry.ts";
import { createQueueSource } from "./queue-source.ts";
import { createWaiters } from "./waiters.ts";

export type SqsService = AwsService & QueueSource & { readonly timed: TimedSource };

const earliest = (...instants: readonly (number | undefined)[]): number | undefined => {
  const known = instants.filter((instant) => instant !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
};

export const createSqsService = (context: LocalContext): SqsService => {
  const { clock, credentials } = context;
  const database = openDatabase(join(context.dataDir, "sqs.sqlite"));
  const stopping = new AbortController();
  const store = createMessageStore(database);
  const queues = createQueueRegistry(database, context);
  const waiters = createWaiters();
  const delivery = createDelivery(database, store, queues, waiters, clock);
  const moveTasks = createMoveTasks(database, store, queues, waiters, clock);

  const operations = {
    ...messageOperations(queues, delivery, credentials.accessKeyId, stopping.signal),
    ...batchOperations(queues, delivery),
    ...queueOperations(queues, store, clock),
    ...moveTaskOperations(moveTasks),
  };
  const handle = jsonService("SQS", operations);

  return {
    signingName: "sqs",
    operations: Object.keys(operations),
    providers: sqsProviders(queues),
    handle: async (request) => withQueryError(await handle(request)),
    timed: {
      nextDue: () => earliest(store.nextAppearance(), moveTasks.nextDue()),
      fire: async (now) => {
        for (const queue of new Set(store.appear(now))) waiters.wake(queue);
        moveTasks.fire(now);
      },
    },
    ...createQueueSource(queues, delivery, credentials.accessKeyId, stopping.signal),
    stop: async () => {
      stopping.abort();
      database.close();
    },
  };
};
