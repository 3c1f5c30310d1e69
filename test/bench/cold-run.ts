/** A run over all documents by a process that starts cold: what an hour of deposits looks like, and its memory. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { runApart } from "#test/hostile/own-process.ts";
import type { Sheet } from "./contract.ts";
import type { Document } from "./documents.ts";

/** A minute is a thousand times what the documents of a corpus take. */
const LONGEST_MS = 60_000;

const SOURCE = fileURLToPath(import.meta.resolve("./judge-folder.ts"));

const ColdRun = z.strictObject({
  documents: z.number(),
  ms: z.number(),
  /** Largest resident set before the first document, and after the last. */
  startKilobytes: z.number(),
  peakKilobytes: z.number(),
});

export type ColdRun = z.infer<typeof ColdRun> & { readonly name: string };

/** `folder` receives the documents; it is empty. */
export const coldRun = (name: string, documents: readonly Document[], folder: string): ColdRun => {
  const own = join(folder, "documents");
  mkdirSync(own, { recursive: true });
  for (const [index, { bytes }] of documents.entries()) writeFileSync(join(own, `${index}.xml`), bytes);
  return { name, ...ColdRun.parse(JSON.parse(runApart(SOURCE, [own], folder, LONGEST_MS))) };
};

const megabytes = (kilobytes: number): number => Math.round(kilobytes / 1_024);

export const coldRunsSheet = (runs: readonly ColdRun[]): Sheet => ({
  title: "Reading and judging each document once, in a process of its own",
  head: ["Documents", "Count", "ms", "Documents a second", "MB, started", "MB, peak"],
  rows: runs.map((one) => [
    one.name,
    one.documents,
    Math.round(one.ms),
    Math.round((one.documents * 1_000) / one.ms),
    megabytes(one.startKilobytes),
    megabytes(one.peakKilobytes),
  ]),
  notes: ["Files are read from disk meanwhile, and the compiler has seen nothing before. MB: largest resident set."],
});
