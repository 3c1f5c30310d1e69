/** `npm start`: synthesises the CDK app, runs that template on this machine, deposits samples, and keeps serving. */
import { once } from "node:events";
import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { DEFAULT_PORTS } from "../local/defaults.ts";
import { type Runtime, startRuntime } from "../local/runtime.ts";
import { SAMPLE_DEPOSITS } from "../samples/deposits.ts";
import { SAMPLE_ACCOUNTS } from "../samples/directory.ts";
import { nextCommands } from "./next-commands.ts";
import { signIn } from "./platform.ts";
import { reportTable } from "./report-table.ts";
import { sdkEnvironment } from "./sdk-environment.ts";
import { seed } from "./seed.ts";
import { synthesise } from "./synthesise.ts";

const ROOT = resolve(import.meta.dirname, "../..");

const USAGE = `npm start -- [--fresh] [--au YYYY-MM-DD] [--port N] [--data FOLDER] [--sans-exemples]

  --fresh          empty the data of earlier starts first
  --au DATE        move the clock forward to that date (it never goes back)
  --port N         port of the API; N+1 and N+2 serve AWS and sign-in (default ${DEFAULT_PORTS.api})
  --data FOLDER    where data is kept (default .plainchant)
  --sans-exemples  deposit no samples
`;

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      fresh: { type: "boolean", default: false },
      au: { type: "string" },
      port: { type: "string", default: String(DEFAULT_PORTS.api) },
      data: { type: "string", default: join(ROOT, ".plainchant") },
      "sans-exemples": { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const api = Number(values.port);
  if (!Number.isInteger(api) || api < 1 || api > 65_533) throw new Error(`--port ${values.port} is no port`);
  const au = values.au === undefined ? undefined : new Date(values.au);
  if (au !== undefined && Number.isNaN(au.getTime())) throw new Error(`--au ${values.au} is no date: write 2026-05-01`);
  return { ...values, au, ports: { api, aws: api + 1, people: api + 2 } };
};

/** Says what is being done, then that it is done and how long it took. */
const step = async <Result>(what: string, work: () => Promise<Result>): Promise<Result> => {
  const start = performance.now();
  // A terminal shows what is under way; a file would keep both lines.
  if (process.stdout.isTTY) process.stdout.write(`  … ${what}\r`);
  const result = await work();
  process.stdout.write(`  ✓ ${what} (${((performance.now() - start) / 1000).toFixed(1)} s)\n`);
  return result;
};

/** Deposits each sample through the API, and keeps the files so that they can be sent again by hand. */
const depositSamples = async (runtime: Runtime, folder: string) => {
  mkdirSync(folder, { recursive: true });
  const rows = [];
  for (const { fichier, compte, quoi, xml } of SAMPLE_DEPOSITS) {
    writeFileSync(join(folder, fichier), xml);
    const { clientId, secret } = SAMPLE_ACCOUNTS[compte];
    const session = await signIn(runtime.urls.api, clientId, secret);
    const report = await session.deposit(fichier, Buffer.from(xml), `exemple-${fichier}`);
    rows.push({ fichier, compte: clientId, quoi, report });
  }
  return rows;
};

const untilInterrupted = (): Promise<unknown> => Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);

const main = async (): Promise<void> => {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  const interrupted = untilInterrupted();
  process.stdout.write("\nPlainchant sur cette machine\n\n");
  if (options.fresh) rmSync(options.data, { recursive: true, force: true });
  mkdirSync(options.data, { recursive: true });

  const assembly = join(options.data, "cdk.out");
  await step("synthèse de l'application CDK", () => synthesise(assembly));
  const runtime = await step("démarrage", () =>
    startRuntime({
      assembly,
      dataDir: join(options.data, "donnees"),
      ports: options.ports,
      log: (line) => process.stderr.write(`  ! ${line}\n`),
    }),
  );
  Object.assign(process.env, sdkEnvironment(runtime));
  const { au } = options;
  if (au && au > runtime.now()) await step(`horloge au ${au.toISOString()}`, () => runtime.advanceTo(au));
  await step("annuaire d'exemple", () => seed("local"));
  const samples = join(options.data, "exemples");
  if (!options["sans-exemples"]) {
    const rows = await step("dépôts d'exemple", () => depositSamples(runtime, samples));
    process.stdout.write(`\n${reportTable(rows)}\n`);
  }
  process.stdout.write(nextCommands(runtime.urls, samples));

  await interrupted;
  process.stdout.write("\n  arrêt…");
  await runtime.stop();
  process.stdout.write(" les données sont gardées pour le prochain démarrage.\n");
};

main().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
