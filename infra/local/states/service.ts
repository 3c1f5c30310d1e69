/** Step Functions on one machine: standard workflows on a file, the JSON protocol in front, time read from the shared clock. */
import { join } from "node:path";
import type { AwsService, FunctionInvoker, LocalContext, TimedSource } from "../contracts.ts";
import { jsonService } from "../json-protocol.ts";
import { executionOperations } from "./api/execution-operations.ts";
import { historyOperations } from "./api/history-operations.ts";
import { machineOperations } from "./api/machine-operations.ts";
import { taskOperations } from "./api/task-operations.ts";
import type { Calls } from "./calls.ts";
import { openDatabase } from "./database.ts";
import { createDefinitions } from "./definitions.ts";
import { createActivity } from "./engine/activity.ts";
import { createExecutor } from "./engine/executor.ts";
import type { Shared } from "./engine/shared.ts";
import { createWaits } from "./engine/waits.ts";
import { createExecutions, type Executions } from "./executions.ts";
import { createIntegrations } from "./integrations/table.ts";
import type { Machine, StatesLanguage } from "./language/contract.ts";
import { statesLanguage } from "./language/language.ts";
import { createMachines } from "./machines.ts";
import { createArns } from "./names.ts";
import { machineProvider } from "./provider.ts";
import { createStores } from "./store/stores.ts";

interface StatesParts {
  readonly invoker: FunctionInvoker;
  readonly calls: Calls;
}

export interface StatesService extends AwsService {
  readonly timed: TimedSource;
  /**
   * Goes on with the executions that an earlier start left running. Called once every resource of the template is there
   * and its endpoints answer: what they call next may be any of them.
   */
  start(): void;
  /** Whether every execution waits: for an instant, for an answer, for another execution. */
  isQuiet(): boolean;
  /** Resolves when it is so. */
  settle(): Promise<void>;
  /** Leaves all executions as they stand, for the next start; answers to tokens are still taken. */
  halt(): void;
}

/** Definitions are parsed at each start and end of executions: each text once. */
const remembering = (language: StatesLanguage): StatesLanguage => {
  const parsed = new Map<string, Machine>();
  return {
    ...language,
    parse: (definition) => {
      const machine = parsed.get(definition) ?? language.parse(definition);
      parsed.set(definition, machine);
      return machine;
    },
  };
};

export const createStatesService = (context: LocalContext, { invoker, calls }: StatesParts): StatesService => {
  const { clock, region, log } = context;
  const database = openDatabase(join(context.dataDir, "states.sqlite"));
  const stores = createStores(database);
  const arns = createArns(context);
  const language = remembering(statesLanguage);
  const integrations = createIntegrations({ invoker, calls, executions: () => executions });
  const waits = createWaits();
  const activity = createActivity();
  const shared: Shared = { database, stores, clock, region, language, integrations, waits, activity };
  const executor = createExecutor(shared, log);
  const executions: Executions = createExecutions({ shared, executor, arns });
  const definitions = createDefinitions(language, integrations);
  const machines = createMachines({ database, stores, definitions, clock, arns });

  const operations = {
    ...machineOperations(machines),
    ...executionOperations(executions, machines, stores),
    ...historyOperations(executions, stores),
    ...taskOperations(stores.tasks, waits, clock),
  };

  return {
    signingName: "states",
    operations: Object.keys(operations),
    providers: [machineProvider(machines)],
    handle: jsonService("states", operations),
    timed: waits,
    start: () => {
      for (const execution of stores.executions.running()) executor.launch(execution);
    },
    isQuiet: activity.isQuiet,
    settle: activity.settled,
    halt: executor.halt,
    stop: async () => {
      executor.halt();
      database.close();
    },
  };
};
