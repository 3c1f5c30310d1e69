import * as z from "zod";
import { makeQueueHandler } from "#edge/batch.ts";
import type { Courriels } from "#ports/courriels.ts";
import type { Journal } from "#ports/system.ts";

export interface RetoursCourrielDeps {
  readonly courriels: Pick<Courriels, "markAccepted" | "markRefused">;
  readonly journal: Journal;
}

const Tag = z.tuple([z.string()]);
const Mail = z.object({ tags: z.object({ facture: Tag, courriel: Tag }) });

/** What the mail service tells of a message (SES event publishing through EventBridge); other kinds are not asked for. */
const MailEvent = z.object({
  detail: z.discriminatedUnion("eventType", [
    z.object({ eventType: z.literal("Delivery"), mail: Mail, delivery: z.object({ timestamp: z.iso.datetime() }) }),
    z.object({
      eventType: z.literal("Bounce"),
      mail: Mail,
      bounce: z.object({ timestamp: z.iso.datetime(), bounceType: z.string(), bounceSubType: z.string() }),
    }),
    z.object({ eventType: z.literal("Reject"), mail: Mail, reject: z.object({ reason: z.string() }) }),
  ]),
  time: z.iso.datetime(),
});

/** Records when the recipient's server took an e-mail or refused it: the dates that a payment delay is argued with. */
export const makeHandler = ({ courriels, journal }: RetoursCourrielDeps) =>
  makeQueueHandler(async (body) => {
    const { detail, time } = MailEvent.parse(body);
    const [facture] = detail.mail.tags.facture;
    const [courriel] = detail.mail.tags.courriel;
    if (detail.eventType === "Delivery") {
      await courriels.markAccepted(facture, courriel, detail.delivery.timestamp);
    } else if (detail.eventType === "Bounce") {
      const { timestamp, bounceType, bounceSubType } = detail.bounce;
      await courriels.markRefused(facture, courriel, timestamp, `${bounceType}/${bounceSubType}`);
    } else {
      await courriels.markRefused(facture, courriel, time, detail.reject.reason);
    }
  }, journal);
