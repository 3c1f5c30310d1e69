/** The S3 emulator behind the real front, with signatures verified, as the SDK and browsers meet it. */
import { mkdtempSync, rmSync } from "node:fs";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { S3Client } from "@aws-sdk/client-s3";
import { createPresignedPost, type PresignedPostOptions } from "@aws-sdk/s3-presigned-post";
import type { CreatedResource, LocalContext } from "#infra/local/contracts.ts";
import { createFront, type FrontService } from "#infra/local/front.ts";
import { createS3Service } from "#infra/local/s3/service.ts";
import { createVerify } from "#infra/local/sigv4.ts";

export const CREDENTIALS = { accessKeyId: "AKIALOCAL", secretAccessKey: "local-secret" };
export const QUEUE = "arn:aws:sqs:eu-west-3:000000000000:intake";
export const MINUTE = 60_000;
export const DAY = 1440 * MINUTE;

export const VERSIONED = { VersioningConfiguration: { Status: "Enabled" } };
export const NOTIFYING = {
  NotificationConfiguration: { QueueConfigurations: [{ Event: "s3:ObjectCreated:*", Queue: QUEUE }] },
};

export const temporaryDirectory = () => {
  const path = mkdtempSync(join(tmpdir(), "plainchant-s3-"));
  return { path, [Symbol.dispose]: () => rmSync(path, { recursive: true, force: true }) };
};

/** The real time, as the SDK sees it, and what a test moves it forward by. */
const createClock = () => {
  let ahead = 0;
  return {
    now: () => Date.now() + ahead,
    advance: (milliseconds: number) => {
      ahead += milliseconds;
    },
  };
};
type TestClock = ReturnType<typeof createClock>;

export interface Sent {
  readonly queueArn: string;
  readonly body: string;
}

export interface Given extends AsyncDisposable {
  readonly service: FrontService;
  readonly client: S3Client;
  readonly clock: TestClock;
  readonly endpoint: string;
  /** What the queues were given. */
  readonly sent: readonly Sent[];
  readonly log: readonly string[];
  bucket(name: string, properties?: object): Promise<CreatedResource>;
  /** Moves the clock as the runtime does: stops at each instant at which something is due. */
  move(milliseconds: number): Promise<void>;
}

export interface Options {
  readonly clock?: TestClock;
  /** What the queue does with a message instead of taking it. */
  readonly send?: (queueArn: string, body: string) => Promise<void>;
}

/** `dataDir` outlives the emulator, so that a restart is the same call again. */
export const startS3 = async (dataDir: string, { clock = createClock(), send }: Options = {}): Promise<Given> => {
  const sent: Sent[] = [];
  const log: string[] = [];
  const context: LocalContext = {
    dataDir,
    clock,
    region: "eu-west-3",
    account: "000000000000",
    credentials: CREDENTIALS,
    urls: { aws: "", api: "", people: "" },
    log: (line) => log.push(line),
  };
  const take = async (queueArn: string, body: string): Promise<void> => {
    sent.push({ queueArn, body });
  };
  const service = createS3Service(context, { send: send ?? take });
  const front = createFront([service], createVerify(context), context.log, clock);
  await new Promise<void>((resolve) => front.listen(0, "127.0.0.1", resolve));
  const endpoint = `http://127.0.0.1:${(front.address() as AddressInfo).port}`;
  const client = new S3Client({ endpoint, region: "eu-west-3", credentials: CREDENTIALS });

  return {
    service,
    client,
    clock,
    endpoint,
    sent,
    log,
    bucket: async (name, properties = {}) => {
      const type = "AWS::S3::Bucket";
      const provider = service.providers.find((candidate) => candidate.type === type);
      if (!provider) throw new Error(`no provider of ${type}`);
      return provider.create({
        stack: "Test",
        logicalId: name,
        type,
        properties: { BucketName: name, ...properties },
        defaultName: `Test-${name}`,
        assetDirectory: () => dataDir,
      });
    },
    move: async (milliseconds) => {
      const end = clock.now() + milliseconds;
      for (let due = service.timed?.nextDue(); due !== undefined && due <= end; due = service.timed?.nextDue()) {
        clock.advance(Math.max(0, due - clock.now()));
        await service.timed?.fire(clock.now());
      }
      clock.advance(Math.max(0, end - clock.now()));
    },
    [Symbol.asyncDispose]: async () => {
      client.destroy();
      front.closeAllConnections();
      await new Promise((resolve) => front.close(resolve));
      await service.stop();
    },
  };
};

export interface Form {
  readonly url: string;
  readonly fields: Record<string, string>;
}

export const presignedForm = ({ client }: Given, options: Partial<PresignedPostOptions> = {}): Promise<Form> =>
  createPresignedPost(client, { Bucket: "depots", Key: "depots/1.xml", ...options });

/** What a browser does with the form; `change` tampers with its fields, `undefined` leaves one out. */
export const upload = (
  { url, fields }: Form,
  file: string | Buffer = "hello",
  change: Readonly<Record<string, string | undefined>> = {},
): Promise<Response> => {
  const form = new FormData();
  for (const [name, value] of Object.entries({ ...fields, ...change }))
    if (value !== undefined) form.append(name, value);
  form.append("file", new Blob([new Uint8Array(Buffer.from(file))]), "facture.xml");
  return fetch(url, { method: "POST", body: form, redirect: "manual" });
};

/** The status and the code of S3's XML error. */
export const errorOf = async (response: Response): Promise<{ status: number; code: string; message: string }> => {
  const xml = await response.text();
  const element = (name: string): string => new RegExp(`<${name}>([^<]*)</${name}>`).exec(xml)?.[1] ?? "";
  return { status: response.status, code: element("Code"), message: element("Message") };
};

/** Waits, in real time, until the pump has done what the test expects of it. */
export const until = async (condition: () => boolean): Promise<void> => {
  for (let tries = 0; tries < 300 && !condition(); tries++) await new Promise((resolve) => setTimeout(resolve, 10));
};
