/**
 * Every command of every AWS client that this project has, sent to the real front of the embedded runtime: whatever is
 * outside the support table must be refused by name. An operation mistaken for another one would pretend, or destroy.
 */
import { once } from "node:events";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import * as cognito from "@aws-sdk/client-cognito-identity-provider";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as streams from "@aws-sdk/client-dynamodb-streams";
import * as kms from "@aws-sdk/client-kms";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as scheduler from "@aws-sdk/client-scheduler";
import * as sesv2 from "@aws-sdk/client-sesv2";
import * as sfn from "@aws-sdk/client-sfn";
import * as sqs from "@aws-sdk/client-sqs";
import * as ssm from "@aws-sdk/client-ssm";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { createFront } from "#infra/local/front.ts";
import { openIdleParts } from "#infra/local/idle-parts.ts";
import { createVerify } from "#infra/local/sigv4.ts";
import { read } from "./root.ts";

interface Sender {
  send(command: object): Promise<unknown>;
}

type Settings = Pick<s3.S3ClientConfig, "endpoint" | "region" | "credentials" | "maxAttempts" | "disableHostPrefix">;

/** What a module of the SDK exports, of which `…Command` are classes. */
type Module = Readonly<Record<string, unknown>>;

interface Case {
  readonly name: string;
  readonly service: string;
  readonly client: (settings: Settings) => Sender;
  readonly module: Module;
}

const CASES: readonly Case[] = [
  {
    name: "@aws-sdk/client-cognito-identity-provider",
    service: "cognito-idp",
    client: (settings) => new cognito.CognitoIdentityProviderClient(settings),
    module: cognito,
  },
  {
    name: "@aws-sdk/client-dynamodb",
    service: "dynamodb",
    client: (settings) => new dynamodb.DynamoDBClient(settings),
    module: dynamodb,
  },
  {
    name: "@aws-sdk/client-dynamodb-streams",
    service: "dynamodb",
    client: (settings) => new streams.DynamoDBStreamsClient(settings),
    module: streams,
  },
  { name: "@aws-sdk/client-kms", service: "kms", client: (settings) => new kms.KMSClient(settings), module: kms },
  {
    name: "@aws-sdk/client-lambda",
    service: "lambda",
    client: (settings) => new lambda.LambdaClient(settings),
    module: lambda,
  },
  { name: "@aws-sdk/client-s3", service: "s3", client: (settings) => new s3.S3Client(settings), module: s3 },
  {
    name: "@aws-sdk/client-scheduler",
    service: "scheduler",
    client: (settings) => new scheduler.SchedulerClient(settings),
    module: scheduler,
  },
  {
    name: "@aws-sdk/client-sesv2",
    service: "ses",
    client: (settings) => new sesv2.SESv2Client(settings),
    module: sesv2,
  },
  // No part of the runtime stands for it.
  { name: "@aws-sdk/client-sfn", service: "states", client: (settings) => new sfn.SFNClient(settings), module: sfn },
  { name: "@aws-sdk/client-sqs", service: "sqs", client: (settings) => new sqs.SQSClient(settings), module: sqs },
  { name: "@aws-sdk/client-ssm", service: "ssm", client: (settings) => new ssm.SSMClient(settings), module: ssm },
];

const BUCKET = "exemple";

/**
 * Members that a command of S3 is known by: without them, the SDK sends the request of another one. The body is there
 * because the SDK waits for one.
 */
const KNOWN_BY: Readonly<Record<string, Readonly<Record<string, unknown>>>> = {
  AbortMultipartUpload: { UploadId: "1" },
  CompleteMultipartUpload: { UploadId: "1" },
  CopyObject: { CopySource: "/exemple/autre" },
  ListParts: { UploadId: "1" },
  UploadPart: { UploadId: "1", PartNumber: 1, Body: "x" },
  UploadPartCopy: { UploadId: "1", PartNumber: 1, CopySource: "/exemple/autre" },
  WriteGetObjectResponse: { RequestRoute: "exemple", RequestToken: "exemple", Body: "x" },
};

/** What a command answers. Members that stand in its path are found by asking the SDK, and filled in. */
const refusalOf = async (client: Sender, operation: string, Command: new (input: object) => object): Promise<Error> => {
  const input: Record<string, unknown> = { ...KNOWN_BY[operation] };
  for (;;) {
    try {
      await client.send(new Command(input));
      throw new Error(`${operation} was answered`);
    } catch (error) {
      const [, missing] = /HTTP label: (\w+)/.exec(String(error)) ?? [];
      if (missing === undefined) return error instanceof Error ? error : new Error(String(error));
      input[missing] = BUCKET;
    }
  }
};

const AwsFailure = z.object({ $metadata: z.object({ httpStatusCode: z.number() }) });

const isCommand = (value: unknown): value is new (input: object) => object => typeof value === "function";

/** `Operation` and its class, for every `OperationCommand` of the module that the table does not name. */
const outside = (module: Module, supported: readonly string[]) =>
  Object.entries(module).flatMap(([name, Command]) => {
    const [, operation] = /^([A-Z]\w*[a-z])Command$/.exec(name) ?? [];
    return operation !== undefined && isCommand(Command) && !supported.includes(operation)
      ? [[operation, Command] as const]
      : [];
  });

/** Signed for services of their own, so that the front has no part that could write their refusal as XML. */
const OF_OTHER_SERVICES: ReadonlySet<string> = new Set(["ListDirectoryBuckets", "WriteGetObjectResponse"]);

/** Sent without a signature, by people's browsers. */
const UNSIGNED = "403 MissingAuthenticationTokenException: Access Denied: the request carries no signature";

describe("whatever the support table does not name", () => {
  const idle = openIdleParts();
  let front: Server;
  let settings: Settings;

  beforeAll(async () => {
    const bucket = idle.parts.s3.providers.find(({ type }) => type === "AWS::S3::Bucket");
    await bucket?.create({
      stack: "Exemple",
      logicalId: "Exemple",
      type: "AWS::S3::Bucket",
      properties: { BucketName: BUCKET },
      defaultName: BUCKET,
      assetDirectory: () => "",
    });
    front = createFront(Object.values(idle.parts), createVerify(idle.context), idle.context.log, idle.context.clock);
    front.listen(0, "127.0.0.1");
    await once(front, "listening");
    settings = {
      endpoint: `http://127.0.0.1:${(front.address() as AddressInfo).port}`,
      region: idle.context.region,
      credentials: idle.context.credentials,
      maxAttempts: 1,
      // Else the SDK would look for `sync-127.0.0.1`.
      disableHostPrefix: true,
    };
  });
  afterAll(async () => {
    front.close();
    front.closeAllConnections();
    await idle.close();
  });

  it("is asked for each client of package.json", () => {
    const { dependencies, devDependencies } = JSON.parse(read("package.json"));
    const clients = Object.keys({ ...dependencies, ...devDependencies }).filter((name) =>
      name.startsWith("@aws-sdk/client-"),
    );
    expect(CASES.map(({ name }) => name).toSorted()).toEqual(clients.toSorted());
  });

  it.each(CASES)("is refused with 501, by name: $name", async ({ service, client: makeClient, module }) => {
    const supported = Object.values(idle.parts).find(({ signingName }) => signingName === service)?.operations ?? [];
    const client = makeClient(settings);
    const strange: string[] = [];
    for (const [operation, Command] of outside(module, supported)) {
      const refusal = await refusalOf(client, operation, Command);
      const status = AwsFailure.safeParse(refusal).data?.$metadata.httpStatusCode;
      const answer = `${status} ${refusal.name}: ${refusal.message}`;
      const named =
        /is not supported by the embedded runtime/.test(refusal.message) || OF_OTHER_SERVICES.has(operation);
      if (!(status === 501 && named) && answer !== UNSIGNED) strange.push(`${operation}: ${answer}`);
    }
    expect(strange).toEqual([]);
  });
});
