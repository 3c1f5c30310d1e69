/** Queues for the other parts of the runtime: notifications put messages on them, event source mappings empty them. */
import type { QueueSource, ReceivedMessage } from "../contracts.ts";
import { AwsError } from "../json-protocol.ts";
import { type Delivery, md5OfBody } from "./delivery.ts";
import type { MessageAttributes } from "./message-attributes.ts";
import { systemAttributes } from "./message-operations.ts";
import type { StoredMessage } from "./message-store.ts";
import { outgoing } from "./outgoing.ts";
import type { QueueRegistry } from "./queue-registry.ts";
import { writeReceipt } from "./receipt-handle.ts";

/** As an SQS event shows them to a function, which is not the case of the API. */
const lambdaAttributes = (attributes: MessageAttributes): Readonly<Record<string, unknown>> =>
  Object.fromEntries(
    Object.entries(attributes).map(([name, { DataType, StringValue, BinaryValue }]) => [
      name,
      {
        dataType: DataType,
        ...(StringValue === undefined ? {} : { stringValue: StringValue }),
        ...(BinaryValue === undefined ? {} : { binaryValue: BinaryValue }),
        stringListValues: [],
        binaryListValues: [],
      },
    ]),
  );

const received = (message: StoredMessage, senderId: string): ReceivedMessage => ({
  messageId: message.id,
  receiptHandle: writeReceipt(message),
  body: message.body,
  md5OfBody: md5OfBody(message.body),
  attributes: systemAttributes(message, senderId),
  messageAttributes: lambdaAttributes(message.attributes),
});

/** A message that somebody else has deleted or received since is theirs: the others of the batch still count. */
const unlessSettled = (act: () => void): void => {
  try {
    act();
  } catch (error) {
    if (!(error instanceof AwsError)) throw error;
  }
};

export const createQueueSource = (
  queues: QueueRegistry,
  delivery: Delivery,
  senderId: string,
  stopping: AbortSignal,
): QueueSource => ({
  send: async (queueArn, body) => {
    const queue = queues.byArn(queueArn);
    const input = { MessageBody: body, MessageAttributes: {}, MessageSystemAttributes: {} };
    delivery.send(queue, [outgoing(queue, input)]);
  },

  receive: async (queueArn, max, signal) => {
    if (signal.aborted || stopping.aborted) return [];
    const messages = await delivery.receive(queues.byArn(queueArn), { max }, AbortSignal.any([signal, stopping]));
    return messages.map((message) => received(message, senderId));
  },

  delete: async (queueArn, receiptHandles) => {
    const queue = queues.byArn(queueArn);
    delivery.together(() => {
      for (const handle of receiptHandles) delivery.delete(queue, handle);
    });
  },

  changeVisibility: async (queueArn, receiptHandles, seconds) => {
    const queue = queues.byArn(queueArn);
    delivery.together(() => {
      for (const handle of receiptHandles) unlessSettled(() => delivery.changeVisibility(queue, handle, seconds));
    });
  },
});
