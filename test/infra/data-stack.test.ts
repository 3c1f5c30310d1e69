import { Match } from "aws-cdk-lib/assertions";
import { describe, expect, it } from "vitest";
import { FUNCTIONS } from "#infra/functions.ts";
import { PARAMETERS } from "#infra/parameters.ts";
import { FAILURE_QUEUES, WORK_QUEUES } from "#infra/queues.ts";
import { STAGES } from "#infra/stages.ts";
import { TABLES } from "#infra/tables.ts";
import { expectAll, expectResource, readable, resourcesOf, statementsOf, synthesise } from "./templates.ts";

const { donnees } = synthesise("local");
const production = synthesise("production").donnees;

const denialsWithoutTls = (type: string) =>
  statementsOf(donnees, type).filter(
    ({ effect, condition }) =>
      effect === "Deny" && JSON.stringify(condition) === '{"Bool":{"aws:SecureTransport":"false"}}',
  );

describe("buckets", () => {
  it("are closed to the public, every one", () => {
    expectAll(donnees, "AWS::S3::Bucket", {
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
    });
  });

  it("refuse every action without TLS", () => {
    const denials = denialsWithoutTls("AWS::S3::BucketPolicy");
    expect(denials.map(({ actions }) => actions)).toEqual([["s3:*"], ["s3:*"], ["s3:*"]]);
  });

  it("lock what is archived for a day outside production, which an administrator can lift", () => {
    expectResource(donnees, "AWS::S3::Bucket", {
      BucketName: Match.objectLike({ "Fn::Join": ["", Match.arrayWith(["plainchant-local-archive-"])] }),
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "GOVERNANCE", Days: 1 } } },
    });
    expect(STAGES.qualification.archiveLock).toEqual({ mode: "GOVERNANCE", days: 1 });
  });

  it("lock what is archived for at least ten years in production, which nobody can lift", () => {
    expectResource(production, "AWS::S3::Bucket", {
      ObjectLockEnabled: true,
      ObjectLockConfiguration: { Rule: { DefaultRetention: { Mode: "COMPLIANCE", Days: 3653 } } },
    });
    const tenYears = (Date.UTC(2034, 0, 1) - Date.UTC(2024, 0, 1)) / 86_400_000;
    expect(STAGES.production.archiveLock.days).toBeGreaterThanOrEqual(tenYears);
  });

  it("tell the intake queue of every file that is deposited, and of nothing else", () => {
    const bucket = {
      Properties: {
        NotificationConfiguration: {
          QueueConfigurations: [
            {
              Event: "s3:ObjectCreated:*",
              Filter: { S3Key: { Rules: [{ Name: "prefix", Value: "depots/" }] } },
            },
          ],
        },
      },
      // S3 tries the queue's policy when the notification is set.
      DependsOn: [Match.stringLikeRegexp("QueuePolicy")],
    };
    expect(() => donnees.hasResource("AWS::S3::Bucket", bucket)).not.toThrow();
  });

  it("may write to the intake queue from this account and from the deposit bucket alone", () => {
    const [allowed] = statementsOf(donnees, "AWS::SQS::QueuePolicy").filter(
      ({ principal }) => JSON.stringify(principal) === '{"Service":"s3.amazonaws.com"}',
    );
    expect(JSON.stringify(allowed?.condition)).toContain(":s3:::plainchant-local-depots-");
    expect(allowed?.condition).toHaveProperty(["StringEquals", "aws:SourceAccount"]);
  });

  it("let the portal's origin post, and nothing else", () => {
    expectResource(donnees, "AWS::S3::Bucket", {
      CorsConfiguration: {
        CorsRules: [{ AllowedMethods: ["POST"], AllowedOrigins: [STAGES.local.portalOrigin] }],
      },
    });
  });

  it("need no custom resource, whose code would be one more thing to keep up to date", () => {
    const types = Object.values(donnees.toJSON()["Resources"]).map((resource) => JSON.stringify(resource));
    expect(types.filter((resource) => resource.includes('"Type":"Custom::'))).toEqual([]);
    expect(resourcesOf(donnees, "AWS::Lambda::Function")).toEqual([]);
  });
});

describe("queues", () => {
  const byName = (name: string) =>
    resourcesOf(donnees, "AWS::SQS::Queue").find(({ properties }) => properties["QueueName"] === name);

  it("are exactly those of the table, with a dead-letter queue for each that has a consumer", () => {
    const names = resourcesOf(donnees, "AWS::SQS::Queue").map(({ properties }) => String(properties["QueueName"]));
    const expected = [...Object.keys(WORK_QUEUES).flatMap((id) => [id, `${id}-dlq`]), ...Object.keys(FAILURE_QUEUES)];
    expect(names.toSorted()).toEqual(expected.map((id) => `plainchant-local-${id}`).toSorted());
  });

  it("are encrypted and refuse every action without TLS", () => {
    expectAll(donnees, "AWS::SQS::Queue", { SqsManagedSseEnabled: true });
    const protectedQueues = new Set(denialsWithoutTls("AWS::SQS::QueuePolicy").flatMap(({ resources }) => resources));
    expect(protectedQueues.size).toBe(resourcesOf(donnees, "AWS::SQS::Queue").length);
  });

  it.each(Object.keys(WORK_QUEUES))("%s sets a message aside after five deliveries, and may redrive it", (id) => {
    const deadLetters = byName(`plainchant-local-${id}-dlq`);
    expect(byName(`plainchant-local-${id}`)?.properties["RedrivePolicy"]).toEqual({
      maxReceiveCount: 5,
      deadLetterTargetArn: { "Fn::GetAtt": [deadLetters?.logicalId, "Arn"] },
    });
    const { redrivePermission, sourceQueueArns } = Object(deadLetters?.properties["RedriveAllowPolicy"]);
    expect(redrivePermission).toBe("byQueue");
    expect(readable(donnees, sourceQueueArns[0])).toBe(
      `arn:<AWS::Partition>:sqs:<AWS::Region>:<AWS::AccountId>:plainchant-local-${id}`,
    );
  });

  // A message keeps its age when it is set aside (AWS, "Setting-up dead-letter queue retention in Amazon SQS").
  it.each(Object.keys(WORK_QUEUES))("%s loses nothing on the way to its dead-letter queue", (id) => {
    const retention = (name: string) => Number(byName(name)?.properties["MessageRetentionPeriod"]);
    expect(retention(`plainchant-local-${id}-dlq`)).toBe(14 * 86_400);
    expect(retention(`plainchant-local-${id}`)).toBeLessThan(retention(`plainchant-local-${id}-dlq`));
  });

  // AWS, "Configuring an Amazon SQS queue to trigger an AWS Lambda function".
  it("hide a message for six times the timeout of the function that works on it", () => {
    const tooShort = FUNCTIONS.filter(
      ({ trigger, timeoutSeconds }) =>
        trigger.kind === "queue" && WORK_QUEUES[trigger.queue].visibilitySeconds < 6 * timeoutSeconds,
    );
    expect(tooShort).toEqual([]);
  });
});

describe("tables", () => {
  it.each(Object.entries(TABLES))("%s can be restored to any second, and bills by request", (id, { indexes }) => {
    expectResource(donnees, "AWS::DynamoDB::GlobalTable", {
      TableName: `plainchant-local-${id}`,
      BillingMode: "PAY_PER_REQUEST",
      KeySchema: [
        { AttributeName: "pk", KeyType: "HASH" },
        { AttributeName: "sk", KeyType: "RANGE" },
      ],
      Replicas: [{ PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } }],
      ...(indexes.length > 0 && {
        GlobalSecondaryIndexes: indexes.map(({ name, partitionKey, sortKey, projection }) => ({
          IndexName: name,
          KeySchema: [
            { AttributeName: partitionKey, KeyType: "HASH" },
            { AttributeName: sortKey, KeyType: "RANGE" },
          ],
          Projection: { ProjectionType: projection },
        })),
      }),
    });
  });

  it.each(["qualification", "production"] as const)("cannot be deleted in %s", (stade) => {
    const template = synthesise(stade).donnees;
    expectAll(template, "AWS::DynamoDB::GlobalTable", { Replicas: [{ DeletionProtectionEnabled: true }] });
    expect(() => template.allResources("AWS::DynamoDB::GlobalTable", { DeletionPolicy: "Retain" })).not.toThrow();
  });

  it("stream the new image of invoices' rows and let rows with an end leave", () => {
    expectResource(donnees, "AWS::DynamoDB::GlobalTable", {
      TableName: "plainchant-local-factures",
      StreamSpecification: { StreamViewType: "NEW_IMAGE" },
      TimeToLiveSpecification: { AttributeName: "supprimerApres", Enabled: true },
    });
  });
});

describe("people and keys", () => {
  it("sign in to the portal with a code, without a secret, for an hour", () => {
    expectResource(donnees, "AWS::Cognito::UserPoolClient", {
      GenerateSecret: false,
      AllowedOAuthFlows: ["code"],
      AccessTokenValidity: 60,
      TokenValidityUnits: { AccessToken: "minutes" },
      CallbackURLs: [`${STAGES.local.portalOrigin}/connexion`],
    });
  });

  it("sign the tokens of technical accounts with a key that never leaves KMS", () => {
    expectResource(donnees, "AWS::KMS::Key", { KeySpec: "RSA_2048", KeyUsage: "SIGN_VERIFY" });
    expectResource(donnees, "AWS::KMS::Alias", { AliasName: "alias/plainchant-local-jetons" });
  });
});

describe("e-mail reports", () => {
  // Names: EventBridge reference, "Amazon Simple Email Service events".
  it("reach their queue through the default bus, for this stage's e-mails alone", () => {
    expectResource(donnees, "AWS::Events::Rule", {
      EventPattern: {
        source: ["aws.ses"],
        "detail-type": Match.arrayWith(["Email Delivered", "Email Bounced"]),
        detail: { mail: { tags: { "ses:configuration-set": ["plainchant-local-courriels"] } } },
      },
    });
    expectResource(donnees, "AWS::SES::ConfigurationSetEventDestination", {
      EventDestination: { Enabled: true, MatchingEventTypes: Match.arrayWith(["delivery", "bounce"]) },
    });
  });
});

describe("parameters", () => {
  it("say every name of the table once, under the stage", () => {
    const names = resourcesOf(donnees, "AWS::SSM::Parameter").map(({ properties }) => properties["Name"]);
    expect(names.toSorted()).toEqual(PARAMETERS.map((key) => `/plainchant/local/${key}`).toSorted());
  });

  it("are all read by the other stack, and no other is", () => {
    const read = Object.values(synthesise("local").services.findParameters("*"))
      .map((parameter) => String(parameter["Default"]))
      .filter((path) => !path.startsWith("/cdk-bootstrap/"));
    expect(read.toSorted()).toEqual(PARAMETERS.map((key) => `/plainchant/local/${key}`).toSorted());
  });
});
