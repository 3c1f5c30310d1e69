/** Runs in a worker thread: loads one function's bundle on the runtime's clock and answers invocations one by one. */
import { existsSync } from "node:fs";
import { join } from "node:path";
import { performance } from "node:perf_hooks";
import { pathToFileURL } from "node:url";
import { parentPort, workerData } from "node:worker_threads";
import { installVirtualDate } from "../clock/virtual-date.ts";
import { describeError, type InvocationMessage, type ThreadMessage, type ThreadSetup } from "./messages.ts";

const EXTENSIONS = [".mjs", ".js", ".cjs"];

type Handler = (event: unknown, context: object) => unknown;

class HandlerNotFound extends Error {
  override readonly name = "Runtime.HandlerNotFound";
}

/** As nodejs24.x answers; older runtimes of Lambda are held to the same, so that code moves up unchanged. */
class CallbackHandlerDeprecated extends Error {
  override readonly name = "Runtime.CallbackHandlerDeprecated";
}

const setup: ThreadSetup = workerData;

const post = (message: ThreadMessage): void => parentPort?.postMessage(message);

const isHandler = (value: unknown): value is Handler => typeof value === "function";

const loadHandler = async (): Promise<Handler> => {
  const dot = setup.handler.lastIndexOf(".");
  const [module, name] = [setup.handler.slice(0, dot), setup.handler.slice(dot + 1)];
  const file = EXTENSIONS.map((extension) => join(setup.directory, module + extension)).find((path) =>
    existsSync(path),
  );
  if (file === undefined) throw new HandlerNotFound(`There is no ${module}.mjs or ${module}.js in ${setup.directory}`);
  const exports: Record<string, unknown> = await import(pathToFileURL(file).href);
  const handler = exports[name];
  if (!isHandler(handler)) throw new HandlerNotFound(`${setup.handler} is undefined or not exported`);
  if (handler.length > 2) {
    throw new CallbackHandlerDeprecated(`${setup.handler} takes a callback; return a promise instead`);
  }
  return handler;
};

const contextOf = ({ requestId, timeoutMs }: InvocationMessage): object => {
  // On the monotonic clock, which the time-out runs on too: moving the runtime's clock takes no time from a handler.
  const deadline = performance.now() + timeoutMs;
  return {
    awsRequestId: requestId,
    callbackWaitsForEmptyEventLoop: true,
    functionName: setup.functionName,
    functionVersion: "$LATEST",
    invokedFunctionArn: setup.functionArn,
    memoryLimitInMB: String(setup.memoryMb),
    logGroupName: `/aws/lambda/${setup.functionName}`,
    logStreamName: "local",
    getRemainingTimeInMillis: () => Math.max(0, Math.round(deadline - performance.now())),
  };
};

const serialise = (result: unknown): string => {
  try {
    return JSON.stringify(result) ?? "null";
  } catch (cause) {
    throw new Error("Unable to stringify response body", { cause });
  }
};

const answer = async (handler: Handler, invocation: InvocationMessage): Promise<void> => {
  try {
    const result = await handler(JSON.parse(invocation.payload), contextOf(invocation));
    post({ kind: "returned", payload: serialise(result) });
  } catch (thrown) {
    post({ kind: "threw", error: describeError(thrown) });
  }
};

installVirtualDate(setup.clockOffset);
try {
  const handler = await loadHandler();
  parentPort?.on("message", (invocation: InvocationMessage) => void answer(handler, invocation));
  post({ kind: "ready" });
} catch (thrown) {
  post({ kind: "unusable", error: describeError(thrown) });
}
