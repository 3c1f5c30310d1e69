import { SendMessageBatchCommand, SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
import type { CourrielsQueue } from "#ports/courriels.ts";
import type { IntakeQueue } from "#ports/uploads.ts";
import { uploadKey } from "./s3-uploads.ts";

interface Queue {
  readonly client: SQSClient;
  readonly url: string;
}

const send = async ({ client, url }: Queue, body: object): Promise<void> => {
  await client.send(new SendMessageCommand({ QueueUrl: url, MessageBody: JSON.stringify(body) }));
};

/** Messages of one call (SQS API, SendMessageBatch). */
const BATCH = 10;

const chunksOf = <Item>(items: readonly Item[], size: number): readonly (readonly Item[])[] =>
  Array.from({ length: Math.ceil(items.length / size) }, (_, index) => items.slice(index * size, (index + 1) * size));

/** @throws when one of them was not taken: which others were does not matter, since all may be sent again. */
const sendBatch = async ({ client, url }: Queue, bodies: readonly object[]): Promise<void> => {
  const Entries = bodies.map((body, index) => ({ Id: String(index), MessageBody: JSON.stringify(body) }));
  const { Failed = [] } = await client.send(new SendMessageBatchCommand({ QueueUrl: url, Entries }));
  const [first] = Failed;
  if (first) throw new Error(`${Failed.length} of ${bodies.length} messages were not taken: ${first.Code}`);
};

export const sqsIntakeQueue = (queue: Queue): IntakeQueue => ({
  /** Says again what storage says at an upload, so that the intake knows one kind of message for both. */
  requeue: (depot, versionId) => send(queue, { Records: [{ s3: { object: { key: uploadKey(depot), versionId } } }] }),

  async enqueueMembres(depot, rangs) {
    for (const some of chunksOf(rangs, BATCH)) {
      await sendBatch(
        queue,
        some.map((rang) => ({ depot, rang })),
      );
    }
  },
});

export const sqsCourrielsQueue = (queue: Queue): CourrielsQueue => ({
  enqueue: (facture, courriel) => send(queue, { facture, courriel }),
});
