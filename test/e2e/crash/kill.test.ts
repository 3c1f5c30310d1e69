import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, inject, it } from "vitest";
import { freePorts } from "#test/given/child-platform.ts";
import { type Campaign, runCampaign } from "./campaign.ts";
import { brokenPromises, type Outcome } from "./promises.ts";
import { newSeed } from "./random.ts";
import { summary } from "./summary.ts";

const kills = Number(process.env["PLAINCHANT_KILLS"] ?? 5);
const uploads = Number(process.env["PLAINCHANT_UPLOADS"] ?? 40);
const seed = Number(process.env["PLAINCHANT_SEED"] ?? newSeed());

/** A kill costs a start and the cold start of every function; the rest is the deposits themselves. */
const TIMEOUT_MS = 60_000 + kills * 15_000 + uploads * 500;

const withShown = (outcome: Outcome, shown: Partial<Outcome["shown"]>): Outcome => ({
  ...outcome,
  shown: { ...outcome.shown, ...shown },
});

const withStored = (outcome: Outcome, stored: Partial<Outcome["stored"]>): Outcome => ({
  ...outcome,
  stored: { ...outcome.stored, ...stored },
});

const withoutLast = <Item>(items: readonly Item[]): readonly Item[] => items.slice(0, -1);

const twiceLast = <Item>(items: readonly Item[]): readonly Item[] => [...items, ...items.slice(-1)];

/** What a platform that loses or doubles something would leave. */
const FAULTS: Readonly<Record<string, (outcome: Outcome) => Outcome>> = {
  "an invoice that the supplier does not see": (one) => withShown(one, { sent: withoutLast(one.shown.sent) }),
  "an invoice that the supplier sees twice": (one) => withShown(one, { sent: twiceLast(one.shown.sent) }),
  "an invoice that its recipient does not see": (one) => withShown(one, { received: withoutLast(one.shown.received) }),
  "an e-mail that never left": (one) => withShown(one, { courriers: withoutLast(one.shown.courriers) }),
  "an upload that is gone": (one) => withStored(one, { uploads: withoutLast(one.stored.uploads) }),
  "bytes that are not in the archive": (one) => withStored(one, { archive: withoutLast(one.stored.archive) }),
  "bytes that are in the archive twice": (one) => withStored(one, { archive: twiceLast(one.stored.archive) }),
  "an orphan event": (one) =>
    withStored(one, { rows: [...one.stored.rows, { pk: "EVENEMENT#2026-11-23T10#0", sk: "orphan", facture: "none" }] }),
  "an event that is not done": (one) =>
    withStored(one, { rows: one.stored.rows.map(({ faitLe: _undone, ...row }) => row) }),
  "a dead letter": (one) => withStored(one, { queues: [{ name: "plainchant-local-intake-dlq", messages: 1 }] }),
};

describe(`${kills} kill -9 at random instants during ${uploads} uploads (seed ${seed})`, () => {
  const dataDir = mkdtempSync(join(tmpdir(), "plainchant-crash-"));
  let campaign: Campaign;
  beforeAll(async () => {
    const place = { assembly: inject("assembly"), dataDir, ports: await freePorts() };
    campaign = await runCampaign({ place, kills, uploads, seed, log: () => undefined });
    console.log(summary({ kills, uploads, seed }, campaign, brokenPromises(campaign)));
  }, TIMEOUT_MS);
  afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

  it("lose nothing that was acknowledged, and double nothing", () => {
    expect(brokenPromises(campaign)).toEqual([]);
    expect(campaign.shown.sent).toHaveLength(uploads);
  });

  it("interrupt requests", () => {
    expect(campaign.killsInFlight).toBeGreaterThan(0);
  });

  it.each(Object.entries(FAULTS))("would show %s", (_, damage) => {
    expect(brokenPromises(damage(campaign))).not.toEqual([]);
  });
});
