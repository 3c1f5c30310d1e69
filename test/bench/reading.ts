/** Reading and judging an invoice, beside a bare parse of the same text; which documents and which rules take the time. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { readInvoice } from "#formats/read-invoice.ts";
import { verifyInvoice } from "#formats/verify-invoice.ts";
import { type ColdRun, coldRun, coldRunsSheet } from "./cold-run.ts";
import type { Bench, Finding, Sheet } from "./contract.ts";
import { depositInMemory } from "./deposit.ts";
import { bareParse, corpusDocuments, type Document, sampleDocuments } from "./documents.ts";
import { kindsSheet, timesByKind } from "./judging.ts";
import { linesSheet, lineTimes } from "./line-times.ts";
import { inTurn, ratio, type Work } from "./rounds.ts";
import { slowest, slowestSheets } from "./slowest.ts";
import { sum } from "./statistics.ts";

/** Beside a bare parse. */
const BUDGET_RATIO = 2;
const ROUNDS = 15;

interface DocumentSet {
  readonly name: string;
  readonly documents: readonly Document[];
}

/** The work and the bare parse in turn, and no other between them: that is how the budget is defined. */
const besideBare = async (documents: readonly Document[], work: Work) => {
  const works = new Map<string, Work>([
    ["bare", ({ text }) => bareParse(text)],
    ["work", work],
  ]);
  const taken = await inTurn(documents, works, ROUNDS);
  return { bareMs: taken("bare").ms, ms: taken("work").ms, ratio: ratio(taken("work"), taken("bare")) };
};

/** One after the other. */
const each = async <Item, Made>(items: readonly Item[], make: (item: Item) => Promise<Made>): Promise<Made[]> => {
  const made: Made[] = [];
  for (const item of items) made.push(await make(item));
  return made;
};

/** What the budget bounds comes first, of all sets: the compiler has then seen no other work. */
const compare = async (sets: readonly DocumentSet[], progress: (what: string) => void) => {
  const tell = (what: string, { name, documents }: DocumentSet): void =>
    progress(`${what} ${name}: ${documents.length} documents, ${ROUNDS} rounds`);
  const judged = await each(sets, async (set) => {
    tell("judging", set);
    return { set, judged: await besideBare(set.documents, ({ bytes }) => verifyInvoice(bytes)) };
  });
  const read = await each(judged, async ({ set, ...taken }) => {
    tell("reading", set);
    return { set, ...taken, read: await besideBare(set.documents, ({ bytes }) => readInvoice(bytes)) };
  });
  const deposit = await depositInMemory();
  return await each(read, async ({ set, ...taken }) => {
    tell("depositing", set);
    const { name, documents } = set;
    const averageBytes = sum(documents.map(({ bytes }) => bytes.length)) / documents.length;
    const counted = { name, documents: documents.length, averageBytes };
    return { ...counted, ...taken, deposit: await besideBare(documents, deposit) };
  });
};

type Comparison = Awaited<ReturnType<typeof compare>>[number];

const micro = (ms: number): string => (ms * 1_000).toFixed(0);

const comparisonSheet = (results: readonly Comparison[], hasCorpus: boolean): Sheet => ({
  title: `Reading and judging, beside a bare saxes parse (budget of read + judge ${BUDGET_RATIO} ×)`,
  head: [
    "Documents",
    "Count",
    "Bytes",
    "Bare, µs",
    "Read, µs",
    "Read + judge, µs",
    "Deposit, µs",
    "Read ×",
    "Read + judge ×",
    "Deposit ×",
    "Judged a second",
  ],
  rows: results.map((one) => [
    one.name,
    one.documents,
    one.averageBytes.toFixed(0),
    micro(one.judged.bareMs),
    micro(one.read.ms),
    micro(one.judged.ms),
    micro(one.deposit.ms),
    one.read.ratio.toFixed(2),
    one.judged.ratio.toFixed(2),
    one.deposit.ratio.toFixed(2),
    (1_000 / one.judged.ms).toFixed(0),
  ]),
  notes: [
    `Medians of ${ROUNDS} rounds in turn with a bare parse, same process; ratios are medians of the rounds' own. Bare: beside read + judge.`,
    "Read + judge: all rules of EN 16931, fatal and warning, with the places of faults. Deposit: the French rules and the directory, in memory, as well.",
    ...(hasCorpus ? [] : ["Set PLAINCHANT_CORPUS to a folder with instances.tar.gz to read real invoices too."]),
  ],
});

/** Of the set whose documents are like those of suppliers. */
const measureInside = ({ name, documents }: DocumentSet, progress: (what: string) => void) => {
  progress(`judging by family of rules: ${name}`);
  const kinds = timesByKind(documents);
  progress(`looking for the slowest: ${name}`);
  return { name, kinds, slow: slowest(documents) };
};

const measure: Bench["run"] = async ({ folder, progress }): Promise<Finding> => {
  const corpus = join(folder, "corpus");
  mkdirSync(corpus);
  const sets: readonly DocumentSet[] = [
    { name: "generated samples", documents: sampleDocuments() },
    { name: "instances of the corpus", documents: corpusDocuments(corpus) },
  ].filter(({ documents }) => documents.length > 0);
  const results = await compare(sets, progress);
  const coldRuns: ColdRun[] = [];
  for (const [index, set] of sets.entries()) {
    coldRuns.push(coldRun(set.name, set.documents, join(folder, `set-${index}`)));
  }
  const inside = sets.slice(-1).map((set) => measureInside(set, progress));
  const lines = lineTimes(progress);
  return {
    sheets: [
      comparisonSheet(results, sets.length > 1),
      coldRunsSheet(coldRuns),
      ...inside.flatMap(({ name, kinds, slow }) => [kindsSheet(name, kinds), ...slowestSheets(name, slow)]),
      linesSheet(lines),
    ],
    figures: { budgetRatio: BUDGET_RATIO, results, coldRuns, inside, lines },
  };
};

export const reading: Bench = { name: "reading", run: measure };
