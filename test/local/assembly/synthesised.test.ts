import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { App, CfnOutput, Stack } from "aws-cdk-lib";
import { Alarm, Metric } from "aws-cdk-lib/aws-cloudwatch";
import { UserPool } from "aws-cdk-lib/aws-cognito";
import { Code, Function as LambdaFunction, Runtime } from "aws-cdk-lib/aws-lambda";
import { Bucket } from "aws-cdk-lib/aws-s3";
import { Asset } from "aws-cdk-lib/aws-s3-assets";
import { SqsDestination } from "aws-cdk-lib/aws-s3-notifications";
import { Queue } from "aws-cdk-lib/aws-sqs";
import { StringParameter } from "aws-cdk-lib/aws-ssm";
import { beforeAll, describe, expect, it } from "vitest";
import type { Deployment } from "#infra/local/assembly/deployment.ts";
import { deployWith, type RecordingProvider, recordingProvider, temporaryDirectory } from "./given.ts";

/** Two stacks as ours are: data and its names in the first, functions in the second. */
const synthesise = (root: string): string => {
  mkdirSync(join(root, "code"));
  writeFileSync(join(root, "code", "index.js"), "exports.handler = () => 'here';");
  writeFileSync(join(root, "machine.json"), '{"StartAt":"A"}');

  const app = new App({ outdir: join(root, "cdk.out") });
  const stateful = new Stack(app, "Stateful", { stackName: "plainchant-stateful" });
  const queue = new Queue(stateful, "Intake");
  new Bucket(stateful, "Depots").addObjectCreatedNotification(new SqsDestination(queue));
  const pool = new UserPool(stateful, "People");
  new StringParameter(stateful, "IntakeUrl", { parameterName: "/plainchant/intake", stringValue: queue.queueUrl });

  const stateless = new Stack(app, "Stateless");
  stateless.addStackDependency(stateful);
  const handler = new LambdaFunction(stateless, "Handler", {
    runtime: Runtime.NODEJS_24_X,
    handler: "index.handler",
    code: Code.fromAsset(join(root, "code")),
    environment: { INTAKE: StringParameter.valueForStringParameter(stateless, "/plainchant/intake") },
  });
  handler.addEnvironment("POOL", pool.userPoolId);
  new Alarm(stateless, "Errors", {
    metric: new Metric({ namespace: "n", metricName: "m" }),
    threshold: 1,
    evaluationPeriods: 1,
  });
  const machine = new Asset(stateless, "Machine", { path: join(root, "machine.json") });
  new CfnOutput(stateless, "MachineKey", { value: machine.s3ObjectKey });
  app.synth();
  return join(root, "cdk.out");
};

describe("an assembly synthesised by aws-cdk-lib", () => {
  const lambda = recordingProvider("AWS::Lambda::Function");
  const notifications = recordingProvider("Custom::S3BucketNotifications", {
    BucketName: "honoured",
    NotificationConfiguration: "honoured",
    Managed: "accepted",
    SkipDestinationValidation: "accepted",
  });
  const ssm = recordingProvider("AWS::SSM::Parameter");
  const others = ["AWS::SQS::Queue", "AWS::SQS::QueuePolicy", "AWS::S3::Bucket", "AWS::Cognito::UserPool"];
  const parameterValue = ({ made }: RecordingProvider, name: string): string | undefined =>
    made.find(({ properties }) => properties["Name"] === name)?.properties["Value"]?.toString();
  let deployment: Deployment;

  beforeAll(async () => {
    const providers = [lambda, notifications, ssm, ...others.map((type) => recordingProvider(type))];
    deployment = await deployWith(synthesise(temporaryDirectory()), providers, (name) => parameterValue(ssm, name));
  });

  it("is made stack by stack, under the names of the stacks", () => {
    expect([...deployment.stacks.keys()]).toEqual(["plainchant-stateful", "Stateless"]);
  });

  it("hands names from one stack to the other, through SSM parameters and exports alike", () => {
    expect(lambda.made[0]?.properties["Environment"]).toEqual({
      Variables: { INTAKE: expect.stringMatching(/^ref:Intake/), POOL: expect.stringMatching(/^ref:People/) },
    });
  });

  it("gives the directory of a function's code and the file of another asset", () => {
    const [handler] = lambda.made;
    const code = handler?.properties["Code"];
    const key = code instanceof Object && "S3Key" in code ? String(code.S3Key) : "";
    const machineKey = String(deployment.stacks.get("Stateless")?.outputs["MachineKey"]);
    expect(readFileSync(join(handler?.assetDirectory(key) ?? "", "index.js"), "utf8")).toContain("'here'");
    expect(readFileSync(handler?.assetDirectory(machineKey) ?? "", "utf8")).toBe('{"StartAt":"A"}');
    expect(() => handler?.assetDirectory("none.zip")).toThrow("the assembly has no asset 'none.zip'");
  });

  it("does not make the function of a custom resource, whose provider does its work", () => {
    expect(lambda.made.map(({ logicalId }) => logicalId)).toEqual([expect.stringMatching(/^Handler/)]);
    expect(notifications.made[0]?.properties["ServiceToken"]).toMatch(
      /^arn:aws:lambda:eu-west-3:000000000000:function:/,
    );
  });
});
