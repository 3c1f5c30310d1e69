/** Tokens that tasks have sent to a queue, each behind the ARN of its execution. */
import { DeleteMessageCommand, ReceiveMessageCommand, type SQSClient } from "@aws-sdk/client-sqs";

/** @param seconds How long to wait for a message. */
export const createMailbox = (sqs: SQSClient, queue: string, seconds: number) => {
  const received: (readonly [execution: string, token: string])[] = [];

  const receive = async (): Promise<void> => {
    const { Messages: messages = [] } = await sqs.send(
      new ReceiveMessageCommand({ QueueUrl: queue, WaitTimeSeconds: seconds, MaxNumberOfMessages: 10 }),
    );
    if (messages.length === 0) throw new Error("no task has handed out a token");
    for (const { Body = "", ReceiptHandle } of messages) {
      const [execution = "", token = ""] = Body.split(" ");
      received.push([execution, token]);
      await sqs.send(new DeleteMessageCommand({ QueueUrl: queue, ReceiptHandle }));
    }
  };

  /** The next one of that execution; each is given once. */
  return async (execution: string): Promise<string> => {
    for (;;) {
      const at = received.findIndex(([owner]) => owner === execution);
      const [found] = at === -1 ? [] : received.splice(at, 1);
      if (found) return found[1];
      await receive();
    }
  };
};
