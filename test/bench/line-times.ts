/** What a line takes in invoices of more and more lines: the same, where reading and judging are linear. */
import { readInvoice } from "#formats/read-invoice.ts";
import { verifyInvoice } from "#formats/verify-invoice.ts";
import { invoiceOfLines, type SyntaxName } from "#test/hostile/lines.ts";
import type { Sheet } from "./contract.ts";
import { bareParse } from "./documents.ts";
import { median } from "./statistics.ts";

const LINES = [100, 1_000, 5_000, 20_000] as const;

const SYNTAXES: readonly SyntaxName[] = ["ubl", "cii"];

/** Lines in all that are measured of each size, and at least so many tries. */
const MEASURED_LINES = 40_000;
const LEAST_TRIES = 5;

interface LineTimes {
  readonly syntax: SyntaxName;
  readonly lines: number;
  readonly bytes: number;
  /** Microseconds a line. */
  readonly bare: number;
  readonly read: number;
  readonly judged: number;
}

const timed = (work: () => unknown): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

const measured = (syntax: SyntaxName, lines: number): LineTimes => {
  const text = invoiceOfLines(syntax, lines);
  const bytes = Buffer.from(text);
  const tries = Array.from({ length: Math.max(LEAST_TRIES, MEASURED_LINES / lines) }, () => ({
    bare: timed(() => bareParse(text)),
    read: timed(() => readInvoice(bytes)),
    judged: timed(() => verifyInvoice(bytes)),
  }));
  const perLine = (work: "bare" | "read" | "judged") => (median(tries.map((one) => one[work])) * 1_000) / lines;
  return {
    syntax,
    lines,
    bytes: bytes.length,
    bare: perLine("bare"),
    read: perLine("read"),
    judged: perLine("judged"),
  };
};

/** Of the process that the other parts of the bench have warmed up. */
export const lineTimes = (progress: (what: string) => void): readonly LineTimes[] =>
  SYNTAXES.flatMap((syntax) =>
    LINES.map((lines) => {
      progress(`reading and judging ${lines} lines, ${syntax}`);
      return measured(syntax, lines);
    }),
  );

export const linesSheet = (times: readonly LineTimes[]): Sheet => ({
  title: "Invoices of more and more lines, in microseconds a line",
  head: ["Syntax", "Lines", "Bytes", "Bare parse", "Read", "Read + judge", "Read + judge ×"],
  rows: times.map((one) => [
    one.syntax,
    one.lines,
    one.bytes,
    one.bare.toFixed(1),
    one.read.toFixed(1),
    one.judged.toFixed(1),
    (one.judged / one.bare).toFixed(2),
  ]),
});
