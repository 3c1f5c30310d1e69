/** All tables of one file. */
import type { DatabaseSync } from "node:sqlite";
import { createExecutionStore, type ExecutionStore } from "./executions.ts";
import { createHistory, type History } from "./history.ts";
import { createMachineStore, type MachineStore } from "./machines.ts";
import { createTaskStore, type TaskStore } from "./tasks.ts";
import { createVisitStore, type VisitStore } from "./visits.ts";

export interface Stores {
  readonly machines: MachineStore;
  readonly executions: ExecutionStore;
  readonly history: History;
  readonly visits: VisitStore;
  readonly tasks: TaskStore;
}

export const createStores = (database: DatabaseSync): Stores => ({
  machines: createMachineStore(database),
  executions: createExecutionStore(database),
  history: createHistory(database),
  visits: createVisitStore(database),
  tasks: createTaskStore(database),
});
