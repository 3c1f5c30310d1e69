/**
 * Drills: DynamoDB is throttled for longer than the SDK and the machine try. Nothing is lost or doubled, nobody is asked
 * twice, and whoever calls the API is told to try again. What brings each thing on is said where it is seen.
 */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import type { ThrottlingKind } from "#infra/local/dynamodb/throttling.ts";
import { SAMPLE_ACCOUNTS } from "#infra/samples/directory.ts";
import { ops } from "#test/given/ops.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { ACTORS, type Works, workPiece, worksAt } from "#test/given/works.ts";

const MINUTE_MS = 60_000;
/** Longer than all attempts of a state of the machine, and than two deliveries of a queue. */
const OUTAGE_MS = 14 * MINUTE_MS;
/** Deliveries come again in it, and the sweep. */
const AFTER_MS = 75 * MINUTE_MS;

const TABLES = ["factures", "structures"] as const;

let platform: Platform;
let works: Works;
let folder: string;
beforeAll(async () => {
  platform = await startPlatform();
  works = worksAt(platform);
  folder = mkdtempSync(join(tmpdir(), "plainchant-throttling-"));
});
afterAll(async () => {
  await platform.stop();
  rmSync(folder, { recursive: true, force: true });
});

const letPass = (milliseconds: number): Promise<void> =>
  platform.runtime.advanceTo(new Date(platform.runtime.now().getTime() + milliseconds));

interface Outage {
  readonly panne: ThrottlingKind;
  readonly operation?: string;
}

const throttle = (outage: Outage): void => {
  for (const table of TABLES) platform.runtime.throttle({ ...outage, table });
};
const lift = (outage: Outage): void => {
  for (const table of TABLES) platform.runtime.throttle({ ...outage, table, nombre: 0 });
};

const Problem = z.looseObject({ code: z.string(), correction: z.string() });

const failed = async (): Promise<readonly string[]> =>
  (await works.executions()).filter(({ status }) => status === "FAILED").map(({ name }) => name);

/** What an operator does once the alarm of failed executions has rung; how many were redriven. */
const redriveAll = async (journal: string): Promise<number> => {
  const names = await failed();
  if (names.length === 0) return 0;
  const path = join(folder, `${journal}.jsonl`);
  const { status } = await ops("executions", "redrive", "--machine", "travaux", "--journal", path, "--apply");
  expect(status).toBe(0);
  await platform.runtime.settle();
  return names.length;
};

const received = async (numero: string): Promise<number> =>
  (await (await works.session("commune")).list()).factures.filter(({ numeroFacture }) => numeroFacture === numero)
    .length;

/** How often each address was written to about this piece. */
const letters = async (numero: string): Promise<readonly number[]> =>
  Promise.all(
    ["chantiers@cabinet.exemple", "moa@syndicat.exemple", "compta@commune.exemple"].map(
      async (address) => (await works.mailsTo(address)).filter((subject) => subject.includes(numero)).length,
    ),
  );

describe("every table throttled, for a quarter of an hour", () => {
  const outage: Outage = { panne: "surcharge" };

  it("answers every caller of the API 503, in French, with a code and an instant to try again", async () => {
    const { dossier } = await works.request("TOUT-1");
    const [moe, titulaire] = [await works.session("cabinet"), await works.session("menuiserie")];
    const { clientId, secret } = SAMPLE_ACCOUNTS.cabinet;
    throttle(outage);
    const form = new URLSearchParams({ grant_type: "client_credentials", client_id: clientId, client_secret: secret });
    const answers = await Promise.all([
      moe.get("/v1/travaux/etapes"),
      moe.get(`/v1/travaux/dossiers/${dossier}`),
      moe.post(`/v1/travaux/dossiers/${dossier}/actes`, { visite: 1, acte: "prendreEnCompte" }),
      titulaire.post("/v1/depots", { nomFichier: "a.xml", taille: 10 }),
      titulaire.get("/v1/depots/inconnu"),
      titulaire.get("/v1/factures"),
      titulaire.get("/v1/factures/inconnue"),
      fetch(`${platform.api}/v1/oauth/token`, { method: "POST", body: form }),
    ]);
    lift(outage);
    for (const answer of answers) {
      expect(answer.status).toBe(503);
      expect(answer.headers.get("retry-after")).toMatch(/^\d+$/);
      expect(Problem.parse(await answer.json())).toMatchObject({
        code: "SERVICE_INDISPONIBLE",
        correction: expect.stringContaining("Renouvelez la même demande"),
      });
    }
    expect((await works.act("cabinet", dossier, { acte: "prendreEnCompte" })).status).toBe(201);
  });

  it("loses no upload and no act: the queue delivers again, the client repeats, and each is done once", async () => {
    const { piece, dossier } = await works.request("TOUT-2");
    const late = await works.open("menuiserie", "TOUT-3", workPiece("TOUT-3", "A4"), ACTORS);
    const moe = await works.session("cabinet");
    const act = () => moe.post(`/v1/travaux/dossiers/${dossier}/actes`, { visite: 1, acte: "prendreEnCompte" });
    throttle(outage);
    await late.send();
    expect((await act()).status).toBe(503);
    await letPass(OUTAGE_MS);
    lift(outage);
    expect((await act()).status).toBe(201);
    expect((await act()).status).toBe(200);
    await letPass(AFTER_MS);
    expect(await failed()).toEqual([]);
    const { statut, factures } = await (await works.session("menuiserie")).report(late.id);
    expect([statut, factures.length]).toEqual(["INTEGRE", 1]);
    await works.deposit("cabinet", "TOUT-2-A15", workPiece("TOUT-2-A15", "A15"), { piecePrecedente: piece });
    expect(await letters("TOUT-3")).toEqual([1, 0, 0]);
    expect(await works.statuses([dossier])).toEqual(["RUNNING"]);
  });
});

describe("one operation throttled while a request is deposited, until all attempts are used up", () => {
  it.each<readonly [operation: string, panne: ThrottlingKind, rail: string, redrives: boolean]>([
    ["GetItem", "surcharge", "the stream tries again, then the sweep", false],
    ["PutItem", "debit", "the operator redrives: the task could not keep its token", true],
    ["TransactWriteItems", "debit", "the queue delivers again", false],
    ["UpdateItem", "quota", "the queue delivers again, the sweep does what the stream gave up", false],
  ])("%s (%s): %s, and one invoice comes out", async (operation, panne, _rail, redrives) => {
    const outage: Outage = { operation, panne };
    const key = operation.slice(0, 8).toUpperCase();
    const [a4Numero, a15Numero, a19Numero] = [`${key}-A4`, `${key}-A15`, `${key}-A19`];
    const request = workPiece(a4Numero, "A4");
    const { send } = await works.open("menuiserie", a4Numero, request, ACTORS);
    throttle(outage);
    await send();
    await letPass(OUTAGE_MS);
    lift(outage);
    await letPass(AFTER_MS);
    expect((await redriveAll(key)) > 0).toBe(redrives);

    // The client repeats all of it, with the same key.
    const a4 = await works.deposit("menuiserie", a4Numero, request, ACTORS);
    const a15 = await works.deposit("cabinet", a15Numero, workPiece(a15Numero, "A15"), { piecePrecedente: a4 });
    await works.deposit("syndicat", a19Numero, workPiece(a19Numero, "A19"), { piecePrecedente: a15 });
    const { dossier } = await works.piece("menuiserie", a4);
    expect(await works.statuses([dossier])).toEqual(["SUCCEEDED"]);
    expect(await received(a19Numero)).toBe(1);
    expect([await letters(a4Numero), await letters(a15Numero), await letters(a19Numero)]).toEqual([
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
  });
});
