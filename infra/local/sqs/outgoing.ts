/** What AWS checks in a message before it takes it. */
import { z } from "zod";
import { AwsError } from "../json-protocol.ts";
import type { OutgoingMessage } from "./delivery.ts";
import { invalidParameter, outOfRange } from "./errors.ts";
import { checkMessageAttributes, MessageAttribute, MessageAttributes, sizeOfAttributes } from "./message-attributes.ts";
import type { Queue } from "./queue-registry.ts";

/** The members of a message that SendMessage and an entry of SendMessageBatch share. */
export const OutgoingMembers = {
  MessageBody: z.string(),
  DelaySeconds: z.number().int().optional(),
  MessageAttributes: MessageAttributes.default({}),
  MessageSystemAttributes: z.strictObject({ AWSTraceHeader: MessageAttribute.optional() }).default({}),
};
export type OutgoingInput = z.output<z.ZodObject<typeof OutgoingMembers>>;

const MAX_DELAY_SECONDS = 900;

/** https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html: the characters of XML 1.0. */
const FORBIDDEN = /[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD\u{10000}-\u{10FFFF}]/u;

/** In bytes, body and attributes together: what MaximumMessageSize limits. */
export const sizeOf = ({ body, attributes }: OutgoingMessage): number =>
  Buffer.byteLength(body) + sizeOfAttributes(attributes);

/** Throws `MissingParameter`, `InvalidMessageContents` or `InvalidParameterValue` as AWS does. */
export const outgoing = (queue: Queue, input: OutgoingInput): OutgoingMessage => {
  if (input.MessageBody === "") {
    throw new AwsError("MissingParameter", "The request must contain the parameter MessageBody.");
  }
  if (FORBIDDEN.test(input.MessageBody)) {
    throw new AwsError("InvalidMessageContents", "Invalid characters were found in the message body.");
  }
  const { DelaySeconds: delaySeconds } = input;
  if (delaySeconds !== undefined && (delaySeconds < 0 || delaySeconds > MAX_DELAY_SECONDS)) {
    throw outOfRange("DelaySeconds", delaySeconds, `between 0 and ${MAX_DELAY_SECONDS}`);
  }
  checkMessageAttributes(input.MessageAttributes);
  const message = {
    body: input.MessageBody,
    attributes: input.MessageAttributes,
    traceHeader: input.MessageSystemAttributes.AWSTraceHeader?.StringValue,
    delaySeconds,
  };
  if (sizeOf(message) > queue.MaximumMessageSize) {
    throw invalidParameter(
      `One or more parameters are invalid. Reason: Message must be shorter than ${queue.MaximumMessageSize} bytes.`,
    );
  }
  return message;
};
