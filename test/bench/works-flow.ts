/** Plays dossiers on an observed platform, one by one, and keeps all that each kind of dossier caused. */
import { setTimeout as pause } from "node:timers/promises";
import type { HistoryEvent } from "@aws-sdk/client-sfn";
import { type Works, worksAt } from "#test/given/works.ts";
import { readLogs } from "./function-logs.ts";
import type { ObservedPlatform } from "./observed-platform.ts";
import { type Caller, callerOf, type Part, type Work } from "./parts.ts";
import { PLAYS, type Play, playDossier } from "./works-play.ts";

const TIMES = 4;
/** Functions' lines reach their files a moment after the functions' end, in milliseconds. */
const LOG_DELAY_MS = 300;

/** Tokens are shared by many calls, and e-mails have a price of their own: both are apart, as in the price of an invoice. */
const PARTS: Readonly<Partial<Record<Caller, Part>>> = {
  Jetons: "token",
  Autorisation: "token",
  Courriels: "mail",
  RetoursCourriel: "mail",
};

export interface WorksMeasure {
  readonly nom: string;
  readonly works: readonly Work[];
  /** States that one execution entered, and those of them that it entered again after a failure. */
  readonly entered: number;
  readonly retried: number;
  /** Events of its history. */
  readonly events: number;
  readonly states: readonly string[];
}

const count = (history: readonly HistoryEvent[], type: RegExp): number =>
  history.filter((event) => type.test(event.type ?? "")).length;

const now = (): number => performance.timeOrigin + performance.now();

const historyOf = async (works: Works, dossier: string): Promise<readonly HistoryEvent[]> => {
  const execution = (await works.executions()).find(({ name }) => name === dossier);
  if (execution?.status !== "SUCCEEDED") throw new Error(`the execution of ${dossier} is ${execution?.status}`);
  return works.history(execution);
};

const measurePlay = async (
  platform: ObservedPlatform,
  works: Works,
  play: Play,
  rank: number,
): Promise<WorksMeasure> => {
  const { observer, runtime, logs } = platform;
  await playDossier(works, play, `CHAUD-${rank}`);
  await runtime.settle();
  const [mark, from] = [observer.mark(), now()];
  let dossier = "";
  for (let time = 0; time < TIMES; time++) {
    dossier = await playDossier(works, play, `CHANTIER-${rank}-${time}`);
    await runtime.settle();
  }
  const calls = observer.since(mark).map((call) => ({ ...call, step: "upload" as const }));
  const to = now();
  await pause(LOG_DELAY_MS);
  const invocations = readLogs(logs).filter(({ at }) => from <= at && at <= to);
  const callers = new Set(calls.flatMap((call) => callerOf(call) ?? []).concat(invocations.map(({ name }) => name)));
  const history = await historyOf(works, dossier);
  return {
    nom: play.nom,
    works: [...callers].map((caller) => ({
      step: "upload",
      caller,
      part: PARTS[caller] ?? "invoice",
      times: TIMES,
      calls: calls.filter((call) => callerOf(call) === caller),
      invocations: invocations
        .filter(({ name }) => name === caller)
        .map((invocation) => ({ ...invocation, step: "upload" as const })),
    })),
    entered: count(history, /StateEntered$/),
    // A task that failed is scheduled again without its state being entered again.
    retried: count(history, /^Task(Scheduled)$/) - count(history, /^TaskStateEntered$/),
    events: history.length,
    states: history.flatMap(({ stateEnteredEventDetails }) => stateEnteredEventDetails?.name ?? []),
  };
};

export const measureWorks = async (
  platform: ObservedPlatform,
  progress: (what: string) => void,
): Promise<readonly WorksMeasure[]> => {
  const works = worksAt({ api: platform.runtime.urls.api, runtime: platform.runtime });
  const measures: WorksMeasure[] = [];
  for (const [rank, play] of PLAYS.entries()) {
    progress(`dossiers of works contracts, ${play.nom}`);
    measures.push(await measurePlay(platform, works, play, rank));
  }
  return measures;
};
