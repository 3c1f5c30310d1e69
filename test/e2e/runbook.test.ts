/** Every `npm run ops` of the runbook, as it is written there, on a platform where something has failed. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ops } from "#test/given/ops.ts";
import { type Platform, startPlatform } from "#test/given/platform.ts";
import { type Works, worksAt } from "#test/given/works.ts";

const runbook = readFileSync(join(import.meta.dirname, "../../docs/runbook.md"), "utf8");

const commands = [
  ...new Set([...runbook.matchAll(/npm run ops -- ([^`\n]+)/g)].flatMap(([, command]) => command ?? [])),
];

let platform: Platform;
let works: Works;
let folder: string;
let drawn = 0;
beforeAll(async () => {
  platform = await startPlatform();
  works = worksAt(platform);
  folder = mkdtempSync(join(tmpdir(), "plainchant-runbook-"));
});
afterAll(async () => {
  await platform.stop();
  rmSync(folder, { recursive: true, force: true });
});

/** What the runbook leaves to be filled in, of a dossier whose execution has just failed. */
const filledIn = async (command: string): Promise<readonly string[]> => {
  drawn += 1;
  platform.runtime.plan({ fonction: "Travaux", panne: "exception", nombre: 1 });
  const { piece, dossier } = await works.request(`RUNBOOK-${drawn}`);
  const { depot } = await works.piece("menuiserie", piece);
  const values: Readonly<Record<string, unknown>> = {
    $STADE: "local",
    "<name>": `travaux/${dossier}`,
    "<names>": `travaux/${dossier}`,
    "<machine>": "travaux",
    "<error>": "Error",
    "<dossier>": dossier,
    "<depot>": depot,
    "<facture>": piece,
    // The MOE of each.
    "<SIRET>": "99900013600013",
  };
  const words = command.split(" ").map((word) => String(values[word] ?? word));
  // The journal of a redrive would be kept in the working folder.
  return command.startsWith("executions redrive") ? [...words, "--journal", join(folder, `${drawn}.jsonl`)] : words;
};

const ID = /\b[a-z\d]{26}\b/g;
const NUMBER = /\d+/g;

const firstLine = (out: string): string =>
  (out.split("\n")[0] ?? "").replaceAll(ID, "<id>").replaceAll(/ {2,}/g, "  ").replaceAll(NUMBER, "N").trimEnd();

it("does what the runbook says, one command after the other", async () => {
  const done: string[] = [];
  for (const command of commands) {
    const { status, out } = await ops(...(await filledIn(command)));
    done.push(`${command}\n  ${status}  ${firstLine(out)}`);
    await platform.runtime.settle();
  }
  expect(`\n${done.join("\n")}\n`).toMatchInlineSnapshot(`
    "
    dlq list --stade $STADE
      0  intake-dlq  N message  se rend à intake
    dlq show intake-dlq --stade $STADE
      0  La file intake-dlq est vide.
    executions list --stade $STADE --depuis 2h
      0  Exécution  Statut  Depuis le  Reprise  Erreur
    executions list --stade $STADE --structure <SIRET>
      0  Exécution  Statut  Depuis le  Reprise  Erreur
    depots show <depot> --stade $STADE
      0  Dépôt <id>
    facture show <facture> --stade $STADE
      0  Facture <id>
    dossier show <dossier> --stade $STADE
      0  Dossier de facturation <id>
    --help
      0  npm run ops -- COMMANDE [--stade local|qualification|production] [--json]
    executions list --stade $STADE --machine toutes
      0  Exécution  Statut  Depuis le  Reprise  Erreur
    executions show <name> --stade $STADE
      0  travaux/<id>
    executions redrive <name> --stade $STADE --apply
      0  attend  travaux/<id>  la réponse à son jeton dans « A_ASSOCIER_MOE »
    executions redrive --stade $STADE --machine <machine> --erreur <error> --rate 5 --apply
      0  attend  travaux/<id>  la réponse à son jeton dans « A_ASSOCIER_MOE »
    executions restart <names> --stade $STADE --apply
      0  attend  travaux/<id>-rN  la réponse à son jeton dans « A_ASSOCIER_MOE »
    executions redrive --machine travaux --stade $STADE --apply
      0  attend  travaux/<id>  la réponse à son jeton dans « A_ASSOCIER_MOE »
    executions list --machine travaux --stade $STADE --depuis 2h
      0  Exécution  Statut  Depuis le  Reprise  Erreur
    executions redrive --machine travaux --erreur <error> --stade $STADE --rate 5 --apply
      0  attend  travaux/<id>  la réponse à son jeton dans « A_ASSOCIER_MOE »
    executions restart <name> --stade $STADE --apply
      0  attend  travaux/<id>-rN  la réponse à son jeton dans « A_ASSOCIER_MOE »
    executions list --machine travaux --statut TIMED_OUT --stade $STADE
      0  N exécution (TIMED_OUT)
    dlq redrive intake-dlq --stade $STADE --apply
      0  La file intake-dlq est vide.
    dlq show courriels-dlq --stade $STADE
      0  La file courriels-dlq est vide.
    dlq redrive courriels-dlq --stade $STADE --apply
      0  La file courriels-dlq est vide.
    dlq redrive retours-courriel-dlq --stade $STADE --apply
      0  La file retours-courriel-dlq est vide.
    "
  `);
});
