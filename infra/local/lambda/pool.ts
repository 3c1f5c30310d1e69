/** Shares worker threads between invocations: warm ones first, capped per function and in all. */
import { randomUUID } from "node:crypto";
import { availableParallelism } from "node:os";
import type { ExecutionEnvironment, Outcome } from "./execution-environment.ts";
import type { FunctionConfig } from "./function-config.ts";

export interface PoolLimits {
  /** Invocations at a time, all functions together. */
  readonly running: number;
  /** Threads alive at a time, idle ones included. */
  readonly threads: number;
  /** How long a thread is kept without work, in milliseconds. */
  readonly idleMs: number;
}

/** A thread costs some tens of megabytes, and more of them than twice the cores do not go faster. */
export const defaultLimits = (): PoolLimits => {
  const running = Math.max(4, 2 * availableParallelism());
  return { running, threads: 4 * running, idleMs: 60_000 };
};

export interface Pool {
  /** Runs the function once a thread is free. Rejects only when the pool is stopped. */
  run(config: FunctionConfig, payload: string): Promise<{ readonly requestId: string; readonly outcome: Outcome }>;
  stop(): Promise<void>;
}

interface Waiting {
  readonly config: FunctionConfig;
  readonly take: () => void;
}

interface Idle {
  readonly config: FunctionConfig;
  readonly environment: ExecutionEnvironment;
  readonly timer: NodeJS.Timeout;
}

class RuntimeStops extends Error {
  override readonly message = "The embedded runtime is stopping";
}

export const createPool = (start: (config: FunctionConfig) => ExecutionEnvironment, limits: PoolLimits): Pool => {
  const waiting: Waiting[] = [];
  const idle: Idle[] = [];
  const working = new Set<ExecutionEnvironment>();
  const running = new Map<string, number>();
  let stopping = false;

  const runningOf = (config: FunctionConfig): number => running.get(config.arn) ?? 0;

  const serveNext = (): void => {
    while (working.size < limits.running) {
      const index = waiting.findIndex(({ config }) => runningOf(config) < config.concurrency);
      if (index < 0) return;
      for (const { take } of waiting.splice(index, 1)) take();
    }
  };

  const retire = ({ environment, timer }: Idle): Promise<void> => {
    clearTimeout(timer);
    return environment.end();
  };

  /** The most recently used idle thread of the function: the others may then reach their end. */
  const takeIdle = (config: FunctionConfig): ExecutionEnvironment | undefined => {
    const index = idle.findLastIndex((candidate) => candidate.config === config);
    if (index < 0) return undefined;
    const [found] = idle.splice(index, 1);
    clearTimeout(found?.timer);
    return found?.environment.alive() ? found.environment : takeIdle(config);
  };

  const makeRoom = (): void => {
    if (idle.length + working.size < limits.threads) return;
    const oldest = idle.shift();
    if (oldest) void retire(oldest);
  };

  const keepWarm = (config: FunctionConfig, environment: ExecutionEnvironment): void => {
    const timer = setTimeout(() => {
      idle.splice(idle.indexOf(entry), 1);
      void environment.end();
    }, limits.idleMs);
    const entry: Idle = { config, environment, timer: timer.unref() };
    idle.push(entry);
  };

  const acquire = (config: FunctionConfig): ExecutionEnvironment => {
    const warm = takeIdle(config);
    if (warm) return warm;
    makeRoom();
    return start(config);
  };

  /** Takes the place at once, so that whoever is served next counts it. */
  const invoke = async (config: FunctionConfig, payload: string) => {
    const environment = acquire(config);
    working.add(environment);
    running.set(config.arn, runningOf(config) + 1);
    const requestId = randomUUID();
    const outcome = await environment.invoke(requestId, payload);
    working.delete(environment);
    running.set(config.arn, runningOf(config) - 1);
    // The threads of a runtime that stops end in the middle of their work: that is no outcome of the function.
    if (stopping) throw new RuntimeStops();
    if (environment.alive()) keepWarm(config, environment);
    serveNext();
    return { requestId, outcome };
  };

  const run: Pool["run"] = (config, payload) =>
    new Promise((resolve, reject) => {
      if (stopping) return reject(new RuntimeStops());
      waiting.push({
        config,
        take: () => void (stopping ? reject(new RuntimeStops()) : resolve(invoke(config, payload))),
      });
      serveNext();
    });

  const stop = async (): Promise<void> => {
    stopping = true;
    for (const { take } of waiting.splice(0)) take();
    const warm = idle.splice(0).map(retire);
    await Promise.all([...warm, ...[...working].map((environment) => environment.end())]);
  };

  return { run, stop };
};
