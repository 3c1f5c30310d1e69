/** The messages that were sent: a file each, for a mail client, and a row each, for the listing. */
import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";

const Row = z.object({
  messageId: z.string(),
  at: z.number(),
  from: z.string(),
  to: z.string().transform((text) => z.array(z.string()).parse(JSON.parse(text))),
  subject: z.string(),
  file: z.string(),
  text: z.string(),
});
/** `at` is an instant; `to` has every recipient, hidden ones too; `file` is the path of the `.eml`. */
export type OutboxMessage = Readonly<z.infer<typeof Row>>;

const LAYOUT = `
  CREATE TABLE IF NOT EXISTS messages (
    seq INTEGER PRIMARY KEY,
    messageId TEXT NOT NULL UNIQUE,
    at INTEGER NOT NULL,
    sender TEXT NOT NULL,
    recipients TEXT NOT NULL,
    subject TEXT NOT NULL,
    text TEXT NOT NULL
  ) STRICT;
`;

export const createOutbox = (dataDir: string, database: DatabaseSync) => {
  const directory = join(dataDir, "outbox");
  mkdirSync(directory, { recursive: true });
  database.exec(LAYOUT);
  const insert = database.prepare(`
    INSERT INTO messages (messageId, at, sender, recipients, subject, text)
    VALUES (:messageId, :at, :from, :to, :subject, :text)`);
  const all = database.prepare(
    `SELECT messageId, at, sender AS "from", recipients AS "to", subject, text FROM messages ORDER BY seq`,
  );
  const fileOf = (messageId: string) => join(directory, `${messageId}.eml`);

  return {
    /** Written aside and renamed, so that a mail client never opens half a message. */
    writeFile: (messageId: string, bytes: Buffer): void => {
      const file = fileOf(messageId);
      writeFileSync(`${file}.new`, bytes, { flush: true });
      renameSync(`${file}.new`, file);
    },
    insert: ({ to, ...message }: Omit<OutboxMessage, "file">): void => {
      insert.run({ ...message, to: JSON.stringify(to) });
    },
    /** The oldest first. */
    list: (): readonly OutboxMessage[] =>
      all.all().map((row) => Row.parse({ ...row, file: fileOf(String(row["messageId"])) })),
  };
};
