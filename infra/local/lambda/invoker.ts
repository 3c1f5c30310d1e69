/** Runs functions by their ARN, and says of their result what Lambda says. */
import type { FunctionInvoker, InvokeResult, LocalContext } from "../contracts.ts";
import { AwsError } from "../json-protocol.ts";
import type { Activity } from "./activity.ts";
import { type Breakdowns, createBreakdowns } from "./breakdowns.ts";
import { createExecutionEnvironment, type Outcome } from "./execution-environment.ts";
import type { FunctionConfig } from "./function-config.ts";
import type { FunctionLogs } from "./function-log.ts";
import type { ErrorPayload } from "./messages.ts";
import { createPool, defaultLimits, type PoolLimits } from "./pool.ts";

/** AWS, "Lambda quotas": 6 MB for a synchronous invocation, each way; the answer is allowed some envelope. */
export const MAX_REQUEST = 6 * 1024 * 1024;
const MAX_RESPONSE = MAX_REQUEST + 100;

export interface Invocation extends InvokeResult {
  readonly requestId: string;
}

export interface Functions extends FunctionInvoker {
  declare(config: FunctionConfig): void;
  all(): readonly FunctionConfig[];
  /** By name or ARN, without a qualifier or with `$LATEST`. Throws `ResourceNotFoundException`. */
  find(nameOrArn: string): FunctionConfig;
  run(nameOrArn: string, payload: string): Promise<Invocation>;
  /**
   * For whoever waits for the answer, such as the API. The clock waits for work that goes on by itself, not for these:
   * callers that never pause would hold it for ever.
   */
  readonly forCallers: FunctionInvoker;
  readonly breakdowns: Breakdowns;
  stop(): Promise<void>;
}

interface FunctionsOptions {
  readonly clockOffset: SharedArrayBuffer;
  readonly limits?: PoolLimits;
}

const NAME_OR_ARN = /^(?:arn:aws:lambda:[^:]+:[^:]*:function:)?(?<name>[A-Za-z0-9_-]+)(?::\$LATEST)?$/;

const unhandled = (requestId: string, error: ErrorPayload): Invocation => ({
  requestId,
  payload: JSON.stringify(error),
  functionError: "Unhandled",
});

const tooLarge = (what: string, limit: number): ErrorPayload => ({
  errorType: `Function.${what}SizeTooLarge`,
  errorMessage: `${what} payload size exceeded maximum allowed payload size (${limit} bytes).`,
  trace: [],
});

const invocationOf = (requestId: string, outcome: Outcome): Invocation => {
  if (outcome.kind === "failed") return unhandled(requestId, outcome.error);
  if (Buffer.byteLength(outcome.payload) > MAX_RESPONSE)
    return unhandled(requestId, tooLarge("Response", MAX_RESPONSE));
  return { requestId, payload: outcome.payload };
};

export const createFunctions = (
  context: LocalContext,
  activity: Activity,
  logs: FunctionLogs,
  { clockOffset, limits = defaultLimits() }: FunctionsOptions,
): Functions => {
  // The time zone belongs to the process, not to a thread of it, and that of Lambda is UTC.
  process.env["TZ"] = "UTC";
  const byName = new Map<string, FunctionConfig>();
  const start = (config: FunctionConfig) =>
    createExecutionEnvironment(context, config, clockOffset, (chunk) => logs.append(config.name, chunk));
  const pool = createPool(start, limits);

  const find = (nameOrArn: string): FunctionConfig => {
    const name = NAME_OR_ARN.exec(nameOrArn)?.groups?.["name"] ?? "";
    const config = byName.get(name);
    if (!config) throw new AwsError("ResourceNotFoundException", `Function not found: ${nameOrArn}`, 404);
    return config;
  };

  const report = (
    config: FunctionConfig,
    requestId: string,
    { errorType, errorMessage, trace }: ErrorPayload,
  ): void => {
    context.log(`lambda: ${config.name}: ${errorType}: ${errorMessage.split("\n", 1)[0]}`);
    logs.append(config.name, `${requestId} ${errorType}: ${errorMessage}\n${trace.slice(1).join("\n")}\n`);
  };

  const breakdowns = createBreakdowns();

  const answer = async (nameOrArn: string, payload: string): Promise<Invocation> => {
    const config = find(nameOrArn);
    if (Buffer.byteLength(payload) > MAX_REQUEST) return unhandled("", tooLarge("Request", MAX_REQUEST));
    let requestId = "";
    const outcome = await breakdowns.around(config.name, payload, async () => {
      const ran = await pool.run(config, payload);
      requestId = ran.requestId;
      // What was asked for is no news.
      if (ran.outcome.kind === "failed") report(config, requestId, ran.outcome.error);
      return ran.outcome;
    });
    return invocationOf(requestId, outcome);
  };

  const run = async (nameOrArn: string, payload: string): Promise<Invocation> => {
    const done = activity.begin();
    try {
      return await answer(nameOrArn, payload);
    } finally {
      done();
    }
  };

  return {
    declare: (config) => void byName.set(config.name, config),
    all: () => [...byName.values()],
    find,
    run,
    invoke: run,
    forCallers: { invoke: answer },
    breakdowns,
    stop: pool.stop,
  };
};
