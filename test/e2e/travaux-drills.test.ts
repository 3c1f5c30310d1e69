/** Drills of the works chain: its task breaks down in every way, and operators bring back what failed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Breakdown } from "#infra/local/lambda/breakdowns.ts";
import { zipOf } from "#infra/samples/zip.ts";
import { ops } from "#test/given/ops.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { ACTORS, type Works, workPiece, worksAt } from "#test/given/works.ts";

const MINUTE_MS = 60_000;
const MANY = 100;

let platform: Platform;
let works: Works;
let folder: string;
beforeAll(async () => {
  platform = await startPlatform();
  works = worksAt(platform);
  folder = mkdtempSync(join(tmpdir(), "plainchant-drill-"));
});
afterAll(async () => {
  await platform.stop();
  rmSync(folder, { recursive: true, force: true });
});

const deposit = async (nomFichier: string, bytes: Buffer): Promise<readonly string[]> => {
  const session = await works.session("menuiserie");
  const report = await session.deposit(nomFichier, bytes, { travaux: ACTORS });
  await platform.runtime.settle();
  const ids = report.factures.flatMap(({ facture }) => facture ?? []);
  return Promise.all(ids.map(async (id) => (await works.piece("menuiserie", id)).dossier));
};

/** How often the MOE was asked, by number of the request. */
const asked = async (): Promise<ReadonlyMap<string, number>> => {
  const counts = new Map<string, number>();
  for (const subject of await works.mailsTo("chantiers@cabinet.exemple")) {
    const numero = /paiement (\S+) à traiter/.exec(subject)?.[1];
    if (numero !== undefined) counts.set(numero, (counts.get(numero) ?? 0) + 1);
  }
  return counts;
};

const refuse = async (dossier: string): Promise<number> =>
  (await works.act("cabinet", dossier, { acte: "refuser", motif: "AUTRE", commentaire: "Travaux non exécutés." }))
    .status;

describe("a task function that breaks down", () => {
  it.each<readonly [Breakdown, string]>([
    ["delai", "takes too long, after it wrote its token"],
    ["mort", "dies after its write and before its answer"],
  ])("%s: %s; the machine tries again by itself, and nobody is asked twice", async (panne) => {
    const numero = `PDM-${panne}`;
    platform.runtime.plan({ fonction: "Travaux", panne, nombre: 1 });
    const [dossier = ""] = await deposit(`${numero}.xml`, workPiece(numero, "A4"));
    await platform.runtime.advanceTo(new Date(platform.runtime.now().getTime() + 10 * MINUTE_MS));
    await platform.runtime.settle();
    expect(await works.statuses([dossier])).toEqual(["RUNNING"]);
    expect(await refuse(dossier)).toBe(201);
    expect(await works.statuses([dossier])).toEqual(["SUCCEEDED"]);
    expect((await asked()).get(numero)).toBe(1);
  });

  it("exception: it throws, and the act that came meanwhile is found by the redrive", async () => {
    platform.runtime.plan({ fonction: "Travaux", panne: "exception", nombre: 1 });
    const [dossier = ""] = await deposit("PDM-exception.xml", workPiece("PDM-exception", "A4"));
    expect(await works.statuses([dossier])).toEqual(["FAILED"]);
    const { out } = await ops("executions", "show", `travaux/${dossier}`);
    expect(out).toContain(`personne : le dossier ${dossier} attend Maître d'œuvre`);
    expect(await refuse(dossier)).toBe(201);
    const journal = join(folder, "one.jsonl");
    const redriven = await ops("executions", "redrive", `travaux/${dossier}`, "--apply", "--journal", journal);
    expect(redriven.status).toBe(0);
    await platform.runtime.settle();
    expect(await works.statuses([dossier])).toEqual(["SUCCEEDED"]);
    expect((await asked()).get("PDM-exception")).toBe(1);
  });
});

it(`a bug deployed, ${MANY} executions failed, the fix deployed, redriven in bulk: all go on, none is doubled`, async () => {
  const numeros = Array.from({ length: MANY }, (_, index) => `LOT-${index}`);
  platform.runtime.plan({ fonction: "Travaux", panne: "exception", nombre: 10 * MANY });
  const files = numeros.map((numero) => ({ nom: `${numero}.xml`, contenu: workPiece(numero, "A4") }));
  const dossiers = await deposit("lot.zip", zipOf(files));
  expect(new Set(await works.statuses(dossiers))).toEqual(new Set(["FAILED"]));
  expect(dossiers).toHaveLength(MANY);

  platform.runtime.plan({ fonction: "Travaux", panne: "exception", nombre: 0 });
  const selection = ["executions", "redrive", "--machine", "travaux", "--journal", join(folder, "lot.jsonl")];
  const dry = await ops(...selection, "--limite", "1000");
  expect(new Set(await works.statuses(dossiers))).toEqual(new Set(["FAILED"]));
  expect(dry.out).toContain(dossiers[0]);
  const { status } = await ops(...selection, "--limite", "1000", "--rate", "100", "--apply");
  expect(status).toBe(0);
  await platform.runtime.settle();
  expect(new Set(await works.statuses(dossiers))).toEqual(new Set(["RUNNING"]));
  const counts = await asked();
  expect(new Set(numeros.map((numero) => counts.get(numero)))).toEqual(new Set([1]));
}, 180_000);
