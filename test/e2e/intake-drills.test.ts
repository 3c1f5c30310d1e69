/** Drills of the intake: a document that kills its function at every delivery, and messages that say nothing. */
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import * as z from "zod";
import type { Breakdown } from "#infra/local/lambda/breakdowns.ts";
import { rings } from "#test/given/alarm.ts";
import { sendMessages, setPolling } from "#test/given/operations.ts";
import { ops } from "#test/given/ops.ts";
import { sampleInvoice } from "#test/given/sample-invoice.ts";
import { openScene, type Scene } from "#test/given/scene.ts";

/** Longer than the visibility timeout of the queue: what failed once is delivered again. */
const RETURN_MS = 7 * 60_000;
/** Deliveries before a message is set aside; the next attempt finds that they are spent. */
const DELIVERIES = 6;

let scene: Scene;
beforeAll(async () => {
  scene = await openScene();
});
afterAll(() => scene.platform.stop());

/** What is sent while the intake is away lies on the queue together, and is taken from it together. */
const together = async <Sent>(send: () => Promise<Sent>): Promise<Sent> => {
  await setPolling("Intake", false);
  const sent = await send();
  await setPolling("Intake", true);
  return sent;
};

const statusOf = async (depot: string): Promise<string> => (await (await scene.supplier()).report(depot)).statut;

const deliverInVain = async (): Promise<void> => {
  for (let delivery = 0; delivery < DELIVERIES; delivery++) await scene.letPass(RETURN_MS);
};

const Shown = z.object({ messages: z.array(z.object({ sujet: z.object({ phrase: z.string() }) })) });
/**
 * What lies in the dead-letter queue, each thing once: the sweep queues a deposit without a result every hour, and a message
 * whose deliveries are spent comes here even after the deposit was judged.
 */
const setAside = async (): Promise<readonly string[]> => {
  const { out } = await ops("dlq", "show", "intake-dlq", "--json");
  return [...new Set(Shown.parse(JSON.parse(out)).messages.map(({ sujet }) => sujet.phrase))].toSorted();
};

const neverJudged = (depot: string): string => `fichier du dépôt ${depot}, jamais jugé`;

const isRinging = (): Promise<boolean> => rings(inject("assembly"), "intake-dlq-NotEmpty");

describe("a document that kills the function at every delivery", () => {
  it.each<readonly [Breakdown, string]>([
    ["arret", "which ends its process"],
    ["memoire", "which exhausts its memory"],
    ["blocage", "which exhausts its time"],
  ])("%s (%s): is set aside alone, named in plain words, and is one invoice after the fix", async (panne) => {
    const numbers = [1, 2, 3, 4].map((rank) => `${panne.toUpperCase()}-${rank}`);
    const poisoned = `${panne.toUpperCase()}-P`;
    const { before, poison, after } = await together(async () => {
      const [one, two, three, four] = numbers.map((numero) => sampleInvoice(numero));
      if (!one || !two || !three || !four) throw new Error("four invoices");
      const before = [await scene.send(one), await scene.send(two)];
      const poison = await scene.send(sampleInvoice(poisoned));
      scene.platform.runtime.plan({ fonction: "Intake", panne, contenant: poison });
      return { before, poison, after: [await scene.send(three), await scene.send(four)] };
    });
    await scene.platform.runtime.settle();
    const others = [...before, ...after];
    // The others do not pay for it: not one delivery more.
    expect(await Promise.all(others.map(statusOf))).toEqual(others.map(() => "INTEGRE"));

    await deliverInVain();
    const dead = await setAside();
    expect(dead).toContain(neverJudged(poison));
    expect(others.filter((depot) => dead.includes(neverJudged(depot)))).toEqual([]);
    expect(await isRinging()).toBe(true);
    const list = await ops("dlq", "list");
    expect(list.out).toMatch(/^intake-dlq +\d messages? +depuis le .* se rend à intake$/m);
    const shown = await ops("dlq", "show", "intake-dlq");
    expect(shown.out).toContain(`npm run ops -- depots show ${poison}`);
    expect((await ops("depots", "show", poison)).status).toBe(0);

    scene.platform.runtime.plan({ fonction: "Intake", panne, contenant: poison, nombre: 0 });
    expect(await ops("dlq", "redrive", "intake-dlq", "--apply")).toMatchObject({ status: 0 });
    await scene.platform.runtime.settle();
    const report = await (await scene.supplier()).report(poison);
    expect(report).toMatchObject({ statut: "INTEGRE", versionsIgnorees: 0 });
    const facture = z.string().parse(report.factures[0]?.facture);
    expect(await scene.events(facture)).toHaveLength(1);
    expect(await scene.letters(facture)).toBe(1);
    const { factures } = await (await scene.supplier()).list();
    const mine = factures.filter(({ numeroFacture }) => numeroFacture.startsWith(`${panne.toUpperCase()}-`));
    expect(mine.map(({ numeroFacture }) => numeroFacture).toSorted()).toEqual([...numbers, poisoned].toSorted());
  });
});

describe("messages that are no JSON, or name nothing", () => {
  it("are set aside, told as what they are, and stop no other", async () => {
    const depot = await together(async () => {
      await sendMessages("intake", ["<facture/>", '{"bonjour":1}']);
      return scene.send(sampleInvoice("PARMI-1"));
    });
    await scene.platform.runtime.settle();
    expect(await statusOf(depot)).toBe("INTEGRE");

    await deliverInVain();
    expect(await setAside()).toEqual(
      expect.arrayContaining([
        "message illisible : ce n'est pas du JSON ; une nouvelle tentative échouera de même",
        "message que cette plateforme ne reconnaît pas : il ne nomme ni dépôt, ni facture, ni événement",
      ]),
    );
    expect(await isRinging()).toBe(true);
    expect((await ops("dlq", "show", "intake-dlq")).out).toContain("<facture/>");
  });
});
