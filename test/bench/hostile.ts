/** What the largest files take, and those that aim at the rules, each in a process of its own. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { AIMED } from "#test/hostile/aimed.ts";
import { BUDGET } from "#test/hostile/budget.ts";
import { GIANTS } from "#test/hostile/giants.ts";
import { grown } from "#test/hostile/growth.ts";
import { type Measured, measure } from "#test/hostile/measure.ts";
import type { Bench, Finding, Sheet } from "./contract.ts";

const megabytes = (kilobytes: number): number => Math.round(kilobytes / 1_024);

const figuresOf = ({ bytes, ms, loadedKilobytes, peakKilobytes, outcome, broken }: Measured) => ({
  bytes,
  ms: Math.round(ms),
  loadedMegabytes: megabytes(loadedKilobytes),
  peakMegabytes: megabytes(peakKilobytes),
  outcome,
  broken,
});

interface Largest {
  readonly name: string;
  readonly make: () => string | Buffer;
}

const measureAll = (documents: readonly Largest[], folder: string, progress: (what: string) => void) =>
  documents.map(({ name, make }) => {
    progress(`reading and judging ${name}`);
    return { name, ...figuresOf(measure(make(), folder)) };
  });

const sheetOf = (title: string, documents: ReturnType<typeof measureAll>): Sheet => ({
  title: `${title} (budget ${BUDGET.ms} ms, ${megabytes(BUDGET.kilobytes)} MB)`,
  head: ["Document", "Answer", "Rules broken", "Bytes", "ms", "MB, loaded", "MB, judged"],
  rows: documents.map((one) => [
    one.name,
    one.outcome,
    one.broken,
    one.bytes,
    one.ms,
    one.loadedMegabytes,
    one.peakMegabytes,
  ]),
  notes: ["Each in a process that has read nothing before. MB: largest resident set, with the file loaded and judged."],
});

const run: Bench["run"] = async ({ folder, progress }): Promise<Finding> => {
  const own = join(folder, "hostile");
  mkdirSync(own);
  const giants = measureAll(GIANTS, own, progress);
  const aimed = (["UBL", "CII"] as const).flatMap((family) =>
    measureAll(
      AIMED[family].map(({ name, shape }) => ({ name: `${family}: ${name}`, make: () => grown(shape, 1) })),
      own,
      progress,
    ),
  );
  return {
    sheets: [sheetOf("The largest files", giants), sheetOf("Files that aim at the rules", aimed)],
    figures: { budget: BUDGET, giants, aimed },
  };
};

export const hostile: Bench = { name: "hostile", run };
