import { GetQueueUrlCommand, ReceiveMessageCommand, SQSClient } from "@aws-sdk/client-sqs";
import * as z from "zod";
import { physicalName } from "#infra/naming.ts";
import type { QueueId } from "#test/given/operations.ts";

export const queueUrl = async (queue: QueueId): Promise<string> => {
  const { QueueUrl } = await new SQSClient({}).send(
    new GetQueueUrlCommand({ QueueName: physicalName("local", queue) }),
  );
  return z.string().parse(QueueUrl);
};

/** What the messages of a queue say, as soon as there are some; they stay there, and are given again at the next call. */
export const receive = async (queue: QueueId): Promise<readonly unknown[]> => {
  const { Messages = [] } = await new SQSClient({}).send(
    new ReceiveMessageCommand({
      QueueUrl: await queueUrl(queue),
      MaxNumberOfMessages: 10,
      WaitTimeSeconds: 5,
      VisibilityTimeout: 0,
    }),
  );
  return Messages.map(({ Body = "null" }): unknown => JSON.parse(Body));
};
