/** `npm run bench`: measures what the budgets bound, on this machine alone, and prints it. Asserts nothing. */
import { mkdirSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { synthesise } from "#infra/cli/synthesise.ts";
import { bundlesBench } from "./bundles.ts";
import { calls } from "./calls.ts";
import type { Bench, BenchContext } from "./contract.ts";
import { measureFlow } from "./flow.ts";
import { hostile } from "./hostile.ts";
import { runObserved } from "./observed-platform.ts";
import { createProgress, renderFinding } from "./output.ts";
import { pages } from "./pages.ts";
import { price } from "./price-bench.ts";
import { reading } from "./reading.ts";
import { throughput } from "./throughput.ts";
import { travaux } from "./works-bench.ts";

const BENCHES: readonly Bench[] = [throughput, calls, price, bundlesBench, reading, hostile, pages, travaux];

const NAMES = BENCHES.map(({ name }) => name);

const USAGE = `npm run bench -- [--only NAME]... [--json]

  --only NAME  one bench alone (may be repeated): ${NAMES.join(", ")}
  --json       figures for machines, on standard output
`;

const readOptions = () => {
  const { values } = parseArgs({
    options: {
      only: { type: "string", multiple: true, default: [...NAMES] },
      json: { type: "boolean", default: false },
      help: { type: "boolean", default: false },
    },
  });
  const unknown = values.only.find((name) => !NAMES.includes(name));
  if (unknown !== undefined) throw new Error(`there is no bench ${unknown}\n\n${USAGE}`);
  return values;
};

/** Made at the first use, then shared. */
const once = <T>(make: () => Promise<T>): (() => Promise<T>) => {
  let made: Promise<T> | undefined;
  return () => {
    made ??= make();
    return made;
  };
};

const createContext = (folder: string, progress: (what: string) => void) => {
  const endings: (() => Promise<void>)[] = [];
  const assembly = once(async () => {
    progress("synthesis of the CDK app");
    const directory = join(folder, "cdk.out");
    mkdirSync(directory);
    await synthesise(directory);
    return directory;
  });
  const observed = once(async () => {
    const directory = await assembly();
    progress("start of the observed platform");
    const platform = await runObserved(directory, folder);
    endings.push(platform.stop);
    return platform;
  });
  const context: BenchContext = {
    progress,
    folder,
    assembly,
    observed,
    flow: once(async () => measureFlow(await observed(), progress)),
  };
  return {
    context,
    end: async (): Promise<void> => {
      for (const ending of endings) await ending();
    },
  };
};

const main = async (): Promise<void> => {
  const options = readOptions();
  if (options.help) {
    process.stdout.write(USAGE);
    return;
  }
  const progress = createProgress(process.stderr);
  const folder = mkdtempSync(join(tmpdir(), "plainchant-bench-"));
  const { context, end } = createContext(folder, progress.say);
  const figures: Record<string, unknown> = {};
  try {
    for (const { name, run } of BENCHES.filter((bench) => options.only.includes(bench.name))) {
      const finding = await run(context);
      figures[name] = finding.figures;
      progress.clear();
      if (!options.json) process.stdout.write(renderFinding(finding));
    }
    if (options.json) process.stdout.write(`${JSON.stringify(figures, null, 2)}\n`);
  } finally {
    await end();
    rmSync(folder, { recursive: true, force: true });
  }
};

main().catch((error: unknown) => {
  process.stderr.write(`\n${error instanceof Error ? error.message : String(error)}\n`);
  process.exit(1);
});
