/** `/v1/ops` on the whole platform: a person who operates it brings back an execution that failed, and it is on record. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { ExecutionsResponse } from "#entrees/api/execution-schemas.ts";
import { FilesMortesResponse, JournalResponse } from "#entrees/api/exploitation-schemas.ts";
import { runOps } from "#infra/cli/ops-command.ts";
import { type Session, sessionOf } from "#infra/cli/platform.ts";
import { SAMPLES } from "#infra/samples/directory.ts";
import { sampleUbl } from "#infra/samples/invoice.ts";
import { read } from "#test/architecture/root.ts";
import { receiveInVain, sendMessages, setPolling } from "#test/given/operations.ts";
import { personToken, portalClient } from "#test/given/people.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { memoryTerminal } from "#test/unit/cli/memory-terminal.ts";

/** Deliveries before a message is set aside; the next attempt finds that they are spent. */
const DELIVERIES = 6;

let platform: Platform;
let operator: Session;
let dossier: string;
beforeAll(async () => {
  platform = await startPlatform();
  operator = sessionOf(platform.api, await personToken(platform, "alix@plateforme.exemple"));
  dossier = await failedDossier("PDM-OPS");
});
afterAll(() => platform.stop());

const party = ({ identifiantStructure, raisonSocialeStructure }: (typeof SAMPLES)[keyof typeof SAMPLES]) => ({
  siret: identifiantStructure,
  raisonSociale: raisonSocialeStructure,
});
const actor = ({ identifiantStructure }: (typeof SAMPLES)[keyof typeof SAMPLES]) => ({
  typeIdentifiantStructure: "SIRET",
  identifiantStructure,
});

const Detail = z.looseObject({ dossier: z.string() });

/** A dossier that its supplier opens while the function of the chain breaks down: its execution fails. */
const failedDossier = async (numero: string): Promise<string> => {
  platform.runtime.plan({ fonction: "Travaux", panne: "exception", nombre: 1 });
  const bytes = sampleUbl({
    numero,
    cadre: "A4",
    dateEmission: "2026-11-02",
    fournisseur: party(SAMPLES.menuiserie),
    destinataire: party(SAMPLES.commune),
    codeService: "TECHNIQUE",
  });
  const session = await platform.session("menuiserie");
  const travaux = { moe: actor(SAMPLES.cabinet), moa: actor(SAMPLES.syndicat) };
  const report = await session.deposit(`${numero}.xml`, Buffer.from(bytes), { travaux });
  await platform.runtime.settle();
  const facture = await session.get(`/v1/factures/${report.factures[0]?.facture}`);
  return Detail.parse(await facture.json()).dossier;
};

const get = async (path: string) => {
  const response = await operator.get(path);
  return { status: response.status, body: await response.json() };
};
const post = async (path: string, body: object) => {
  const response = await operator.post(path, body);
  return { status: response.status, body: await response.json() };
};

const Journal = JournalResponse.pick({ inscriptions: true });
const journal = async () => Journal.parse((await get("/v1/ops/journal")).body).inscriptions;

describe("an operator", () => {
  it("sees the execution that failed, by the structure that it concerns too, and whom it blocks", async () => {
    const all = await get("/v1/ops/executions?machine=travaux");
    expect(all.body).toMatchObject({ executions: [{ nom: dossier, statut: "FAILED" }], examinees: 1 });
    const ofMoe = await get(`/v1/ops/executions?structure=SIRET:${SAMPLES.cabinet.identifiantStructure}`);
    expect(ofMoe.body).toMatchObject({ executions: [{ nom: dossier }], examinees: 1 });
    const ofNobody = await get(`/v1/ops/executions?structure=SIRET:${SAMPLES.papeterie.identifiantStructure}`);
    expect(ofNobody.body).toMatchObject({ executions: [], examinees: 1, hasMore: false });
    const shown = await get(`/v1/ops/executions/travaux/${dossier}`);
    expect(shown.body).toMatchObject({
      bloque: expect.stringContaining("attend Maître d'œuvre"),
      verdict: { remede: "redrive" },
      historique: expect.arrayContaining([expect.objectContaining({ type: "ExecutionFailed" })]),
    });
    expect((await get(`/v1/ops/dossiers/${dossier}`)).body).toMatchObject({ attendus: [{ role: "MOE" }] });
  });

  it("is told what a redrive would do, does it with a reason, and finds both on record", async () => {
    const executions = [{ machine: "travaux", nom: dossier }];
    const would = await post("/v1/ops/executions/reprises", { executions });
    expect(would.body).toMatchObject({ applique: false, executions: [{ etat: "A_REPRENDRE" }] });
    expect((await get(`/v1/ops/executions/travaux/${dossier}`)).body).toMatchObject({ execution: { reprises: 0 } });

    const done = await post("/v1/ops/executions/reprises", { executions, appliquer: true, motif: "Panne passée." });
    expect(done.body).toMatchObject({ applique: true, executions: [{ etat: "REPRISE" }] });
    await platform.runtime.settle();
    expect((await get(`/v1/ops/executions/travaux/${dossier}`)).body).toMatchObject({
      execution: { statut: "RUNNING", reprises: 1 },
      attend: "jeton",
    });

    const lines = (await journal()).filter(({ operation }) => operation === "reprendreExecutions");
    expect(lines).toMatchObject([
      {
        auteur: expect.stringMatching(/^personne:/),
        applique: true,
        motif: "Panne passée.",
        demande: { executions },
        issue: { statut: "FAITE", resultats: [{ objet: `travaux/${dossier}`, etat: "REPRISE" }] },
      },
      { applique: false, issue: { statut: "FAITE", resultats: [{ etat: "A_REPRENDRE" }] } },
    ]);
  });

  it("whose call dies before its answer finds on record that it was made, and what it did", async () => {
    const other = await failedDossier("PDM-OPS-2");
    platform.runtime.plan({ fonction: "Exploitation", panne: "mort", nombre: 1 });
    const executions = [{ machine: "travaux", nom: other }];
    const call = { executions, appliquer: true, motif: "Deuxième panne." };
    expect((await operator.post("/v1/ops/executions/reprises", call)).status).toBeGreaterThanOrEqual(500);
    const again = await post("/v1/ops/executions/reprises", call);
    expect(again.body).toMatchObject({ executions: [{ etat: "SANS_OBJET" }] });
    const lines = (await journal()).filter(({ motif }) => motif === "Deuxième panne.");
    expect(lines).toMatchObject([
      { issue: { resultats: [{ etat: "SANS_OBJET" }] } },
      { issue: { resultats: [{ etat: "REPRISE" }] } },
    ]);
    expect((await get(`/v1/ops/executions/travaux/${other}`)).body).toMatchObject({ execution: { reprises: 1 } });
  });

  it("restarts one under another name, with the input that it had", async () => {
    const third = await failedDossier("PDM-OPS-3");
    const executions = [{ machine: "travaux", nom: third }];
    const done = await post("/v1/ops/executions/redemarrages", { executions, appliquer: true, motif: "Essai." });
    expect(done.body).toMatchObject({ executions: [{ etat: "REDEMARREE", nouveauNom: `${third}-r1` }] });
    await platform.runtime.settle();
    expect((await get(`/v1/ops/executions/travaux/${third}-r1`)).body).toMatchObject({
      execution: { statut: "RUNNING", entree: JSON.stringify({ dossier: third }) },
      attend: "jeton",
    });
  });

  it("goes on with a list from where it was cut, and is refused a cursor that is none", async () => {
    const list = async (more = "") =>
      ExecutionsResponse.parse((await get(`/v1/ops/executions?statut=RUNNING,FAILED&limite=1${more}`)).body);
    const first = await list();
    expect(first).toMatchObject({ executions: [{}], hasMore: true });
    const next = await list(`&curseur=${first.curseur}`);
    expect(next.executions[0]?.nom).not.toBe(first.executions[0]?.nom);
    const forged = Buffer.from('["travaux","RUNNING","ailleurs"]').toString("base64url");
    expect(await get(`/v1/ops/executions?statut=RUNNING&curseur=${forged}`)).toMatchObject({
      status: 400,
      body: { code: "CURSEUR_INVALIDE" },
    });
  });

  it("reads what was set aside, and gives it back", async () => {
    await setPolling("Courriels", false);
    await sendMessages("courriels", [JSON.stringify({ facture: "inconnue", courriel: "c-1" })]);
    await receiveInVain("courriels", DELIVERIES);
    const waiting = async () =>
      FilesMortesResponse.parse((await get("/v1/ops/files")).body).files.find(({ id }) => id === "courriels-dlq");
    expect(await waiting()).toMatchObject({ messages: 1 });
    expect((await get("/v1/ops/files/courriels-dlq")).body).toMatchObject({
      messages: [{ sujet: { phrase: "courriel c-1 de la facture inconnue, jamais envoyé" } }],
    });
    const path = "/v1/ops/files/courriels-dlq/restitution";
    expect((await post(path, {})).body).toMatchObject({ messages: 1, applique: false });
    expect((await post(path, { appliquer: true, motif: "SES répond." })).body).toMatchObject({ applique: true });
    await platform.runtime.settle();
    expect(await waiting()).toMatchObject({ messages: 0 });
  });
});

it("a supplier is refused, and is not on record", async () => {
  const before = (await journal()).length;
  const supplier = await platform.session("menuiserie");
  const person = sessionOf(platform.api, await personToken(platform, "camille@menuiserie.exemple"));
  for (const session of [supplier, person]) {
    for (const path of ["/v1/ops/executions", `/v1/ops/executions/travaux/${dossier}`, "/v1/ops/journal"]) {
      const response = await session.get(path);
      expect([response.status, await response.json()]).toMatchObject([403, { code: "HABILITATION_INSUFFISANTE" }]);
    }
  }
  // Reading the register is on record itself: once before, once now.
  expect(await journal()).toHaveLength(before + 1);
});

it("npm run ops finds the same by structure, and says how many it looked at", async () => {
  const ops = async (structure: string) => {
    const terminal = memoryTerminal();
    const args = ["executions", "list", "--statut", "tous", "--structure", structure];
    await runOps(args, { terminal, isWatched: false, environment: process.env });
    return terminal.written.out;
  };
  expect(await ops(SAMPLES.syndicat.identifiantStructure)).toContain(`travaux/${dossier}`);
  expect(await ops(SAMPLES.papeterie.identifiantStructure)).toMatch(/^0 exécution \(.*\), \d+ examinées$/m);
});

it("the README's tour signs in as the portal's client, and takes its steps", () => {
  const readme = read("README.md");
  expect(/ CLIENT=(\w+)$/m.exec(readme)?.[1]).toBe(portalClient(platform));
  expect(readme).toContain("jeton_personne alix@plateforme.exemple Exemple-2026-exploitant");
});

it("no function said that it went wrong, but the one that was broken on purpose", () => {
  const wrong = platform.logged.filter((line) => line.includes("ERREUR_INTERNE"));
  expect(wrong).toEqual([]);
});
