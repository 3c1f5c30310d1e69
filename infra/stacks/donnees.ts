import { Aws, Duration, Stack, type StackProps } from "aws-cdk-lib";
import { AttributeType, Billing, ProjectionType, StreamViewType, TableV2 } from "aws-cdk-lib/aws-dynamodb";
import { PolicyStatement, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { Key, KeySpec, KeyUsage } from "aws-cdk-lib/aws-kms";
import { HttpMethods, ObjectLockRetention } from "aws-cdk-lib/aws-s3";
import type { Construct } from "constructs";
import { CONSERVATION } from "#domain/limites/depot.ts";
import { bucketName } from "../bucket-name.ts";
import { MailReturns } from "../constructs/mail-returns.ts";
import { notifyQueue } from "../constructs/notify-queue.ts";
import { People } from "../constructs/people.ts";
import { PrivateBucket } from "../constructs/private-bucket.ts";
import { FailureQueue, WorkQueue } from "../constructs/work-queue.ts";
import { physicalName } from "../naming.ts";
import { PublishedParameters } from "../parameters.ts";
import { deadLetterId, type FailureQueueId, WORK_QUEUES, type WorkQueueId } from "../queues.ts";
import type { Stade } from "../stade.ts";
import { STAGES, type StageFacts } from "../stages.ts";
import { TABLES, type TableId, type TableSpec } from "../tables.ts";

interface DonneesProps extends StackProps {
  readonly stade: Stade;
}

/** What must not be lost: buckets, tables, people, keys and every queue. Deployed rarely, and before the other stack. */
export class Donnees extends Stack {
  readonly #stade: Stade;
  readonly #facts: StageFacts;

  constructor(scope: Construct, id: string, { stade, ...props }: DonneesProps) {
    super(scope, id, props);
    this.#stade = stade;
    this.#facts = STAGES[stade];

    const { depots, archive } = this.#buckets();
    const structures = this.#table("structures");
    const factures = this.#table("factures");
    const people = new People(this, "Personnes", stade);
    const tokens = this.#tokenKey();
    const alarms = this.#alarmKey();
    const intake = this.#workQueue("intake");
    const courriels = this.#workQueue("courriels");
    const returns = this.#workQueue("retours-courriel");
    const failedEvents = this.#failureQueue("evenements-echecs");
    const failedSweeps = this.#failureQueue("echeances-dlq");
    notifyQueue(depots, intake.queue, { bucketName: bucketName(stade, "depots"), prefix: "depots" });
    const mail = new MailReturns(this, "Courriels", {
      configurationSetName: physicalName(stade, "courriels"),
      queue: returns.queue,
    });

    new PublishedParameters(this, "Parametres", stade, {
      "buckets/depots/name": depots.bucketName,
      "buckets/depots/arn": depots.bucketArn,
      "buckets/archive/name": archive.bucketName,
      "buckets/archive/arn": archive.bucketArn,
      "tables/structures/name": structures.tableName,
      "tables/structures/arn": structures.tableArn,
      "tables/factures/name": factures.tableName,
      "tables/factures/arn": factures.tableArn,
      "tables/factures/stream": factures.tableStreamArn ?? "",
      "queues/intake/url": intake.queue.queueUrl,
      "queues/intake/arn": intake.queue.queueArn,
      "queues/courriels/url": courriels.queue.queueUrl,
      "queues/courriels/arn": courriels.queue.queueArn,
      "queues/retours-courriel/arn": returns.queue.queueArn,
      "queues/intake-dlq/arn": intake.deadLetterQueue.queueArn,
      "queues/courriels-dlq/arn": courriels.deadLetterQueue.queueArn,
      "queues/retours-courriel-dlq/arn": returns.deadLetterQueue.queueArn,
      "queues/evenements-echecs/arn": failedEvents.queueArn,
      "queues/echeances-dlq/arn": failedSweeps.queueArn,
      "keys/jetons/arn": tokens.keyArn,
      "keys/alarmes/arn": alarms.keyArn,
      "people/issuer": people.pool.userPoolProviderUrl,
      "people/client": people.portal.userPoolClientId,
      "people/pool": people.pool.userPoolId,
      "mail/configuration-set": mail.configurationSet.configurationSetName,
    });
  }

  #buckets(): { readonly depots: PrivateBucket; readonly archive: PrivateBucket } {
    const { removalPolicy, archiveLock, accessLogRetentionDays, portalOrigin } = this.#facts;
    const accessLogs = new PrivateBucket(this, "Journaux", {
      bucketName: bucketName(this.#stade, "journaux"),
      removalPolicy,
      versioned: false,
      lifecycleRules: [{ expiration: Duration.days(accessLogRetentionDays) }],
    });
    // Uploads and the members of those that are archives alike.
    const kept = Duration.seconds(CONSERVATION);
    const depots = new PrivateBucket(this, "Depots", {
      bucketName: bucketName(this.#stade, "depots"),
      removalPolicy,
      accessLogs,
      versioned: true,
      lifecycleRules: [{ expiration: kept, noncurrentVersionExpiration: kept }],
      cors: [{ allowedMethods: [HttpMethods.POST], allowedOrigins: [portalOrigin], allowedHeaders: ["content-type"] }],
    });
    const archive = new PrivateBucket(this, "Archive", {
      bucketName: bucketName(this.#stade, "archive"),
      removalPolicy,
      accessLogs,
      versioned: true,
      objectLockEnabled: true,
      objectLockDefaultRetention:
        archiveLock.mode === "COMPLIANCE"
          ? ObjectLockRetention.compliance(Duration.days(archiveLock.days))
          : ObjectLockRetention.governance(Duration.days(archiveLock.days)),
    });
    return { depots, archive };
  }

  #table(id: TableId): TableV2 {
    const spec: TableSpec = TABLES[id];
    const { removalPolicy, deletionProtection } = this.#facts;
    return new TableV2(this, `Table-${id}`, {
      tableName: physicalName(this.#stade, id),
      partitionKey: { name: "pk", type: AttributeType.STRING },
      sortKey: { name: "sk", type: AttributeType.STRING },
      billing: Billing.onDemand(),
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      globalSecondaryIndexes: spec.indexes.map(({ name, partitionKey, sortKey, projection }) => ({
        indexName: name,
        partitionKey: { name: partitionKey, type: AttributeType.STRING },
        sortKey: { name: sortKey, type: AttributeType.STRING },
        projectionType: ProjectionType[projection],
      })),
      ...(spec.stream && { dynamoStream: StreamViewType.NEW_IMAGE }),
      ...(spec.timeToLive && { timeToLiveAttribute: spec.timeToLive }),
      removalPolicy,
      deletionProtection,
    });
  }

  /** Signs the tokens of technical accounts; the private half never leaves KMS. */
  #tokenKey(): Key {
    return new Key(this, "CleJetons", {
      alias: physicalName(this.#stade, "jetons"),
      description: "Signs the access tokens of technical accounts",
      keySpec: KeySpec.RSA_2048,
      keyUsage: KeyUsage.SIGN_VERIFY,
      removalPolicy: this.#facts.removalPolicy,
    });
  }

  /** CloudWatch cannot publish to a topic under `alias/aws/sns`, whose policy nobody can change: hence a key of ours. */
  #alarmKey(): Key {
    const key = new Key(this, "CleAlarmes", {
      alias: physicalName(this.#stade, "alarmes"),
      description: "Encrypts the topic of alarms",
      enableKeyRotation: true,
      removalPolicy: this.#facts.removalPolicy,
    });
    key.addToResourcePolicy(
      new PolicyStatement({
        actions: ["kms:Decrypt", "kms:GenerateDataKey"],
        principals: [new ServicePrincipal("cloudwatch.amazonaws.com")],
        // In the policy of a key, this means the key itself.
        resources: ["*"],
        conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
      }),
    );
    return key;
  }

  #workQueue(id: WorkQueueId): WorkQueue {
    return new WorkQueue(this, `File-${id}`, {
      queueName: physicalName(this.#stade, id),
      deadLetterQueueName: physicalName(this.#stade, deadLetterId(id)),
      visibilityTimeout: Duration.seconds(WORK_QUEUES[id].visibilitySeconds),
      removalPolicy: this.#facts.removalPolicy,
    });
  }

  #failureQueue(id: FailureQueueId): FailureQueue {
    return new FailureQueue(this, `File-${id}`, {
      queueName: physicalName(this.#stade, id),
      removalPolicy: this.#facts.removalPolicy,
    });
  }
}
