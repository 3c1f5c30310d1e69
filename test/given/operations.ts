/** What an operator sees and does with the SDK; endpoint and credentials are in the environment since the platform's start. */
import { LambdaClient, ListEventSourceMappingsCommand, UpdateEventSourceMappingCommand } from "@aws-sdk/client-lambda";
import {
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  PurgeQueueCommand,
  ReceiveMessageCommand,
  SendMessageBatchCommand,
  SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import * as z from "zod";
import { physicalName } from "#infra/naming.ts";
import type { FailureQueueId, WorkQueueId } from "#infra/queues.ts";
import type { FunctionName } from "../../functions/environment.ts";

export type QueueId = WorkQueueId | FailureQueueId | `${WorkQueueId}-dlq`;

/** SQS takes so many messages at once. */
const BATCH = 10;

const queueUrl = async (sqs: SQSClient, queue: QueueId): Promise<string> => {
  const { QueueUrl } = await sqs.send(new GetQueueUrlCommand({ QueueName: physicalName("local", queue) }));
  return z.string().parse(QueueUrl);
};

const queueArn = async (sqs: SQSClient, queue: QueueId): Promise<string> => {
  const QueueUrl = await queueUrl(sqs, queue);
  const { Attributes } = await sqs.send(new GetQueueAttributesCommand({ QueueUrl, AttributeNames: ["QueueArn"] }));
  return z.string().parse(Attributes?.["QueueArn"]);
};

/** Puts messages on a queue, in this order. */
export const sendMessages = async (queue: QueueId, bodies: readonly string[]): Promise<void> => {
  const sqs = new SQSClient({});
  const QueueUrl = await queueUrl(sqs, queue);
  for (let start = 0; start < bodies.length; start += BATCH) {
    const Entries = bodies.slice(start, start + BATCH).map((MessageBody, Id) => ({ Id: String(Id), MessageBody }));
    await sqs.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
  }
};

/** Receives what is visible so many times without deleting it, as a consumer that crashes each time. */
export const receiveInVain = async (queue: QueueId, times: number): Promise<void> => {
  const sqs = new SQSClient({});
  const QueueUrl = await queueUrl(sqs, queue);
  for (let time = 0; time < times; time++)
    await sqs.send(new ReceiveMessageCommand({ QueueUrl, VisibilityTimeout: 0, MaxNumberOfMessages: BATCH }));
};

/** Sends the dead letters of a queue back to it. */
export const redrive = async (queue: WorkQueueId): Promise<void> => {
  const sqs = new SQSClient({});
  const SourceArn = await queueArn(sqs, `${queue}-dlq`);
  await sqs.send(new StartMessageMoveTaskCommand({ SourceArn }));
};

/** Deletes every message of a queue. */
export const purge = async (queue: QueueId): Promise<void> => {
  const sqs = new SQSClient({});
  await sqs.send(new PurgeQueueCommand({ QueueUrl: await queueUrl(sqs, queue) }));
};

/** Stops or resumes what feeds a function from its queue or stream. */
export const setPolling = async (name: FunctionName, Enabled: boolean): Promise<void> => {
  const lambda = new LambdaClient({});
  const { EventSourceMappings = [] } = await lambda.send(
    new ListEventSourceMappingsCommand({ FunctionName: physicalName("local", name) }),
  );
  for (const { UUID } of EventSourceMappings) await lambda.send(new UpdateEventSourceMappingCommand({ UUID, Enabled }));
};
