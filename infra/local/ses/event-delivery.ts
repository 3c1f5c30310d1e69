/** Events on their way to queues: kept until the queue has them, so that a crash repeats one but never loses it. */
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Clock, Instant, QueueSink } from "../contracts.ts";

/** EventBridge's default retry policy: for 24 hours, ever more slowly. */
const MAX_AGE_MS = 24 * 3_600_000;
const MAX_PAUSE_MS = 15 * 60_000;

const LAYOUT = `
  CREATE TABLE IF NOT EXISTS deliveries (
    seq INTEGER PRIMARY KEY,
    queueArn TEXT NOT NULL,
    body TEXT NOT NULL,
    createdAt INTEGER NOT NULL,
    attempts INTEGER NOT NULL DEFAULT 0,
    nextAt INTEGER NOT NULL
  ) STRICT;
`;

const Row = z.object({
  seq: z.number(),
  queueArn: z.string(),
  body: z.string(),
  createdAt: z.number(),
  attempts: z.number(),
});

interface EventDelivery {
  /** Notes that `queueArn` is to have `body`; takes part in the caller's transaction. */
  enqueue(queueArn: string, body: string): void;
  /** Delivers what is due. Never rejects: what fails is tried again later. */
  deliver(): Promise<void>;
  nextDue(): Instant | undefined;
}

export const createEventDelivery = (
  database: DatabaseSync,
  queues: QueueSink,
  clock: Clock,
  log: (line: string) => void,
): EventDelivery => {
  database.exec(LAYOUT);
  const insert = database.prepare("INSERT INTO deliveries (queueArn, body, createdAt, nextAt) VALUES (?, ?, ?, ?)");
  const due = database.prepare("SELECT * FROM deliveries WHERE nextAt <= ? ORDER BY seq");
  const remove = database.prepare("DELETE FROM deliveries WHERE seq = ?");
  const postpone = database.prepare("UPDATE deliveries SET attempts = attempts + 1, nextAt = ? WHERE seq = ?");
  const nextDue = database.prepare("SELECT min(nextAt) AS at FROM deliveries");

  const deliverOne = async ({ seq, queueArn, body, createdAt, attempts }: z.infer<typeof Row>): Promise<void> => {
    try {
      await queues.send(queueArn, body);
      remove.run(seq);
    } catch (error) {
      const now = clock.now();
      log(`events: ${queueArn} refuses an event: ${String(error)}`);
      if (now - createdAt >= MAX_AGE_MS) remove.run(seq);
      else postpone.run(now + Math.min(MAX_PAUSE_MS, 1000 * 2 ** attempts), seq);
    }
  };

  const deliverDue = async (): Promise<void> => {
    for (const row of due.all(clock.now())) await deliverOne(Row.parse(row));
  };

  // One after the other: a row must not be sent twice because two requests came together.
  let last = Promise.resolve();

  return {
    enqueue: (queueArn, body) => {
      const now = clock.now();
      insert.run(queueArn, body, now, now);
    },
    deliver: () => {
      last = last.then(deliverDue);
      return last;
    },
    nextDue: () => z.object({ at: z.number().nullable() }).parse(nextDue.get()).at ?? undefined,
  };
};
