/** The documents that take longest, and those that take longest beside a bare parse of themselves: an average hides them. */
import { verifyInvoice } from "#formats/verify-invoice.ts";
import type { Sheet } from "./contract.ts";
import { bareParse, type Document } from "./documents.ts";
import { median } from "./statistics.ts";

const SHOWN = 10;
/** Of each document, bare and judged in turn. */
const TRIES = 7;

interface Slow {
  readonly path: string;
  readonly bytes: number;
  readonly milliseconds: number;
  readonly ratio: number;
}

const timed = (work: () => unknown): number => {
  const started = performance.now();
  work();
  return performance.now() - started;
};

const measured = ({ path, bytes, text }: Document): Slow => {
  const tries = Array.from({ length: TRIES }, () => ({
    bare: timed(() => bareParse(text)),
    judged: timed(() => verifyInvoice(bytes)),
  }));
  return {
    path,
    bytes: bytes.length,
    milliseconds: median(tries.map(({ judged }) => judged)),
    ratio: median(tries.map(({ bare, judged }) => judged / bare)),
  };
};

export interface Slowest {
  readonly byTime: readonly Slow[];
  readonly byRatio: readonly Slow[];
}

export const slowest = (documents: readonly Document[]): Slowest => {
  const all = documents.map(measured);
  const most = (by: "milliseconds" | "ratio") => all.toSorted((one, other) => other[by] - one[by]).slice(0, SHOWN);
  return { byTime: most("milliseconds"), byRatio: most("ratio") };
};

const sheetOf = (title: string, slow: readonly Slow[]): Sheet => ({
  title,
  head: ["Document", "Bytes", "µs", "× bare parse"],
  rows: slow.map((one) => [one.path, one.bytes, Math.round(one.milliseconds * 1_000), one.ratio.toFixed(2)]),
});

export const slowestSheets = (name: string, { byTime, byRatio }: Slowest): readonly Sheet[] => [
  sheetOf(`The slowest to read and judge: ${name}`, byTime),
  sheetOf(`The slowest beside a bare parse of themselves: ${name}`, byRatio),
];
