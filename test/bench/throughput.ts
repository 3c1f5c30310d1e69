/** Deposits a second from end to end, and how long an uploaded file waits for its verdict. */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { type DepotReport, type Session, upload } from "#infra/cli/platform.ts";
import type { Bench, Finding } from "./contract.ts";
import { type BenchPlatform, runPlatform } from "./run-platform.ts";
import { createSender, type InvoiceFile } from "./standard-invoice.ts";
import { quantile } from "./statistics.ts";

/** Clients at a time, and how many invoices they send in all. */
const LEVELS = [
  { concurrency: 1, samples: 40 },
  { concurrency: 4, samples: 120 },
  { concurrency: 16, samples: 240 },
] as const;

const WARM_UP = 24;
/** No invoice of a level is sent after this long, in milliseconds. */
const LEVEL_MS = 25_000;
/** Time between two looks at a report, in milliseconds: short, since it is part of what a client waits for. */
const POLL_MS = 20;
const PATIENCE_MS = 30_000;

const WAITING: ReadonlySet<string> = new Set(["EN_ATTENTE_DE_FICHIER", "RECU"]);

interface Timing {
  /** From the upload's acceptance to the verdict as the platform dates it, in milliseconds. */
  readonly routedMs: number;
  /** From the opening of the deposit until the client has seen the verdict, in milliseconds. */
  readonly wholeMs: number;
}

const verdictOf = async (session: Session, depot: string): Promise<DepotReport> => {
  const deadline = performance.now() + PATIENCE_MS;
  for (;;) {
    const report = await session.report(depot);
    if (!WAITING.has(report.statut)) return report;
    if (performance.now() > deadline) throw new Error(`depot ${depot} has no verdict after ${PATIENCE_MS} ms`);
    await pause(POLL_MS);
  }
};

const sendOne = async (session: Session, { name, bytes }: InvoiceFile): Promise<Timing> => {
  const started = performance.now();
  const { id, televersement } = await session.open({ nomFichier: name, taille: bytes.length });
  if (!televersement) throw new Error(`the deposit of ${name} came without a form`);
  await upload(televersement, bytes);
  const accepted = Date.now();
  const report = await verdictOf(session, id);
  const [membre] = report.factures;
  if (report.statut !== "INTEGRE" || !membre) throw new Error(`${name} is ${report.statut}`);
  return {
    // The verdict may come before the client has read that its upload is accepted.
    routedMs: Math.max(0, Date.parse(membre.jugeLe) - accepted),
    wholeMs: performance.now() - started,
  };
};

/** `concurrency` clients, each with one invoice at a time. */
const sendMany = async (session: Session, next: () => InvoiceFile, concurrency: number, samples: number) => {
  const timings: Timing[] = [];
  const started = performance.now();
  let left = samples;
  const client = async (): Promise<void> => {
    while (left > 0 && performance.now() - started < LEVEL_MS) {
      left -= 1;
      timings.push(await sendOne(session, next()));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, client));
  return { timings, seconds: (performance.now() - started) / 1000 };
};

const measureLevels = async (platform: BenchPlatform, progress: (what: string) => void) => {
  const session = await platform.signIn();
  const next = createSender("DEBIT", platform.runtime.now());
  progress("deposits, to warm up");
  await sendMany(session, next, 4, WARM_UP);
  await platform.runtime.settle();
  const levels = [];
  for (const { concurrency, samples } of LEVELS) {
    progress(`${samples} deposits, ${concurrency} at a time`);
    const { timings, seconds } = await sendMany(session, next, concurrency, samples);
    // What invoices have set off behind their verdicts belongs to their level.
    await platform.runtime.settle();
    const of = (value: (timing: Timing) => number, q: number) => quantile(timings.map(value), q);
    levels.push({
      concurrency,
      samples: timings.length,
      perSecond: timings.length / seconds,
      routedP50: of(({ routedMs }) => routedMs, 0.5),
      routedP95: of(({ routedMs }) => routedMs, 0.95),
      wholeP50: of(({ wholeMs }) => wholeMs, 0.5),
      wholeP95: of(({ wholeMs }) => wholeMs, 0.95),
    });
  }
  return levels;
};

const measure: Bench["run"] = async ({ assembly, folder, progress }): Promise<Finding> => {
  const platform = await runPlatform({ assembly: await assembly(), dataDir: join(folder, "throughput-data") });
  try {
    const levels = await measureLevels(platform, progress);
    return {
      sheets: [
        {
          title: "Deposits from end to end: opened, uploaded, judged, seen (UBL and CII in turn)",
          head: ["At a time", "Samples", "A second", "Routed p50", "p95", "Whole p50", "p95"],
          rows: levels.map((level) => [
            level.concurrency,
            level.samples,
            level.perSecond.toFixed(1),
            `${level.routedP50} ms`,
            `${level.routedP95} ms`,
            `${level.wholeP50.toFixed(0)} ms`,
            `${level.wholeP95.toFixed(0)} ms`,
          ]),
          notes: [
            "Routed: from the acceptance of the upload to the verdict's own instant. Whole: until the client has seen it,",
            `which looks every ${POLL_MS} ms. Client, emulators and functions share this machine's processors; ${WARM_UP} deposits warm up first.`,
          ],
        },
      ],
      figures: { levels, logged: platform.logged },
    };
  } finally {
    await platform.stop();
  }
};

export const throughput: Bench = { name: "throughput", run: measure };
