/** What the adapters promise of the register of operators' calls, on memory and on AWS alike. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Inscription, Issue } from "#domain/exploitation/registre.ts";
import type { Registre } from "#ports/registre.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { deterministicId } from "#usecases/identity.ts";
import { type Adapters, awsAdapters, memoryAdapters } from "./adapters.ts";

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

const KINDS: readonly (readonly [string, () => Adapters])[] = [
  ["memory", memoryAdapters],
  ["AWS", () => awsAdapters(platform)],
];

let drawn = 0;
const line = (instant: string, changes: Partial<Inscription> = {}): Inscription => ({
  id: deterministicId("ligne", String(drawn++)),
  instant,
  auteur: "personne:ops",
  operation: "reprendreExecutions",
  demande: { executions: [{ machine: "travaux", nom: "d-1" }] },
  applique: true,
  motif: "Fonction corrigée.",
  correlationId: "requete-1",
  ...changes,
});

const DONE: Issue = {
  statut: "FAITE",
  instant: "2026-11-23T10:00:01.000Z",
  resultats: [{ objet: "travaux/d-1", etat: "REPRISE" }],
};
const FAILED: Issue = { statut: "ECHOUEE", instant: "2026-11-23T10:00:02.000Z", erreur: "ThrottlingException" };

describe.each(KINDS)("the register on %s", (_, make) => {
  let registre: Registre;
  beforeAll(() => {
    registre = make().registre;
  });

  it("keeps a line as it was written, once, and says so to who comes second", async () => {
    const one = line("2026-11-01T10:00:00.000Z");
    const all = await Promise.all(Array.from({ length: 10 }, () => registre.inscrire(one)));
    expect(all.filter((written) => written)).toEqual([true]);
    expect(await registre.inscrire({ ...one, motif: "Autre chose.", applique: false })).toBe(false);
    expect(await registre.page({ jour: "2026-11-01", limit: 10 })).toEqual({ inscriptions: [one] });
  });

  it("says how a call ended; the first outcome stays", async () => {
    const one = line("2026-11-02T10:00:00.000Z");
    await registre.inscrire(one);
    await registre.conclure(one, DONE);
    await registre.conclure(one, FAILED);
    expect((await registre.page({ jour: "2026-11-02", limit: 10 })).inscriptions).toEqual([{ ...one, issue: DONE }]);
  });

  it("takes no outcome of a line that it has not", async () => {
    await expect(registre.conclure(line("2026-11-03T10:00:00.000Z"), DONE)).rejects.toThrow();
    expect(await registre.page({ jour: "2026-11-03", limit: 10 })).toEqual({ inscriptions: [] });
  });

  it("is read by day in Paris, latest first, page by page", async () => {
    const lines = [
      // Paris is an hour ahead of UTC in winter: the first is of the day before, the last of the day itself.
      line("2026-11-09T22:59:59.999Z"),
      line("2026-11-09T23:00:00.000Z"),
      line("2026-11-10T12:00:00.000Z"),
      line("2026-11-10T12:00:00.000Z"),
      line("2026-11-10T22:59:59.999Z"),
    ];
    for (const one of lines) await registre.inscrire(one);
    const seen: Inscription[] = [];
    let before: string | undefined;
    let pages = 0;
    do {
      const page = await registre.page({ jour: "2026-11-10", limit: 2, ...(before !== undefined && { before }) });
      seen.push(...page.inscriptions);
      before = page.next;
      pages += 1;
    } while (before !== undefined);
    expect(pages).toBe(2);
    const expected = lines.slice(1).toSorted((a, b) => (a.instant + a.id < b.instant + b.id ? 1 : -1));
    expect(seen).toEqual(expected);
    expect((await registre.page({ jour: "2026-11-09", limit: 10 })).inscriptions).toEqual(lines.slice(0, 1));
  });
});
