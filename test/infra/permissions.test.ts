import type { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { statementsOf, synthesise } from "./templates.ts";

const { donnees, services } = synthesise("local");

/** Everything that is allowed with a wildcard, as `action on resource`. */
const wildcards = (template: Template, type: string): readonly string[] => {
  const allowed = statementsOf(template, type)
    .filter(({ effect }) => effect === "Allow")
    .flatMap(({ actions, resources }) => actions.flatMap((action) => resources.map((on) => `${action} on ${on}`)));
  return [...new Set(allowed.filter((right) => right.includes("*")))].toSorted();
};

const allowedTo = (functionId: string): readonly string[] =>
  statementsOf(services, "AWS::IAM::Policy")
    .filter(({ owner }) => owner.startsWith(`${functionId}RoleDefaultPolicy`))
    .flatMap(({ actions, resources }) => actions.flatMap((action) => resources.map((on) => `${action} on ${on}`)))
    .filter((right) => !/^(logs|xray):/.test(right))
    .toSorted();

describe("rights", () => {
  it("have no wildcard where a name exists", () => {
    expect(wildcards(services, "AWS::IAM::Policy")).toEqual([
      // The delivery of a machine's logs has no resources to name (Step Functions, "Logging using CloudWatch Logs").
      "logs:CreateLogDelivery on *",
      "logs:DeleteLogDelivery on *",
      "logs:DescribeLogGroups on *",
      "logs:DescribeResourcePolicies on *",
      "logs:GetLogDelivery on *",
      "logs:ListLogDeliveries on *",
      "logs:PutResourcePolicy on *",
      "logs:UpdateLogDelivery on *",
      // Objects are named by digests and random identifiers: the folder is all that can be named.
      "s3:GetObject on </plainchant/local/buckets/depots/arn>/depots/*",
      "s3:GetObject on </plainchant/local/buckets/depots/arn>/membres/*",
      "s3:GetObjectVersion on </plainchant/local/buckets/depots/arn>/depots/*",
      "s3:PutObject on </plainchant/local/buckets/archive/arn>/archive/*",
      "s3:PutObject on </plainchant/local/buckets/depots/arn>/depots/*",
      "s3:PutObject on </plainchant/local/buckets/depots/arn>/membres/*",
      // X-Ray has no resources to name (Service Authorization Reference, "AWS X-Ray").
      "xray:GetSamplingRules on *",
      "xray:GetSamplingTargets on *",
      "xray:PutTelemetryRecords on *",
      "xray:PutTraceSegments on *",
    ]);
  });

  it("on queues, topics and buckets are given to named services for named actions", () => {
    expect(wildcards(donnees, "AWS::SQS::QueuePolicy")).toEqual([]);
    expect(wildcards(services, "AWS::SNS::TopicPolicy")).toEqual([]);
    // S3 chooses the names of the logs that it delivers.
    const [archive, deposits, ...others] = wildcards(donnees, "AWS::S3::BucketPolicy");
    expect(archive).toMatch(/^s3:PutObject on <Journaux\w+\.Arn>\/archive\/\*$/);
    expect(deposits).toMatch(/^s3:PutObject on <Journaux\w+\.Arn>\/depots\/\*$/);
    expect(others).toEqual([]);
  });

  it("on keys are the account's to delegate, and CloudWatch's to encrypt alarms", () => {
    expect(wildcards(donnees, "AWS::KMS::Key")).toEqual([
      // In a key's policy, * is the key itself; without the account's own line, nobody could ever change the policy.
      "kms:* on *",
      "kms:Decrypt on *",
      "kms:GenerateDataKey on *",
    ]);
  });

  it("come from no managed policy, which would name every resource of the account", () => {
    const managed = Object.values(services.findResources("AWS::IAM::Role")).filter(
      (role) => role["Properties"]["ManagedPolicyArns"] !== undefined,
    );
    expect(managed).toEqual([]);
  });

  it("never include erasing what an invoice has lived through", () => {
    const actions = statementsOf(services, "AWS::IAM::Policy").flatMap((statement) => statement.actions);
    const erasing = actions.filter((action) => /^(dynamodb|s3):.*(Delete|Retention|LegalHold)/.test(action));
    expect(erasing).toEqual([]);
  });

  it("let the authorizer read one public key and nothing else", () => {
    expect(allowedTo("Autorisation")).toEqual(["kms:GetPublicKey on </plainchant/local/keys/jetons/arn>"]);
  });

  it("let the function that verifies reach nothing: a document that anyone sends is judged there", () => {
    expect(allowedTo("Verifications")).toEqual([]);
  });

  it("let the functions that read invoices write none", () => {
    expect(allowedTo("Factures").filter((right) => /(Put|Update|Delete|Send|Sign)/.test(right))).toEqual([]);
  });

  it("let e-mails leave from one identity, through one configuration set", () => {
    const here = "arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>";
    expect(allowedTo("Courriels").filter((right) => right.startsWith("ses:"))).toEqual([
      `ses:SendEmail on ${here}:configuration-set/</plainchant/local/mail/configuration-set>`,
      `ses:SendEmail on ${here}:identity/local.plainchant.example`,
    ]);
  });
});
