/** `npm run ops` on the whole platform: what was set aside, deposits, invoices. */
import { execFile } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { CreateStateMachineCommand, SFNClient, StartExecutionCommand } from "@aws-sdk/client-sfn";
import { SQSClient } from "@aws-sdk/client-sqs";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import * as z from "zod";
import { sqsFilesMortes } from "#adapters/aws/sqs-files-mortes.ts";
import { physicalName } from "#infra/naming.ts";
import { SAMPLE_DEPOSITS } from "#infra/samples/deposits.ts";
import { receiveInVain, sendMessages, setPolling } from "#test/given/operations.ts";
import { type Ended, ops } from "#test/given/ops.ts";
import { sampleInvoice } from "#test/given/sample-invoice.ts";
import { openScene, type Scene } from "#test/given/scene.ts";

/** Deliveries before a message is set aside; the next attempt finds that they are spent. */
const DELIVERIES = 6;

const INSTANT = /\d{2}\/\d{2}\/\d{4} \d{2}:\d{2}:\d{2}/g;
const AGE = /\((il y a|dans) (\d+ (j|h|min)|[\d,]+ (ms|s))( \d+ (h|min|s))?\) +/g;

const still = (text: string): string => text.replace(INSTANT, "<instant>").replace(AGE, "<âge>  ").replace(/ +$/gm, "");

/** Facts as they stand, and the phrases of the history in any order: members of an archive are judged side by side. */
const partsOf = (text: string): { readonly facts: string; readonly history: readonly string[] } => {
  const [facts = "", history = ""] = text.split("\nHistorique\n\n");
  const lines = history.split("\n").filter((line) => line.startsWith("<instant>"));
  return { facts, history: lines.map((line) => line.replace("<instant>  <âge>  ", "")).toSorted() };
};

let scene: Scene;
let integrated: string;
let folder: string;
beforeAll(async () => {
  scene = await openScene();
  folder = mkdtempSync(join(tmpdir(), "plainchant-ops-"));
  integrated = await scene.integrate(sampleInvoice("OPS-1"));
  await scene.platform.runtime.settle();
});
afterAll(async () => {
  rmSync(folder, { recursive: true, force: true });
  await scene.platform.stop();
});

/** The same as a person runs it. */
const opsApart = (...args: string[]): Promise<Ended> =>
  new Promise((resolve) => {
    execFile(process.execPath, ["infra/cli/ops.ts", ...args], (failure, out, error) => {
      resolve({ status: failure === null ? 0 : Number(failure.code), out, error });
    });
  });

const asJson = async (...args: string[]): Promise<unknown> => JSON.parse((await ops(...args, "--json")).out);

describe("npm run ops -- dlq", () => {
  it("shows every queue that must stay empty", async () => {
    const { status, out } = await opsApart("dlq", "list");
    expect(status).toBe(0);
    expect(out).toMatchInlineSnapshot(`
      "intake-dlq            0 message      se rend à intake
      courriels-dlq         0 message      se rend à courriels
      retours-courriel-dlq  0 message      se rend à retours-courriel
      evenements-echecs     0 message      ne se rend pas
      echeances-dlq         0 message      ne se rend pas
      "
    `);
  });

  it("says what each message is about without consuming it, and gives them back", async () => {
    await setPolling("Intake", false);
    const depot = await scene.send(sampleInvoice("OPS-2"));
    await sendMessages("intake", [JSON.stringify({ depot: "inconnu", rang: 3 }), "illisible"]);
    await receiveInVain("intake", DELIVERIES);
    expect(await scene.messages("intake-dlq")).toBe(3);

    const shown = await ops("dlq", "show", "intake");
    expect(shown.status).toBe(0);
    expect(shown.out).toContain(`fichier du dépôt ${depot}, jamais jugé`);
    expect(shown.out).toContain(`npm run ops -- depots show ${depot}`);
    expect(shown.out).toContain("facture nº 3 de l'archive du dépôt inconnu, jamais jugée");
    expect(shown.out).toContain("message illisible : ce n'est pas du JSON");
    expect(shown.out).toContain("3 messages vus, qui restent dans intake-dlq.");
    expect(await asJson("dlq", "show", "intake-dlq", "--limite", "1")).toMatchObject({
      file: "intake-dlq",
      messages: [{ corps: expect.any(String), sujet: { phrase: expect.any(String) } }],
    });
    expect(still((await ops("dlq", "list")).out)).toMatch(
      /^intake-dlq +3 messages +depuis le <instant> <âge> +se rend à intake$/m,
    );

    const dry = await ops("dlq", "redrive", "intake-dlq");
    expect(dry).toMatchObject({
      status: 0,
      out: expect.stringContaining("3 messages seraient rendus par intake-dlq à intake"),
    });
    expect(await scene.messages("intake-dlq")).toBe(3);
    const done = await ops("dlq", "redrive", "intake-dlq", "--apply");
    expect(done).toEqual({ status: 0, out: "3 messages rendus à intake.\n", error: "" });
    expect(await scene.messages("intake-dlq")).toBe(0);
    expect(await ops("dlq", "redrive", "intake-dlq", "--apply")).toMatchObject({
      status: 0,
      out: "La file intake-dlq est vide.\n",
    });

    await setPolling("Intake", true);
    expect(await (await scene.supplier()).verdict(depot)).toMatchObject({ statut: "INTEGRE" });
  });

  it("gives back no more than so many a second, and says what is left", async () => {
    await setPolling("Courriels", false);
    await sendMessages(
      "courriels",
      Array.from({ length: 4 }, (_, n) => JSON.stringify({ facture: integrated, courriel: `c-${n}` })),
    );
    await receiveInVain("courriels", DELIVERIES);
    const slow = await ops("dlq", "redrive", "courriels-dlq", "--rate", "1", "--attente", "0", "--apply");
    expect(slow).toMatchObject({ status: 0, out: "1 message rendu à courriels jusqu'ici, le reste suit.\n" });
    const twice = await ops("dlq", "redrive", "courriels-dlq", "--apply");
    expect(twice).toMatchObject({ status: 1, out: expect.stringContaining("déjà en train d'être rendus") });
  });

  it("says what to do of messages that came from no queue", async () => {
    await sendMessages("evenements-echecs", ["{}"]);
    const ended = await ops("dlq", "redrive", "evenements-echecs", "--apply");
    expect(ended).toMatchObject({ status: 1, out: expect.stringContaining("evenements-echecs-NotEmpty") });
    expect(await scene.messages("evenements-echecs")).toBe(1);
  });

  it("names the queues to whoever names another", async () => {
    expect(await ops("dlq", "show", "tout")).toEqual({
      status: 2,
      out: "",
      error:
        "File inconnue : tout. Files connues : intake-dlq, courriels-dlq, retours-courriel-dlq, evenements-echecs, echeances-dlq.\n",
    });
  });

  it("leaves messages visible at once, however many were read", async () => {
    const bodies = Array.from({ length: 23 }, (_, n) => `lettre ${n}`);
    await sendMessages("echeances-dlq", bodies);
    const files = sqsFilesMortes({ client: new SQSClient({}), prefix: physicalName("local", "") });
    const file = { id: "echeances-dlq" };
    expect((await files.peek(file, 15)).length).toBe(15);
    expect((await files.peek(file, 100)).map(({ corps }) => corps).toSorted()).toEqual(bodies.toSorted());
    expect(await files.depth(file)).toEqual({ messages: 23, enLecture: 0 });
    expect(await files.lastMove(file)).toBeUndefined();
  });
});

describe("npm run ops -- depots show", () => {
  it("tells the story of a deposit, and its faults", async () => {
    const lot = SAMPLE_DEPOSITS.find(({ fichier }) => fichier === "lot.zip");
    if (!lot) throw new Error("there is no lot.zip");
    const report = await (await scene.supplier()).deposit(lot.fichier, lot.contenu);
    const { status, out } = await ops("depots", "show", report.id);
    expect(status).toBe(0);
    const known = out.replaceAll(report.id, "<dépôt>").replace(/Version .*/, "Version   <version>");
    const { facts, history } = partsOf(still(known).replace(/numéro \w{26,}/g, "numéro <facture>"));
    expect(facts).toMatchInlineSnapshot(`
      "Dépôt <dépôt>

      État      Intégré partiellement
      Fichier   lot.zip, 19134 octets
      Déposant  compte:exemple-menuiserie
      Factures  2 bonnes, 1 refusée, sur 3
      Version   <version>
      "
    `);
    expect(history).toMatchInlineSnapshot(`
      [
        "archive décompressée : 3 factures",
        "dépôt ouvert par compte:exemple-menuiserie",
        "facture nº 1 (ubl/F-2026-010.xml) intégrée, connue sous le numéro <facture>",
        "facture nº 2 (cii/F-2026-011.xml) intégrée, connue sous le numéro <facture>",
        "facture nº 3 (ubl/F-2026-012.xml) rejetée",
        "fichier reçu",
      ]
    `);
    expect(out).toContain("Fautes\n\n  nº 3  MENTION_COMMANDE_ABSENTE : La facture n'indique ni bon de commande");
    expect(await asJson("depots", "show", report.id)).toMatchObject({
      depot: { id: report.id, deposant: "compte:exemple-menuiserie" },
      statut: report.statut,
    });
  });

  it("says of one that waits for its file that nothing came", async () => {
    const { id } = await (await scene.supplier()).open({ nomFichier: "f.xml", taille: 10 });
    const { out } = await ops("depots", "show", id, "--complet");
    expect(out).toContain("État      En attente du fichier");
    expect(out).toContain("Factures  pas encore comptées");
    expect(out).not.toContain("Version");
  });

  it("ends with 1 for one that is not there", async () => {
    expect(await ops("depots", "show", "absent")).toMatchObject({
      status: 1,
      out: expect.stringContaining("Aucun dépôt ne porte le numéro absent"),
    });
  });
});

describe("npm run ops -- facture show", () => {
  it("tells the story of an invoice, its e-mails included", async () => {
    const { status, out } = await ops("facture", "show", integrated);
    expect(status).toBe(0);
    const known = out
      .replaceAll(integrated, "<facture>")
      .replace(/Dépôt .*/, "Dépôt         <dépôt>")
      .replace(/[0-9a-f]{64}/, "<empreinte>");
    const { facts, history } = partsOf(still(known));
    expect(facts).toMatchInlineSnapshot(`
      "Facture <facture>

      État          Mise à disposition du destinataire
      Numéro        OPS-1 du 2026-11-02, cadre A1
      Montant       1620.60 EUR TTC
      Fournisseur   Menuiserie Exemple SARL (SIRET:99900011000018)
      Destinataire  Lycée Modèle (SIRET:99900003700013)
      Dépôt         <dépôt>
      Archive       <empreinte> (ubl-invoice, 5571 octets)
      "
    `);
    expect(history).toMatchInlineSnapshot(`
      [
        "Déposée (compte:exemple-menuiserie)",
        "Mise à disposition du destinataire (plateforme)",
        "courriel accepté par le serveur du destinataire",
        "courriel envoyé",
        "courriel à envoyer à intendance@lycee.exemple",
      ]
    `);
    expect(await asJson("facture", "show", integrated)).toMatchObject({ facture: { id: integrated } });
  });

  it("ends with 1 for one that is not there", async () => {
    expect(await ops("facture", "show", "absente")).toMatchObject({ status: 1 });
  });

  it("asks whether a stage is deployed that has no parameters", async () => {
    expect(await ops("facture", "show", integrated, "--stade", "qualification")).toMatchObject({ status: 1 });
  });
});

it("finds the machines of the stage, and says what fails again because nothing was repaired", async () => {
  const client = new SFNClient({});
  const definition = {
    StartAt: "Noter",
    States: {
      Noter: {
        Type: "Task",
        Resource: "arn:aws:states:::sqs:sendMessage",
        Parameters: { QueueUrl: `${scene.platform.runtime.urls.aws}/000000000000/absente`, MessageBody: "x" },
        End: true,
      },
    },
  };
  const { stateMachineArn } = await client.send(
    new CreateStateMachineCommand({
      name: physicalName("local", "essai"),
      roleArn: "arn:aws:iam::000000000000:role/essai",
      definition: JSON.stringify(definition),
    }),
  );
  await client.send(new StartExecutionCommand({ stateMachineArn, name: "note-1" }));
  await scene.platform.runtime.settle();
  const Listed = z.object({ executions: z.array(z.object({ machine: z.string(), nom: z.string() })) });
  expect(Listed.parse(await asJson("executions", "list")).executions).toEqual([{ machine: "essai", nom: "note-1" }]);
  const ended = await ops("executions", "redrive", "note-1", "--apply", "--journal", join(folder, "j.jsonl"));
  expect(ended).toMatchObject({ status: 1, out: expect.stringContaining("échouée à nouveau  essai/note-1") });
});
