/** SES v2 on one machine: a message becomes a file, and its fate becomes events on the queues of the rules that match. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import { checkedInput } from "../checked.ts";
import type { AwsRequest, AwsService, Instant, LocalContext, QueueSink, TimedSource } from "../contracts.ts";
import { AwsError } from "../json-protocol.ts";
import { type RestOperation, restAnswer, restService } from "../rest-protocol.ts";
import { atomically } from "../sqlite.ts";
import { createEventDelivery } from "./event-delivery.ts";
import { eventsOf } from "./mail-events.ts";
import { readMessage } from "./message-reader.ts";
import { createOutbox, type OutboxMessage } from "./outbox.ts";
import { sesProviders } from "./providers.ts";
import { createRegistry } from "./registry.ts";
import { letterOf, SendEmail } from "./send-email.ts";

export interface SesService extends AwsService {
  readonly timed: TimedSource;
  /** Every message that was ever sent, the oldest first. */
  outbox(): readonly OutboxMessage[];
}

/** Begins with the time, as AWS's own, so that files sort by it. */
const newMessageId = (at: Instant): string => `0107${at.toString(16).padStart(12, "0")}-${randomUUID()}-000000`;

export const createSesService = (context: LocalContext, queues: QueueSink): SesService => {
  const { dataDir, clock, region, log } = context;
  const database = new DatabaseSync(join(dataDir, "ses.sqlite"));
  database.exec("PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL");
  const registry = createRegistry(region);
  const outbox = createOutbox(dataDir, database);
  const delivery = createEventDelivery(database, queues, clock, log);

  const sendEmail = (request: AwsRequest): object => {
    const input = checkedInput(
      { service: "SES", operation: "SendEmail" },
      SendEmail,
      JSON.parse(request.body.toString("utf8")),
      (path, message) => new AwsError("BadRequestException", `${path}: ${message}`),
    );
    const { from, sender, recipients, bytes } = letterOf(input);
    const configurationSet = registry.configurationSetFor(sender, input.ConfigurationSetName);
    const at = clock.now();
    const messageId = newMessageId(at);
    const content = bytes({ headerId: `${messageId}@${region}.amazonses.com`, date: at });
    const { headers, subject, text } = readMessage(content);
    const tags = Object.fromEntries(input.EmailTags.map(({ Name, Value }) => [Name, Value]));

    outbox.writeFile(messageId, content);
    // The message and its events are one commit: neither is there without the other.
    atomically(database, () => {
      outbox.insert({ messageId, at, from, to: recipients.map(({ address }) => address), subject, text });
      if (configurationSet === undefined) return;
      const mail = { messageId, at, from, sender, recipients, headers, subject, configurationSet, tags };
      for (const event of eventsOf(mail, context)) {
        if (!registry.publishes(configurationSet, event.detail.eventType)) continue;
        for (const queueArn of registry.targetsOf(event)) delivery.enqueue(queueArn, JSON.stringify(event));
      }
    });
    // Not awaited: the sender's answer does not depend on who listens. It never rejects.
    void delivery.deliver();
    return { MessageId: messageId };
  };

  const operations: readonly RestOperation[] = [
    {
      name: "SendEmail",
      method: "POST",
      path: /^\/v2\/email\/outbound-emails$/,
      run: ({ request }) => restAnswer(200, sendEmail(request)),
    },
  ];

  return {
    signingName: "ses",
    operations: operations.map(({ name }) => name),
    providers: sesProviders(registry, context),
    handle: restService("SES", operations),
    timed: { nextDue: delivery.nextDue, fire: delivery.deliver },
    outbox: outbox.list,
    stop: async () => {
      await delivery.deliver();
      database.close();
    },
  };
};
