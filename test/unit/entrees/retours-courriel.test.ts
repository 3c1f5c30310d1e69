import { describe, expect, it } from "vitest";
import { makeHandler } from "#entrees/retours-courriel/retours-courriel.ts";
import { jsonEvent } from "#test/unit/edge/lambda-events.ts";
import { bytesOf, given } from "#test/unit/usecases/given.ts";

const AT = "2026-03-31T10:00:07.000Z";
const LATER = "2026-03-31T10:00:09Z";

/** An e-mail that was sent, and what the mail service says of it (SES event data through EventBridge). */
const sent = async () => {
  const world = given();
  await world.deposit(bytesOf({}));
  for (const evenement of world.pending()) await world.follow(evenement);
  const [order] = world.queued;
  if (!order) throw new Error("nothing is queued");
  await world.sendCourriel(order.facture, order.id);
  const mail = {
    timestamp: AT,
    messageId: "message-1",
    tags: { "ses:operation": ["SendEmail"], facture: [order.facture], courriel: [order.id] },
  };
  return {
    world,
    handler: makeHandler(world),
    event: (eventType: string, outcome: object, tags: object = mail.tags) => ({
      version: "0",
      source: "aws.ses",
      time: LATER,
      detail: { eventType, mail: { ...mail, tags }, ...outcome },
    }),
    tags: mail.tags,
    courriel: () => world.courriels.find(order.facture, order.id),
  };
};

const delivery = (timestamp = AT) => ({ delivery: { timestamp, smtpResponse: "250 OK" } });
const bounce = { bounce: { timestamp: AT, bounceType: "Permanent", bounceSubType: "NoEmail", bouncedRecipients: [] } };

describe("what became of an e-mail", () => {
  it("is its acceptance, when the recipient's server took it", async () => {
    const { handler, event, courriel } = await sent();
    expect(await handler(jsonEvent(event("Delivery", delivery())))).toEqual({ batchItemFailures: [] });
    expect(await courriel()).toMatchObject({ accepteLe: AT });
    expect(await courriel()).not.toHaveProperty("refuseLe");
  });

  it("is its refusal with its kind, when the recipient's server sent it back", async () => {
    const { handler, event, courriel } = await sent();
    expect(await handler(jsonEvent(event("Bounce", bounce)))).toEqual({ batchItemFailures: [] });
    expect(await courriel()).toMatchObject({ refuseLe: AT, motifRefus: "Permanent/NoEmail" });
    expect(await courriel()).not.toHaveProperty("accepteLe");
  });

  it("is its refusal, dated by its event, when the mail service itself rejected it: a rejection bears no date", async () => {
    const { handler, event, courriel } = await sent();
    await handler(jsonEvent(event("Reject", { reject: { reason: "Bad content" } })));
    expect(await courriel()).toMatchObject({ refuseLe: LATER, motifRefus: "Bad content" });
  });

  it("may be both, and told twice: each keeps its first instant", async () => {
    const { handler, event, courriel } = await sent();
    await handler(jsonEvent(event("Delivery", delivery())));
    await handler(jsonEvent(event("Delivery", delivery(LATER)), event("Bounce", bounce)));
    expect(await courriel()).toMatchObject({ accepteLe: AT, refuseLe: AT });
  });

  it("comes back when it is not understood or concerns no e-mail, and no other message with it", async () => {
    const { handler, event, courriel, tags } = await sent();
    const bodies = [
      event("Open", { open: { timestamp: AT } }),
      event("Delivery", { delivery: {} }),
      event("Delivery", delivery("hier")),
      event("Delivery", delivery(), { facture: tags.facture }),
      event("Delivery", delivery(), { ...tags, facture: [...tags.facture, "autre"] }),
      event("Delivery", delivery(), { facture: ["inconnue"], courriel: ["inconnu"] }),
      event("Delivery", delivery()),
    ];
    expect(await handler(jsonEvent(...bodies))).toEqual({
      batchItemFailures: [1, 2, 3, 4, 5, 6].map((rank) => ({ itemIdentifier: `message-${rank}` })),
    });
    expect(await courriel()).toMatchObject({ accepteLe: AT });
  });
});
