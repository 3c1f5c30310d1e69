import type { DatabaseSync } from "node:sqlite";

/** Runs `work` in one transaction: all of it is on disk when this returns, or none of it when it throws. */
export const atomically = <T>(database: DatabaseSync, work: () => T): T => {
  database.exec("BEGIN IMMEDIATE");
  try {
    const result = work();
    database.exec("COMMIT");
    return result;
  } catch (error) {
    database.exec("ROLLBACK");
    throw error;
  }
};
