import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { DescribeExecutionCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { expect, it } from "vitest";
import { LOCAL_CREDENTIALS, LOCAL_REGION } from "#infra/local/defaults.ts";
import { type Runtime, startRuntime } from "#infra/local/runtime.ts";
import { temporaryDirectory } from "./given.ts";

const HOUR_MS = 3_600_000;

const DEFINITION = {
  StartAt: "Wait",
  States: {
    Wait: { Type: "Wait", Seconds: 3600, Next: "Work" },
    Work: {
      Type: "Task",
      Resource: "arn:aws:states:::lambda:invoke",
      Parameters: { FunctionName: `\${Work}`, "Payload.$": "$" },
      OutputPath: "$.Payload",
      End: true,
    },
  },
};

/** A cloud assembly with a function, and a machine whose definition is a file asset, as `DefinitionBody.fromFile` makes it. */
const writeAssembly = (): string => {
  const directory = temporaryDirectory();
  const write = (name: string, content: object | string): void =>
    writeFileSync(join(directory, name), typeof content === "string" ? content : JSON.stringify(content));
  mkdirSync(join(directory, "asset.work"));
  write("asset.work/index.mjs", "export const handler = async ({ n }) => ({ twice: 2 * n, at: Date.now() });");
  write("asset.machine.json", DEFINITION);
  write("assets.json", {
    files: {
      work: { source: { path: "asset.work" }, destinations: { here: { objectKey: "work.zip" } } },
      machine: { source: { path: "asset.machine.json" }, destinations: { here: { objectKey: "machine.json" } } },
    },
  });
  write("stack.template.json", {
    Resources: {
      Work: {
        Type: "AWS::Lambda::Function",
        Properties: {
          Code: { S3Bucket: "assets", S3Key: "work.zip" },
          Handler: "index.handler",
          Runtime: "nodejs24.x",
          Role: "arn:aws:iam::000000000000:role/work",
        },
      },
      Machine: {
        Type: "AWS::StepFunctions::StateMachine",
        Properties: {
          RoleArn: "arn:aws:iam::000000000000:role/machine",
          DefinitionS3Location: { Bucket: "assets", Key: "machine.json" },
          DefinitionSubstitutions: { Work: { "Fn::GetAtt": ["Work", "Arn"] } },
        },
      },
    },
    Outputs: { Machine: { Value: { Ref: "Machine" } } },
  });
  write("manifest.json", {
    version: "55.0.0",
    artifacts: {
      assets: { type: "cdk:asset-manifest", properties: { file: "assets.json" } },
      Stack: { type: "aws:cloudformation:stack", properties: { templateFile: "stack.template.json" } },
    },
  });
  return directory;
};

const withClient = async <Result>(runtime: Runtime, use: (client: SFNClient) => Promise<Result>): Promise<Result> => {
  const client = new SFNClient({ endpoint: runtime.urls.aws, region: LOCAL_REGION, credentials: LOCAL_CREDENTIALS });
  try {
    return await use(client);
  } finally {
    client.destroy();
  }
};

it("runs the machines of a template across a restart, on the clock that is moved", async () => {
  const options = {
    assembly: writeAssembly(),
    dataDir: temporaryDirectory(),
    ports: { api: 0, aws: 0, people: 0 },
    log: () => undefined,
  };
  const first = await startRuntime(options);
  const stateMachineArn = String(first.deployment.stacks.get("Stack")?.outputs["Machine"]);
  const { executionArn } = await withClient(first, (client) =>
    client.send(new StartExecutionCommand({ stateMachineArn, input: '{"n":21}' })),
  );
  await first.settle();
  const due = first.now().getTime() + HOUR_MS;
  await first.stop();

  const second = await startRuntime(options);
  await second.advanceTo(new Date(due));
  const execution = await withClient(second, (client) => client.send(new DescribeExecutionCommand({ executionArn })));
  await second.stop();
  expect(execution.status).toBe("SUCCEEDED");
  const { twice, at } = JSON.parse(execution.output ?? "");
  expect(twice).toBe(42);
  expect(at).toBeGreaterThanOrEqual(due - 60_000);
});
