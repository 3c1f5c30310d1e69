/** A queue and a stream in memory, which keep the promises of `contracts.ts` and no others. */
import { createHash, randomUUID } from "node:crypto";
import type { QueueSource, ReceivedMessage, StreamRecord, StreamSource } from "#infra/local/contracts.ts";

/** Resolves at the next `wake` or when `signal` aborts. */
class Bell {
  #next = Promise.withResolvers<void>();

  wake(): void {
    this.#next.resolve();
    this.#next = Promise.withResolvers();
  }

  wait(signal: AbortSignal): Promise<void> {
    const aborted = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
    return Promise.race([this.#next.promise, aborted]);
  }
}

interface Message {
  readonly queue: string;
  readonly message: ReceivedMessage;
  visible: boolean;
}

export class MemoryQueues implements QueueSource {
  readonly #messages = new Map<string, Message>();
  readonly #bell = new Bell();

  async send(queueArn: string, body: string): Promise<void> {
    const id = randomUUID();
    const message: ReceivedMessage = {
      messageId: id,
      receiptHandle: `receipt-${id}`,
      body,
      md5OfBody: createHash("md5").update(body).digest("hex"),
      attributes: { ApproximateReceiveCount: "1" },
      messageAttributes: {},
    };
    this.#messages.set(message.receiptHandle, { queue: queueArn, message, visible: true });
    this.#bell.wake();
  }

  async receive(queueArn: string, max: number, signal: AbortSignal): Promise<readonly ReceivedMessage[]> {
    for (;;) {
      const found = this.#of(queueArn)
        .filter(({ visible }) => visible)
        .slice(0, max);
      for (const message of found) message.visible = false;
      if (found.length > 0 || signal.aborted) return found.map(({ message }) => message);
      await this.#bell.wait(signal);
    }
  }

  async delete(_: string, receiptHandles: readonly string[]): Promise<void> {
    for (const handle of receiptHandles) this.#messages.delete(handle);
  }

  async changeVisibility(): Promise<void> {
    throw new Error("Lambda leaves visibility to the queue");
  }

  /** Bodies of the messages that nobody has deleted. */
  bodies(queueArn: string): readonly string[] {
    return this.#of(queueArn).map(({ message }) => message.body);
  }

  /** Ends the visibility delay of all messages. */
  showAgain(): void {
    for (const message of this.#messages.values()) message.visible = true;
    this.#bell.wake();
  }

  #of(queueArn: string): readonly Message[] {
    return [...this.#messages.values()].filter(({ queue }) => queue === queueArn);
  }
}

export class MemoryStream implements StreamSource {
  readonly #arn: string;
  readonly #records: StreamRecord[] = [];
  readonly #bell = new Bell();

  constructor(arn: string) {
    this.#arn = arn;
  }

  /** Adds one record per key; answers their sequence numbers. */
  add(keys: readonly string[], now = Date.now()): readonly string[] {
    const added = keys.map((pk): StreamRecord => {
      const sequenceNumber = String(this.#records.length + 1).padStart(21, "0");
      const record: StreamRecord = {
        eventID: randomUUID(),
        eventName: "INSERT",
        eventVersion: "1.1",
        eventSource: "aws:dynamodb",
        awsRegion: "eu-west-3",
        eventSourceARN: this.#arn,
        dynamodb: {
          ApproximateCreationDateTime: now / 1_000,
          Keys: { pk: { S: pk } },
          NewImage: { pk: { S: pk } },
          SequenceNumber: sequenceNumber,
          SizeBytes: 10,
          StreamViewType: "NEW_AND_OLD_IMAGES",
        },
      };
      this.#records.push(record);
      return record;
    });
    this.#bell.wake();
    return added.map(({ dynamodb }) => dynamodb.SequenceNumber);
  }

  async read(
    _: string,
    after: string | undefined,
    limit: number,
    signal: AbortSignal,
  ): Promise<readonly StreamRecord[]> {
    for (;;) {
      const found = this.#records.filter(({ dynamodb }) => dynamodb.SequenceNumber > (after ?? ""));
      if (found.length > 0 || signal.aborted) return found.slice(0, limit);
      await this.#bell.wait(signal);
    }
  }
}
