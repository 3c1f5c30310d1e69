/** Queues as the template makes them, and the SDK client that meets them. */
import {
  type Message,
  ReceiveMessageCommand,
  type ReceiveMessageCommandInput,
  SendMessageCommand,
  SQSClient,
} from "@aws-sdk/client-sqs";
import { createSqsService } from "#infra/local/sqs/service.ts";
import { createClock, startEmulator } from "./emulator.ts";

export const QUEUE = "AWS::SQS::Queue";

export const startSqs = async (dataDir: string, clock = createClock()) => {
  const emulator = await startEmulator(dataDir, createSqsService, clock);
  const sqs = new SQSClient(emulator.client);

  return {
    ...emulator,
    sqs,
    /** Declares a queue of that name; answers its URL and ARN. */
    queue: async (QueueName: string, properties: object = {}) => {
      const { ref, attributes } = await emulator.create(QUEUE, QueueName, { QueueName, ...properties });
      return { url: ref, arn: attributes["Arn"] ?? "" };
    },
    send: (QueueUrl: string, MessageBody: string) => sqs.send(new SendMessageCommand({ QueueUrl, MessageBody })),
    receive: async (
      QueueUrl: string,
      options: Omit<ReceiveMessageCommandInput, "QueueUrl"> = {},
    ): Promise<readonly Message[]> => {
      const answer = await sqs.send(new ReceiveMessageCommand({ QueueUrl, ...options }));
      return answer.Messages ?? [];
    },
    [Symbol.asyncDispose]: async () => {
      sqs.destroy();
      await emulator[Symbol.asyncDispose]();
    },
  };
};

export const bodies = (messages: readonly Message[]): readonly (string | undefined)[] =>
  messages.map(({ Body }) => Body);
