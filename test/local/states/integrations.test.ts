import { DescribeExecutionCommand, StopExecutionCommand } from "@aws-sdk/client-sfn";
import { ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import { describe, expect, it } from "vitest";
import { createDynamoService } from "#infra/local/dynamodb/service.ts";
import { createSqsService } from "#infra/local/sqs/service.ts";
import { type GivenStates, startStates, type TestFunction, temporaryDirectory } from "./given.ts";

const FUNCTION = "arn:aws:lambda:eu-west-3:000000000000:function:work";

const only = (state: object) => ({ StartAt: "Only", States: { Only: { Type: "Task", End: true, ...state } } });

const typesOf = async (states: GivenStates, execution: string) =>
  (await states.history(execution)).map(({ type }) => type);

const declare = async ({ others }: GivenStates, type: string, properties: Record<string, unknown>): Promise<string> => {
  const provider = others.flatMap(({ providers }) => providers).find((one) => one.type === type);
  const resource = {
    stack: "Test",
    logicalId: "One",
    type,
    properties,
    defaultName: "One",
    assetDirectory: () => "",
  };
  return (await provider?.create(resource))?.ref ?? "";
};

const withFunction = (work: TestFunction) => startStates(temporaryDirectory(), { functions: { work } });

const named = (name: string, message: string): Error => Object.assign(new Error(message), { name });

describe("lambda:invoke", () => {
  const invoke = only({
    Resource: "arn:aws:states:::lambda:invoke",
    Parameters: { FunctionName: FUNCTION, "Payload.$": "$" },
  });

  it("calls the function with its payload, and gives what it answers within what Lambda answers", async () => {
    await using states = await withFunction(({ n }: { n: number }) => ({ twice: 2 * n }));
    const { output = "" } = await states.describe(await states.start(await states.create(invoke), { n: 21 }));
    expect(JSON.parse(output)).toMatchObject({
      ExecutedVersion: "$LATEST",
      Payload: { twice: 42 },
      StatusCode: 200,
      SdkHttpMetadata: { HttpStatusCode: 200 },
    });
  });

  it("fails with the name of what the function threw, and its error object as the cause", async () => {
    await using states = await withFunction(() => {
      throw named("DOSSIER_INCONNU", "no such dossier");
    });
    const execution = await states.start(await states.create(invoke));
    const { error, cause = "" } = await states.describe(execution);
    expect(error).toBe("DOSSIER_INCONNU");
    expect(JSON.parse(cause)).toEqual({ errorType: "DOSSIER_INCONNU", errorMessage: "no such dossier", trace: [] });
    expect((await states.history(execution)).at(-2)).toMatchObject({
      type: "TaskFailed",
      taskFailedEventDetails: { resourceType: "lambda", resource: "invoke", error: "DOSSIER_INCONNU" },
    });
  });

  it.each(["Sandbox.Timedout", "Runtime.ExitError"])("calls %s Lambda.Unknown", async (name) => {
    await using states = await withFunction(() => {
      throw named(name, "it is over");
    });
    const { error, cause } = await states.describe(await states.start(await states.create(invoke)));
    expect(error).toBe("Lambda.Unknown");
    expect(cause).toMatch(/^The cause could not be determined because Lambda did not return an error type\./);
  });

  it("refuses a parameter that would have no effect", async () => {
    await using states = await withFunction(() => null);
    const definition = only({
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: FUNCTION, InvocationType: "Event" },
    });
    const { error, cause } = await states.describe(await states.start(await states.create(definition)));
    expect([error, cause]).toEqual(["States.Runtime", expect.stringContaining("InvocationType")]);
  });

  it("catches what the function throws", async () => {
    await using states = await withFunction(() => {
      throw named("REFUSE", "no");
    });
    const definition = {
      StartAt: "Only",
      States: {
        Only: {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Parameters: { FunctionName: FUNCTION },
          Catch: [{ ErrorEquals: ["REFUSE"], Next: "Caught" }],
          End: true,
        },
        Caught: { Type: "Pass", Result: "caught", End: true },
      },
    };
    const { output } = await states.describe(await states.start(await states.create(definition)));
    expect(output).toBe('"caught"');
  });
});

describe("a function named by its ARN", () => {
  it("has events of its own, and gives just what the function answers", async () => {
    await using states = await withFunction((n: number) => n + 1);
    const execution = await states.start(await states.create(only({ Resource: FUNCTION })), 41);
    expect((await states.describe(execution)).output).toBe("42");
    expect(await typesOf(states, execution)).toEqual([
      "ExecutionStarted",
      "TaskStateEntered",
      "LambdaFunctionScheduled",
      "LambdaFunctionStarted",
      "LambdaFunctionSucceeded",
      "TaskStateExited",
      "ExecutionSucceeded",
    ]);
  });

  it("fails with LambdaFunctionFailed", async () => {
    await using states = await withFunction(() => {
      throw named("REFUSE", "no");
    });
    const execution = await states.start(await states.create(only({ Resource: FUNCTION })));
    expect((await states.history(execution)).at(-2)).toMatchObject({
      type: "LambdaFunctionFailed",
      lambdaFunctionFailedEventDetails: { error: "REFUSE" },
    });
  });
});

describe("sqs:sendMessage", () => {
  it("sends text as it is, anything else as JSON, and gives what SQS answers", async () => {
    await using states = await startStates(temporaryDirectory(), {
      services: (context) => [createSqsService(context)],
    });
    const queue = await declare(states, "AWS::SQS::Queue", { QueueName: "one" });
    const definition = only({
      Resource: "arn:aws:states:::sqs:sendMessage",
      Parameters: { QueueUrl: queue, MessageBody: { n: 1 } },
    });
    const { output = "" } = await states.describe(await states.start(await states.create(definition)));
    const sqs = new SQSClient(states.access);
    const { Messages: [message] = [] } = await sqs.send(new ReceiveMessageCommand({ QueueUrl: queue }));
    sqs.destroy();
    expect(message?.Body).toBe('{"n":1}');
    expect(JSON.parse(output)).toMatchObject({ MessageId: message?.MessageId, SdkHttpMetadata: {} });
  });

  it("fails with the name that the SDK for Java gives the exception", async () => {
    await using states = await startStates(temporaryDirectory(), {
      services: (context) => [createSqsService(context)],
    });
    const parameters = { QueueUrl: `${states.access.endpoint}/000000000000/none`, MessageBody: "x" };
    const errorOf = async (resource: string) => {
      const arn = await states.create(only({ Resource: `arn:aws:states:::${resource}`, Parameters: parameters }));
      return (await states.describe(await states.start(arn))).error;
    };
    expect(await errorOf("sqs:sendMessage")).toBe("SQS.QueueDoesNotExistException");
    expect(await errorOf("aws-sdk:sqs:sendMessage")).toBe("Sqs.QueueDoesNotExistException");
  });
});

describe("aws-sdk:dynamodb", () => {
  const sdk = (action: string, Parameters: object, fields: object = {}) => ({
    Type: "Task",
    Resource: `arn:aws:states:::aws-sdk:dynamodb:${action}`,
    Parameters,
    ...fields,
  });
  const startDynamo = async () => {
    const states = await startStates(temporaryDirectory(), { services: (context) => [createDynamoService(context)] });
    await declare(states, "AWS::DynamoDB::Table", {
      TableName: "rows",
      AttributeDefinitions: [{ AttributeName: "pk", AttributeType: "S" }],
      KeySchema: [{ AttributeName: "pk", KeyType: "HASH" }],
      BillingMode: "PAY_PER_REQUEST",
    });
    return states;
  };
  const Item = { pk: { S: "one" }, n: { N: "1" } };
  const put = { TableName: "rows", Item, ConditionExpression: "attribute_not_exists(pk)" };

  it("puts, updates and gets items with members named as the API names them", async () => {
    await using states = await startDynamo();
    const definition = {
      StartAt: "Put",
      States: {
        Put: sdk("putItem", put, { ResultPath: null, Next: "Update" }),
        Update: sdk(
          "updateItem",
          {
            TableName: "rows",
            Key: { pk: { S: "one" } },
            UpdateExpression: "ADD n :one",
            ExpressionAttributeValues: { ":one": { N: "1" } },
          },
          { ResultPath: null, Next: "Get" },
        ),
        Get: sdk("getItem", { TableName: "rows", Key: { pk: { S: "one" } } }, { End: true }),
      },
    };
    const { output = "" } = await states.describe(await states.start(await states.create(definition)));
    expect(JSON.parse(output)).toEqual({ Item: { pk: { S: "one" }, n: { N: "2" } } });
  });

  it("names a failed condition DynamoDb.ConditionalCheckFailedException", async () => {
    await using states = await startDynamo();
    const arn = await states.create({ StartAt: "Put", States: { Put: sdk("putItem", put, { End: true }) } });
    await states.start(arn);
    expect((await states.describe(await states.start(arn))).error).toBe("DynamoDb.ConditionalCheckFailedException");
  });
});

describe("states:startExecution", () => {
  const starter = (child: string, suffix = "", fields: object = {}) =>
    only({
      Resource: `arn:aws:states:::states:startExecution${suffix}`,
      Parameters: { StateMachineArn: child, Input: { n: 1 } },
      ...fields,
    });
  const pass = { StartAt: "Pass", States: { Pass: { Type: "Pass", End: true } } };

  it("goes on once the other execution has begun", async () => {
    await using states = await startStates(temporaryDirectory());
    const child = await states.create({ StartAt: "W", States: { W: { Type: "Wait", Seconds: 60, End: true } } });
    const { output = "", status } = await states.describe(await states.start(await states.create(starter(child))));
    const { ExecutionArn } = JSON.parse(output);
    expect([status, (await states.describe(ExecutionArn)).status]).toEqual(["SUCCEEDED", "RUNNING"]);
  });

  it.each([
    [".sync", '{"n":1}'],
    [".sync:2", { n: 1 }],
  ])("waits for its end with %s, and gives its output", async (suffix, Output) => {
    await using states = await startStates(temporaryDirectory());
    const execution = await states.start(await states.create(starter(await states.create(pass), suffix)));
    const { output = "" } = await states.describe(execution);
    expect(JSON.parse(output)).toMatchObject({ Output, Status: "SUCCEEDED", RedriveStatus: "NOT_REDRIVABLE" });
    expect(await typesOf(states, execution)).toContain("TaskSubmitted");
  });

  it("fails as the other one failed, with States.TaskFailed", async () => {
    await using states = await startStates(temporaryDirectory());
    const child = await states.create({ StartAt: "F", States: { F: { Type: "Fail", Error: "Wrong", Cause: "so" } } });
    const execution = await states.start(await states.create(starter(child, ".sync:2")));
    const { error, cause = "" } = await states.describe(execution);
    expect(error).toBe("States.TaskFailed");
    expect(JSON.parse(cause)).toMatchObject({ Status: "FAILED", Error: "Wrong", Cause: "so" });
  });

  it("stops the other one when it is stopped itself", async () => {
    await using states = await startStates(temporaryDirectory());
    const child = await states.create({ StartAt: "W", States: { W: { Type: "Wait", Seconds: 60, End: true } } });
    const executionArn = await states.start(await states.create(starter(child, ".sync")));
    const submitted = (await states.history(executionArn)).at(-1)?.taskSubmittedEventDetails?.output ?? "{}";
    const { ExecutionArn } = JSON.parse(submitted);
    await states.client.send(new StopExecutionCommand({ executionArn }));
    await states.settle();
    const { status } = await states.client.send(new DescribeExecutionCommand({ executionArn: ExecutionArn }));
    expect(status).toBe("ABORTED");
  });

  it("fails with the API's own error where it cannot be started", async () => {
    await using states = await startStates(temporaryDirectory());
    const missing = "arn:aws:states:eu-west-3:000000000000:stateMachine:missing";
    const { error } = await states.describe(await states.start(await states.create(starter(missing))));
    expect(error).toBe("StepFunctions.StateMachineDoesNotExistException");
  });
});
