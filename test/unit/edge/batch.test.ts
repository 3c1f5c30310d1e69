import { describe, expect, it } from "vitest";
import { makeQueueHandler, makeStreamHandler } from "#edge/batch.ts";
import { jsonEvent, queueEvent, streamEvent } from "./lambda-events.ts";

type Entry = readonly [level: "info" | "error", code: string, details: Readonly<Record<string, unknown>>];

const given = (refused: unknown = new Error("cannot be done")) => {
  const entries: Entry[] = [];
  const handled: unknown[] = [];
  const journal = {
    info: (code: string, details = {}) => void entries.push(["info", code, details]),
    error: (code: string, details = {}) => void entries.push(["error", code, details]),
  };
  const handle = async (body: unknown): Promise<void> => {
    if (JSON.stringify(body).includes("refuse")) throw refused;
    handled.push(body);
  };
  return { entries, handled, onQueue: makeQueueHandler(handle, journal), onStream: makeStreamHandler(handle, journal) };
};

describe("messages of a queue (Lambda, ReportBatchItemFailures)", () => {
  it("are handled each by itself: those that failed come back, and no other", async () => {
    const { onQueue, handled } = given();
    const { batchItemFailures } = await onQueue(jsonEvent("un", "refuse", "trois", "refuse aussi", "cinq"));
    expect(batchItemFailures).toEqual([{ itemIdentifier: "message-2" }, { itemIdentifier: "message-4" }]);
    expect(handled).toEqual(["un", "trois", "cinq"]);
  });

  it("that all failed come back one by one, not as a batch whose ids are lost", async () => {
    const { batchItemFailures } = await given().onQueue(jsonEvent("refuse", "refuse"));
    expect(batchItemFailures).toEqual([{ itemIdentifier: "message-1" }, { itemIdentifier: "message-2" }]);
  });

  it("that are not JSON come back without being handled", async () => {
    const { onQueue, handled } = given();
    const { batchItemFailures } = await onQueue(queueEvent("{", "", '"bon"'));
    expect(batchItemFailures).toEqual([{ itemIdentifier: "message-1" }, { itemIdentifier: "message-2" }]);
    expect(handled).toEqual(["bon"]);
  });

  it("are counted in one line of the log, each failure told with its id and its cause", async () => {
    const { onQueue, entries } = given();
    await onQueue(jsonEvent("un", "refuse"));
    expect(entries).toEqual([
      [
        "error",
        "ENREGISTREMENT_EN_ECHEC",
        { id: "message-2", erreur: "Error: cannot be done", pile: expect.stringContaining("batch.test.ts") },
      ],
      ["info", "LOT_TRAITE", { messages: 2, echecs: 1 }],
    ]);
  });

  it("fail too with something thrown that is no error", async () => {
    const { onQueue, entries } = given("mot");
    expect((await onQueue(jsonEvent("refuse"))).batchItemFailures).toEqual([{ itemIdentifier: "message-1" }]);
    expect(entries[0]).toEqual([
      "error",
      "ENREGISTREMENT_EN_ECHEC",
      { id: "message-1", erreur: "mot", pile: undefined },
    ]);
  });

  it("of one batch say nothing of the next", async () => {
    const { onQueue } = given();
    await onQueue(jsonEvent("refuse"));
    expect(await onQueue(jsonEvent("bon"))).toEqual({ batchItemFailures: [] });
  });
});

describe("records of a stream", () => {
  it("are handled as rows; those that failed are named by their sequence number", async () => {
    const { onStream, handled } = given();
    const { batchItemFailures } = await onStream(streamEvent({ id: "un" }, { id: "refuse" }, { id: "trois" }));
    expect(batchItemFailures).toEqual([{ itemIdentifier: "101" }]);
    expect(handled).toEqual([{ id: "un" }, { id: "trois" }]);
  });

  it("without a new image are empty rows", async () => {
    const { onStream, handled } = given();
    const [record] = streamEvent(undefined).Records;
    await onStream({ Records: [record ?? {}] });
    expect(handled).toEqual([{}]);
  });

  it("are counted in one line of the log, each failure told with the id of its event", async () => {
    const { onStream, entries } = given();
    await onStream(streamEvent({ id: "refuse" }, { id: "deux" }));
    expect(entries).toMatchObject([
      ["error", "ENREGISTREMENT_EN_ECHEC", { id: "evenement-1", erreur: "Error: cannot be done" }],
      ["info", "LOT_TRAITE", { evenements: 2, echecs: 1 }],
    ]);
  });
});
