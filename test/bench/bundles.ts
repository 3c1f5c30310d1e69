/** Size of each function's bundle, and how much longer it takes to start than a handler that does nothing. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { gzipSync } from "node:zlib";
import { z } from "zod";
import { FUNCTIONS } from "#infra/functions.ts";
import { readAssembly } from "#infra/local/assembly/manifest.ts";
import { physicalName } from "#infra/naming.ts";
import { FUNCTION_VARIABLES, type FunctionName, type VariableName } from "../../functions/environment.ts";
import type { Bench, Finding } from "./contract.ts";
import { median } from "./statistics.ts";

/** Minified, the SDK included, in bytes. */
const SIZE_BUDGET = 1_500_000;
/** More than an empty handler, in milliseconds. */
const START_BUDGET_MS = 150;
const RUNS = 15;

const LOADER = join(import.meta.dirname, "load.mjs");
const EMPTY = join(import.meta.dirname, "empty-handler.mjs");

/** Values of the right form: a function reads them all when it starts, and calls none of them. */
const VALUES: Readonly<Record<VariableName, string>> = {
  STADE: "local",
  TABLE_STRUCTURES: "structures",
  TABLE_FACTURES: "factures",
  BUCKET_DEPOTS: "depots",
  BUCKET_ARCHIVE: "archive",
  FILE_INTAKE: "http://127.0.0.1:9/000000000000/intake",
  FILE_COURRIELS: "http://127.0.0.1:9/000000000000/courriels",
  CLE_JETONS: "arn:aws:kms:eu-west-3:000000000000:key/00000000-0000-0000-0000-000000000000",
  EMETTEUR_TECHNIQUE: "http://127.0.0.1:9",
  EMETTEUR_PERSONNES: "http://127.0.0.1:9/personnes",
  CLIENT_PORTAIL: "portail",
  EXPEDITEUR: "ne-pas-repondre@plainchant.example",
  CONFIGURATION_COURRIELS: "courriels",
  MACHINE_TRAVAUX: "arn:aws:states:eu-west-3:000000000000:stateMachine:travaux",
  PREFIXE: "plainchant-local-",
};

const environmentOf = (name: FunctionName): Record<string, string> => ({
  AWS_REGION: "eu-west-3",
  AWS_ACCESS_KEY_ID: "bench",
  AWS_SECRET_ACCESS_KEY: "bench",
  AWS_ENDPOINT_URL: "http://127.0.0.1:9",
  AWS_LAMBDA_FUNCTION_NAME: name,
  TZ: "UTC",
  ...Object.fromEntries(FUNCTION_VARIABLES[name].map((variable) => [variable, VALUES[variable]])),
});

interface Bundle {
  readonly name: FunctionName;
  readonly file: string;
}

const FunctionProperties = z.object({ FunctionName: z.string(), Code: z.object({ S3Key: z.string() }) });

const bundles = (directory: string): readonly Bundle[] => {
  const assembly = readAssembly(directory);
  const files = new Map(
    assembly.stacks
      .flatMap(({ template }) => Object.values(template.Resources))
      .flatMap(({ Properties }) => FunctionProperties.safeParse(Properties).data ?? [])
      .map(({ FunctionName, Code }) => [FunctionName, join(assembly.assetPath(Code.S3Key), "index.mjs")]),
  );
  return FUNCTIONS.map(({ id }) => {
    const file = files.get(physicalName("local", id));
    if (file === undefined || !existsSync(file)) throw new Error(`the assembly has no bundle of ${id}`);
    return { name: id, file };
  });
};

/** Milliseconds from the start of a process of its own to its end. */
const startOnce = async (file: string, env: Record<string, string>): Promise<number> => {
  const started = performance.now();
  const child = spawn(process.execPath, [LOADER, pathToFileURL(file).href], {
    env,
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.setEncoding("utf8").on("data", (chunk: string) => {
    errors += chunk;
  });
  const [code]: unknown[] = await once(child, "exit");
  const ms = performance.now() - started;
  if (code !== 0) throw new Error(`${file} does not start: ${errors}`);
  return ms;
};

/** In turns, so that what disturbs the machine disturbs all alike. */
const startAll = async (all: readonly Bundle[], progress: (what: string) => void) => {
  const candidates = [
    { name: "empty", file: EMPTY, env: { TZ: "UTC" } },
    ...all.map(({ name, file }) => ({ name, file, env: environmentOf(name) })),
  ];
  const times = new Map<string, number[]>(candidates.map(({ name }) => [name, []]));
  // The round before the first brings the files into the machine's memory.
  for (let run = 0; run <= RUNS; run++) {
    progress(`cold start, round ${run} of ${RUNS}`);
    for (const { name, file, env } of candidates) {
      const ms = await startOnce(file, env);
      if (run > 0) times.get(name)?.push(ms);
    }
  }
  return (name: string) => {
    const values = times.get(name) ?? [];
    return { median: median(values), least: Math.min(...values) };
  };
};

const measure: Bench["run"] = async ({ assembly, progress }): Promise<Finding> => {
  const all = bundles(await assembly());
  const startOf = await startAll(all, progress);
  const empty = startOf("empty");
  const rows = all.map(({ name, file }) => {
    const start = startOf(name);
    return {
      name,
      bytes: statSync(file).size,
      gzipBytes: gzipSync(readFileSync(file)).length,
      startMs: start.median,
      moreMs: start.median - empty.median,
      leastMoreMs: start.least - empty.least,
    };
  });
  return {
    sheets: [
      {
        title: "Bundles of functions, and their cold start beside an empty handler's",
        head: ["Function", "kB", "Of 1,500 kB", "kB gzip", "Start", "More than empty", "Of 150 ms", "Least"],
        rows: [
          ["(empty)", "", "", "", `${empty.median.toFixed(0)} ms`, "", "", ""],
          ...rows.map(({ name, bytes, gzipBytes, startMs, moreMs, leastMoreMs }) => [
            name,
            (bytes / 1000).toFixed(0),
            (bytes / SIZE_BUDGET).toFixed(2),
            (gzipBytes / 1000).toFixed(0),
            `${startMs.toFixed(0)} ms`,
            `${moreMs.toFixed(0)} ms`,
            (moreMs / START_BUDGET_MS).toFixed(2),
            `${leastMoreMs.toFixed(0)} ms`,
          ]),
        ],
        notes: [
          `Median of ${RUNS} processes each, in turns: Node starts, imports the module, ends. Lambda's own preparation is not in it.`,
          "Least: the shortest start beside the shortest empty one, which is what a machine without other work would show.",
        ],
      },
    ],
    figures: { emptyMs: empty.median, runs: RUNS, functions: rows },
  };
};

export const bundlesBench: Bench = { name: "bundles", run: measure };
