/** The monthly chain of works contracts on the whole platform: API, intake, DynamoDB, Step Functions, e-mails, clock. */
import {
  GetExecutionHistoryCommand,
  ListExecutionsCommand,
  ListStateMachinesCommand,
  SFNClient,
} from "@aws-sdk/client-sfn";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import type { Session } from "#infra/cli/platform.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { ACTORS, workPiece } from "#test/given/works.ts";

const DAY_MS = 86_400_000;

let platform: Platform;
beforeAll(async () => {
  platform = await startPlatform();
});
afterAll(() => platform.stop());

/** The id of the piece that a deposit became. */
const deposit = async (session: Session, numero: string, bytes: Buffer, travaux: object): Promise<string> => {
  const report = await session.deposit(`${numero}.xml`, bytes, { travaux });
  const [membre] = report.factures;
  if (membre?.facture === undefined) throw new Error(JSON.stringify(report));
  return membre.facture;
};

const Detail = z.looseObject({ statut: z.string(), dossier: z.string() });
const DossierSeen = z.looseObject({
  visite: z.int(),
  pieces: z.array(z.looseObject({ id: z.string(), statut: z.string() })),
});

const pieceOf = async (session: Session, id: string) =>
  Detail.parse(await (await session.get(`/v1/factures/${id}`)).json());

const dossierOf = async (session: Session, id: string) =>
  DossierSeen.parse(await (await session.get(`/v1/travaux/dossiers/${id}`)).json());

const executionOf = async (dossier: string) => {
  const sfn = new SFNClient({});
  const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
  const machine = stateMachines.find(({ name }) => name?.toLowerCase().includes("travaux"));
  const { executions = [] } = await sfn.send(new ListExecutionsCommand({ stateMachineArn: machine?.stateMachineArn }));
  const execution = executions.find(({ name }) => name === dossier);
  const { events = [] } = await sfn.send(
    new GetExecutionHistoryCommand({ executionArn: execution?.executionArn, maxResults: 1000 }),
  );
  const entered = events.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []);
  return { status: execution?.status, entered };
};

const Mails = z.object({ courriers: z.array(z.looseObject({ to: z.array(z.string()), subject: z.string() })) });
const mailsTo = async (address: string): Promise<readonly string[]> => {
  const answer: unknown = await (await fetch(`${platform.api}/_local/courriers`)).json();
  return Mails.parse(answer)
    .courriers.filter(({ to }) => to.includes(address))
    .map(({ subject }) => subject);
};

describe("a monthly request of works", () => {
  it("goes from the titulaire by MOE and MOA to the service financier, and its execution ends there", async () => {
    const [titulaire, moe, moa, commune] = await Promise.all([
      platform.session("menuiserie"),
      platform.session("cabinet"),
      platform.session("syndicat"),
      platform.session("commune"),
    ]);
    const a4 = await deposit(titulaire, "PDM-1", workPiece("PDM-1", "A4"), ACTORS);
    const { statut, dossier } = await pieceOf(titulaire, a4);
    expect(statut).toBe("A_ASSOCIER_MOE");
    await platform.runtime.settle();
    expect((await executionOf(dossier)).status).toBe("RUNNING");

    const seen = await dossierOf(moe, dossier);
    const taken = await moe.post(`/v1/travaux/dossiers/${dossier}/actes`, {
      visite: seen.visite,
      acte: "prendreEnCompte",
    });
    expect(taken.status).toBe(201);
    const a15 = await deposit(moe, "EA-1", workPiece("EA-1", "A15", 90_000), { piecePrecedente: a4 });
    const a19 = await deposit(moa, "EAV-1", workPiece("EAV-1", "A19", 90_000), { piecePrecedente: a15 });
    await platform.runtime.settle();

    expect((await executionOf(dossier)).entered.filter((name) => /^[A-Z_]+$/.test(name))).toEqual([
      "A_ASSOCIER_MOE",
      "PRISE_EN_COMPTE_MOE",
      "A_ASSOCIER_MOA",
    ]);
    expect((await executionOf(dossier)).status).toBe("SUCCEEDED");
    expect((await commune.list()).factures.map(({ id, statut: now }) => `${id} ${now}`)).toEqual([
      `${a19} MISE_A_DISPOSITION`,
    ]);
    expect(await mailsTo("chantiers@cabinet.exemple")).toHaveLength(1);
    expect(await mailsTo("moa@syndicat.exemple")).toHaveLength(1);
    expect(await mailsTo("compta@commune.exemple")).toHaveLength(1);
  });

  it("that the MOE leaves lying for seven days (CCAG Travaux 2021, 12.2.2) is told, and open to the MOA", async () => {
    const titulaire = await platform.session("menuiserie");
    const a4 = await deposit(titulaire, "PDM-2", workPiece("PDM-2", "A4"), ACTORS);
    const { dossier } = await pieceOf(titulaire, a4);
    const au = new Date(platform.runtime.now().getTime() + 9 * DAY_MS).toISOString();
    expect(
      (await fetch(`${platform.api}/_local/horloge`, { method: "POST", body: JSON.stringify({ au }) })).status,
    ).toBe(200);
    await platform.runtime.settle();
    expect((await mailsTo("moa@syndicat.exemple")).filter((objet) => objet.includes("PDM-2"))).toHaveLength(1);
    const moa = await platform.session("syndicat");
    await deposit(moa, "EAV-2", workPiece("EAV-2", "A19"), { piecePrecedente: a4 });
    await platform.runtime.settle();
    expect((await executionOf(dossier)).status).toBe("SUCCEEDED");
  });

  it("that the MOE refuses goes no further, and does not exist for a stranger", async () => {
    const [titulaire, moe, stranger] = await Promise.all([
      platform.session("menuiserie"),
      platform.session("cabinet"),
      platform.session("papeterie"),
    ]);
    const a4 = await deposit(titulaire, "PDM-3", workPiece("PDM-3", "A4"), ACTORS);
    const { dossier } = await pieceOf(titulaire, a4);
    expect((await stranger.get(`/v1/travaux/dossiers/${dossier}`)).status).toBe(404);
    const { visite } = await dossierOf(moe, dossier);
    const act = { visite, acte: "refuser", motif: "AUTRE", commentaire: "Travaux non exécutés." };
    expect((await moe.post(`/v1/travaux/dossiers/${dossier}/actes`, act)).status).toBe(201);
    expect((await moe.post(`/v1/travaux/dossiers/${dossier}/actes`, act)).status).toBe(200);
    await platform.runtime.settle();
    const { status, entered } = await executionOf(dossier);
    expect([status, entered.at(-1)]).toEqual(["SUCCEEDED", "Refusee"]);
    expect((await pieceOf(titulaire, a4)).statut).toBe("REFUSEE_MOE");
  });
});
