/** Events of queues and streams, as Lambda gives them to a function. */
import type { DynamoDBRecord, DynamoDBStreamEvent, SQSEvent, AttributeValue as StreamValue } from "aws-lambda";

/** Messages `message-1`, `message-2`… with these bodies. */
export const queueEvent = (...bodies: readonly string[]): SQSEvent => ({
  Records: bodies.map((body, index) => ({
    messageId: `message-${index + 1}`,
    receiptHandle: "poignee",
    body,
    attributes: {
      ApproximateReceiveCount: "1",
      SentTimestamp: "1774951200000",
      SenderId: "000000000000",
      ApproximateFirstReceiveTimestamp: "1774951200000",
    },
    messageAttributes: {},
    md5OfBody: "",
    eventSource: "aws:sqs",
    eventSourceARN: "arn:aws:sqs:eu-west-3:000000000000:file",
    awsRegion: "eu-west-3",
  })),
});

/** The same, each body as JSON. */
export const jsonEvent = (...bodies: readonly unknown[]): SQSEvent =>
  queueEvent(...bodies.map((body) => JSON.stringify(body)));

/** A record without an image: what is left of a row that was deleted. */
const streamRecord = (index: number, NewImage?: Readonly<Record<string, StreamValue>>): DynamoDBRecord => ({
  eventID: `evenement-${index + 1}`,
  eventName: NewImage ? "INSERT" : "REMOVE",
  eventSource: "aws:dynamodb",
  dynamodb: {
    SequenceNumber: String(100 + index),
    StreamViewType: "NEW_IMAGE",
    ...(NewImage && { NewImage: { ...NewImage } }),
  },
});

/** Rows of texts that were written; their sequence numbers are 100, 101… */
export const streamEvent = (
  ...rows: readonly (Readonly<Record<string, string>> | undefined)[]
): DynamoDBStreamEvent => ({
  Records: rows.map((row, index) =>
    streamRecord(
      index,
      row && Object.fromEntries(Object.entries(row).map(([name, S]): [string, StreamValue] => [name, { S }])),
    ),
  ),
});
