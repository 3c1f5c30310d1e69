import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { type Session, upload } from "#infra/cli/platform.ts";
import { createRandom } from "#test/e2e/crash/random.ts";
import { purge, receiveInVain, redrive, sendMessages, setPolling } from "#test/given/operations.ts";
import { sampleInvoice } from "#test/given/sample-invoice.ts";
import { openScene, type Scene } from "#test/given/scene.ts";

const MINUTE_MS = 60_000;
/** Longer than the longest visibility timeout of a queue: what failed once is delivered again. */
const RETURN_MS = 7 * MINUTE_MS;
/** The hourly sweep comes in it, after the quarter of an hour that it leaves to stream and queues. */
const SWEEP_MS = 120 * MINUTE_MS;
/** Deliveries before a message is set aside. */
const DELIVERIES = 5;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.platform.stop());

const openOne = async (session: Session, taille: number) => {
  const { id, televersement } = await session.open({ nomFichier: "facture.xml", taille });
  if (!televersement) throw new Error(`deposit ${id} came without a form`);
  return { id, form: televersement };
};

const numbered = async (session: Session, prefix: string): Promise<readonly string[]> =>
  (await session.list()).factures.map(({ numeroFacture }) => numeroFacture).filter((one) => one.startsWith(prefix));

/** In an order that is drawn, always the same one. */
const shuffled = <Item>(items: readonly Item[]): readonly Item[] => {
  const random = createRandom(20_261_123);
  return items
    .map((item) => ({ item, rank: random() }))
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item);
};

/** What storage says of an upload, as far as it is read (S3 user guide, "Event message structure"). */
const announcement = (key: string, versionId: string): string =>
  JSON.stringify({ Records: [{ s3: { object: { key, versionId } } }] });

describe("an upload that storage announces ten times more, in any order and among others", () => {
  it("is one invoice, one history, one event and one e-mail", async () => {
    const numbers = ["DIX-1", "DIX-2", "DIX-3", "DIX-4"];
    const depots = await Promise.all(numbers.map((numero) => scene.send(sampleInvoice(numero))));
    const { uploads } = await scene.stored();
    const again = uploads.flatMap(({ key, versionId }) =>
      Array.from({ length: 10 }, () => announcement(key, versionId)),
    );
    expect(again).toHaveLength(10 * depots.length);
    await sendMessages("intake", shuffled(again));
    await scene.letPass(RETURN_MS);

    const { rows, archive, queues } = await scene.stored();
    expect(queues.filter(({ messages }) => messages > 0)).toEqual([]);
    expect(archive).toHaveLength(depots.length);
    const session = await scene.supplier();
    expect((await numbered(session, "DIX-")).toSorted()).toEqual(numbers);
    for (const depot of depots) {
      const { statut, factures, versionsIgnorees } = await session.report(depot);
      expect({ statut, invoices: factures.length, versionsIgnorees }).toEqual({
        statut: "INTEGRE",
        invoices: 1,
        versionsIgnorees: 0,
      });
      const facture = z.string().parse(factures[0]?.facture);
      const own = rows
        .filter(({ pk }) => pk === `FACTURE#${facture}`)
        .map(({ sk }) => sk.replace(/(?<=COURRIEL)#.*/, ""));
      expect(own.toSorted()).toEqual(["COURRIEL", "FICHE", "HISTORIQUE#000001"]);
      expect(rows.filter((row) => row.pk.startsWith("ALIAS#") && row["facture"] === facture)).toHaveLength(1);
      expect(await scene.events(facture)).toHaveLength(1);
      expect(await scene.letters(facture)).toBe(1);
    }
  });
});

describe("two uploads of different bytes to one deposit", () => {
  it("are judged by the first; the second is noted and changes nothing", async () => {
    const session = await scene.supplier();
    const [first, second] = [sampleInvoice("VERSION-A"), sampleInvoice("VERSION-B")];
    const { id, form } = await openOne(session, first.length);
    await upload(form, first);
    const judged = await session.verdict(id);
    await upload(form, second);
    await scene.platform.runtime.settle();
    expect(await session.report(id)).toEqual({ ...judged, versionsIgnorees: 1 });
    expect(await numbered(session, "VERSION-")).toEqual(["VERSION-A"]);
  });

  it("are judged once when they come together", async () => {
    const session = await scene.supplier();
    const [one, other] = [sampleInvoice("ENSEMBLE-A"), sampleInvoice("ENSEMBLE-B")];
    const { id, form } = await openOne(session, one.length);
    await Promise.all([upload(form, one), upload(form, other)]);
    await session.verdict(id);
    await scene.platform.runtime.settle();
    expect(await session.report(id)).toMatchObject({ statut: "INTEGRE", versionsIgnorees: 1 });
    expect(await numbered(session, "ENSEMBLE-")).toHaveLength(1);
  });
});

describe("a deposit without a file", () => {
  it("expires with the sweep, and takes its file all the same through a new form", async () => {
    const bytes = sampleInvoice("EXPIRE-1");
    const declaration = { nomFichier: "tard.xml", taille: bytes.length };
    const { id } = await (await scene.supplier()).open(declaration, "cle-tardive");
    await scene.letPass(SWEEP_MS + 60 * MINUTE_MS);
    const session = await scene.supplier();
    expect(await session.report(id)).toMatchObject({ statut: "EXPIRE", factures: [] });

    const again = await session.open(declaration, "cle-tardive");
    expect(again.id).toBe(id);
    if (!again.televersement) throw new Error("the expired deposit gives no form");
    await upload(again.televersement, bytes);
    expect(await session.verdict(id)).toMatchObject({ statut: "INTEGRE" });
  });
});

describe("a message that cannot be read", () => {
  it("is set aside after five deliveries and stops no other; a redrive brings it back", async () => {
    await sendMessages("intake", ["{"]);
    await scene.integrate(sampleInvoice("ILLISIBLE-1"));
    await scene.letPass((DELIVERIES - 1) * RETURN_MS);
    expect([await scene.messages("intake"), await scene.messages("intake-dlq")]).toEqual([1, 0]);
    await scene.letPass(2 * RETURN_MS);
    expect([await scene.messages("intake"), await scene.messages("intake-dlq")]).toEqual([0, 1]);

    await redrive("intake");
    await scene.platform.runtime.settle();
    expect([await scene.messages("intake"), await scene.messages("intake-dlq")]).toEqual([1, 0]);
    await scene.letPass((DELIVERIES + 1) * RETURN_MS);
    expect([await scene.messages("intake"), await scene.messages("intake-dlq")]).toEqual([0, 1]);
    await purge("intake-dlq");
  });
});

describe("an upload whose message was set aside", () => {
  /** Uploads while the only consumer crashes at every delivery. */
  const sendInVain = async (bytes: Buffer): Promise<string> => {
    await setPolling("Intake", false);
    const depot = await scene.send(bytes);
    await scene.platform.runtime.settle();
    await receiveInVain("intake", DELIVERIES + 1);
    expect(await scene.messages("intake")).toBe(0);
    await setPolling("Intake", true);
    await scene.platform.runtime.settle();
    expect(await (await scene.supplier()).report(depot)).toMatchObject({ statut: "EN_ATTENTE_DE_FICHIER" });
    return depot;
  };

  it("is integrated by the redrive", async () => {
    const depot = await sendInVain(sampleInvoice("REPRISE-1"));
    await redrive("intake");
    expect(await (await scene.supplier()).verdict(depot)).toMatchObject({ statut: "INTEGRE", versionsIgnorees: 0 });
  });

  it("is found by the sweep, and a redrive after it changes nothing", async () => {
    const depot = await sendInVain(sampleInvoice("REPRISE-2"));
    await scene.letPass(SWEEP_MS);
    const judged = await (await scene.supplier()).report(depot);
    expect(judged).toMatchObject({ statut: "INTEGRE", versionsIgnorees: 0 });

    await redrive("intake");
    await scene.platform.runtime.settle();
    expect(await (await scene.supplier()).report(depot)).toEqual(judged);
  });
});
