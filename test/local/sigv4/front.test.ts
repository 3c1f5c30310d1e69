import { connect } from "node:net";
import { text } from "node:stream/consumers";
import { DynamoDBClient, GetItemCommand, ListTablesCommand } from "@aws-sdk/client-dynamodb";
import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda";
import { GetEmailIdentityCommand, SESv2Client } from "@aws-sdk/client-sesv2";
import { ListQueuesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { AwsError } from "#infra/local/json-protocol.ts";
import { CREDENTIALS, MINUTE, openDoor } from "./door.ts";

describe("the door of the AWS services", () => {
  it("lets every service in that the SDK signs for, by the name in the credential", async () => {
    await using door = await openDoor(["dynamodb", "sqs", "lambda", "ses"]);
    await new DynamoDBClient(door.client).send(new ListTablesCommand({}));
    await new SQSClient(door.client).send(new ListQueuesCommand({}));
    // Paths with encoded characters are signed encoded twice, except by S3.
    const FunctionName = "arn:aws:lambda:eu-west-3:000000000000:function:intake";
    await new LambdaClient(door.client).send(new InvokeCommand({ FunctionName }));
    await new SESv2Client(door.client).send(new GetEmailIdentityCommand({ EmailIdentity: "é+1@example.fr" }));
    expect(door.entered).toEqual([
      "dynamodb POST /",
      "sqs POST /",
      `lambda POST /2015-03-31/functions/${encodeURIComponent(FunctionName)}/invocations`,
      "ses GET /v2/email/identities/%C3%A9%2B1%40example.fr",
    ]);
  });

  it("answers 501 for a service that is not there", async () => {
    await using door = await openDoor(["sqs"]);
    await expect(new DynamoDBClient(door.client).send(new ListTablesCommand({}))).rejects.toMatchObject({
      name: "NotImplemented",
      message: "The service 'dynamodb' is not supported by the embedded runtime",
      $metadata: { httpStatusCode: 501 },
    });
  });

  it("tells the SDK the time of the clock, so that a request after a jump is signed anew", async () => {
    await using door = await openDoor(["dynamodb"]);
    const client = new DynamoDBClient(door.client);
    door.advance(15 * 24 * 60 * MINUTE);
    await client.send(new ListTablesCommand({}));
    expect(door.entered).toEqual(["dynamodb POST /"]);
  });

  it("answers the name of an error that it did not foresee, and logs it", async () => {
    await using door = await openDoor(["dynamodb"], new TypeError("a bug"));
    await expect(
      new DynamoDBClient({ ...door.client, maxAttempts: 1 }).send(new ListTablesCommand({})),
    ).rejects.toMatchObject({ name: "InternalFailure", $metadata: { httpStatusCode: 500 } });
    expect(door.log).toEqual(["aws: POST /: TypeError: a bug"]);
  });

  it("answers the error of a service in JSON", async () => {
    await using door = await openDoor(["dynamodb"], new AwsError("ResourceNotFoundException", "no such table"));
    await expect(
      new DynamoDBClient(door.client).send(new GetItemCommand({ TableName: "t", Key: {} })),
    ).rejects.toMatchObject({ name: "ResourceNotFoundException", message: "no such table" });
  });

  it("refuses a body of more than 130 MiB by its declared length", async () => {
    await using door = await openDoor(["s3"]);
    const socket = connect(Number(new URL(door.endpoint).port), "127.0.0.1");
    socket.write("PUT /b/k HTTP/1.1\r\nHost: x\r\nContent-Length: 136314881\r\n\r\n");
    const answer = await text(socket);
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
  });

  it("refuses an address that is none", async () => {
    await using door = await openDoor(["s3"]);
    const socket = connect(Number(new URL(door.endpoint).port), "127.0.0.1");
    socket.write("GET / HTTP/1.1\r\nHost: a b\r\nConnection: close\r\n\r\n");
    const answer = await text(socket);
    expect(answer).toContain("InvalidURI");
  });
});

describe("a service other than S3", () => {
  const send = (door: { readonly client: object }, more: object) =>
    new DynamoDBClient({ ...door.client, maxAttempts: 1, ...more }).send(new ListTablesCommand({}));

  // https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Programming.Errors.html
  it.each([
    ["an unknown key", { credentials: { ...CREDENTIALS, accessKeyId: "AKIAOTHER" } }, "UnrecognizedClientException"],
    ["a token", { credentials: { ...CREDENTIALS, sessionToken: "t" } }, "UnrecognizedClientException"],
    ["a wrong secret", { credentials: { ...CREDENTIALS, secretAccessKey: "x" } }, "InvalidSignatureException"],
    ["another region", { region: "us-east-1" }, "InvalidSignatureException"],
    ["a clock that is sixteen minutes late", { systemClockOffset: -16 * MINUTE }, "InvalidSignatureException"],
    ["a clock that is sixteen minutes early", { systemClockOffset: 16 * MINUTE }, "InvalidSignatureException"],
  ])("refuses a caller with %s", async (_, more, name) => {
    await using door = await openDoor(["dynamodb"]);
    await expect(send(door, more)).rejects.toMatchObject({ name, $metadata: { httpStatusCode: 403 } });
    expect(door.entered).toEqual([]);
  });

  it("takes a clock that is fourteen minutes late or early", async () => {
    await using door = await openDoor(["dynamodb"]);
    await send(door, { systemClockOffset: -14 * MINUTE });
    await send(door, { systemClockOffset: 14 * MINUTE });
    expect(door.entered).toHaveLength(2);
  });

  it.each<[string, (request: { headers: Record<string, string>; body: unknown; query: object }) => object]>([
    ["body", () => ({ body: "[]" })],
    ["target", ({ headers }) => ({ headers: { ...headers, "x-amz-target": "DynamoDB_20120810.DeleteTable" } })],
    ["query", () => ({ query: { a: "1" } })],
    ["method", () => ({ method: "PUT" })],
    ["path", () => ({ path: "/other" })],
    ["added header", ({ headers }) => ({ headers: { ...headers, "x-amz-added": "1" } })],
  ])("refuses a request whose %s was changed on the way", async (_, change) => {
    await using door = await openDoor(["dynamodb"]);
    const client = new DynamoDBClient({ ...door.client, maxAttempts: 1 });
    client.middlewareStack.add(
      (next) => (args) => {
        const request = args.request as Parameters<typeof change>[0];
        return next({ ...args, request: Object.assign(request, change(request)) });
      },
      { step: "finalizeRequest", priority: "low", name: "tamper" },
    );
    await expect(client.send(new ListTablesCommand({}))).rejects.toMatchObject({ name: "InvalidSignatureException" });
    expect(door.entered).toEqual([]);
  });

  it("refuses a request without a signature", async () => {
    await using door = await openDoor(["dynamodb"]);
    const response = await fetch(door.endpoint, {
      method: "POST",
      headers: { "x-amz-target": "DynamoDB_20120810.ListTables" },
      body: "{}",
    });
    expect(response.status).toBe(403);
    expect(await response.json()).toMatchObject({ __type: "MissingAuthenticationTokenException" });
  });

  const SCOPE = "AKIALOCAL/20260115/eu-west-3/dynamodb/aws4_request";
  const header = (credential: string, rest = "SignedHeaders=host, Signature=00") =>
    `AWS4-HMAC-SHA256 Credential=${credential}, ${rest}`;

  it.each([
    ["another algorithm", header(SCOPE).replace("SHA256", "SHA1"), "20260115T100000Z"],
    ["half a credential", header("AKIALOCAL/20260115/eu-west-3/dynamodb"), "20260115T100000Z"],
    ["no date", header(SCOPE), ""],
    ["a date that is none", header(SCOPE), "20261315T100000Z"],
    ["the date of another day", header(SCOPE), "20260116T100000Z"],
    ["no signature", header(SCOPE, "SignedHeaders=host"), "20260115T100000Z"],
    ["a host that is not signed", header(SCOPE, "SignedHeaders=x-amz-date, Signature=00"), "20260115T100000Z"],
  ])("refuses %s", async (_, authorization, date) => {
    await using door = await openDoor(["dynamodb"]);
    const response = await fetch(door.endpoint, { headers: { authorization, "x-amz-date": date } });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ __type: "IncompleteSignatureException" });
  });
});
