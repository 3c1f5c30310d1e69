/**
 * The events that SES publishes for a message, in the envelope of EventBridge.
 * https://docs.aws.amazon.com/ses/latest/dg/monitoring-eventbridge.html
 * https://docs.aws.amazon.com/ses/latest/dg/event-publishing-retrieving-sns-contents.html
 */
import { randomUUID } from "node:crypto";
import type { Instant } from "../contracts.ts";
import type { Mailbox } from "./addresses.ts";
import { type Header, headerOf } from "./message-reader.ts";

export type EventType = "Send" | "Delivery" | "Bounce";

const DETAIL_TYPES: Readonly<Record<EventType, string>> = {
  Send: "Email Sent",
  Delivery: "Email Delivered",
  Bounce: "Email Bounced",
};

export interface MailEvent {
  readonly version: "0";
  readonly id: string;
  readonly "detail-type": string;
  readonly source: "aws.ses";
  readonly account: string;
  /** UTC, to the second. */
  readonly time: string;
  readonly region: string;
  readonly resources: readonly string[];
  readonly detail: { readonly eventType: EventType; readonly mail: object } & Readonly<Record<string, unknown>>;
}

interface SentMail {
  readonly messageId: string;
  readonly at: Instant;
  readonly from: string;
  readonly sender: Mailbox;
  readonly recipients: readonly Mailbox[];
  readonly headers: readonly Header[];
  readonly subject: string;
  readonly configurationSet: string;
  readonly tags: Readonly<Record<string, string>>;
}

export interface Place {
  readonly region: string;
  readonly account: string;
}

const list = (value: string | undefined): readonly string[] | undefined => (value === undefined ? undefined : [value]);

const mailObject = (mail: SentMail, { region, account }: Place): object => ({
  timestamp: new Date(mail.at).toISOString(),
  source: mail.from,
  sourceArn: `arn:aws:ses:${region}:${account}:identity/${mail.sender.domain}`,
  sendingAccountId: account,
  messageId: mail.messageId,
  destination: mail.recipients.map(({ address }) => address),
  headersTruncated: false,
  headers: mail.headers,
  commonHeaders: {
    from: [mail.from],
    to: list(headerOf(mail.headers, "to")),
    cc: list(headerOf(mail.headers, "cc")),
    date: headerOf(mail.headers, "date"),
    messageId: mail.messageId,
    subject: mail.subject,
  },
  tags: {
    "ses:operation": ["SendEmail"],
    "ses:configuration-set": [mail.configurationSet],
    "ses:from-domain": [mail.sender.domain],
    ...Object.fromEntries(Object.entries(mail.tags).map(([name, value]) => [name, [value]])),
  },
});

const addresses = (mailboxes: readonly Mailbox[]) => mailboxes.map(({ address }) => address);

/** The object beside `mail` that tells what happened, under the name that its type gives it. */
const OUTCOMES: Readonly<Record<EventType, (mail: SentMail, recipients: readonly Mailbox[]) => object>> = {
  Send: () => ({ send: {} }),
  Delivery: ({ at }, recipients) => ({
    delivery: {
      timestamp: new Date(at).toISOString(),
      processingTimeMillis: 0,
      recipients: addresses(recipients),
      smtpResponse: "250 2.0.0 OK",
      reportingMTA: "local.amazonses.com",
    },
  }),
  Bounce: ({ at, messageId }, recipients) => ({
    bounce: {
      feedbackId: messageId,
      bounceType: "Permanent",
      bounceSubType: "General",
      bouncedRecipients: addresses(recipients).map((emailAddress) => ({
        emailAddress,
        action: "failed",
        status: "5.1.1",
        diagnosticCode: "smtp; 550 5.1.1 user unknown",
      })),
      timestamp: new Date(at).toISOString(),
      reportingMTA: "dns; local.amazonses.com",
    },
  }),
};

/** As at AWS's mailbox simulator, but at any domain, so that a seed's addresses can bounce too. */
const bounces = ({ local }: Mailbox): boolean => local === "bounce";

/** What happens to a message: it is sent, then delivered to some and bounced from others. */
export const eventsOf = (mail: SentMail, place: Place): readonly MailEvent[] => {
  const happened: readonly [EventType, readonly Mailbox[]][] = [
    ["Send", mail.recipients],
    ["Delivery", mail.recipients.filter((recipient) => !bounces(recipient))],
    ["Bounce", mail.recipients.filter(bounces)],
  ];
  return happened
    .filter(([, recipients]) => recipients.length > 0)
    .map(([eventType, recipients]) => ({
      version: "0",
      id: randomUUID(),
      "detail-type": DETAIL_TYPES[eventType],
      source: "aws.ses",
      account: place.account,
      time: new Date(mail.at).toISOString().replace(/\.\d+Z$/, "Z"),
      region: place.region,
      resources: [`arn:aws:ses:${place.region}:${place.account}:configuration-set/${mail.configurationSet}`],
      detail: { eventType, mail: mailObject(mail, place), ...OUTCOMES[eventType](mail, recipients) },
    }));
};
