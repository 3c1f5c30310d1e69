/** What the adapters promise of the delays of dossiers: found when they are due, warned of once, in nobody's way. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ActDone } from "#domain/travaux/decide.ts";
import type { Dossier } from "#domain/travaux/dossier.ts";
import { warned } from "#domain/travaux/holds.ts";
import type { AvertissementEcrit } from "#ports/dossiers.ts";
import type { Evenement } from "#ports/evenements.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { type Adapters, awsAdapters, memoryAdapters } from "./adapters.ts";
import { contractSite } from "./contract-site.ts";

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const KINDS: readonly (readonly [string, () => Adapters])[] = [
  ["memory", memoryAdapters],
  ["AWS", () => awsAdapters(platform)],
];

const PRISE: ActDone = { acte: "prendreEnCompte" };
const REFUS: ActDone = { acte: "refuser", motif: "AUTRE", commentaire: "Travaux non exécutés." };

describe.each(KINDS)("delays, %s", (_, make) => {
  let adapters: Adapters;
  beforeAll(() => {
    adapters = make();
  });

  const visited = async (instant: string): Promise<readonly string[]> => {
    const ids: string[] = [];
    await adapters.dossiers.echus(instant, async (id) => void ids.push(id));
    return ids;
  };

  /** Seven days from 4 March: until the 11th, in Paris; from midnight on, an hour before that of UTC. */
  const WARNING = "2019-03-08T23:00:00.000Z";
  const END = "2019-03-11T23:00:00.000Z";
  /** Of a far past: what the platform's own sweep does with delays of today does not show. */
  const OPENING = "2019-03-04T09:00:00.000Z";

  const warningAt = (before: Dossier, instant = WARNING): AvertissementEcrit => {
    const depuis = before.holds[0]?.depuis ?? "";
    const id = `${before.id}:D2:${depuis}`;
    return {
      before,
      after: warned(before, instant),
      evenement: { id, type: "DELAI_A_ECHOIR", dossier: before.id, depuis, instant },
    };
  };

  it("are visited for their warning, then once they are over, and no more once that was recorded", async () => {
    const site = await contractSite(adapters);
    const dossier = await site.open("A4", {}, OPENING);
    expect(await visited("2019-03-08T22:59:59.999Z")).not.toContain(dossier.id);
    expect(await visited(WARNING)).toContain(dossier.id);
    const warning = warningAt(dossier);
    expect(await adapters.dossiers.avertir(warning)).toBe("written");
    expect(await adapters.dossiers.find(dossier.id)).toEqual(warning.after);
    expect(await visited("2019-03-11T22:59:59.999Z")).not.toContain(dossier.id);
    expect(await visited(END)).toContain(dossier.id);
    await site.decide(warning.after, "SYSTEME", { acte: "expirer" });
    expect(await visited("2019-12-31T00:00:00.000Z")).not.toContain(dossier.id);
  });

  it("are warned of once, of 20 at the same time", async () => {
    const site = await contractSite(adapters);
    const dossier = await site.open("A4", {}, OPENING);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => adapters.dossiers.avertir(warningAt(dossier))));
    expect(outcomes.filter((outcome) => outcome === "written")).toHaveLength(1);
    expect(await adapters.dossiers.avertir(warningAt(dossier))).toBe("taken");
  });

  it("are not warned of past an act, which they leave as it is", async () => {
    const site = await contractSite(adapters);
    const dossier = await site.open("A4", {}, OPENING);
    const taken = await site.decide(dossier, "MOE", PRISE);
    expect(await adapters.dossiers.avertir(warningAt(dossier))).toBe("taken");
    expect(await adapters.dossiers.find(dossier.id)).toEqual(taken);
    // The request is still in the MOE's hands: the next sweep warns of it.
    expect(await adapters.dossiers.avertir(warningAt(taken))).toBe("written");
  });

  it("disturb no act by their warning, not even one that was prepared before it", async () => {
    const site = await contractSite(adapters);
    const dossier = await site.open("A4", {}, OPENING);
    const acte = await site.written(dossier, "MOE", PRISE);
    expect(await adapters.dossiers.avertir(warningAt(dossier))).toBe("written");
    expect(await adapters.dossiers.decide(acte)).toBe("decided");
    expect(await adapters.dossiers.find(dossier.id)).toEqual(acte.after);
    // It has forgotten the warning, and asks for it again: the e-mail's id is the delay's, so that there is one all the same.
    expect(await visited(WARNING)).toContain(dossier.id);
    expect(await adapters.dossiers.avertir(warningAt(acte.after))).toBe("written");
    expect(await visited("2019-03-11T22:59:59.999Z")).not.toContain(dossier.id);
  });

  it("let an act and a warning come at the same instant: the act counts, whichever is first", async () => {
    const site = await contractSite(adapters);
    const dossiers = await Promise.all(Array.from({ length: 20 }, () => site.open("A4", {}, OPENING)));
    const actes = await Promise.all(dossiers.map((dossier) => site.written(dossier, "MOE", REFUS)));
    const outcomes = await Promise.all(
      actes.flatMap((acte, index) => {
        const dossier = dossiers[index];
        if (dossier === undefined) throw new Error("no dossier");
        return [adapters.dossiers.avertir(warningAt(dossier)), adapters.dossiers.decide(acte)];
      }),
    );
    expect(outcomes.filter((_, index) => index % 2 === 1)).toEqual(actes.map(() => "decided"));
    for (const { after } of actes) expect((await adapters.dossiers.find(after.id))?.visit).toBe(after.visit);
    const left = await visited("2019-12-31T00:00:00.000Z");
    expect(dossiers.filter(({ id }) => left.includes(id))).toEqual([]);
  });

  it("have their event followed by the stream or the sweep, as any other", async () => {
    const site = await contractSite(adapters);
    const dossier = await site.open("A4", {}, OPENING);
    // Of today, where the sweep of events looks.
    const instant = new Date().toISOString();
    const warning = warningAt(dossier, instant);
    await adapters.dossiers.avertir(warning);
    const later = new Date(Date.parse(instant) + 1).toISOString();
    const seen: Evenement[] = [];
    const look = async (one: Evenement) => void (one.id === warning.evenement.id && seen.push(one));
    await adapters.evenements.sweep(later, look);
    if (seen.length > 0) expect(seen).toEqual([warning.evenement]);
    await adapters.evenements.markDone(warning.evenement, later);
    seen.length = 0;
    await adapters.evenements.sweep(later, look);
    expect(seen).toEqual([]);
  });

  it("end with the step that they run against", async () => {
    const site = await contractSite(adapters);
    const dossier = await site.open("A4", {}, "2019-03-04T09:00:00.000Z");
    await site.decide(dossier, "MOE", REFUS);
    expect(await visited("2019-12-31T00:00:00.000Z")).not.toContain(dossier.id);
  });
});
