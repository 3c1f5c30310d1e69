import { describe, expect, it } from "vitest";
import { depotOfKey } from "#adapters/aws/s3-uploads.ts";
import { makeHandler } from "#entrees/intake/intake.ts";
import { zipOf } from "#infra/samples/zip.ts";
import { jsonEvent, queueEvent } from "#test/unit/edge/lambda-events.ts";
import { bytesOf, given, SUPPLIER } from "#test/unit/usecases/given.ts";

/** What S3 says of an upload, the parts that nobody reads included (S3 event message structure 2.x). */
const uploaded = (key: string, versionId: string) => ({
  eventVersion: "2.1",
  eventSource: "aws:s3",
  eventName: "ObjectCreated:Post",
  s3: {
    s3SchemaVersion: "1.0",
    bucket: { name: "depots", arn: "arn:aws:s3:::depots" },
    object: { key, size: 10, eTag: "e", versionId, sequencer: "0" },
  },
});
const message = (...records: readonly object[]) => ({ Records: records });

const TEST_EVENT = { Service: "Amazon S3", Event: "s3:TestEvent", Time: "2026-03-31T10:00:00Z", Bucket: "depots" };

const intake = () => {
  const world = given();
  let drawn = 0;
  return {
    world,
    handler: makeHandler({ ...world, depotOfKey }),
    /** Opens a deposit and uploads an invoice to it, whose event is still to come. */
    upload: async (bytes = bytesOf({ root: { "BT-1": `F-${++drawn}` } })) => {
      const { depot } = await world.createDepot(SUPPLIER, {
        nomFichier: "f.xml",
        taille: bytes.length,
        verificationSeule: false,
      });
      return { id: depot.id, record: uploaded(`depots/${depot.id}`, world.uploads.upload(depot.id, bytes)) };
    },
    results: async (...depots: readonly { readonly id: string }[]) =>
      (await Promise.all(depots.map(({ id }) => world.report(id)))).map(({ membre }) => membre?.resultat),
  };
};

describe("members of an archive announced on the queue", () => {
  it("are judged, and come back alone when they failed", async () => {
    const { handler, upload, world } = intake();
    const [first, second] = ["LOT-1", "LOT-2"].map((numero) => bytesOf({ root: { "BT-1": numero } }));
    if (!first || !second) throw new Error("two invoices");
    const { id, record } = await upload(
      zipOf([
        { nom: "a.xml", contenu: first },
        { nom: "b.xml", contenu: second },
      ]),
    );
    expect(await handler(jsonEvent(message(record)))).toEqual({ batchItemFailures: [] });
    expect(world.waiting).toEqual([
      { depot: id, rang: 1 },
      { depot: id, rang: 2 },
    ]);
    const missing = { depot: id, rang: 3 };
    expect(await handler(jsonEvent(missing, ...world.waiting))).toEqual({
      batchItemFailures: [{ itemIdentifier: "message-1" }],
    });
    expect((await world.report(id)).depot).toMatchObject({ total: 2, integres: 2 });
  });
});

describe("uploads announced on the queue", () => {
  it("are judged, whether they come in one message or in several", async () => {
    const { handler, upload, results } = intake();
    const [first, second, third] = [await upload(), await upload(), await upload()];
    const event = jsonEvent(message(first.record, second.record), message(third.record));
    expect(await handler(event)).toEqual({ batchItemFailures: [] });
    expect(await results(first, second, third)).toEqual(["INTEGREE", "INTEGREE", "INTEGREE"]);
  });

  it("come back alone when they failed: the others of the batch are done", async () => {
    const { handler, upload, results, world } = intake();
    const [first, broken, last] = [await upload(), await upload(), await upload()];
    // Storage named a version that it does not give.
    const missing = uploaded(`depots/${broken.id}`, "v9");
    const event = jsonEvent(message(first.record), message(missing), message(last.record));
    expect(await handler(event)).toEqual({ batchItemFailures: [{ itemIdentifier: "message-2" }] });
    expect(await results(first, broken, last)).toEqual(["INTEGREE", undefined, "INTEGREE"]);
    expect(world.logged).toContainEqual({
      code: "ENREGISTREMENT_EN_ECHEC",
      details: expect.objectContaining({ id: "message-2", erreur: expect.stringContaining("has no version v9") }),
    });
  });

  it("that are invoices at fault do not come back: their verdict is their result", async () => {
    const { handler, upload, results } = intake();
    const wrong = await upload(bytesOf({ root: { "BT-1": "F 1" } }));
    expect(await handler(jsonEvent(message(wrong.record)))).toEqual({ batchItemFailures: [] });
    expect(await results(wrong)).toEqual(["REJETEE"]);
  });

  it.each([
    ["the test event that S3 sends when it is connected", TEST_EVENT],
    ["an object that is no deposit", message(uploaded("journaux/2026", "v1"))],
    ["an upload to a deposit that nobody opened", message(uploaded("depots/inconnu", "v1"))],
  ])("that are %s are passed over", async (_, body) => {
    const { handler, world } = intake();
    expect(await handler(jsonEvent(body))).toEqual({ batchItemFailures: [] });
    expect(world.store.membres.size).toBe(0);
  });

  it.each([
    ["no JSON", "<Records/>"],
    ["a text", '"depots/1"'],
    ["nothing that names a file", '{"depot":"1"}'],
    ["an event without records", '{"Records":[]}'],
    ["a record without an object", '{"Records":[{"s3":{}}]}'],
    ["a record without a version: the bucket is not versioned", '{"Records":[{"s3":{"object":{"key":"depots/1"}}}]}'],
    ["a key that is not URL-encoded", '{"Records":[{"s3":{"object":{"key":"depots/%","versionId":"v"}}}]}'],
  ])("that are %s come back, on the way to the dead letters", async (_, body) => {
    expect(await intake().handler(queueEvent(body))).toEqual({ batchItemFailures: [{ itemIdentifier: "message-1" }] });
  });

  it("have URL-encoded keys, spaces as plus signs (S3 event message structure)", async () => {
    const seen: string[] = [];
    const handler = makeHandler({
      ...given(),
      depotOfKey: (key) => {
        seen.push(key);
        return undefined;
      },
    });
    await handler(jsonEvent(message(uploaded("depots/une+cl%C3%A9%2B%2F1", "v1"))));
    expect(seen).toEqual(["depots/une clé+/1"]);
  });
});
