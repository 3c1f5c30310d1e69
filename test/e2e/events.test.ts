import { DynamoDBClient } from "@aws-sdk/client-dynamodb";
import { DeleteCommand, DynamoDBDocumentClient, PutCommand } from "@aws-sdk/lib-dynamodb";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { physicalName } from "#infra/naming.ts";
import { setPolling } from "#test/given/operations.ts";
import { sampleInvoice } from "#test/given/sample-invoice.ts";
import { openScene, type Scene } from "#test/given/scene.ts";

const MINUTE_MS = 60_000;
/** Longer than a batch of the stream takes to be given up: five retries, each after twice the pause of the one before. */
const GIVEN_UP_MS = MINUTE_MS;
/** The hourly sweep comes in it, after the quarter of an hour that it leaves to the stream. */
const SWEEP_MS = 120 * MINUTE_MS;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.platform.stop());

const consequences = async (facture: string) => ({
  events: await scene.events(facture),
  courriels: await scene.courriels(facture),
  letters: await scene.letters(facture),
});

const ALL_DONE = {
  events: [{ faitLe: expect.any(String) }],
  courriels: [{ envoyeLe: expect.any(String), accepteLe: expect.any(String) }],
  letters: 1,
};

describe("a stream that is dead", () => {
  it("is made up for by the hourly sweep, and adds nothing when it is back", async () => {
    await setPolling("Evenements", false);
    const facture = await scene.integrate(sampleInvoice("FLUX-1"));
    await scene.platform.runtime.settle();
    expect(await consequences(facture)).toMatchObject({ courriels: [], letters: 0 });

    await scene.letPass(SWEEP_MS);
    const swept = await consequences(facture);
    expect(swept).toMatchObject(ALL_DONE);

    await setPolling("Evenements", true);
    await scene.platform.runtime.settle();
    await scene.letPass(SWEEP_MS);
    expect(await consequences(facture)).toEqual(swept);
  });
});

describe("an event that cannot be done", () => {
  const TableName = physicalName("local", "factures");

  it("is set aside by the stream after its retries, and stops no other, neither there nor in the sweep", async () => {
    const client = DynamoDBDocumentClient.from(new DynamoDBClient({}));
    const instant = scene.platform.runtime.now().toISOString();
    const poison = { pk: `EVENEMENT#${instant.slice(0, 13)}#0`, sk: `${instant}#poison` };
    const Item = { ...poison, id: "poison", type: "INCONNU", facture: "aucune", instant };
    await client.send(new PutCommand({ TableName, Item }));
    const behind = await scene.integrate(sampleInvoice("POISON-1"));
    await scene.letPass(GIVEN_UP_MS);
    expect(await scene.messages("evenements-echecs")).toBe(1);
    expect(await consequences(behind)).toMatchObject(ALL_DONE);

    await setPolling("Evenements", false);
    const swept = await scene.integrate(sampleInvoice("POISON-2"));
    await scene.letPass(SWEEP_MS);
    expect(await consequences(swept)).toMatchObject(ALL_DONE);

    await client.send(new DeleteCommand({ TableName, Key: poison }));
    await setPolling("Evenements", true);
  });
});
