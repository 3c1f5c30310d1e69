/** State machines, and the revisions that executions were started with. */
import { randomUUID } from "node:crypto";
import type { DatabaseSync } from "node:sqlite";
import { z } from "zod";
import type { Instant } from "../../contracts.ts";

const Row = z.object({
  arn: z.string(),
  name: z.string(),
  revision: z.string(),
  status: z.enum(["ACTIVE", "DELETING"]),
  createdAt: z.number(),
  /** When its revision was made. */
  updatedAt: z.number(),
  definition: z.string(),
  roleArn: z.string(),
});
export type StateMachine = z.infer<typeof Row>;

const RevisionRow = z.object({ id: z.string(), definition: z.string(), roleArn: z.string(), madeAt: z.number() });
export type Revision = z.infer<typeof RevisionRow>;

export interface MachineStore {
  find(arn: string): StateMachine | undefined;
  /** Throws when there is none: executions name only revisions that were made. */
  revision(id: string): Revision;
  create(arn: string, name: string, definition: string, roleArn: string, now: Instant): StateMachine;
  /** Makes a new revision when anything differs. */
  update(arn: string, definition: string, roleArn: string, now: Instant): StateMachine;
  markDeleting(arn: string): void;
  remove(arn: string): void;
  /** In the order of their names, after `after`. */
  list(after: string, limit: number): readonly StateMachine[];
}

const JOINED = `
  SELECT arn, name, revision, status, createdAt, madeAt AS updatedAt, definition, roleArn
  FROM machines JOIN revisions ON revisions.id = machines.revision`;

export const createMachineStore = (database: DatabaseSync): MachineStore => {
  const find = database.prepare(`${JOINED} WHERE arn = ?`);
  const list = database.prepare(`${JOINED} WHERE name > ? ORDER BY name LIMIT ?`);
  const revision = database.prepare("SELECT * FROM revisions WHERE id = ?");
  const addRevision = database.prepare("INSERT INTO revisions (id, definition, roleArn, madeAt) VALUES (?, ?, ?, ?)");
  const insert = database.prepare(
    "INSERT INTO machines (arn, name, revision, status, createdAt) VALUES (?, ?, ?, 'ACTIVE', ?)",
  );
  const setRevision = database.prepare("UPDATE machines SET revision = ? WHERE arn = ?");
  const markDeleting = database.prepare("UPDATE machines SET status = 'DELETING' WHERE arn = ?");
  const remove = database.prepare("DELETE FROM machines WHERE arn = ?");

  const newRevision = (definition: string, roleArn: string, now: Instant): string => {
    const id = randomUUID();
    addRevision.run(id, definition, roleArn, now);
    return id;
  };
  const existing = (arn: string): StateMachine => Row.parse(find.get(arn));

  return {
    find: (arn) => {
      const row = find.get(arn);
      return row && Row.parse(row);
    },
    revision: (id) => RevisionRow.parse(revision.get(id)),
    create: (arn, name, definition, roleArn, now) => {
      insert.run(arn, name, newRevision(definition, roleArn, now), now);
      return existing(arn);
    },
    update: (arn, definition, roleArn, now) => {
      const before = existing(arn);
      if (before.definition !== definition || before.roleArn !== roleArn) {
        setRevision.run(newRevision(definition, roleArn, now), arn);
      }
      return existing(arn);
    },
    markDeleting: (arn) => void markDeleting.run(arn),
    remove: (arn) => void remove.run(arn),
    list: (after, limit) => z.array(Row).parse(list.all(after, limit)),
  };
};
