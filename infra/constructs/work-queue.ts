import { ArnFormat, Duration, type RemovalPolicy, Stack, Validations } from "aws-cdk-lib";
import { Queue, QueueEncryption, RedrivePermission } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

/** Deliveries before a message is set aside: enough for a fault that passes, few enough to see one that stays. */
const MAX_RECEIVE_COUNT = 5;

/** A message keeps its age when it moves to the dead-letter queue, which must therefore keep messages for longer. */
const RETENTION = Duration.days(4);
const DEAD_LETTER_RETENTION = Duration.days(14);

interface FailureQueueProps {
  readonly queueName: string;
  readonly removalPolicy: RemovalPolicy;
  /** The one queue that may move its messages here; none when the messages come from Lambda or the scheduler. */
  readonly sourceQueueName?: string;
}

/** Holds what failed, for fourteen days; an alarm rings while it is not empty. */
export class FailureQueue extends Queue {
  constructor(scope: Construct, id: string, { sourceQueueName, ...props }: FailureQueueProps) {
    super(scope, id, {
      ...props,
      retentionPeriod: DEAD_LETTER_RETENTION,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      redriveAllowPolicy: sourceQueueName
        ? {
            redrivePermission: RedrivePermission.BY_QUEUE,
            sourceQueues: [Queue.fromQueueArn(scope, `${id}Source`, queueArn(scope, sourceQueueName))],
          }
        : { redrivePermission: RedrivePermission.DENY_ALL },
    });
    if (!sourceQueueName) {
      Validations.of(this).acknowledge({
        id: "AwsSolutions-SQS3",
        reason: "It is itself the end of the line: Lambda or the scheduler writes to it what they gave up on.",
      });
    }
  }
}

interface WorkQueueProps {
  readonly queueName: string;
  readonly deadLetterQueueName: string;
  readonly visibilityTimeout: Duration;
  readonly removalPolicy: RemovalPolicy;
}

/** A queue that a function consumes, with its dead-letter queue. */
export class WorkQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetterQueue: FailureQueue;

  constructor(
    scope: Construct,
    id: string,
    { queueName, deadLetterQueueName, visibilityTimeout, removalPolicy }: WorkQueueProps,
  ) {
    super(scope, id);
    this.deadLetterQueue = new FailureQueue(this, "DeadLetters", {
      queueName: deadLetterQueueName,
      sourceQueueName: queueName,
      removalPolicy,
    });
    this.queue = new Queue(this, "Queue", {
      queueName,
      visibilityTimeout,
      removalPolicy,
      retentionPeriod: RETENTION,
      encryption: QueueEncryption.SQS_MANAGED,
      enforceSSL: true,
      deadLetterQueue: { queue: this.deadLetterQueue, maxReceiveCount: MAX_RECEIVE_COUNT },
    });
  }
}

/** Built from the name: a reference to the queue would be a cycle, since it names its dead-letter queue in turn. */
const queueArn = (scope: Construct, queueName: string): string =>
  Stack.of(scope).formatArn({ service: "sqs", resource: queueName, arnFormat: ArnFormat.NO_RESOURCE_NAME });
