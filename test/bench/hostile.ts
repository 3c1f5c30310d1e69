/** What the largest files take, each in a process of its own; and what a line takes, in invoices of more and more lines. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { GIANTS } from "#test/hostile/giants.ts";
import { invoiceOfLines } from "#test/hostile/lines.ts";
import { type Measured, measureReading } from "#test/hostile/measure.ts";
import type { Bench, Finding, Sheet } from "./contract.ts";

const BUDGET = { ms: 1_000, megabytes: 256 } as const;

const LINES = [2_500, 5_000, 10_000, 20_000] as const;

const SYNTAXES = ["ubl", "cii"] as const;

const megabytes = (kilobytes: number): number => Math.round(kilobytes / 1024);

const figuresOf = ({ bytes, ms, loadedKilobytes, peakKilobytes, outcome }: Measured) => ({
  bytes,
  ms: Math.round(ms),
  loadedMegabytes: megabytes(loadedKilobytes),
  peakMegabytes: megabytes(peakKilobytes),
  outcome,
});

const measureGiants = (folder: string, progress: (what: string) => void) =>
  GIANTS.map(({ name, make }) => {
    progress(`reading ${name}`);
    return { name, ...figuresOf(measureReading(make(), folder)) };
  });

const measureLines = (folder: string, progress: (what: string) => void) =>
  SYNTAXES.flatMap((syntax) =>
    LINES.map((lines) => {
      progress(`reading ${lines} lines, ${syntax}`);
      const measured = measureReading(invoiceOfLines(syntax, lines), folder);
      return { syntax, lines, microsecondsPerLine: (measured.ms * 1_000) / lines, ...figuresOf(measured) };
    }),
  );

const giantsSheet = (giants: ReturnType<typeof measureGiants>): Sheet => ({
  title: `The largest files (budget ${BUDGET.ms} ms, ${BUDGET.megabytes} MB)`,
  head: ["Document", "Answer", "Bytes", "ms", "MB, loaded", "MB, read"],
  rows: giants.map((one) => [one.name, one.outcome, one.bytes, one.ms, one.loadedMegabytes, one.peakMegabytes]),
  notes: [
    "Each in a process of its own that has read nothing before. MB: largest resident set, with the file loaded and after reading it.",
  ],
});

const linesSheet = (lines: ReturnType<typeof measureLines>): Sheet => ({
  title: "Invoices of more and more lines",
  head: ["Syntax", "Lines", "Bytes", "ms", "µs a line", "MB, read"],
  rows: lines.map((one) => [
    one.syntax,
    one.lines,
    one.bytes,
    one.ms,
    Number(one.microsecondsPerLine.toFixed(1)),
    one.peakMegabytes,
  ]),
});

const measure: Bench["run"] = async ({ folder, progress }): Promise<Finding> => {
  const own = join(folder, "hostile");
  mkdirSync(own);
  const giants = measureGiants(own, progress);
  const lines = measureLines(own, progress);
  return { sheets: [giantsSheet(giants), linesSheet(lines)], figures: { budget: BUDGET, giants, lines } };
};

export const hostile: Bench = { name: "hostile", run: measure };
