/** The rows of messages: each function is one statement, none of them knows a rule. */
import type { DatabaseSync, SQLOutputValue } from "node:sqlite";
import { z } from "zod";
import type { Instant } from "../contracts.ts";
import { MessageAttributes } from "./message-attributes.ts";

const Row = z.object({
  id: z.string(),
  queue: z.string(),
  body: z.string(),
  attributes: z.string().transform((text) => MessageAttributes.parse(JSON.parse(text))),
  traceHeader: z.string().nullable(),
  sentAt: z.number(),
  visibleAt: z.number(),
  deliveries: z.number(),
  queueDeliveries: z.number(),
  firstReceivedAt: z.number().nullable(),
  sourceArn: z.string().nullable(),
});
export type StoredMessage = z.infer<typeof Row>;

const Counts = z.object({ visible: z.number(), inFlight: z.number(), delayed: z.number() });

interface NewMessage {
  readonly id: string;
  readonly queue: string;
  readonly body: string;
  readonly attributes: MessageAttributes;
  readonly traceHeader: string | undefined;
  readonly visibleAt: Instant;
}

export interface MessageStore {
  insert(message: NewMessage, now: Instant): void;
  find(id: string): StoredMessage | undefined;
  /** Those that may be received at `now`, the longest visible first. */
  visible(queue: string, now: Instant, limit: number): readonly StoredMessage[];
  markReceived(id: string, now: Instant, visibleAt: Instant): StoredMessage;
  setVisibleAt(id: string, now: Instant, visibleAt: Instant): void;
  moveToDeadLetters(id: string, now: Instant, deadLetterQueue: string, sourceArn: string): void;
  /** Makes it a new message of `queue`, under a new id: what a move task does. */
  renew(id: string, now: Instant, newId: string, queue: string): void;
  remove(id: string): void;
  removeSentBefore(queue: string, before: Instant): void;
  removeAll(queue: string): void;
  count(queue: string, now: Instant): z.infer<typeof Counts>;
  /** When the next hidden message appears, on any queue. */
  nextAppearance(): Instant | undefined;
  /** Notes the messages that have appeared by `now`, and says on which queues. */
  appear(now: Instant): readonly string[];
}

const message = (row: Record<string, SQLOutputValue> | undefined): StoredMessage | undefined =>
  row === undefined ? undefined : Row.parse(row);

export const createMessageStore = (database: DatabaseSync): MessageStore => {
  const insert = database.prepare(`
    INSERT INTO messages (id, queue, body, attributes, traceHeader, sentAt, visibleAt, hidden)
    VALUES (:id, :queue, :body, :attributes, :traceHeader, :now, :visibleAt, :visibleAt > :now)`);
  const find = database.prepare("SELECT * FROM messages WHERE id = ?");
  const visible = database.prepare(
    "SELECT * FROM messages WHERE queue = ? AND visibleAt <= ? ORDER BY visibleAt, seq LIMIT ?",
  );
  const markReceived = database.prepare(`
    UPDATE messages SET deliveries = deliveries + 1, queueDeliveries = queueDeliveries + 1,
      firstReceivedAt = coalesce(firstReceivedAt, :now), visibleAt = :visibleAt, hidden = :visibleAt > :now
    WHERE id = :id RETURNING *`);
  const setVisibleAt = database.prepare(
    "UPDATE messages SET visibleAt = :visibleAt, hidden = :visibleAt > :now WHERE id = :id",
  );
  const moveToDeadLetters = database.prepare(`
    UPDATE messages SET queue = :queue, sourceArn = :sourceArn, visibleAt = :now, hidden = 0, queueDeliveries = 0
    WHERE id = :id`);
  const renew = database.prepare(`
    UPDATE messages SET id = :newId, queue = :queue, sourceArn = NULL, sentAt = :now, visibleAt = :now, hidden = 0,
      deliveries = 0, queueDeliveries = 0, firstReceivedAt = NULL
    WHERE id = :id`);
  const remove = database.prepare("DELETE FROM messages WHERE id = ?");
  const removeSentBefore = database.prepare("DELETE FROM messages WHERE queue = ? AND sentAt <= ?");
  const removeAll = database.prepare("DELETE FROM messages WHERE queue = ?");
  const count = database.prepare(`
    SELECT count(*) FILTER (WHERE visibleAt <= :now) AS visible,
      count(*) FILTER (WHERE visibleAt > :now AND queueDeliveries > 0) AS inFlight,
      count(*) FILTER (WHERE visibleAt > :now AND queueDeliveries = 0) AS delayed
    FROM messages WHERE queue = :queue`);
  const nextAppearance = database.prepare("SELECT min(visibleAt) AS at FROM messages WHERE hidden = 1");
  const appear = database.prepare("UPDATE messages SET hidden = 0 WHERE hidden = 1 AND visibleAt <= ? RETURNING queue");

  return {
    insert: ({ id, queue, body, attributes, traceHeader = null, visibleAt }, now) => {
      insert.run({ id, queue, body, attributes: JSON.stringify(attributes), traceHeader, visibleAt, now });
    },
    find: (id) => message(find.get(id)),
    visible: (queue, now, limit) => visible.all(queue, now, limit).map((row) => Row.parse(row)),
    markReceived: (id, now, visibleAt) => Row.parse(markReceived.get({ id, now, visibleAt })),
    setVisibleAt: (id, now, visibleAt) => {
      setVisibleAt.run({ id, now, visibleAt });
    },
    moveToDeadLetters: (id, now, queue, sourceArn) => {
      moveToDeadLetters.run({ id, now, queue, sourceArn });
    },
    renew: (id, now, newId, queue) => {
      renew.run({ id, now, newId, queue });
    },
    remove: (id) => {
      remove.run(id);
    },
    removeSentBefore: (queue, before) => {
      removeSentBefore.run(queue, before);
    },
    removeAll: (queue) => {
      removeAll.run(queue);
    },
    count: (queue, now) => Counts.parse(count.get({ queue, now })),
    nextAppearance: () => z.object({ at: z.number().nullable() }).parse(nextAppearance.get()).at ?? undefined,
    appear: (now) =>
      z
        .array(z.object({ queue: z.string() }))
        .parse(appear.all(now))
        .map((row) => row.queue),
  };
};
