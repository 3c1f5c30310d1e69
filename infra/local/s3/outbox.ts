/**
 * Messages that are owed to queues. They are written in the transaction of what they tell, and removed once the queue
 * has them on disk: a crash in between sends a message twice, never less than once.
 */
import type { QueueSink } from "../contracts.ts";
import { type Database, integer, text } from "./database.ts";

export interface Outbox {
  /** To be called inside a transaction, then {@link Outbox.wake} after it. */
  add(queueArn: string, body: string): void;
  /** Starts sending what is owed, if it is not being sent already. */
  wake(): void;
  /** Waits for the sends under way, and starts none after. */
  stop(): Promise<void>;
}

interface Message {
  readonly id: number;
  readonly queueArn: string;
  readonly body: string;
}

/** What queues said when they refused, by their ARN. */
type Refusals = Map<string, unknown>;

const BATCH = 50;
/** Real time between two attempts at a queue that refuses, in milliseconds. */
const RETRY_MS = 500;

export const openOutbox = (
  { sql, transaction }: Database,
  queues: Pick<QueueSink, "send">,
  log: (line: string) => void,
): Outbox => {
  const insert = sql.prepare("INSERT INTO outbox (queue_arn, body) VALUES (?, ?)");
  const select = sql.prepare("SELECT * FROM outbox WHERE id > ? ORDER BY id LIMIT ?");
  const remove = sql.prepare("DELETE FROM outbox WHERE id = ?");
  let sending: Promise<void> | undefined;
  let again = false;
  let stopped = false;
  let retry: NodeJS.Timeout | undefined;

  const owedAfter = (id: number): readonly Message[] =>
    select.all(id, BATCH).map((row) => ({
      id: integer(row, "id"),
      queueArn: text(row, "queue_arn"),
      body: text(row, "body"),
    }));

  /** Sends all that is owed once, and gives up on a queue that refuses until the next pass: it holds up no other one. */
  const pass = async (): Promise<Refusals> => {
    const refusals: Refusals = new Map();
    const sent = async ({ id, queueArn, body }: Message): Promise<number | undefined> => {
      try {
        await queues.send(queueArn, body);
        return id;
      } catch (error) {
        refusals.set(queueArn, error);
        return undefined;
      }
    };
    let position = 0;
    for (let batch = owedAfter(0); batch.length > 0 && !stopped; batch = owedAfter(position)) {
      const ids = await Promise.all(batch.filter(({ queueArn }) => !refusals.has(queueArn)).map(sent));
      transaction(() => {
        for (const id of ids) if (id !== undefined) remove.run(id);
      });
      position = batch.at(-1)?.id ?? position;
    }
    return refusals;
  };

  const run = async (): Promise<void> => {
    let refusals: Refusals;
    do {
      again = false;
      refusals = await pass();
    } while (again && !stopped);
    sending = undefined;
    for (const [queueArn, error] of refusals) log(`s3: notifications to ${queueArn} wait: ${String(error)}`);
    if (refusals.size > 0 && !stopped) retry = setTimeout(wake, RETRY_MS);
  };

  const wake = (): void => {
    clearTimeout(retry);
    again = true;
    if (!stopped) sending ??= run();
  };

  return {
    add: (queueArn, body) => {
      insert.run(queueArn, body);
    },
    wake,
    stop: async () => {
      stopped = true;
      clearTimeout(retry);
      await sending;
    },
  };
};
