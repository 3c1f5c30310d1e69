/** Reading and judging an invoice, beside a bare parse of the same text. */
import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { memoryAnnuaire, memoryAnnuaireEditor } from "#adapters/memory/memory-annuaire.ts";
import { memoryStore } from "#adapters/memory/store.ts";
import { machineSystem } from "#adapters/system.ts";
import { GUIDELINES } from "#domain/regles/chorus/guidelines.ts";
import { DEPOSIT_PROFILE } from "#domain/regles/national/profiles.ts";
import type { Principal } from "#domain/structures/structure.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { verifyInvoice } from "#formats/verify-invoice.ts";
import { SAMPLE_ACCOUNTS, SAMPLES } from "#infra/samples/directory.ts";
import { makeSavePrincipal, makeSaveStructure } from "#usecases/edit-annuaire.ts";
import { makeJudgeInvoice } from "#usecases/judge-invoice.ts";
import type { Bench, Finding } from "./contract.ts";
import { bareParse, corpusDocuments, type Document, sampleDocuments } from "./documents.ts";
import { median, sum } from "./statistics.ts";

/** Beside a bare parse. */
const BUDGET_RATIO = 2;
const ROUNDS = 15;
/** Documents of a round at least: rounds of a few milliseconds measure the clock. */
const ROUND_DOCUMENTS = 200;

type Work = (document: Document) => unknown;

/** A directory that knows the samples' parties, in memory: what is measured is the judgement, not the reading of rows. */
const judgeInMemory = async () => {
  const store = memoryStore();
  const editor = memoryAnnuaireEditor(store);
  for (const structure of Object.values(SAMPLES)) await makeSaveStructure({ editor })(structure);
  const { clientId, rattachements } = SAMPLE_ACCOUNTS.menuiserie;
  const principal: Principal = { id: `compte:${clientId}`, statut: "ACTIF", rattachements };
  await makeSavePrincipal({ editor })(principal);
  const judge = makeJudgeInvoice({
    annuaire: memoryAnnuaire(store),
    verifyInvoice,
    checkSiretKey: true,
    guidelines: GUIDELINES,
    profile: DEPOSIT_PROFILE,
    system: machineSystem,
  });
  return ({ bytes }: Document) => judge(bytes, { deposant: principal.id, verificationSeule: false });
};

const timed = async (documents: readonly Document[], work: Work): Promise<number> => {
  const started = performance.now();
  for (const document of documents) await work(document);
  return performance.now() - started;
};

const compare = async (documents: readonly Document[], judge: Work) => {
  const repeats = Math.max(1, Math.ceil(ROUND_DOCUMENTS / documents.length));
  const round = Array.from({ length: repeats }, () => documents).flat();
  const works = {
    bare: (document: Document) => bareParse(document.text),
    read: (document: Document) => readInvoice(document.bytes),
    judge,
  };
  const times: Record<keyof typeof works, number[]> = { bare: [], read: [], judge: [] };
  // The first two rounds let the compiler see the code.
  for (let count = -2; count < ROUNDS; count++) {
    for (const name of ["bare", "read", "judge"] as const) {
      const ms = await timed(round, works[name]);
      if (count >= 0) times[name].push(ms);
    }
  }
  const perDocument = (name: keyof typeof works): number => median(times[name]) / round.length;
  const ratios = (name: "read" | "judge") => times[name].map((ms, index) => ms / (times.bare[index] ?? ms));
  return {
    documents: documents.length,
    averageBytes: sum(documents.map(({ bytes }) => bytes.length)) / documents.length,
    bareMs: perDocument("bare"),
    readMs: perDocument("read"),
    judgeMs: perDocument("judge"),
    readRatio: median(ratios("read")),
    judgeRatio: median(ratios("judge")),
  };
};

const measure: Bench["run"] = async ({ folder, progress }): Promise<Finding> => {
  const corpus = join(folder, "corpus");
  mkdirSync(corpus);
  const sets = [
    { name: "generated samples", documents: sampleDocuments() },
    { name: "instances of the corpus", documents: corpusDocuments(corpus) },
  ].filter(({ documents }) => documents.length > 0);
  const judge = await judgeInMemory();
  const results = [];
  for (const { name, documents } of sets) {
    progress(`reading ${name}: ${documents.length} documents, ${ROUNDS} rounds`);
    results.push({ name, ...(await compare(documents, judge)) });
  }
  const micro = (ms: number): string => `${(ms * 1000).toFixed(0)} µs`;
  return {
    sheets: [
      {
        title: `Reading and judging, beside a bare saxes parse (budget ${BUDGET_RATIO} ×)`,
        head: [
          "Documents",
          "Count",
          "Bytes",
          "Bare parse",
          "Read",
          "Read + judge",
          "Read ×",
          "Read + judge ×",
          "Judged a second",
        ],
        rows: results.map((one) => [
          one.name,
          one.documents,
          one.averageBytes.toFixed(0),
          micro(one.bareMs),
          micro(one.readMs),
          micro(one.judgeMs),
          one.readRatio.toFixed(2),
          one.judgeRatio.toFixed(2),
          (1000 / one.judgeMs).toFixed(0),
        ]),
        notes: [
          `Medians of ${ROUNDS} rounds of each in turn, same process; ratios are medians of the rounds' own. The directory is in memory.`,
          ...(sets.length > 1
            ? []
            : ["Set PLAINCHANT_CORPUS to a folder with instances.tar.gz to read real invoices too."]),
        ],
      },
    ],
    figures: { budgetRatio: BUDGET_RATIO, results },
  };
};

export const reading: Bench = { name: "reading", run: measure };
