import { Aws } from "aws-cdk-lib";
import { PolicyStatement, Role, ServicePrincipal } from "aws-cdk-lib/aws-iam";
import { EventSourceMapping, FilterCriteria, FilterRule, StartingPosition } from "aws-cdk-lib/aws-lambda";
import { CfnSchedule } from "aws-cdk-lib/aws-scheduler";
import type { Trigger } from "../functions.ts";
import { physicalName } from "../naming.ts";
import type { Places } from "../places.ts";
import type { Stade } from "../stade.ts";
import type { ServiceFunction } from "./service-function.ts";

type TriggerOf<Kind extends Trigger["kind"]> = Extract<Trigger, { readonly kind: Kind }>;

/** What Lambda asks of a role that polls for it (AWS, execution role of event source mappings): no more. */
const QUEUE_ACTIONS = ["sqs:ReceiveMessage", "sqs:DeleteMessage", "sqs:GetQueueAttributes"];
const STREAM_ACTIONS = [
  "dynamodb:DescribeStream",
  "dynamodb:GetRecords",
  "dynamodb:GetShardIterator",
  "dynamodb:ListStreams",
];

/** A batch that fails is retried so often, halved each time, before what is left goes to the failure queue. */
const STREAM_RETRIES = 5;

export const consumeQueue = (
  target: ServiceFunction,
  { queue, batchSize }: TriggerOf<"queue">,
  places: Places,
): void => {
  const arn = places(`queues/${queue}/arn`);
  target.role.addToPolicy(new PolicyStatement({ actions: QUEUE_ACTIONS, resources: [arn] }));
  new EventSourceMapping(target, "Queue", {
    target: target.function,
    eventSourceArn: arn,
    batchSize,
    reportBatchItemFailures: true,
  });
};

export const consumeStream = (target: ServiceFunction, trigger: TriggerOf<"stream">, places: Places): void => {
  const stream = places(`tables/${trigger.table}/stream`);
  const failures = places(`queues/${trigger.onFailure}/arn`);
  target.role.addToPolicy(new PolicyStatement({ actions: STREAM_ACTIONS, resources: [stream] }));
  target.role.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [failures] }));
  new EventSourceMapping(target, "Stream", {
    target: target.function,
    eventSourceArn: stream,
    batchSize: trigger.batchSize,
    // Not LATEST, which skips what is written while the mapping is being made.
    startingPosition: StartingPosition.TRIM_HORIZON,
    reportBatchItemFailures: true,
    bisectBatchOnError: true,
    retryAttempts: STREAM_RETRIES,
    onFailure: { bind: () => ({ destination: failures }) },
    filters: [
      FilterCriteria.filter({
        eventName: FilterRule.isEqual("INSERT"),
        dynamodb: { Keys: { pk: { S: FilterRule.beginsWith(trigger.partitionKeyPrefix) } } },
      }),
    ],
  });
};

interface ScheduleContext {
  readonly places: Places;
  readonly stade: Stade;
}

/** The L1 schedule: the CDK's target grants the scheduler every version of the function (`<arn>:*`). */
export const runOnSchedule = (
  target: ServiceFunction,
  { expression, timeZone, onFailure }: TriggerOf<"schedule">,
  { places, stade }: ScheduleContext,
): void => {
  const failures = places(`queues/${onFailure}/arn`);
  const role = new Role(target, "SchedulerRole", {
    assumedBy: new ServicePrincipal("scheduler.amazonaws.com", {
      conditions: { StringEquals: { "aws:SourceAccount": Aws.ACCOUNT_ID } },
    }),
  });
  role.addToPolicy(
    new PolicyStatement({ actions: ["lambda:InvokeFunction"], resources: [target.function.functionArn] }),
  );
  role.addToPolicy(new PolicyStatement({ actions: ["sqs:SendMessage"], resources: [failures] }));
  const schedule = new CfnSchedule(target, "Schedule", {
    name: physicalName(stade, target.spec.id),
    scheduleExpression: expression,
    scheduleExpressionTimezone: timeZone,
    flexibleTimeWindow: { mode: "OFF" },
    target: {
      arn: target.function.functionArn,
      roleArn: role.roleArn,
      deadLetterConfig: { arn: failures },
    },
  });
  schedule.node.addDependency(role);
};
