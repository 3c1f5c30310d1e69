import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { CreateStateMachineCommand, ListExecutionsCommand, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { describe, expect, it } from "vitest";
import { type GivenStates, ROLE, startStates, temporaryDirectory } from "./given.ts";

const TYPE = "AWS::StepFunctions::StateMachine";
const pass = (Result: unknown) => ({ StartAt: "Pass", States: { Pass: { Type: "Pass", Result, End: true } } });

/** What CloudFormation substitutes within a definition. */
const placeholder = (name: string): string => `\${${name}}`;

const declare = async ({ service }: GivenStates, properties: Record<string, unknown>, assets = "") => {
  const provider = service.providers.find(({ type }) => type === TYPE);
  if (!provider) throw new Error(`no provider of ${TYPE}`);
  return provider.create({
    stack: "Test",
    logicalId: "Machine",
    type: TYPE,
    properties: { RoleArn: ROLE, ...properties },
    defaultName: "Test-Machine",
    assetDirectory: (key) => join(assets, key),
  });
};

describe("a state machine of the template", () => {
  it("runs its definition, its placeholders replaced", async () => {
    await using states = await startStates(temporaryDirectory());
    const { ref, attributes } = await declare(states, {
      StateMachineName: "travaux",
      DefinitionString: JSON.stringify(pass(`${placeholder("Table")} and ${placeholder("Other")}`)),
      DefinitionSubstitutions: { Table: "factures" },
    });
    expect([ref, attributes["Arn"], attributes["Name"]]).toEqual([ref, ref, "travaux"]);
    expect((await states.describe(await states.start(ref))).output).toBe(`"factures and ${placeholder("Other")}"`);
  });

  it("may come from a file of the assembly", async () => {
    const assets = temporaryDirectory();
    writeFileSync(join(assets, "abc.json"), JSON.stringify(pass(placeholder("Table"))));
    await using states = await startStates(temporaryDirectory());
    const { ref } = await declare(
      states,
      { DefinitionS3Location: { Bucket: "assets", Key: "abc.json" }, DefinitionSubstitutions: { Table: "factures" } },
      assets,
    );
    expect(ref).toMatch(/:stateMachine:Test-Machine$/);
    expect((await states.describe(await states.start(ref))).output).toBe('"factures"');
  });

  it("is the same machine at the next start, with its executions", async () => {
    const dataDir = temporaryDirectory();
    const properties = { DefinitionString: JSON.stringify(pass(1)) };
    {
      await using states = await startStates(dataDir);
      const { ref } = await declare(states, properties);
      await states.start(ref, {}, "one");
    }
    await using states = await startStates(dataDir);
    const { ref } = await declare(states, { DefinitionString: JSON.stringify(pass(2)) });
    const { executions = [] } = await states.client.send(new ListExecutionsCommand({ stateMachineArn: ref }));
    expect(executions.map(({ name }) => name)).toEqual(["one"]);
    expect((await states.describe(await states.start(ref))).output).toBe("2");
  });

  it.each([
    ["an express workflow", { DefinitionString: JSON.stringify(pass(1)), StateMachineType: "EXPRESS" }],
    ["a machine without a definition", {}],
    ["a definition that is invalid", { DefinitionString: "{}" }],
  ])("stops the start for %s", async (_, properties) => {
    await using states = await startStates(temporaryDirectory());
    await expect(declare(states, properties)).rejects.toThrow();
  });
});

describe("what is not supported", () => {
  const create = (states: GivenStates, resource: string) =>
    states.create({ StartAt: "Only", States: { Only: { Type: "Task", Resource: resource, End: true } } });

  it.each([
    "arn:aws:states:::sns:publish",
    "arn:aws:states:::lambda:invoke.sync",
    "arn:aws:states:::aws-sdk:dynamodb:createTable",
    "arn:aws:states:::aws-sdk:ec2:describeInstances",
    "arn:aws:states:::states:startExecution.sync:3",
    "arn:aws:states:eu-west-3:000000000000:activity:work",
  ])("refuses to create a machine that calls %s", async (resource) => {
    await using states = await startStates(temporaryDirectory());
    await expect(create(states, resource)).rejects.toMatchObject({
      name: "InvalidDefinition",
      message: expect.stringMatching(/Only\/Resource/),
    });
  });

  it("refuses it within a branch, too", async () => {
    await using states = await startStates(temporaryDirectory());
    const inside = {
      StartAt: "In",
      States: { In: { Type: "Task", Resource: "arn:aws:states:::sns:publish", End: true } },
    };
    const definition = { StartAt: "P", States: { P: { Type: "Parallel", Branches: [inside], End: true } } };
    await expect(states.create(definition)).rejects.toMatchObject({ name: "InvalidDefinition" });
  });

  it("answers 501 to an option that would have no effect", async () => {
    await using states = await startStates(temporaryDirectory());
    const definition = JSON.stringify(pass(1));
    const create = new CreateStateMachineCommand({ name: "one", roleArn: ROLE, definition, publish: true });
    await expect(states.client.send(create)).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining("CreateStateMachine with publish"),
      $metadata: { httpStatusCode: 501 },
    });
  });

  it("takes no qualified ARN for a machine", async () => {
    await using states = await startStates(temporaryDirectory());
    const stateMachineArn = `${await states.create(pass(1))}:PROD`;
    await expect(states.client.send(new StartExecutionCommand({ stateMachineArn }))).rejects.toMatchObject({
      name: "InvalidArn",
    });
  });
});

describe("the clock", () => {
  it("fires retries in their order, each at its instant", async () => {
    const NOW = Date.parse("2026-03-01T08:00:00Z");
    const at: number[] = [];
    await using states = await startStates(temporaryDirectory(), {
      now: NOW,
      functions: {
        work: () => {
          at.push((states.now() - NOW) / 1000);
          throw new Error("no");
        },
      },
    });
    const definition = {
      StartAt: "Only",
      States: {
        Only: {
          Type: "Task",
          Resource: "arn:aws:states:::lambda:invoke",
          Parameters: { FunctionName: "work" },
          Retry: [{ ErrorEquals: ["Error"], IntervalSeconds: 10, BackoffRate: 3, MaxDelaySeconds: 50, MaxAttempts: 4 }],
          End: true,
        },
      },
    };
    const execution = await states.start(await states.create(definition));
    await states.move(86_400);
    expect(at).toEqual([0, 10, 40, 90, 140]);
    expect((await states.describe(execution)).status).toBe("FAILED");
  });

  it("spreads attempts with full jitter between nothing and the whole delay", async () => {
    await using states = await startStates(temporaryDirectory(), {
      functions: {
        work: () => {
          throw new Error("no");
        },
      },
    });
    const retry = [{ ErrorEquals: ["Error"], IntervalSeconds: 100, MaxAttempts: 1, JitterStrategy: "FULL" }];
    const task = { Type: "Task", Resource: "arn:aws:states:::lambda:invoke", Parameters: { FunctionName: "work" } };
    const arn = await states.create({ StartAt: "Only", States: { Only: { ...task, Retry: retry, End: true } } });
    const executions = await Promise.all(Array.from({ length: 10 }, () => states.start(arn)));
    await states.move(100);
    const histories = await Promise.all(executions.map((execution) => states.history(execution)));
    const delays = histories.map((events) => {
      const [first, second] = events.filter(({ type }) => type === "TaskScheduled");
      return (second?.timestamp?.getTime() ?? 0) - (first?.timestamp?.getTime() ?? 0);
    });
    expect(delays.every((delay) => delay >= 0 && delay <= 100_000)).toBe(true);
    expect(new Set(delays).size).toBeGreaterThan(1);
  });
});
