/** Sending, receiving and settling one message. */
import { z } from "zod";
import type { JsonOperation } from "../json-protocol.ts";
import { type Delivery, md5OfBody } from "./delivery.ts";
import { outOfRange } from "./errors.ts";
import { type MessageAttributes, md5OfAttributes, selectAttributes } from "./message-attributes.ts";
import type { StoredMessage } from "./message-store.ts";
import { operation } from "./operation.ts";
import { type OutgoingInput, OutgoingMembers, outgoing } from "./outgoing.ts";
import type { QueueRegistry } from "./queue-registry.ts";
import { writeReceipt } from "./receipt-handle.ts";

const MAX_VISIBILITY_SECONDS = 43_200;

const SendMessage = z.strictObject({ QueueUrl: z.string(), ...OutgoingMembers });

const ReceiveMessage = z.strictObject({
  QueueUrl: z.string(),
  MaxNumberOfMessages: z.number().int().default(1),
  VisibilityTimeout: z.number().int().optional(),
  WaitTimeSeconds: z.number().int().optional(),
  AttributeNames: z.array(z.string()).default([]),
  MessageSystemAttributeNames: z.array(z.string()).default([]),
  MessageAttributeNames: z.array(z.string()).default([]),
});

const DeleteMessage = z.strictObject({ QueueUrl: z.string(), ReceiptHandle: z.string() });

const ChangeMessageVisibility = z.strictObject({
  QueueUrl: z.string(),
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.number().int(),
});

const inRange = (name: string, value: number | undefined, minimum: number, maximum: number): void => {
  if (value !== undefined && (value < minimum || value > maximum)) {
    throw outOfRange(name, value, `between ${minimum} and ${maximum}, if provided`);
  }
};

/** Throws `InvalidParameterValue` outside 0 to 12 hours. */
export const checkVisibility = (seconds: number | undefined): void =>
  inRange("VisibilityTimeout", seconds, 0, MAX_VISIBILITY_SECONDS);

const definedOnly = ({ AWSTraceHeader }: OutgoingInput["MessageSystemAttributes"]): MessageAttributes =>
  AWSTraceHeader === undefined ? {} : { AWSTraceHeader };

/** What a send answers: the SDK recomputes the digests, and refuses the answer when they differ. */
export const sent = (messageId: string, input: OutgoingInput): object => ({
  MessageId: messageId,
  MD5OfMessageBody: md5OfBody(input.MessageBody),
  MD5OfMessageAttributes: md5OfAttributes(input.MessageAttributes),
  MD5OfMessageSystemAttributes: md5OfAttributes(definedOnly(input.MessageSystemAttributes)),
});

/** The system attributes of a received message; absent ones are left out. */
export const systemAttributes = (message: StoredMessage, senderId: string): Readonly<Record<string, string>> => ({
  SenderId: senderId,
  SentTimestamp: String(message.sentAt),
  ApproximateReceiveCount: String(message.deliveries),
  ApproximateFirstReceiveTimestamp: String(message.firstReceivedAt),
  ...(message.sourceArn === null ? {} : { DeadLetterQueueSourceArn: message.sourceArn }),
  ...(message.traceHeader === null ? {} : { AWSTraceHeader: message.traceHeader }),
});

const unlessEmpty = <T extends object>(value: T): T | undefined => (Object.keys(value).length > 0 ? value : undefined);

export const messageOperations = (
  queues: QueueRegistry,
  delivery: Delivery,
  senderId: string,
  stopping: AbortSignal,
): Readonly<Record<string, JsonOperation>> => {
  const received = (message: StoredMessage, input: z.infer<typeof ReceiveMessage>): object => {
    const wanted = [...input.AttributeNames, ...input.MessageSystemAttributeNames];
    const system = Object.entries(systemAttributes(message, senderId)).filter(
      ([name]) => wanted.includes("All") || wanted.includes(name),
    );
    const attributes = selectAttributes(message.attributes, input.MessageAttributeNames);
    return {
      MessageId: message.id,
      ReceiptHandle: writeReceipt(message),
      MD5OfBody: md5OfBody(message.body),
      Body: message.body,
      Attributes: unlessEmpty(Object.fromEntries(system)),
      MD5OfMessageAttributes: md5OfAttributes(attributes),
      MessageAttributes: unlessEmpty(attributes),
    };
  };

  return {
    SendMessage: operation("SendMessage", SendMessage, (input) => {
      const queue = queues.byUrl(input.QueueUrl);
      const [messageId = ""] = delivery.send(queue, [outgoing(queue, input)]);
      return sent(messageId, input);
    }),

    ReceiveMessage: operation("ReceiveMessage", ReceiveMessage, async (input) => {
      const queue = queues.byUrl(input.QueueUrl);
      const { WaitTimeSeconds: wait = queue.ReceiveMessageWaitTimeSeconds } = input;
      inRange("MaxNumberOfMessages", input.MaxNumberOfMessages, 1, 10);
      inRange("WaitTimeSeconds", wait, 0, 20);
      checkVisibility(input.VisibilityTimeout);
      const signal = wait === 0 ? undefined : AbortSignal.any([stopping, AbortSignal.timeout(wait * 1000)]);
      const options = { max: input.MaxNumberOfMessages, visibilitySeconds: input.VisibilityTimeout };
      const messages = await delivery.receive(queue, options, signal);
      return messages.length === 0 ? {} : { Messages: messages.map((message) => received(message, input)) };
    }),

    DeleteMessage: operation("DeleteMessage", DeleteMessage, (input) => {
      delivery.delete(queues.byUrl(input.QueueUrl), input.ReceiptHandle);
      return {};
    }),

    ChangeMessageVisibility: operation("ChangeMessageVisibility", ChangeMessageVisibility, (input) => {
      checkVisibility(input.VisibilityTimeout);
      delivery.changeVisibility(queues.byUrl(input.QueueUrl), input.ReceiptHandle, input.VisibilityTimeout);
      return {};
    }),
  };
};
