/** Runs a file of ours in a process of its own, as the function that judges invoices is run: bundled, with its options. */
import { execFileSync } from "node:child_process";
import { basename, join } from "node:path";
import { buildSync } from "esbuild";
import { FUNCTIONS } from "#infra/functions.ts";

/** What takes longer has failed; it would hold up everything behind it. */
const LONGEST_MS = 20_000;

const OPTIONS = FUNCTIONS.flatMap((spec) => (spec.id === "Intake" ? [spec.nodeOptions] : []));

const bundled = new Set<string>();

const bundledIn = (folder: string, source: string): string => {
  const outfile = join(folder, basename(source).replace(/\.ts$/, ".mjs"));
  if (bundled.has(outfile)) return outfile;
  buildSync({ entryPoints: [source], bundle: true, platform: "node", format: "esm", outfile, logLevel: "error" });
  bundled.add(outfile);
  return outfile;
};

/** What it prints. `folder` receives the bundle. */
export const runApart = (source: string, args: readonly string[], folder: string, longestMs = LONGEST_MS): string =>
  execFileSync(process.execPath, [...OPTIONS, bundledIn(folder, source), ...args], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    timeout: longestMs,
  });
