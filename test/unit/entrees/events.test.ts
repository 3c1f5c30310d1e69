import { describe, expect, it } from "vitest";
import { makeHandler } from "#entrees/events/events.ts";
import type { Evenement } from "#ports/evenements.ts";
import { streamEvent } from "#test/unit/edge/lambda-events.ts";
import { bytesOf, given } from "#test/unit/usecases/given.ts";

/** A row as it stands in the table: with its keys. */
const row = (evenement: Evenement): Readonly<Record<string, string>> => ({
  pk: "EVENEMENT#2026-03-31T10#0",
  sk: `${evenement.instant}#${evenement.id}`,
  id: evenement.id,
  type: evenement.type,
  instant: evenement.instant,
  ...(evenement.type === "FACTURE_MISE_A_DISPOSITION" && { facture: evenement.facture }),
});

const integrated = async (...numbers: readonly string[]) => {
  const world = given();
  for (const number of numbers) await world.deposit(bytesOf({ root: { "BT-1": number } }));
  return { world, handler: makeHandler(world), events: world.pending() };
};

describe("events of the table's stream", () => {
  it("are announced and done", async () => {
    const { world, handler, events } = await integrated("F-1", "F-2");
    expect(await handler(streamEvent(...events.map(row)))).toEqual({ batchItemFailures: [] });
    expect(world.queued.map(({ facture }) => facture)).toEqual(events.map(({ id }) => id.replace(":1", "")));
    expect(world.pending()).toEqual([]);
  });

  it("may come twice: the e-mail is one row", async () => {
    const { world, handler, events } = await integrated("F-1");
    await handler(streamEvent(...events.map(row)));
    await handler(streamEvent(...events.map(row)));
    expect(world.store.courriels.size).toBe(1);
  });

  it("that failed come back by their sequence number; the others are done", async () => {
    const { world, handler, events } = await integrated("F-1", "F-2");
    const [first, second] = events.map(row);
    const lost = { ...first, id: "perdu", facture: "inconnue" };
    expect(await handler(streamEvent(first, lost, second))).toEqual({
      batchItemFailures: [{ itemIdentifier: "101" }],
    });
    expect(world.pending()).toEqual([]);
  });

  it.each([
    ["of a kind that is not known", { type: "FACTURE_MANGEE" }],
    ["without an invoice", { facture: undefined }],
  ])("%s come back: a new kind is announced by its own code, not lost", async (_, changes) => {
    const { world, handler, events } = await integrated("F-1");
    const [event] = events.map(row);
    const image = Object.fromEntries(
      Object.entries({ ...event, ...changes }).filter((entry): entry is [string, string] => entry[1] !== undefined),
    );
    expect(await handler(streamEvent(image))).toEqual({ batchItemFailures: [{ itemIdentifier: "100" }] });
    expect(world.pending()).toHaveLength(1);
  });
});
