/** What `npm start` does, step by step, until it is interrupted. */
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Runtime, startRuntime } from "../local/runtime.ts";
import { SAMPLE_DEPOSITS } from "../samples/deposits.ts";
import { SAMPLE_ACCOUNTS } from "../samples/directory.ts";
import { nextCommands } from "./next-commands.ts";
import { signIn } from "./platform.ts";
import { dossierTable, type ReportRow, reportTable } from "./report-table.ts";
import { sdkEnvironment } from "./sdk-environment.ts";
import { seed } from "./seed.ts";
import { seedDossiers } from "./seed-dossiers.ts";
import { readOptions, type StartOptions, USAGE } from "./start-options.ts";
import { messageOf, type Terminal } from "./terminal.ts";

export interface Surroundings {
  readonly terminal: Terminal;
  /** Writes a cloud assembly into a folder. */
  readonly synthesise: (outdir: string) => Promise<void>;
  /** Called before the first step: resolves when the platform is to stop, be it still starting. */
  readonly interrupted: () => Promise<unknown>;
}

/** Says what is being done, then that it is done and how long it took. */
const step = async <Result>(terminal: Terminal, what: string, work: () => Promise<Result>): Promise<Result> => {
  const start = performance.now();
  if (terminal.isWatched) terminal.out(`  … ${what}\r`);
  const result = await work();
  terminal.out(`  ✓ ${what} (${((performance.now() - start) / 1000).toFixed(1)} s)\n`);
  return result;
};

/** Deposits each sample through the API, and keeps the files so that they can be sent again by hand. */
const depositSamples = async ({ urls }: Runtime, folder: string): Promise<readonly ReportRow[]> => {
  mkdirSync(folder, { recursive: true });
  const rows: ReportRow[] = [];
  for (const { fichier, compte, quoi, contenu } of SAMPLE_DEPOSITS) {
    writeFileSync(join(folder, fichier), contenu);
    const { clientId, secret } = SAMPLE_ACCOUNTS[compte];
    const session = await signIn(urls.api, clientId, secret);
    const report = await session.deposit(fichier, contenu, { key: `exemple-${fichier}` });
    rows.push({ fichier, compte: clientId, quoi, report });
  }
  return rows;
};

const startAndFill = async (
  { data, ports, au, samples }: StartOptions,
  { terminal, synthesise }: Surroundings,
): Promise<Runtime> => {
  const assembly = join(data, "cdk.out");
  await step(terminal, "synthèse de l'application CDK", () => synthesise(assembly));
  const log = (line: string): void => terminal.error(`  ! ${line}\n`);
  const runtime = await step(terminal, "démarrage", () =>
    startRuntime({ assembly, dataDir: join(data, "donnees"), ports, log }),
  );
  Object.assign(process.env, sdkEnvironment(runtime));
  if (au && au > runtime.now()) await step(terminal, `horloge au ${au.toISOString()}`, () => runtime.advanceTo(au));
  await step(terminal, "annuaire d'exemple", () => seed("local"));
  const folder = join(data, "exemples");
  if (samples) {
    const rows = await step(terminal, "dépôts d'exemple", () => depositSamples(runtime, folder));
    const dossiers = await step(terminal, "dossiers de travaux d'exemple", () => seedDossiers(runtime));
    terminal.out(`\n${reportTable(rows)}\n\n${dossierTable(dossiers)}\n`);
  }
  terminal.out(nextCommands(runtime.urls, folder));
  return runtime;
};

/** Answers the exit status: 0 once it was interrupted, 1 when it could not start, whose reason the terminal has. */
export const startPlatform = async (args: readonly string[], surroundings: Surroundings): Promise<0 | 1> => {
  const { terminal } = surroundings;
  try {
    const options = readOptions(args);
    if (options.help) {
      terminal.out(USAGE);
      return 0;
    }
    const interrupted = surroundings.interrupted();
    terminal.out("\nPlainchant sur cette machine\n\n");
    if (options.fresh) rmSync(options.data, { recursive: true, force: true });
    mkdirSync(options.data, { recursive: true });
    const runtime = await startAndFill(options, surroundings);
    await interrupted;
    terminal.out("\n  arrêt…");
    await runtime.stop();
    terminal.out(" les données sont gardées pour le prochain démarrage.\n");
    return 0;
  } catch (error) {
    terminal.error(`\n${messageOf(error)}\n`);
    return 1;
  }
};
