/** Step Functions behind the real front, as the SDK meets it, on a clock that stands still until it is moved. */
import { once } from "node:events";
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  CreateStateMachineCommand,
  DescribeExecutionCommand,
  GetExecutionHistoryCommand,
  type HistoryEvent,
  SFNClient,
  StartExecutionCommand,
} from "@aws-sdk/client-sfn";
import { onTestFinished } from "vitest";
import type { AwsService, FunctionInvoker, InvokeResult, LocalContext } from "#infra/local/contracts.ts";
import { createFront } from "#infra/local/front.ts";
import { AwsError } from "#infra/local/json-protocol.ts";
import { createVerify } from "#infra/local/sigv4.ts";
import { createCalls } from "#infra/local/states/calls.ts";
import { createStatesService } from "#infra/local/states/service.ts";

const REGION = "eu-west-3";
const ACCOUNT = "000000000000";
const CREDENTIALS = { accessKeyId: "local", secretAccessKey: "local-secret" };
export const ROLE = `arn:aws:iam::${ACCOUNT}:role/machines`;

const BASE = { region: REGION, account: ACCOUNT, credentials: CREDENTIALS };

export type TestFunction = (event: never) => unknown;

/** Functions of a test, by name; what they throw is what a handler throws. */
const invokerOf = (functions: Readonly<Record<string, TestFunction>>): FunctionInvoker => ({
  invoke: async (arn, payload): Promise<InvokeResult> => {
    const run = functions[arn.split(":").at(-1) ?? ""];
    if (!run) throw new AwsError("ResourceNotFoundException", `Function not found: ${arn}`, 404);
    try {
      return { payload: JSON.stringify((await run(JSON.parse(payload) as never)) ?? null) };
    } catch (error) {
      const { name, message } = error instanceof Error ? error : { name: "Error", message: String(error) };
      return {
        payload: JSON.stringify({ errorType: name, errorMessage: message, trace: [] }),
        functionError: "Unhandled",
      };
    }
  },
});

interface Options {
  readonly functions?: Readonly<Record<string, TestFunction>>;
  /** Instead of `functions`. */
  readonly invoker?: FunctionInvoker;
  /** The parts that executions call, besides functions. */
  readonly services?: (context: LocalContext) => readonly AwsService[];
  readonly now?: number;
}

/** Requests are signed by the machine's own clock, whatever the executions' clock reads. */
const REAL_CLOCK = { now: () => Date.now() };

export const startStates = async (
  dataDir: string,
  { functions = {}, invoker = invokerOf(functions), services = () => [], now = Date.now() }: Options = {},
) => {
  let instant = now;
  const clock = { now: () => instant };
  const lines: string[] = [];
  const urls = { aws: "", api: "", people: "" };
  const context: LocalContext = {
    ...BASE,
    dataDir,
    clock,
    urls,
    log: (line) => lines.push(line),
  };
  const signing = { ...context, clock: REAL_CLOCK };
  const others = services(context);
  const service = createStatesService(context, { invoker, calls: createCalls(signing) });
  const front = createFront([service, ...others], createVerify(signing), context.log);
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  urls.aws = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  /** What an SDK client is given. */
  const access = { region: REGION, credentials: CREDENTIALS, endpoint: urls.aws, maxAttempts: 1 };
  const client = new SFNClient(access);
  service.start();

  /** Moves the clock as the runtime does: stops at each instant at which something is due. */
  const moveTo = async (end: number): Promise<void> => {
    await service.settle();
    for (let due = service.timed.nextDue(); due !== undefined && due <= end; due = service.timed.nextDue()) {
      instant = Math.max(instant, due);
      await service.timed.fire(instant);
      await service.settle();
    }
    instant = Math.max(instant, end);
  };

  let created = 0;
  const create = async (definition: object | string): Promise<string> => {
    created += 1;
    const { stateMachineArn = "" } = await client.send(
      new CreateStateMachineCommand({
        name: `machine-${created}`,
        roleArn: ROLE,
        definition: typeof definition === "string" ? definition : JSON.stringify(definition),
      }),
    );
    return stateMachineArn;
  };

  return {
    service,
    others,
    access,
    client,
    lines,
    now: () => instant,
    settle: () => service.settle(),
    move: (seconds: number) => moveTo(instant + seconds * 1000),
    create,
    start: async (stateMachineArn: string, input: unknown = {}, name?: string): Promise<string> => {
      const { executionArn = "" } = await client.send(
        new StartExecutionCommand({ stateMachineArn, name, input: JSON.stringify(input) }),
      );
      await service.settle();
      return executionArn;
    },
    describe: (executionArn: string) => client.send(new DescribeExecutionCommand({ executionArn })),
    history: async (executionArn: string): Promise<readonly HistoryEvent[]> => {
      const { events = [] } = await client.send(new GetExecutionHistoryCommand({ executionArn, maxResults: 1000 }));
      return events;
    },
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      front.closeAllConnections();
      front.close();
      await service.stop();
      for (const other of others) await other.stop();
    },
  };
};

/** A directory that goes with the test. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "plainchant-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

export type GivenStates = Awaited<ReturnType<typeof startStates>>;
