import {
  ChangeMessageVisibilityBatchCommand,
  GetQueueAttributesCommand,
  GetQueueUrlCommand,
  ListMessageMoveTasksCommand,
  type Message,
  type QueueAttributeName,
  ReceiveMessageCommand,
  type SQSClient,
  StartMessageMoveTaskCommand,
} from "@aws-sdk/client-sqs";
import * as z from "zod";
import type { DeadLetter, FileMorte } from "#domain/exploitation/dead-letter.ts";
import type { FilesMortes, Move } from "#ports/files-mortes.ts";

interface Queues {
  readonly client: SQSClient;
  /** What the names of this platform's queues begin with. */
  readonly prefix: string;
}

/** Messages of one call (SQS API, ReceiveMessage and ChangeMessageVisibilityBatch). */
const BATCH = 10;

/** How long messages stay hidden if whoever peeks dies, in seconds; long enough to read them all. */
const PEEK_VISIBILITY = 30;

const MOVE_STATUTS = {
  RUNNING: "EN_COURS",
  COMPLETED: "TERMINE",
  CANCELLING: "EN_COURS",
  CANCELLED: "ANNULE",
  FAILED: "ECHEC",
} as const satisfies Record<string, Move["statut"]>;

/** What the queue gives of a message, asked for by name. */
const Received = z.object({
  MessageId: z.string(),
  Body: z.string(),
  Attributes: z.object({ SentTimestamp: z.coerce.number() }),
  MessageAttributes: z.record(z.string(), z.object({ StringValue: z.string().default("") })).default({}),
});

const toLetter = (message: Message): DeadLetter => {
  const { MessageId, Body, Attributes, MessageAttributes } = Received.parse(message);
  return {
    id: MessageId,
    corps: Body,
    envoyeLe: new Date(Attributes.SentTimestamp).toISOString(),
    attributs: Object.fromEntries(
      Object.entries(MessageAttributes).map(([name, { StringValue }]) => [name, StringValue]),
    ),
  };
};

const Task = z.object({
  Status: z.enum(["RUNNING", "COMPLETED", "CANCELLING", "CANCELLED", "FAILED"]),
  ApproximateNumberOfMessagesMoved: z.number().default(0),
  FailureReason: z.string().optional(),
});

export const sqsFilesMortes = ({ client, prefix }: Queues): FilesMortes => {
  const urlOf = async ({ id }: FileMorte): Promise<string> => {
    const { QueueUrl } = await client.send(new GetQueueUrlCommand({ QueueName: `${prefix}${id}` }));
    return z.string().parse(QueueUrl);
  };
  const attributesOf = async (file: FileMorte, ...names: readonly QueueAttributeName[]) => {
    const { Attributes = {} } = await client.send(
      new GetQueueAttributesCommand({ QueueUrl: await urlOf(file), AttributeNames: [...names] }),
    );
    return Attributes;
  };
  const arnOf = async (file: FileMorte): Promise<string> =>
    z.string().parse((await attributesOf(file, "QueueArn")).QueueArn);

  const receive = async (url: string, max: number): Promise<readonly Message[]> => {
    const { Messages = [] } = await client.send(
      new ReceiveMessageCommand({
        QueueUrl: url,
        MaxNumberOfMessages: Math.min(max, BATCH),
        VisibilityTimeout: PEEK_VISIBILITY,
        MessageSystemAttributeNames: ["SentTimestamp"],
        MessageAttributeNames: ["All"],
      }),
    );
    return Messages;
  };
  const letGo = async (url: string, messages: readonly Message[]): Promise<void> => {
    for (let start = 0; start < messages.length; start += BATCH) {
      const Entries = messages.slice(start, start + BATCH).map(({ ReceiptHandle }, index) => ({
        Id: String(index),
        ReceiptHandle,
        VisibilityTimeout: 0,
      }));
      await client.send(new ChangeMessageVisibilityBatchCommand({ QueueUrl: url, Entries }));
    }
  };

  return {
    async depth(file) {
      const found = await attributesOf(file, "ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible");
      return {
        messages: Number(found.ApproximateNumberOfMessages),
        enLecture: Number(found.ApproximateNumberOfMessagesNotVisible),
      };
    },

    async peek(file, max) {
      const url = await urlOf(file);
      const seen: Message[] = [];
      try {
        while (seen.length < max) {
          const some = await receive(url, max - seen.length);
          if (some.length === 0) break;
          seen.push(...some);
        }
      } finally {
        await letGo(url, seen);
      }
      return seen.map(toLetter).sort((a, b) => a.envoyeLe.localeCompare(b.envoyeLe));
    },

    async giveBack(file, parSeconde) {
      await client.send(
        new StartMessageMoveTaskCommand({
          SourceArn: await arnOf(file),
          MaxNumberOfMessagesPerSecond: parSeconde,
        }),
      );
    },

    async lastMove(file) {
      const { Results = [] } = await client.send(
        new ListMessageMoveTasksCommand({ SourceArn: await arnOf(file), MaxResults: 1 }),
      );
      const [last] = Results;
      if (!last) return undefined;
      const { Status, ApproximateNumberOfMessagesMoved, FailureReason } = Task.parse(last);
      return {
        statut: MOVE_STATUTS[Status],
        deplaces: ApproximateNumberOfMessagesMoved,
        ...(FailureReason !== undefined && { raison: FailureReason }),
      };
    },
  };
};
