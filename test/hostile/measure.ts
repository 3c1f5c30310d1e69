/** What one large document takes, in a process that reads nothing else: the resident set of a process never shrinks. */
import { execFileSync } from "node:child_process";
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildSync } from "esbuild";
import { z } from "zod";
import { FUNCTIONS } from "#infra/functions.ts";

const Measured = z.strictObject({
  /** Reading alone, in a process that has not read anything before. */
  ms: z.number(),
  /** Largest resident set with the file loaded, before it is read. */
  loadedKilobytes: z.number(),
  /** The same after reading. */
  peakKilobytes: z.number(),
  /** `invoice`, `invoice with faults`, or the code of the fault for which there is none. */
  outcome: z.string(),
});

/** A reading that takes longer has failed; it would hold up everything behind it. */
const LONGEST_MS = 20_000;

export type Measured = z.infer<typeof Measured> & { readonly bytes: number };

const SOURCE = fileURLToPath(import.meta.resolve("./read-giant.ts"));

/** As the function that reads invoices is run: bundled, with the options of its process. */
const OPTIONS = FUNCTIONS.flatMap((spec) => (spec.id === "Intake" ? [spec.nodeOptions] : []));

const bundles = new Map<string, string>();

const bundledIn = (folder: string): string => {
  const known = bundles.get(folder);
  if (known !== undefined) return known;
  const outfile = join(folder, "read-giant.mjs");
  buildSync({ entryPoints: [SOURCE], bundle: true, platform: "node", format: "esm", outfile, logLevel: "error" });
  bundles.set(folder, outfile);
  return outfile;
};

/** `folder` receives the document; one at a time. */
export const measureReading = (document: string | Buffer, folder: string): Measured => {
  const path = join(folder, "document.xml");
  const bytes = Buffer.from(document);
  writeFileSync(path, bytes);
  const printed = execFileSync(process.execPath, [...OPTIONS, bundledIn(folder), path], {
    encoding: "utf8",
    stdio: ["ignore", "pipe", "inherit"],
    timeout: LONGEST_MS,
  });
  return { ...Measured.parse(JSON.parse(printed)), bytes: bytes.length };
};
