import { EventBus, Rule } from "aws-cdk-lib/aws-events";
import { SqsQueue } from "aws-cdk-lib/aws-events-targets";
import { ConfigurationSet, EmailSendingEvent, EventDestination } from "aws-cdk-lib/aws-ses";
import type { Queue } from "aws-cdk-lib/aws-sqs";
import { Construct } from "constructs";

/**
 * What SES reports of an e-mail, and the `detail-type` that EventBridge gives it (EventBridge reference, "Amazon Simple
 * Email Service events"). Only what a payment delay is argued with is asked for: each report costs a message and a write.
 * Openings and clicks would be surveillance besides, and prove nothing.
 */
const REPORTS = [
  { event: EmailSendingEvent.DELIVERY, detailType: "Email Delivered" },
  { event: EmailSendingEvent.BOUNCE, detailType: "Email Bounced" },
  { event: EmailSendingEvent.REJECT, detailType: "Email Rejected" },
] as const;

interface MailReturnsProps {
  readonly configurationSetName: string;
  /** Receives each report as EventBridge writes it. */
  readonly queue: Queue;
}

/** The SES configuration set of a stage: what becomes of its e-mails reaches a queue, through the default event bus. */
export class MailReturns extends Construct {
  readonly configurationSet: ConfigurationSet;

  constructor(scope: Construct, id: string, { configurationSetName, queue }: MailReturnsProps) {
    super(scope, id);
    const bus = EventBus.fromEventBusName(this, "DefaultBus", "default");
    this.configurationSet = new ConfigurationSet(this, "ConfigurationSet", { configurationSetName });
    this.configurationSet.addEventDestination("Reports", {
      destination: EventDestination.eventBus(bus),
      events: REPORTS.map(({ event }) => event),
    });
    new Rule(this, "Rule", {
      eventBus: bus,
      description: "What became of the e-mails of this stage",
      eventPattern: {
        source: ["aws.ses"],
        detailType: REPORTS.map(({ detailType }) => detailType),
        // The default bus is shared by the account: other senders' e-mails are not ours.
        detail: { mail: { tags: { "ses:configuration-set": [configurationSetName] } } },
      },
      targets: [new SqsQueue(queue)],
    });
  }
}
