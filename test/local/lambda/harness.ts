/** Lambda on its own front, with bundles that a test writes and sources in memory. */
import { once } from "node:events";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { InvokeCommand, type InvokeCommandInput, LambdaClient } from "@aws-sdk/client-lambda";
import { onTestFinished } from "vitest";
import { createClock } from "#infra/local/clock/clock.ts";
import type { LocalContext, LocalResource } from "#infra/local/contracts.ts";
import { createFront } from "#infra/local/front.ts";
import { createLambdaService, type LambdaParts } from "#infra/local/lambda/service.ts";
import { MemoryQueues, MemoryStream } from "./memory-sources.ts";

const REGION = "eu-west-3";
const ACCOUNT = "000000000000";

/** A directory that goes with the test. */
export const temporaryDirectory = (): string => {
  const directory = mkdtempSync(join(tmpdir(), "plainchant-"));
  onTestFinished(() => rmSync(directory, { recursive: true, force: true }));
  return directory;
};

export const contextIn = (
  dataDir: string,
  parts: Pick<LocalContext, "clock"> & Partial<LocalContext>,
): LocalContext => ({
  dataDir,
  region: REGION,
  account: ACCOUNT,
  credentials: { accessKeyId: "local", secretAccessKey: "local" },
  urls: { aws: "http://127.0.0.1:4566", api: "http://127.0.0.1:4000", people: "http://127.0.0.1:4001" },
  log: () => undefined,
  ...parts,
});

/** A resource of a template whose assets are the directories named by their keys. */
export const resource = (type: string, logicalId: string, properties: Record<string, unknown>): LocalResource => ({
  stack: "Test",
  logicalId,
  type,
  properties,
  defaultName: `Test-${logicalId}`,
  assetDirectory: (s3Key) => s3Key,
});

/** Writes a bundle and gives its directory. */
export const bundle = (source: string, file = "index.mjs"): string => {
  const directory = join(temporaryDirectory(), "asset");
  mkdirSync(directory);
  writeFileSync(join(directory, file), source);
  return directory;
};

export const functionArn = (name: string): string => `arn:aws:lambda:${REGION}:${ACCOUNT}:function:${name}`;
export const queueArn = (name: string): string => `arn:aws:sqs:${REGION}:${ACCOUNT}:${name}`;
export const STREAM_ARN = `arn:aws:dynamodb:${REGION}:${ACCOUNT}:table/factures/stream/2026-01-01T00:00:00.000`;

interface Options {
  readonly dataDir?: string;
  readonly limits?: LambdaParts["limits"];
  readonly queues?: MemoryQueues;
  readonly stream?: MemoryStream;
}

export const startLambda = async ({
  dataDir = temporaryDirectory(),
  limits,
  queues = new MemoryQueues(),
  stream = new MemoryStream(STREAM_ARN),
}: Options = {}) => {
  const clock = createClock(dataDir);
  const lines: string[] = [];
  const context = contextIn(dataDir, { clock, log: (line) => lines.push(line) });
  const parts: LambdaParts = { queues, streams: stream, clockOffset: clock.offset, ...(limits && { limits }) };
  const service = createLambdaService(context, parts);
  const front = createFront([service], () => ({ service: "lambda" }), context.log);
  front.listen(0, "127.0.0.1");
  await once(front, "listening");
  const { port } = front.address() as AddressInfo;
  const client = new LambdaClient({
    endpoint: `http://127.0.0.1:${port}`,
    region: REGION,
    credentials: context.credentials,
    maxAttempts: 1,
  });

  let stopped = false;
  const stop = async (): Promise<void> => {
    if (stopped) return;
    stopped = true;
    client.destroy();
    front.close();
    await service.stop();
    clock.close();
  };
  onTestFinished(stop);

  const create = async (type: string, logicalId: string, properties: Record<string, unknown>) => {
    const provider = service.providers.find((candidate) => candidate.type === type);
    if (!provider) throw new Error(`No provider of ${type}`);
    return provider.create(resource(type, logicalId, properties));
  };

  return {
    clock,
    client,
    context,
    lines,
    queues,
    stream,
    service,
    stop,
    advanceTo: (instant: number) => clock.advanceTo(instant, [service.timed], service.settle),
    /** Declares a function whose `index.mjs` is `source`. */
    declare: (name: string, source: string, properties: Record<string, unknown> = {}) =>
      create("AWS::Lambda::Function", name, {
        FunctionName: name,
        Code: { S3Bucket: "assets", S3Key: bundle(source) },
        Handler: "index.handler",
        Runtime: "nodejs24.x",
        Role: "arn:aws:iam::000000000000:role/any",
        ...properties,
      }),
    map: (logicalId: string, properties: Record<string, unknown>) =>
      create("AWS::Lambda::EventSourceMapping", logicalId, properties),
  };
};

/** Invokes through the SDK; the answer of the function read from JSON. */
export const call = async (
  client: LambdaClient,
  name: string,
  event: unknown,
  more: Partial<InvokeCommandInput> = {},
) => {
  const answer = await client.send(
    new InvokeCommand({ FunctionName: name, Payload: Buffer.from(JSON.stringify(event)), ...more }),
  );
  const text = answer.Payload?.transformToString() ?? "";
  return { status: answer.StatusCode, error: answer.FunctionError, result: text === "" ? undefined : JSON.parse(text) };
};
