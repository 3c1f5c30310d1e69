/** Drills of the works chain: its task breaks down in every way, and operators bring back what failed. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ListExecutionsCommand, ListStateMachinesCommand, SFNClient } from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { runOps } from "#infra/cli/ops-command.ts";
import type { Breakdown } from "#infra/local/lambda/breakdowns.ts";
import { SAMPLES } from "#infra/samples/directory.ts";
import { sampleUbl } from "#infra/samples/invoice.ts";
import { zipOf } from "#infra/samples/zip.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";

const MINUTE_MS = 60_000;
const MANY = 100;

let platform: Platform;
let folder: string;
beforeAll(async () => {
  platform = await startPlatform();
  folder = mkdtempSync(join(tmpdir(), "plainchant-drill-"));
});
afterAll(async () => {
  await platform.stop();
  rmSync(folder, { recursive: true, force: true });
});

const siret = ({ identifiantStructure }: (typeof SAMPLES)[keyof typeof SAMPLES]) => ({
  typeIdentifiantStructure: "SIRET",
  identifiantStructure,
});
const party = ({ identifiantStructure, raisonSocialeStructure }: (typeof SAMPLES)[keyof typeof SAMPLES]) => ({
  siret: identifiantStructure,
  raisonSociale: raisonSocialeStructure,
});
const ACTORS = { moe: siret(SAMPLES.cabinet), moa: siret(SAMPLES.syndicat) };

const request = (numero: string): Buffer =>
  Buffer.from(
    sampleUbl({
      numero,
      cadre: "A4",
      dateEmission: "2026-11-02",
      fournisseur: party(SAMPLES.menuiserie),
      destinataire: party(SAMPLES.commune),
      codeService: "TECHNIQUE",
    }),
  );

const Detail = z.looseObject({ dossier: z.string(), statut: z.string() });

const deposit = async (nomFichier: string, bytes: Buffer): Promise<readonly string[]> => {
  const session = await platform.session("menuiserie");
  const report = await session.deposit(nomFichier, bytes, { travaux: ACTORS });
  await platform.runtime.settle();
  const ids = report.factures.flatMap(({ facture }) => facture ?? []);
  return Promise.all(
    ids.map(async (id) => Detail.parse(await (await session.get(`/v1/factures/${id}`)).json()).dossier),
  );
};

const statuses = async (dossiers: readonly string[]): Promise<readonly (string | undefined)[]> => {
  const sfn = new SFNClient({});
  const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
  const machine = stateMachines.find(({ name }) => name?.endsWith("travaux"));
  const { executions = [] } = await sfn.send(
    new ListExecutionsCommand({ stateMachineArn: machine?.stateMachineArn, maxResults: 1000 }),
  );
  return dossiers.map((dossier) => executions.find(({ name }) => name === dossier)?.status);
};

const ops = async (...args: readonly string[]) => {
  let out = "";
  const terminal = {
    out: (text: string) => {
      out += text;
    },
    error: () => undefined,
  };
  const status = await runOps(args, { terminal, isWatched: false, environment: process.env });
  return { status, out };
};

const Mails = z.object({ courriers: z.array(z.looseObject({ to: z.array(z.string()), subject: z.string() })) });
/** How often the MOE was asked, by number of the request. */
const asked = async (): Promise<ReadonlyMap<string, number>> => {
  const { courriers } = Mails.parse(await (await fetch(`${platform.api}/_local/courriers`)).json());
  const counts = new Map<string, number>();
  for (const { to, subject } of courriers) {
    const numero = /paiement (\S+) à traiter/.exec(subject)?.[1];
    if (to.includes("chantiers@cabinet.exemple") && numero !== undefined) {
      counts.set(numero, (counts.get(numero) ?? 0) + 1);
    }
  }
  return counts;
};

const refuse = async (dossier: string): Promise<number> => {
  const moe = await platform.session("cabinet");
  const { visite } = z
    .looseObject({ visite: z.int() })
    .parse(await (await moe.get(`/v1/travaux/dossiers/${dossier}`)).json());
  const acte = { visite, acte: "refuser", motif: "AUTRE", commentaire: "Travaux non exécutés." };
  const { status } = await moe.post(`/v1/travaux/dossiers/${dossier}/actes`, acte);
  await platform.runtime.settle();
  return status;
};

describe("a task function that breaks down", () => {
  it.each<readonly [Breakdown, string]>([
    ["delai", "takes too long, after it wrote its token"],
    ["mort", "dies after its write and before its answer"],
  ])("%s: %s; the machine tries again by itself, and nobody is asked twice", async (panne) => {
    const numero = `PDM-${panne}`;
    platform.runtime.plan({ fonction: "Travaux", panne, nombre: 1 });
    const [dossier = ""] = await deposit(`${numero}.xml`, request(numero));
    await platform.runtime.advanceTo(new Date(platform.runtime.now().getTime() + 10 * MINUTE_MS));
    await platform.runtime.settle();
    expect(await statuses([dossier])).toEqual(["RUNNING"]);
    expect(await refuse(dossier)).toBe(201);
    expect(await statuses([dossier])).toEqual(["SUCCEEDED"]);
    expect((await asked()).get(numero)).toBe(1);
  });

  it("exception: it throws, and the act that came meanwhile is found by the redrive", async () => {
    platform.runtime.plan({ fonction: "Travaux", panne: "exception", nombre: 1 });
    const [dossier = ""] = await deposit("PDM-exception.xml", request("PDM-exception"));
    expect(await statuses([dossier])).toEqual(["FAILED"]);
    const { out } = await ops("executions", "show", `travaux/${dossier}`);
    expect(out).toContain(`personne : le dossier ${dossier} attend Maître d'œuvre`);
    expect(await refuse(dossier)).toBe(201);
    const journal = join(folder, "one.jsonl");
    const redriven = await ops("executions", "redrive", `travaux/${dossier}`, "--apply", "--journal", journal);
    expect(redriven.status).toBe(0);
    await platform.runtime.settle();
    expect(await statuses([dossier])).toEqual(["SUCCEEDED"]);
    expect((await asked()).get("PDM-exception")).toBe(1);
  });
});

it(`a bug deployed, ${MANY} executions failed, the fix deployed, redriven in bulk: all go on, none is doubled`, async () => {
  const numeros = Array.from({ length: MANY }, (_, index) => `LOT-${index}`);
  platform.runtime.plan({ fonction: "Travaux", panne: "exception", nombre: 10 * MANY });
  const files = numeros.map((numero) => ({ nom: `${numero}.xml`, contenu: request(numero) }));
  const dossiers = await deposit("lot.zip", zipOf(files));
  expect(new Set(await statuses(dossiers))).toEqual(new Set(["FAILED"]));
  expect(dossiers).toHaveLength(MANY);

  platform.runtime.plan({ fonction: "Travaux", panne: "exception", nombre: 0 });
  const selection = ["executions", "redrive", "--machine", "travaux", "--journal", join(folder, "lot.jsonl")];
  const dry = await ops(...selection, "--limite", "1000");
  expect(new Set(await statuses(dossiers))).toEqual(new Set(["FAILED"]));
  expect(dry.out).toContain(dossiers[0]);
  const { status } = await ops(...selection, "--limite", "1000", "--rate", "100", "--apply");
  expect(status).toBe(0);
  await platform.runtime.settle();
  expect(new Set(await statuses(dossiers))).toEqual(new Set(["RUNNING"]));
  const counts = await asked();
  expect(new Set(numeros.map((numero) => counts.get(numero)))).toEqual(new Set([1]));
}, 180_000);
