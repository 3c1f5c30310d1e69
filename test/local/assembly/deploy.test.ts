// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables so
import { describe, expect, it } from "vitest";
import { deployWith, recordingProvider, temporaryDirectory, writeAssembly } from "./given.ts";

const QUEUE = "AWS::SQS::Queue";

describe("deploying an assembly", () => {
  it("makes each resource after those that it names or depends on", async () => {
    const queue = recordingProvider(QUEUE);
    const template = {
      Resources: {
        ByGetAtt: { Type: QUEUE, Properties: { dead: { "Fn::GetAtt": ["BySub", "Arn"] } } },
        BySub: { Type: QUEUE, Properties: { name: { "Fn::Sub": "${ByRef.Arn}" } } },
        ByRef: { Type: QUEUE, Properties: { other: { Ref: "ByDependsOn" } } },
        ByDependsOn: { Type: QUEUE, DependsOn: "Last" },
        Last: { Type: QUEUE },
      },
    };
    await deployWith(writeAssembly({ Demo: { template } }), [queue]);
    expect(queue.made.map(({ logicalId }) => logicalId)).toEqual(["Last", "ByDependsOn", "ByRef", "BySub", "ByGetAtt"]);
  });

  it("makes stacks in the order of their dependencies and hands exports on", async () => {
    const queue = recordingProvider(QUEUE);
    const producer = {
      Resources: { Q: { Type: QUEUE } },
      Outputs: {
        Shared: { Value: { "Fn::GetAtt": ["Q", "Arn"] }, Export: { Name: { "Fn::Sub": "${AWS::StackName}:Q" } } },
      },
    };
    const consumer = { Resources: { R: { Type: QUEUE, Properties: { source: { "Fn::ImportValue": "Producer:Q" } } } } };
    const { stacks, resources } = await deployWith(
      writeAssembly({ Consumer: { template: consumer, dependsOn: ["Producer"] }, Producer: { template: producer } }),
      [queue],
    );
    expect([...stacks.keys()]).toEqual(["Producer", "Consumer"]);
    expect(stacks.get("Producer")?.outputs).toEqual({ Shared: "arn:Q" });
    expect(queue.made.at(-1)?.properties).toEqual({ source: "arn:Q" });
    expect(resources).toEqual([
      { stack: "Producer", logicalId: "Q", type: QUEUE, ref: "ref:Q", attributes: { Arn: "arn:Q" } },
      { stack: "Consumer", logicalId: "R", type: QUEUE, ref: "ref:R", attributes: { Arn: "arn:R" } },
    ]);
  });

  it("leaves out resources and outputs whose condition is false", async () => {
    const queue = recordingProvider(QUEUE);
    const template = {
      Conditions: { Never: { "Fn::Equals": ["a", "b"] } },
      Resources: { Q: { Type: QUEUE, Condition: "Never" } },
      Outputs: { O: { Value: { Ref: "Q" }, Condition: "Never" } },
    };
    const { stacks } = await deployWith(writeAssembly({ Demo: { template } }), [queue]);
    expect(queue.made).toEqual([]);
    expect(stacks.get("Demo")?.outputs).toEqual({});
  });

  it("ignores the bootstrap version that CDK asks for", async () => {
    const template = {
      Parameters: { BootstrapVersion: { Type: "AWS::SSM::Parameter::Value<String>", Default: "/cdk-bootstrap/x" } },
      Rules: { CheckBootstrapVersion: { Assertions: [] } },
      Resources: { Q: { Type: QUEUE } },
    };
    const { resources } = await deployWith(writeAssembly({ Demo: { template } }), [recordingProvider(QUEUE)]);
    expect(resources).toHaveLength(1);
  });

  it("names a resource after its stack in 60 characters at most, and never two alike", async () => {
    const queue = recordingProvider(QUEUE);
    const long = "L".repeat(60);
    const template = {
      Resources: { Short: { Type: QUEUE }, [`${long}A`]: { Type: QUEUE }, [`${long}B`]: { Type: QUEUE } },
    };
    await deployWith(writeAssembly({ Demo: { template } }), [queue]);
    const [short, ...others] = queue.made.map(({ defaultName }) => defaultName);
    expect(short).toBe("Demo-Short");
    expect(others.map((name) => name.length)).toEqual([60, 60]);
    expect(new Set(others).size).toBe(2);
  });

  it("gives inert resources the names that others carry", async () => {
    const thing = recordingProvider("Test::Thing");
    const template = {
      Resources: {
        Role: { Type: "AWS::IAM::Role", Properties: { AssumeRolePolicyDocument: { any: ["thing"] } } },
        Topic: { Type: "AWS::SNS::Topic", Properties: { TopicName: "alarms" } },
        Logs: { Type: "AWS::Logs::LogGroup" },
        T: {
          Type: "Test::Thing",
          Properties: {
            role: { "Fn::GetAtt": ["Role", "Arn"] },
            topic: { Ref: "Topic" },
            logs: { "Fn::GetAtt": ["Logs", "Arn"] },
          },
        },
      },
    };
    await deployWith(writeAssembly({ Demo: { template } }), [thing]);
    expect(thing.made[0]?.properties).toEqual({
      role: "arn:aws:iam::000000000000:role/Demo-Role",
      topic: "arn:aws:sns:eu-west-3:000000000000:alarms",
      logs: "arn:aws:logs:eu-west-3:000000000000:log-group:Demo-Logs:*",
    });
  });

  it("says where creation stopped when a provider refuses", async () => {
    const provider = {
      ...recordingProvider(QUEUE),
      create: async () => {
        throw new Error("FifoQueue is not supported");
      },
    };
    await expect(
      deployWith(writeAssembly({ Demo: { template: { Resources: { Q: { Type: QUEUE } } } } }), [provider]),
    ).rejects.toThrow("Demo/Q (AWS::SQS::Queue): FifoQueue is not supported");
  });

  it("asks whether the application was synthesised when there is no assembly", async () => {
    await expect(deployWith(temporaryDirectory(), [])).rejects.toThrow("has the application been synthesised?");
  });

  it("refuses an assembly without a stack", async () => {
    await expect(deployWith(writeAssembly({}), [])).rejects.toThrow("holds no stack");
  });
});
