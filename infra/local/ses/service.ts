/** SES v2 on one machine: a message becomes a file, and its fate becomes events on the queues of the rules that match. */
import { randomUUID } from "node:crypto";
import { join } from "node:path";
import { DatabaseSync } from "node:sqlite";
import type { AwsRequest, AwsService, Instant, LocalContext, QueueSink, TimedSource } from "../contracts.ts";
import { createEventDelivery } from "./event-delivery.ts";
import { eventsOf } from "./mail-events.ts";
import { readMessage } from "./message-reader.ts";
import { createOutbox, type OutboxMessage } from "./outbox.ts";
import { sesProviders } from "./providers.ts";
import { createRegistry } from "./registry.ts";
import { bodyOf, restService } from "./rest-json.ts";
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

  /** The message and its events are one commit: neither is there without the other. */
  const commit = (work: () => void): void => {
    database.exec("BEGIN IMMEDIATE");
    try {
      work();
      database.exec("COMMIT");
    } catch (error) {
      database.exec("ROLLBACK");
      throw error;
    }
  };

  const sendEmail = (request: AwsRequest): object => {
    const input = bodyOf("SES", request, SendEmail);
    const { from, sender, recipients, bytes } = letterOf(input);
    const configurationSet = registry.configurationSetFor(sender, input.ConfigurationSetName);
    const at = clock.now();
    const messageId = newMessageId(at);
    const content = bytes({ headerId: `${messageId}@${region}.amazonses.com`, date: at });
    const { headers, subject, text } = readMessage(content);
    const tags = Object.fromEntries(input.EmailTags.map(({ Name, Value }) => [Name, Value]));

    outbox.writeFile(messageId, content);
    commit(() => {
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

  return {
    signingName: "ses",
    operations: ["SendEmail"],
    providers: sesProviders(registry, context),
    handle: restService("SES", { "POST /v2/email/outbound-emails": sendEmail }),
    timed: { nextDue: delivery.nextDue, fire: delivery.deliver },
    outbox: outbox.list,
    stop: async () => {
      await delivery.deliver();
      database.close();
    },
  };
};
