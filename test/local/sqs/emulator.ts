/** One emulated service behind the real front, as the SDK meets it; closed with `await using`. */
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { AwsService, CreatedResource, LocalContext } from "#infra/local/contracts.ts";
import { createFront } from "#infra/local/front.ts";

const CREDENTIALS = { accessKeyId: "AKIALOCAL", secretAccessKey: "local-secret" };

/** 2026-01-15T10:00:00Z */
const START = 1_768_471_200_000;

/** A clock that stands still until it is moved: nothing in these tests depends on how fast the machine is. */
export const createClock = (start = START) => {
  let now = start;
  return {
    now: () => now,
    /** Moves without firing anything. */
    advance: (milliseconds: number) => {
      now += milliseconds;
    },
  };
};
type TestClock = ReturnType<typeof createClock>;

export interface Emulator<Service extends AwsService> extends AsyncDisposable {
  readonly service: Service;
  readonly clock: TestClock;
  readonly log: readonly string[];
  /** What an SDK client is given. */
  readonly client: {
    readonly endpoint: string;
    readonly region: string;
    readonly credentials: typeof CREDENTIALS;
    readonly maxAttempts: number;
  };
  create(type: string, logicalId: string, properties: object): Promise<CreatedResource>;
  /** Moves the clock as the runtime does: stops at each instant at which something is due. */
  move(milliseconds: number): Promise<void>;
  /** Closes the door alone, for a test that stops the service itself. */
  close(): Promise<void>;
}

const verifyNothing = (request: { readonly headers: Readonly<Record<string, string>> }) => ({
  service: /Credential=[^/]+\/\d+\/[\w-]+\/([\w-]+)\//.exec(request.headers["authorization"] ?? "")?.[1] ?? "",
});

export const temporaryDirectory = () => {
  const path = mkdtempSync(join(tmpdir(), "plainchant-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
};

/** `dataDir` outlives the emulator, so that a restart is the same call again. */
export const startEmulator = async <Service extends AwsService>(
  dataDir: string,
  make: (context: LocalContext) => Service,
  clock: TestClock = createClock(),
): Promise<Emulator<Service>> => {
  const log: string[] = [];
  // The service must know the address, and the front must know the service: the port is taken first.
  const server = createServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const service = make({
    dataDir,
    clock,
    region: "eu-west-3",
    account: "000000000000",
    credentials: CREDENTIALS,
    urls: { aws: endpoint, api: endpoint, people: endpoint },
    log: (line) => log.push(line),
  });
  const front = createFront([service], verifyNothing, (line) => log.push(line));
  server.on("request", (request, response) => front.emit("request", request, response));
  const close = async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  };
  return {
    service,
    clock,
    log,
    client: { endpoint, region: "eu-west-3", credentials: CREDENTIALS, maxAttempts: 1 },
    create: async (type, logicalId, properties) => {
      const provider = service.providers.find((candidate) => candidate.type === type);
      if (!provider) throw new Error(`no provider of ${type}`);
      return provider.create({
        stack: "Test",
        logicalId,
        type,
        properties: { ...properties },
        defaultName: `Test-${logicalId}`,
        assetDirectory: () => dataDir,
      });
    },
    move: async (milliseconds) => {
      const end = clock.now() + milliseconds;
      for (let due = service.timed?.nextDue(); due !== undefined && due <= end; due = service.timed?.nextDue()) {
        clock.advance(Math.max(0, due - clock.now()));
        await service.timed?.fire(clock.now());
      }
      clock.advance(end - clock.now());
    },
    close,
    [Symbol.asyncDispose]: async () => {
      await service.stop();
      await close();
    },
  };
};
