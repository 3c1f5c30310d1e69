/** AWS Lambda on one machine: functions in worker threads, fed by calls, queues and streams. */
import type {
  AwsService,
  CreatedResource,
  FunctionInvoker,
  LocalContext,
  LocalResource,
  QueueSource,
  ResourceProvider,
  StreamSource,
  TimedSource,
} from "../contracts.ts";
import { restService } from "../rest-protocol.ts";
import { createActivity } from "./activity.ts";
import { createAsyncEvents } from "./async-events.ts";
import type { Breakdowns } from "./breakdowns.ts";
import { compileFilters } from "./filters.ts";
import { FUNCTION_SUPPORT, readFunction } from "./function-config.ts";
import { openFunctionLogs } from "./function-log.ts";
import { createFunctions, type Functions } from "./invoker.ts";
import { MAPPING_SUPPORT, readMapping } from "./mapping-config.ts";
import { createMappings, type Mapping, type Mappings } from "./mappings.ts";
import { lambdaOperations } from "./operations.ts";
import type { PoolLimits } from "./pool.ts";
import { pollQueue } from "./queue-poller.ts";
import { openStore } from "./store.ts";
import { pollStream } from "./stream-poller.ts";
import { createWaits } from "./waits.ts";

export interface LambdaParts {
  readonly queues: QueueSource;
  readonly streams: StreamSource;
  /** The offset of the shared clock, for the threads of functions. */
  readonly clockOffset: SharedArrayBuffer;
  /** Taken from the machine when absent. */
  readonly limits?: PoolLimits;
}

interface LambdaService extends AwsService, FunctionInvoker {
  readonly timed: TimedSource;
  /** For the API: its callers do not hold the clock. */
  readonly forCallers: FunctionInvoker;
  readonly breakdowns: Breakdowns;
  /** Of its functions. */
  names(): readonly string[];
  /**
   * Starts to read queues and streams. Called once every resource of the template is there and its endpoints answer:
   * a function that is woken by an old message may call any of them.
   */
  start(): void;
  /** Resolves when no invocation is in flight and queues and streams have given nothing for a moment. */
  settle(): Promise<void>;
}

/** One source out of several: the first of them that is due. */
const merged = (sources: readonly TimedSource[]): TimedSource => ({
  nextDue: () => {
    const due = sources.map((source) => source.nextDue()).filter((instant) => instant !== undefined);
    return due.length === 0 ? undefined : Math.min(...due);
  },
  fire: async (now) => {
    for (const source of sources) await source.fire(now);
  },
});

const functionProvider = (context: LocalContext, functions: Functions): ResourceProvider => ({
  type: "AWS::Lambda::Function",
  properties: FUNCTION_SUPPORT,
  create: async (resource) => {
    const config = readFunction(context, resource);
    functions.declare(config);
    return { ref: config.name, attributes: { Arn: config.arn } };
  },
});

/** Who may invoke is not emulated: permissions are asserted on the template. */
const permissionProvider: ResourceProvider = {
  type: "AWS::Lambda::Permission",
  properties: {
    Action: "accepted",
    FunctionName: "accepted",
    Principal: "accepted",
    SourceAccount: "accepted",
    SourceArn: "accepted",
  },
  create: async ({ defaultName }) => ({ ref: defaultName, attributes: {} }),
};

const mappingProvider = (functions: Functions, mappings: Mappings): ResourceProvider => ({
  type: "AWS::Lambda::EventSourceMapping",
  properties: MAPPING_SUPPORT,
  create: async (resource: LocalResource): Promise<CreatedResource> => {
    const mapping = readMapping(resource);
    // Both throw here, at start, rather than in a poller that nobody watches.
    functions.find(mapping.functionName);
    if (mapping.kind === "stream") compileFilters(mapping.patterns);
    mappings.declare(mapping);
    return { ref: mapping.uuid, attributes: { Id: mapping.uuid } };
  },
});

export const createLambdaService = (
  context: LocalContext,
  { queues, streams, ...threads }: LambdaParts,
): LambdaService => {
  const { clock, region, log } = context;
  const store = openStore(context.dataDir);
  const logs = openFunctionLogs(context.dataDir);
  const activity = createActivity();
  const waits = createWaits();
  const functions = createFunctions(context, activity, logs, threads);
  const asyncEvents = createAsyncEvents(clock, store, functions, log);

  const poll = (mapping: Mapping, signal: AbortSignal): Promise<void> =>
    mapping.kind === "queue"
      ? pollQueue(mapping, { queues, functions, activity, region, log }, signal)
      : pollStream(mapping, { streams, queues, functions, store, activity, waits, clock, log }, signal);

  const mappings = createMappings(store, poll);
  const operations = lambdaOperations({ functions, mappings, asyncEvents });

  return {
    signingName: "lambda",
    operations: operations.map(({ name }) => name),
    providers: [functionProvider(context, functions), permissionProvider, mappingProvider(functions, mappings)],
    handle: restService("lambda", operations),
    timed: merged([waits, asyncEvents]),
    invoke: functions.invoke,
    forCallers: functions.forCallers,
    breakdowns: functions.breakdowns,
    names: () => functions.all().map(({ name }) => name),
    start: mappings.start,
    settle: activity.settled,
    stop: async () => {
      const stopped = mappings.stop();
      await functions.stop();
      await stopped;
      await logs.close();
      store.close();
    },
  };
};
