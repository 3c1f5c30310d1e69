// biome-ignore-all lint/suspicious/noTemplateCurlyInString: Fn::Sub writes its variables so
import { describe, expect, it } from "vitest";
import { problemsWith, recordingProvider, writeAssembly } from "./given.ts";

const QUEUE = "AWS::SQS::Queue";
const queue = recordingProvider(QUEUE, {
  QueueName: "honoured",
  "RedrivePolicy.maxReceiveCount": "honoured",
  "Rules.*.Id": "honoured",
  "Tags.*": "accepted",
});

const problems = (template: object): Promise<readonly string[]> =>
  problemsWith(writeAssembly({ Demo: { template } }), [queue]);

const ofQueue = (properties: object): object => ({ Resources: { Q: { Type: QUEUE, Properties: properties } } });

describe("what the runtime cannot do", () => {
  it("reports every problem of every stack at once, before anything is made", async () => {
    const first = {
      Parameters: { P: { Type: "List<Number>", Default: "1" }, N: { Type: "String" } },
      Resources: {
        W: { Type: "AWS::WAFv2::WebACL", Properties: { Scope: "REGIONAL" } },
        Q: { Type: QUEUE, Properties: { QueueName: { "Fn::Cidr": [] }, FifoQueue: true }, DependsOn: ["Nobody"] },
      },
      Outputs: { O: { Value: { Ref: "Missing" } } },
    };
    const second = { Resources: { C: { Type: QUEUE, Condition: "Unknown" } } };
    expect(
      await problemsWith(writeAssembly({ First: { template: first }, Second: { template: second } }), [queue]),
    ).toEqual([
      "a parameter of type List<Number> (First/P) is not supported by the embedded runtime",
      "a parameter without Default (First/N) has no value here",
      "AWS::WAFv2::WebACL (First/W) is not supported by the embedded runtime",
      "AWS::SQS::Queue FifoQueue (First/Q) is not supported by the embedded runtime",
      "Fn::Cidr (First/Q) is not supported by the embedded runtime",
      "GetAtt of 'Nobody' (First/Q) names nothing that the template declares",
      "Ref of 'Missing' (First/O) names nothing that the template declares",
      "Condition of 'Unknown' (Second/C) names nothing that the template declares",
    ]);
    expect(queue.made).toEqual([]);
  });

  it.each([
    ["a property in the table", { QueueName: "q" }],
    ["a path through a list", { Rules: [{ Id: "a" }, { Id: "b" }] }],
    ["what lies under a listed path", { Tags: [{ Key: { deep: 1 } }] }],
    ["an empty list above a listed path", { Rules: [] }],
    [
      "both branches of Fn::If",
      { RedrivePolicy: { "Fn::If": ["C", { maxReceiveCount: 1 }, { Ref: "AWS::NoValue" }] } },
    ],
  ])("knows %s", async (_, properties) => {
    const template = {
      ...ofQueue({ ...properties, FifoQueue: true }),
      Conditions: { C: { "Fn::Equals": ["a", "a"] } },
    };
    expect(await problems(template)).not.toContainEqual(expect.stringMatching(/QueueName|Rules|Tags|Redrive/));
  });

  it.each([
    ["beside a listed path", { RedrivePolicy: { maxReceiveCount: 3, other: 1 } }, "RedrivePolicy.other"],
    ["in a list", { Rules: [{ Id: "a", Colour: "red" }] }, "Rules.0.Colour"],
    ["in a branch of Fn::If", { RedrivePolicy: { "Fn::If": ["C", { x: 1 }, { y: 1 }] } }, "RedrivePolicy.x"],
    ["given as a value above listed paths", { RedrivePolicy: "text" }, "RedrivePolicy"],
    ["empty and unknown", { Policies: {} }, "Policies"],
  ])("refuses a property %s", async (_, properties, path) => {
    const template = { ...ofQueue(properties), Conditions: { C: { "Fn::Equals": ["a", "a"] } } };
    expect(await problems(template)).toContain(
      `AWS::SQS::Queue ${path} (Demo/Q) is not supported by the embedded runtime`,
    );
  });

  it("names the resources of a cycle", async () => {
    const template = {
      Resources: {
        A: { Type: QUEUE, Properties: { QueueName: { Ref: "B" } } },
        B: { Type: QUEUE, Properties: { QueueName: { "Fn::Sub": "${C.Arn}" } } },
        C: { Type: QUEUE, DependsOn: ["A"] },
      },
    };
    expect(await problems(template)).toEqual(["circular dependency: A → B → C → A (Demo)"]);
  });

  it.each([
    ["a dynamic reference to a secret", { QueueName: "{{resolve:secretsmanager:x}}" }, "{{resolve:secretsmanager:x}}"],
    ["a version of an SSM parameter", { QueueName: "{{resolve:ssm:/x:3}}" }, "{{resolve:ssm:/x:3}}"],
    ["a condition function outside conditions", { QueueName: { "Fn::Equals": [1, 1] } }, "Fn::Equals"],
  ])("refuses %s", async (_, properties, what) => {
    expect(await problems(ofQueue(properties))).toEqual([`${what} (Demo/Q) is not supported by the embedded runtime`]);
  });

  it.each([
    ["a section", { Transform: "AWS::Serverless-2016-10-31", Resources: {} }, "Transform"],
    ["a rule", { Rules: { Mine: {} }, Resources: {} }, "Mine"],
    ["an attribute of a resource", { Resources: { Q: { Type: QUEUE, CreationPolicy: {} } } }, "CreationPolicy"],
  ])("refuses %s of a template that it does not know", async (_, template, what) => {
    expect(await problems(template)).toEqual([expect.stringContaining(what)]);
  });

  it("reports together the SSM parameters that no earlier stack made", async () => {
    const type = "AWS::SSM::Parameter::Value<String>";
    const template = { Parameters: { A: { Type: type, Default: "/a" }, B: { Type: type, Default: "/b" } } };
    expect(await problems(template)).toEqual([
      "Demo/A: no earlier stack made the SSM parameter '/a'",
      "Demo/B: no earlier stack made the SSM parameter '/b'",
    ]);
  });
});
