import { GetAccountCommand } from "@aws-sdk/client-sesv2";
import { describe, expect, it, vi } from "vitest";
import { createSqsService } from "#infra/local/sqs/service.ts";
import { startEmulator, temporaryDirectory } from "../sqs/emulator.ts";
import { QUEUE_ARN, SENDER, simple, startSes } from "./given.ts";

const published = (to: string[]) => ({ ...simple(to, "Été"), ConfigurationSetName: "courriers" });
const types = (events: readonly unknown[]) =>
  events.map((event) => (typeof event === "object" && event && "detail-type" in event ? event["detail-type"] : event));

describe("the events of a message", () => {
  it("are Email Sent, then Email Delivered, in EventBridge's envelope", async () => {
    // https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html and event-publishing-retrieving-sns-contents.html
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    await given.publishing();
    const tagged = { ...published(["maire@commune.example"]), EmailTags: [{ Name: "facture", Value: "F-1" }] };
    const { MessageId } = await given.send(tagged);
    await vi.waitFor(() => expect(given.received).toHaveLength(2));

    expect(given.received.map(({ queueArn }) => queueArn)).toEqual([QUEUE_ARN, QUEUE_ARN]);
    const envelope = {
      version: "0",
      id: expect.stringMatching(/^[0-9a-f-]{36}$/),
      source: "aws.ses",
      account: "000000000000",
      time: "2026-01-15T10:00:00Z",
      region: "eu-west-3",
      resources: ["arn:aws:ses:eu-west-3:000000000000:configuration-set/courriers"],
    };
    const mail = expect.objectContaining({
      timestamp: "2026-01-15T10:00:00.000Z",
      messageId: MessageId,
      source: SENDER,
      sendingAccountId: "000000000000",
      destination: ["maire@commune.example"],
      headersTruncated: false,
      headers: expect.arrayContaining([{ name: "To", value: "maire@commune.example" }]),
      commonHeaders: expect.objectContaining({ messageId: MessageId, subject: "Été" }),
      tags: expect.objectContaining({ "ses:configuration-set": ["courriers"], facture: ["F-1"] }),
    });
    expect(given.events()).toEqual([
      { ...envelope, "detail-type": "Email Sent", detail: { eventType: "Send", mail, send: {} } },
      {
        ...envelope,
        "detail-type": "Email Delivered",
        detail: {
          eventType: "Delivery",
          mail,
          delivery: {
            timestamp: "2026-01-15T10:00:00.000Z",
            processingTimeMillis: 0,
            recipients: ["maire@commune.example"],
            smtpResponse: "250 2.0.0 OK",
            reportingMTA: "local.amazonses.com",
          },
        },
      },
    ]);
  });

  it.each(["bounce@commune.example", "bounce@simulator.amazonses.com", "bounce+facture-1@simulator.amazonses.com"])(
    "tell that %s bounced for good, and that the others were delivered",
    async (bouncing) => {
      using dir = temporaryDirectory();
      await using given = await startSes(dir.path);
      await given.publishing();
      await given.send(published(["maire@commune.example", bouncing]));
      await vi.waitFor(() => expect(given.received).toHaveLength(3));
      expect(types(given.events())).toEqual(["Email Sent", "Email Delivered", "Email Bounced"]);
      expect(given.events()).toMatchObject([
        {},
        { detail: { delivery: { recipients: ["maire@commune.example"] } } },
        {
          detail: {
            eventType: "Bounce",
            bounce: {
              bounceType: "Permanent",
              bounceSubType: "General",
              bouncedRecipients: [{ emailAddress: bouncing, action: "failed", status: "5.1.1" }],
            },
          },
        },
      ]);
    },
  );

  it("are those alone that the configuration set publishes", async () => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    await given.publishing(["delivery"]);
    await given.send(simple(["without@set.example"]));
    await given.send(published(["with@set.example"]));
    await vi.waitFor(() => expect(given.received).toHaveLength(1));
    expect(types(given.events())).toEqual(["Email Delivered"]);
  });

  it("use the default configuration set of the sender's identity", async () => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    await given.publishing(["send"]);
    await given.create("AWS::SES::EmailIdentity", "Identity", {
      EmailIdentity: "portail.example",
      ConfigurationSetAttributes: { ConfigurationSetName: "courriers" },
    });
    await given.send(simple(["a@b.example"]));
    await vi.waitFor(() => expect(types(given.events())).toEqual(["Email Sent"]));
  });

  it.each([
    ["detail types", { source: ["aws.ses"], "detail-type": ["Email Bounced", "Email Delivered"] }, ["Email Delivered"]],
    ["fields of the detail", { source: ["aws.ses"], detail: { eventType: ["Send"] } }, ["Email Sent"]],
    [
      "one item of a list",
      {
        source: ["aws.ses"],
        detail: { mail: { destination: ["other@b.example", "a@b.example"] }, eventType: ["Send"] },
      },
      ["Email Sent"],
    ],
    ["a field that is absent", { source: ["aws.ses"], detail: { bounce: { bounceType: ["Permanent"] } } }, []],
  ])("are chosen by a rule on %s", async (_, pattern, expected) => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    await given.publishing();
    await given.rule(pattern);
    await given.send(published(["a@b.example"]));
    await given.service.timed.fire(given.clock.now());
    expect(types(given.events())).toEqual(expected);
  });

  it("go nowhere by a rule that is disabled", async () => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    await given.publishing();
    await given.rule({ source: ["aws.ses"] }, "DISABLED");
    await given.send(published(["a@b.example"]));
    await given.service.timed.fire(given.clock.now());
    expect(given.received).toEqual([]);
  });

  it("are kept while the queue is out of order, over a restart, and delivered in order", async () => {
    using dir = temporaryDirectory();
    const before = await startSes(dir.path);
    await before.publishing();
    before.queue.broken = true;
    await before.send(published(["a@b.example"]));
    await before.move(3_000);
    expect(before.received).toEqual([]);
    expect(before.log.join()).toContain("out of order");
    await before[Symbol.asyncDispose]();

    // No resource is declared anew: where an event goes was decided when it happened.
    await using after = await startSes(dir.path, before.clock);
    expect(after.service.timed.nextDue()).toBeGreaterThan(after.clock.now());
    await after.move(60_000);
    expect(types(after.events())).toEqual(["Email Sent", "Email Delivered"]);
    expect(after.service.timed.nextDue()).toBeUndefined();
  });

  it("are dropped, with a line for the developer, after a day of refusals", async () => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    await given.publishing(["send"]);
    given.queue.broken = true;
    await given.send(published(["a@b.example"]));
    await given.move(25 * 3_600_000);
    expect(given.service.timed.nextDue()).toBeUndefined();
  });

  it("reach a queue of the runtime", async () => {
    using sqsDir = temporaryDirectory();
    using sesDir = temporaryDirectory();
    await using sqs = await startEmulator(sqsDir.path, createSqsService);
    const { attributes } = await sqs.create("AWS::SQS::Queue", "Courriers", { QueueName: "courriers" });
    await using given = await startSes(sesDir.path);
    await given.publishing(["delivery"]);
    await given.send(published(["a@b.example"]));
    await vi.waitFor(() => expect(given.received).toHaveLength(1));
    for (const { queueArn, body } of given.received) await sqs.service.send(queueArn, body);
    const [message] = await sqs.service.receive(attributes["Arn"] ?? "", 1, new AbortController().signal);
    expect(JSON.parse(message?.body ?? "")).toMatchObject({ "detail-type": "Email Delivered" });
  });
});

describe("the runtime stops at start on", () => {
  const target = { Id: "T", Arn: QUEUE_ARN };
  it.each([
    ["a prefix matcher", { EventPattern: { source: ["aws.ses"], detail: { eventType: [{ prefix: "B" }] } } }, "prefix"],
    ["an $or", { EventPattern: { source: ["aws.ses"], $or: [] } }, "$or"],
    ["events of another source", { EventPattern: { source: ["aws.states"] } }, "source"],
    ["another bus", { EventBusName: "mine", EventPattern: { source: ["aws.ses"] } }, "EventBusName"],
    [
      "a target that is no queue",
      { EventPattern: { source: ["aws.ses"] }, Targets: [{ ...target, Arn: "arn:aws:lambda:x" }] },
      "Targets.0.Arn",
    ],
  ])("a rule with %s, naming it", async (_, properties, named) => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    const create = given.create("AWS::Events::Rule", "Rule", { Targets: [target], ...properties });
    await expect(create).rejects.toMatchObject({ name: "NotImplemented", message: expect.stringContaining(named) });
  });

  it("an event destination that is no default bus", async () => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    const create = given.create("AWS::SES::ConfigurationSetEventDestination", "Destination", {
      ConfigurationSetName: "courriers",
      EventDestination: { MatchingEventTypes: ["send"], SnsDestination: { TopicARN: "arn:aws:sns:x" } },
    });
    await expect(create).rejects.toMatchObject({ message: expect.stringContaining("EventBridgeDestination") });
  });
});

describe("another operation of SES", () => {
  it("answers 501 and its name", async () => {
    using dir = temporaryDirectory();
    await using given = await startSes(dir.path);
    await expect(given.ses.send(new GetAccountCommand({}))).rejects.toMatchObject({
      name: "NotImplemented",
      message: expect.stringContaining("GET /v2/email/account"),
      $metadata: { httpStatusCode: 501 },
    });
  });
});
