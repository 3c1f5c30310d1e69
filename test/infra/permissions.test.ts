import type { Template } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { registrePartition } from "#adapters/aws/keys.ts";
import { deadLetterId, FAILURE_QUEUES, WORK_QUEUES } from "#infra/queues.ts";
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
      // Executions are named after dossiers: the machine is all that can be named.
      ...["DescribeExecution", "GetExecutionHistory", "RedriveExecution"].map(
        (action) =>
          `states:${action} on arn:<AWS::Partition>:states:<AWS::Region>:<AWS::AccountId>:execution:plainchant-local-travaux:*`,
      ),
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

  describe("on the register of operators' calls", () => {
    const LINES = "EXPLOITATION#*";
    const writing = statementsOf(services, "AWS::IAM::Policy").filter(({ actions }) =>
      actions.some((action) => /^dynamodb:(Put|Update|Delete|BatchWrite|Transact|Partiql)/i.test(action)),
    );
    const ofOperators = ({ owner }: { readonly owner: string }) => owner.startsWith("ExploitationRole");

    it("names partitions as the adapter does", () => {
      expect(registrePartition("2026-11-23")).toMatch(/^EXPLOITATION#/);
    });

    it("let the function of operators add lines, and give a line its outcome, and write nothing else", () => {
      const here = { "dynamodb:LeadingKeys": [LINES] };
      expect(writing.filter(ofOperators).map(({ actions, condition }) => ({ actions, condition }))).toEqual([
        { actions: ["dynamodb:PutItem"], condition: { "ForAllValues:StringLike": here } },
        {
          actions: ["dynamodb:UpdateItem"],
          condition: {
            "ForAllValues:StringLike": here,
            "ForAllValues:StringEquals": { "dynamodb:Attributes": ["pk", "sk", "issue"] },
          },
        },
      ]);
    });

    it("let no other function write into it", () => {
      const others = writing.filter((statement) => !ofOperators(statement));
      expect(others).not.toEqual([]);
      for (const { condition } of others) {
        expect(condition).toEqual({ "ForAllValues:StringNotLike": { "dynamodb:LeadingKeys": [LINES] } });
      }
    });
  });

  it("let the function of operators give messages back to where they came from alone", () => {
    const on = (action: string) =>
      allowedTo("Exploitation").flatMap((right) => {
        const [, queue] = new RegExp(`^sqs:${action} on <.*/queues/(.*)/arn>$`).exec(right) ?? [];
        return queue === undefined ? [] : [queue];
      });
    expect(on("SendMessage")).toEqual(["courriels", "intake", "retours-courriel"]);
    expect(on("DeleteMessage")).toEqual(["courriels-dlq", "intake-dlq", "retours-courriel-dlq"]);
    expect(on("StartMessageMoveTask")).toEqual(on("DeleteMessage"));
    expect(on("ReceiveMessage")).toEqual(
      [...Object.keys(WORK_QUEUES).map(deadLetterId), ...Object.keys(FAILURE_QUEUES)].toSorted(),
    );
  });

  it("let e-mails leave from one identity, through one configuration set", () => {
    const here = "arn:<AWS::Partition>:ses:<AWS::Region>:<AWS::AccountId>";
    expect(allowedTo("Courriels").filter((right) => right.startsWith("ses:"))).toEqual([
      `ses:SendEmail on ${here}:configuration-set/</plainchant/local/mail/configuration-set>`,
      `ses:SendEmail on ${here}:identity/local.plainchant.example`,
    ]);
  });
});
