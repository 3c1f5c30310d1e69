import { describe, expect, it } from "vitest";
import { makeHandler } from "#entrees/courriels/courriels.ts";
import { MailRefused } from "#ports/courriels.ts";
import { jsonEvent, queueEvent } from "#test/unit/edge/lambda-events.ts";
import { bytesOf, given } from "#test/unit/usecases/given.ts";

/** E-mails recorded and queued, one per invoice. */
const queued = async (...numbers: readonly string[]) => {
  const world = given();
  for (const number of numbers) await world.deposit(bytesOf({ root: { "BT-1": number } }));
  for (const evenement of world.pending()) await world.follow(evenement);
  return { world, orders: world.queued.map(({ facture, id }) => ({ facture, courriel: id })) };
};

describe("e-mails to send", () => {
  it("are sent, one message each", async () => {
    const { world, orders } = await queued("F-1", "F-2");
    expect(await makeHandler(world)(jsonEvent(...orders))).toEqual({ batchItemFailures: [] });
    expect(world.sent.map(({ courriel }) => courriel).toSorted()).toEqual(
      orders.map(({ courriel }) => courriel).toSorted(),
    );
  });

  it("come back alone when the service does not take them", async () => {
    const { world, orders } = await queued("F-1", "F-2");
    const [first] = orders;
    const courrier = {
      send: async (mail: Parameters<typeof world.courrier.send>[0]) => {
        if (mail.courriel === first?.courriel) throw new Error("throttled");
        return world.courrier.send(mail);
      },
    };
    const handler = makeHandler({ ...world, courrier });
    expect(await handler(jsonEvent(...orders))).toEqual({ batchItemFailures: [{ itemIdentifier: "message-1" }] });
    expect(world.sent).toHaveLength(1);
  });

  it("that are refused for good do not come back", async () => {
    const { world, orders } = await queued("F-1");
    const courrier = { send: () => Promise.reject(new MailRefused("no such address")) };
    expect(await makeHandler({ ...world, courrier })(jsonEvent(...orders))).toEqual({ batchItemFailures: [] });
  });

  it.each([
    ["that are no JSON", "facture"],
    ["that name no e-mail", '{"facture":"f"}'],
    ["of an invoice that is not there", '{"facture":"f","courriel":"c"}'],
  ])("%s come back", async (_, body) => {
    const { world } = await queued();
    expect(await makeHandler(world)(queueEvent(body))).toEqual({
      batchItemFailures: [{ itemIdentifier: "message-1" }],
    });
    expect(world.sent).toEqual([]);
  });
});
