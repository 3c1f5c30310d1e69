/** The embedded runtime: emulators, functions and API of a synthesised CDK app, on one machine, wired together. */
import { once } from "node:events";
import { mkdirSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { deploy } from "./assembly/deploy.ts";
import type { Deployment } from "./assembly/deployment.ts";
import { createClock } from "./clock/clock.ts";
import type { AwsService, LocalContext, ResourceProvider, TimedSource } from "./contracts.ts";
import { DEFAULT_PORTS, LOCAL_CREDENTIALS, LOCAL_REGION, type Ports } from "./defaults.ts";
import { createDynamoService } from "./dynamodb/service.ts";
import type { PlannedThrottling } from "./dynamodb/throttling.ts";
import { createFront, type FrontService } from "./front.ts";
import { createHttpApi } from "./http-api/server.ts";
import { createKmsService } from "./kms/service.ts";
import type { PlannedBreakdown } from "./lambda/breakdowns.ts";
import { createLambdaService } from "./lambda/service.ts";
import { createLocalRoutes } from "./local-routes.ts";
import { createPeopleService } from "./people/service.ts";
import { createS3Service } from "./s3/service.ts";
import { createScheduler } from "./scheduler/service.ts";
import { createSesService } from "./ses/service.ts";
import { createVerify } from "./sigv4.ts";
import { createSqsService } from "./sqs/service.ts";
import { createSsmService } from "./ssm/service.ts";
import { createCalls } from "./states/calls.ts";
import { createStatesService } from "./states/service.ts";

export interface RuntimeOptions {
  /** A synthesised cloud assembly (`cdk.out`). */
  readonly assembly: string;
  /** Where data lives; made when it is missing, found again at the next start. */
  readonly dataDir: string;
  readonly ports?: Ports;
  readonly log: (line: string) => void;
  /** Stands around each AWS service where requests reach it, for those who count them. */
  readonly around?: (service: FrontService) => FrontService;
}

export interface Runtime {
  readonly urls: LocalContext["urls"];
  readonly deployment: Deployment;
  now(): Date;
  /** Moves the one clock forward, doing on the way all that becomes due. */
  advanceTo(instant: Date): Promise<void>;
  /** Resolves once functions, queues, streams and executions have nothing left to do but to wait. */
  settle(): Promise<void>;
  /** Breaks a function down, for a drill. */
  plan(breakdown: PlannedBreakdown): void;
  /** Throttles a table, for a drill. */
  throttle(throttling: PlannedThrottling): void;
  stop(): Promise<void>;
}

const listen = async (server: Server, port: number): Promise<string> => {
  server.listen(port, "127.0.0.1");
  await once(server, "listening");
  return urlOf((server.address() as AddressInfo).port);
};

const urlOf = (port: number): string => `http://127.0.0.1:${port}`;

const close = async (server: Server): Promise<void> => {
  const closed = once(server, "close");
  server.close();
  server.closeAllConnections();
  await closed;
};

/** The parts of the runtime, none of which knows another: the interfaces of `contracts.ts` are all they share. */
export const createParts = (
  context: LocalContext,
  partDir: (name: string) => string,
  clockOffset: SharedArrayBuffer,
) => {
  const own = (name: string): LocalContext => ({ ...context, dataDir: partDir(name) });
  const sqs = createSqsService(own("sqs"));
  const dynamodb = createDynamoService(own("dynamodb"));
  const ses = createSesService(own("ses"), sqs);
  const ssm = createSsmService(own("ssm"));
  const people = createPeopleService(own("people"));
  const lambda = createLambdaService(own("lambda"), { queues: sqs, streams: dynamodb, clockOffset });
  const scheduler = createScheduler(own("scheduler"), lambda);
  const s3 = createS3Service(own("s3"), sqs);
  const kms = createKmsService(own("kms"));
  const states = createStatesService(own("states"), { invoker: lambda, calls: createCalls(context) });
  return { sqs, dynamodb, ses, ssm, people, lambda, scheduler, s3, kms, states };
};

export const startRuntime = async ({
  assembly,
  dataDir,
  ports = DEFAULT_PORTS,
  log,
  around = (service) => service,
}: RuntimeOptions): Promise<Runtime> => {
  const partDir = (name: string): string => {
    const path = join(dataDir, name);
    mkdirSync(path, { recursive: true });
    return path;
  };
  const clock = createClock(partDir("clock"));
  // Filled in as the servers begin to listen: parts read them when resources are made and requests come, not before.
  const urls = { aws: "", api: "", people: "" };
  const context: LocalContext = {
    dataDir,
    clock,
    region: LOCAL_REGION,
    account: "000000000000",
    credentials: LOCAL_CREDENTIALS,
    urls,
    log,
  };
  const parts = createParts(context, partDir, clock.offset);
  const { dynamodb, lambda, people, ssm, states } = parts;
  const services: readonly AwsService[] = Object.values(parts);
  const timed: readonly TimedSource[] = services.flatMap((service) => service.timed ?? []);
  /** A function may answer a token, and an execution call a function: both are at rest when neither has moved the other. */
  const settle = async (): Promise<void> => {
    do {
      await states.settle();
      await lambda.settle();
    } while (!states.isQuiet());
  };
  const advanceTo = (instant: Date): Promise<void> => clock.advanceTo(instant.getTime(), timed, settle);

  // Ports are open before the resources are there, since resources name them: "not found" would be a lie meanwhile.
  const deployed = Promise.withResolvers<void>();
  const opened = deployed.promise;
  const localRoutes = createLocalRoutes({
    clock,
    outbox: parts.ses.outbox,
    advanceTo,
    functions: lambda.names,
    breakdowns: lambda.breakdowns,
    tables: dynamodb.names,
    throttling: dynamodb.throttling,
  });
  const api = createHttpApi(context, lambda.forCallers, localRoutes, opened);
  const front = createFront(Object.values(parts).map(around), createVerify(context), log, clock, opened);
  const peopleServer = createServer((...exchange) => void opened.then(() => people.listener(...exchange)));
  urls.aws = await listen(front, ports.aws);
  urls.people = await listen(peopleServer, ports.people);
  urls.api = urlOf(await api.listen(ports.api));

  const providers: readonly ResourceProvider[] = [
    ...services.flatMap((service) => service.providers),
    ...api.providers,
  ];
  const deployment = await deploy(assembly, { providers, context, parameter: ssm.parameter });
  deployed.resolve();
  states.start();
  lambda.start();
  const stopTimers = clock.runTimers(timed, (error) => log(`clock: ${String(error)}`));

  return {
    urls,
    deployment,
    now: () => new Date(clock.now()),
    advanceTo,
    settle,
    plan: lambda.breakdowns.plan,
    throttle: dynamodb.throttling.plan,
    stop: async () => {
      stopTimers();
      await api.stop();
      // Functions first: those still running may call every other part. Then those that send before those that receive.
      // An execution must not take the end of its function for a failure.
      states.halt();
      await lambda.stop();
      for (const service of [...services].reverse()) if (service !== lambda) await service.stop();
      await close(front);
      await close(peopleServer);
      clock.close();
    },
  };
};
