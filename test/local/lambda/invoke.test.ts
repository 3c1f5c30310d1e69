import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { GetFunctionCommand, ListFunctionsCommand, PublishVersionCommand } from "@aws-sdk/client-lambda";
import { describe, expect, it } from "vitest";
import { bundle, call, functionArn, startLambda } from "./harness.ts";

const ECHO = "export const handler = async (event) => event;";
const MODULE_STATE = "let calls = 0; export const handler = async () => ++calls;";

describe("an invocation", () => {
  it("gives the event to the handler and answers its result, both as JSON", async () => {
    const { client, declare } = await startLambda();
    await declare("echo", "export const handler = async (event) => ({ event, lost: undefined, date: new Date(0) });");
    expect(await call(client, "echo", { numero: "F-1" })).toEqual({
      status: 200,
      error: undefined,
      result: { event: { numero: "F-1" }, date: "1970-01-01T00:00:00.000Z" },
    });
  });

  it.each([
    ["a name", "echo"],
    ["an ARN", functionArn("echo")],
    ["$LATEST", `${functionArn("echo")}:$LATEST`],
  ])("finds the function by %s", async (_, name) => {
    const { client, declare } = await startLambda();
    await declare("echo", ECHO);
    expect((await call(client, name, 1)).result).toBe(1);
  });

  it("answers null where the handler returns nothing", async () => {
    const { client, declare } = await startLambda();
    await declare("silent", "export const handler = async () => undefined;");
    expect(await call(client, "silent", {})).toMatchObject({ result: null, error: undefined });
  });

  it("tells a function nothing of the machine: its own variables and those of Lambda, no others", async () => {
    const { client, declare } = await startLambda();
    await declare("environment", "export const handler = async () => process.env;", {
      MemorySize: 256,
      Environment: { Variables: { TABLE: "factures", NODE_OPTIONS: "--enable-source-maps" } },
    });
    expect((await call(client, "environment", {})).result).toEqual({
      TABLE: "factures",
      AWS_REGION: "eu-west-3",
      AWS_ACCESS_KEY_ID: "local",
      AWS_SECRET_ACCESS_KEY: "local",
      AWS_ENDPOINT_URL: "http://127.0.0.1:4566",
      AWS_EXECUTION_ENV: "AWS_Lambda_nodejs24.x",
      AWS_LAMBDA_FUNCTION_NAME: "environment",
      AWS_LAMBDA_FUNCTION_VERSION: "$LATEST",
      AWS_LAMBDA_FUNCTION_MEMORY_SIZE: "256",
      TZ: "UTC",
    });
  });

  it("runs in UTC, as Lambda does, wherever the machine is", async () => {
    const { client, declare } = await startLambda();
    await declare("zone", "export const handler = async () => new Date(2026, 6, 1).toISOString();");
    expect((await call(client, "zone", {})).result).toBe("2026-07-01T00:00:00.000Z");
  });

  it("gives the handler a context", async () => {
    const { client, declare } = await startLambda();
    await declare(
      "context",
      "export const handler = async (_, c) => ({ ...c, left: c.getRemainingTimeInMillis(), getRemainingTimeInMillis: undefined });",
      { Timeout: 5 },
    );
    const { result } = await call(client, "context", {});
    expect(result).toMatchObject({
      awsRequestId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      functionName: "context",
      functionVersion: "$LATEST",
      invokedFunctionArn: functionArn("context"),
      memoryLimitInMB: "128",
    });
    expect(result.left).toBeGreaterThan(4_000);
    expect(result.left).toBeLessThanOrEqual(5_000);
  });

  it("keeps the thread warm: what a module has loaded serves the next invocation", async () => {
    const { client, declare } = await startLambda();
    await declare("counter", MODULE_STATE);
    const results = [];
    for (let i = 0; i < 3; i += 1) results.push((await call(client, "counter", {})).result);
    expect(results).toEqual([1, 2, 3]);
  });

  it("reads the shared clock, in threads that were warm before it was moved too", async () => {
    const { client, declare, advanceTo, clock } = await startLambda();
    await declare("now", "export const handler = async () => Date.now();");
    await call(client, "now", {});
    const target = clock.now() + 15 * 86_400_000;
    await advanceTo(target);
    const { result } = await call(client, "now", {});
    expect(result).toBeGreaterThanOrEqual(target);
    expect(result - target).toBeLessThan(5_000);
  });

  it("takes no time from a handler when the clock is moved", async () => {
    const { client, declare, clock } = await startLambda();
    await declare(
      "patient",
      `export const handler = async (_, c) => {
         await new Promise((resolve) => setTimeout(resolve, 300));
         return { left: c.getRemainingTimeInMillis() };
       };`,
      { Timeout: 5 },
    );
    await call(client, "patient", {});
    const running = call(client, "patient", {});
    await clock.advanceTo(clock.now() + 86_400_000, [], async () => undefined);
    const { error, result } = await running;
    expect(error).toBeUndefined();
    expect(result.left).toBeGreaterThan(3_000);
  });

  it("does nothing in a dry run", async () => {
    const { client, declare } = await startLambda();
    await declare("echo", ECHO);
    expect(await call(client, "echo", {}, { InvocationType: "DryRun" })).toMatchObject({ status: 204 });
  });

  it("loads a CommonJS bundle named index.js", async () => {
    const { client, declare } = await startLambda();
    const directory = bundle("exports.handler = async () => 'old style';", "index.js");
    writeFileSync(join(directory, "package.json"), '{"type":"commonjs"}');
    await declare("old", "", { Code: { S3Key: directory } });
    expect((await call(client, "old", {})).result).toBe("old style");
  });
});

describe("what goes wrong in a function", () => {
  it("is its error, with the name that state machines match on", async () => {
    const { client, declare, lines, context, stop } = await startLambda();
    await declare(
      "faulty",
      `class DoublonError extends Error { name = "DOUBLON" }
       export const handler = async () => { console.log("before"); throw new DoublonError("déjà déposée\\nsuite"); };`,
    );
    const { error, result } = await call(client, "faulty", {});
    expect(error).toBe("Unhandled");
    expect(result).toMatchObject({ errorType: "DOUBLON", errorMessage: "déjà déposée\nsuite" });
    expect(result.trace[0]).toContain("déjà déposée");
    expect(lines).toEqual(["lambda: faulty: DOUBLON: déjà déposée"]);
    await stop();
    const log = readFileSync(join(context.dataDir, "logs", "faulty.log"), "utf8");
    expect(log).toContain("before\n");
    expect(log).toContain("DOUBLON: déjà déposée");
  });

  it.each([
    ["a string", "throw 'no'", { errorType: "string", errorMessage: "no" }],
    [
      "a result that is not JSON",
      "return 1n",
      { errorType: "Error", errorMessage: "Unable to stringify response body" },
    ],
    [
      "process.exit",
      "process.exit(7)",
      { errorType: "Runtime.ExitError", errorMessage: "Error: Runtime exited with error: exit status 7" },
    ],
    [
      "an exception outside the promise",
      "setTimeout(() => { throw new TypeError('late') }, 0); await new Promise(() => {})",
      { errorType: "TypeError", errorMessage: "late" },
    ],
    [
      "a rejection that nobody awaits",
      "Promise.reject(new RangeError('lost')); await new Promise((r) => setTimeout(r, 1_000))",
      { errorType: "RangeError", errorMessage: "lost" },
    ],
  ])("is a function error for %s, and the next invocation works", async (_, body, expected) => {
    const { client, declare } = await startLambda();
    await declare("sometimes", `export const handler = async (event) => { if (event.ok) return "ok"; ${body}; };`);
    expect(await call(client, "sometimes", {})).toMatchObject({ status: 200, error: "Unhandled", result: expected });
    expect((await call(client, "sometimes", { ok: true })).result).toBe("ok");
  });

  it("ends a handler that takes longer than its timeout, busy or idle, in the words of Lambda", async () => {
    const { client, declare } = await startLambda();
    await declare(
      "slow",
      "export const handler = async ({ busy, quick }) => { if (quick) return 1; while (busy); await new Promise(() => {}); };",
      { Timeout: 1 },
    );
    for (const busy of [true, false]) {
      const started = performance.now();
      expect(await call(client, "slow", { busy })).toMatchObject({
        error: "Unhandled",
        result: {
          errorType: "Sandbox.Timedout",
          errorMessage: expect.stringMatching(/^RequestId: [0-9a-f-]{36} Error: Task timed out after 1\.00 seconds$/),
        },
      });
      expect(performance.now() - started).toBeLessThan(5_000);
    }
    expect((await call(client, "slow", { quick: true })).result).toBe(1);
  });

  it("holds a function to its memory", async () => {
    const { client, declare } = await startLambda();
    await declare(
      "greedy",
      "export const handler = async () => { const all = []; for (;;) all.push(new Array(1e5).fill({})); };",
      {
        Timeout: 60,
      },
    );
    expect(await call(client, "greedy", {})).toMatchObject({ result: { errorType: "Runtime.OutOfMemory" } });
  });

  it.each([
    ["a bundle that throws while it loads", "throw new SyntaxError('broken')", "SyntaxError"],
    ["a bundle without the handler", "export const other = 1", "Runtime.HandlerNotFound"],
    [
      "a handler that wants a callback, which nodejs24.x has no longer",
      "export const handler = (event, context, callback) => callback(null, 1)",
      "Runtime.CallbackHandlerDeprecated",
    ],
  ])("says why for %s", async (_, source, errorType) => {
    const { client, declare } = await startLambda();
    await declare("broken", source);
    expect(await call(client, "broken", {})).toMatchObject({ error: "Unhandled", result: { errorType } });
    expect(await call(client, "broken", {})).toMatchObject({ error: "Unhandled", result: { errorType } });
  });

  it("refuses a result above 6 MB", async () => {
    const { client, declare } = await startLambda();
    await declare("large", "export const handler = async () => 'x'.repeat(6 * 1024 * 1024 + 200);");
    expect(await call(client, "large", {})).toMatchObject({
      error: "Unhandled",
      result: { errorType: "Function.ResponseSizeTooLarge" },
    });
  });
});

describe("what is asked wrongly of Lambda", () => {
  it.each([
    ["an unknown function", "nobody", {}, "ResourceNotFoundException"],
    ["an event that is not JSON", "echo", { Payload: Buffer.from("{") }, "InvalidRequestContentException"],
    [
      "an event above 6 MB",
      "echo",
      { Payload: Buffer.from(`"${"x".repeat(6 * 1024 * 1024)}"`) },
      "RequestTooLargeException",
    ],
    [
      "an asynchronous event above 1 MB",
      "echo",
      { InvocationType: "Event", Payload: Buffer.from(`"${"x".repeat(1024 * 1024)}"`) } as const,
      "RequestTooLargeException",
    ],
    ["a version", "echo", { Qualifier: "1" }, "NotImplemented"],
    ["the tail of the log", "echo", { LogType: "Tail" } as const, "NotImplemented"],
  ])("refuses %s", async (_, name, more, error) => {
    const { client, declare } = await startLambda();
    await declare("echo", ECHO);
    await expect(call(client, name, {}, more)).rejects.toMatchObject({ name: error });
  });

  it("answers 501, with its name, to an operation that it does not have", async () => {
    const { client } = await startLambda();
    await expect(client.send(new PublishVersionCommand({ FunctionName: "echo" }))).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining("POST /2015-03-31/functions/echo/versions"),
      $metadata: { httpStatusCode: 501 },
    });
  });

  it.each(["python3.13", "nodejs20.x", "provided.al2023"])("refuses the runtime %s, naming it", async (Runtime) => {
    const { declare } = await startLambda();
    await expect(declare("other", ECHO, { Runtime })).rejects.toThrow(Runtime);
  });

  it("describes its functions", async () => {
    const { client, declare } = await startLambda();
    await declare("echo", ECHO, { Timeout: 7 });
    const { Configuration } = await client.send(new GetFunctionCommand({ FunctionName: "echo" }));
    expect(Configuration).toMatchObject({ FunctionArn: functionArn("echo"), Timeout: 7, State: "Active" });
    expect((await client.send(new ListFunctionsCommand({}))).Functions).toHaveLength(1);
  });
});
