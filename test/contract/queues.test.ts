/** Messages to the platform's own queues, received as their consumers receive them. */
import { GetQueueAttributesCommand, SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { sqsCourrielsQueue, sqsIntakeQueue } from "#adapters/aws/sqs-queues.ts";
import { purge, setPolling } from "#test/given/operations.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { awsAdapters } from "./adapters.ts";
import { queueUrl, receive } from "./receive.ts";

const messageCount = async (url: string): Promise<number> => {
  const wanted = "ApproximateNumberOfMessages";
  const { Attributes } = await new SQSClient({}).send(
    new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: [wanted] }),
  );
  return Number(Attributes?.[wanted]);
};

describe("the queues of the platform", () => {
  let platform: Platform;
  beforeAll(async () => {
    platform = await startPlatform();
    await setPolling("Intake", false);
    await setPolling("Courriels", false);
  });
  afterAll(() => platform.stop());

  const client = () => new SQSClient({});

  it("an upload that is announced again is announced as storage did (S3 event message structure)", async () => {
    const depot = "depot-1";
    const versionId = await awsAdapters(platform).upload(depot, Buffer.from("octets"));
    const wanted = { Records: [{ s3: { object: { key: "depots/depot-1", versionId } } }] };
    expect(await receive("intake")).toMatchObject([wanted]);

    await sqsIntakeQueue({ client: client(), url: await queueUrl("intake") }).requeue(depot, versionId);
    const [first, second] = await receive("intake");
    expect([first, second]).toContainEqual(wanted);
    expect([first, second]).toMatchObject([wanted, wanted]);
  });

  it("each member of an archive is named by its deposit and its rank, ten to a call (SQS, SendMessageBatch)", async () => {
    const url = await queueUrl("intake");
    await purge("intake");
    const rangs = Array.from({ length: 23 }, (_, index) => index + 1);
    await sqsIntakeQueue({ client: client(), url }).enqueueMembres("depot-2", rangs);
    expect(await messageCount(url)).toBe(23);
    const received = await receive("intake");
    expect(received[0]).toEqual({ depot: "depot-2", rang: expect.any(Number) });
  });

  it("an e-mail to send is named by its invoice and its own id", async () => {
    const url = await queueUrl("courriels");
    await sqsCourrielsQueue({ client: client(), url }).enqueue("facture-1", "courriel-1");
    expect(await receive("courriels")).toEqual([{ facture: "facture-1", courriel: "courriel-1" }]);
  });

  it("a queue that is not there is an error: the caller does not believe the message sent", async () => {
    const url = `${platform.runtime.urls.aws}/000000000000/absente`;
    await expect(sqsCourrielsQueue({ client: client(), url }).enqueue("f", "c")).rejects.toMatchObject({
      name: "QueueDoesNotExist",
    });
  });
});
