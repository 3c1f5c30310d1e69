import { SendMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";
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

/** Says again what storage says at an upload, so that the intake knows one kind of message only. */
export const sqsIntakeQueue = (queue: Queue): IntakeQueue => ({
  requeue: (depot, versionId) => send(queue, { Records: [{ s3: { object: { key: uploadKey(depot), versionId } } }] }),
});

export const sqsCourrielsQueue = (queue: Queue): CourrielsQueue => ({
  enqueue: (facture, courriel) => send(queue, { facture, courriel }),
});
