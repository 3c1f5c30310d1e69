/** One worker thread that serves one function, an invocation at a time, until it crashes, times out or is ended. */
import { Worker } from "node:worker_threads";
import type { LocalContext } from "../contracts.ts";
import { type FunctionConfig, threadVariables } from "./function-config.ts";
import {
  describeError,
  type ErrorPayload,
  type InvocationMessage,
  type ThreadMessage,
  type ThreadSetup,
} from "./messages.ts";

const THREAD = new URL("./thread.ts", import.meta.url);
/** AWS, "Lambda execution environment lifecycle": the init phase takes ten seconds at most. */
const INIT_MS = 10_000;

export type Outcome =
  | { readonly kind: "returned"; readonly payload: string }
  | { readonly kind: "failed"; readonly error: ErrorPayload };

export interface ExecutionEnvironment {
  /** Never rejects: a crash, a time-out and a bundle that cannot be loaded are outcomes of the function. */
  invoke(requestId: string, payload: string): Promise<Outcome>;
  /** False once the thread has ended: it takes no further invocation. */
  alive(): boolean;
  end(): Promise<void>;
}

const failed = (errorType: string, errorMessage: string): Outcome => ({
  kind: "failed",
  error: { errorType, errorMessage, trace: [] },
});

const timedOut = (requestId: string, seconds: number): Outcome =>
  failed("Sandbox.Timedout", `RequestId: ${requestId} Error: Task timed out after ${seconds.toFixed(2)} seconds`);

const isOutOfMemory = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY";

const crash = (error: unknown): Outcome =>
  isOutOfMemory(error)
    ? failed("Runtime.OutOfMemory", "Error: Runtime exited with error: signal: killed")
    : { kind: "failed", error: describeError(error) };

const exited = (code: number): Outcome =>
  failed(
    "Runtime.ExitError",
    code === 0
      ? "Error: Runtime exited without providing a reason"
      : `Error: Runtime exited with error: exit status ${code}`,
  );

const startThread = (context: LocalContext, config: FunctionConfig, clockOffset: SharedArrayBuffer): Worker => {
  const workerData: ThreadSetup = {
    directory: config.directory,
    handler: config.handler,
    clockOffset,
    functionName: config.name,
    functionArn: config.arn,
    memoryMb: config.memoryMb,
  };
  return new Worker(THREAD, {
    workerData,
    name: config.name,
    env: threadVariables(context, config),
    execArgv: [],
    stdout: true,
    stderr: true,
    resourceLimits: { maxOldGenerationSizeMb: config.memoryMb },
  });
};

/** The outcome of `work`, or `late` when it takes longer than `ms` of real time. */
const within = async <T>(work: Promise<T>, ms: number, late: T): Promise<T> => {
  const limit = Promise.withResolvers<T>();
  const timer = setTimeout(() => limit.resolve(late), ms);
  const outcome = await Promise.race([work, limit.promise]);
  clearTimeout(timer);
  return outcome;
};

/** Starts a thread for the function; what it prints goes to `print`. */
export const createExecutionEnvironment = (
  context: LocalContext,
  config: FunctionConfig,
  clockOffset: SharedArrayBuffer,
  print: (chunk: string) => void,
): ExecutionEnvironment => {
  const worker = startThread(context, config, clockOffset);
  const timeoutMs = config.timeoutSeconds * 1_000;
  /** Resolved with nothing once the handler is loaded, with the reason when it cannot be. */
  const started = Promise.withResolvers<Outcome | undefined>();
  let answer = Promise.withResolvers<Outcome>();
  let running = true;

  const over = (outcome: Outcome): void => {
    running = false;
    started.resolve(outcome);
    answer.resolve(outcome);
  };

  const receive = (message: ThreadMessage): void => {
    switch (message.kind) {
      case "ready":
        started.resolve(undefined);
        break;
      case "unusable":
        over({ kind: "failed", error: message.error });
        break;
      case "returned":
        answer.resolve(message);
        break;
      case "threw":
        answer.resolve({ kind: "failed", error: message.error });
        break;
    }
  };

  worker.on("message", receive);
  worker.on("error", (error) => over(crash(error)));
  worker.on("exit", (code) => over(exited(code)));
  worker.stdout.setEncoding("utf8").on("data", print);
  worker.stderr.setEncoding("utf8").on("data", print);

  const ask = (invocation: InvocationMessage): Promise<Outcome> => {
    answer = Promise.withResolvers();
    worker.postMessage(invocation);
    return answer.promise;
  };

  const invoke = async (requestId: string, payload: string): Promise<Outcome> => {
    const late = timedOut(requestId, config.timeoutSeconds);
    const unusable = await within(started.promise, Math.max(INIT_MS, timeoutMs), late);
    const outcome = unusable ?? (await within(ask({ requestId, payload, timeoutMs }), timeoutMs, late));
    if (outcome === late) running = false;
    if (!running) await worker.terminate();
    return outcome;
  };

  const end = async (): Promise<void> => {
    running = false;
    await worker.terminate();
  };

  return { invoke, alive: () => running, end };
};
