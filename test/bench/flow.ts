/** Sends standard invoices one after the other through an observed platform, and keeps all that each step caused. */
import { setTimeout as pause } from "node:timers/promises";
import { type Session, upload } from "#infra/cli/platform.ts";
import { functionNamed, type Invocation, readLogs } from "./function-logs.ts";
import type { ObservedPlatform } from "./observed-platform.ts";
import type { ObservedCall } from "./observer.ts";
import { createSender, type InvoiceFile } from "./standard-invoice.ts";

/** `upload` lasts until everything that it set off has ended: intake, events, e-mail and its return. */
export type Step = "token" | "open" | "upload" | "report" | "sweep";

export interface FlowCall extends ObservedCall {
  readonly step: Step;
}

export interface FlowInvocation extends Invocation {
  readonly step: Step;
}

export interface FlowMeasure {
  /** How often each step was taken and counted: the first invoices, which warm functions up, are not among them. */
  readonly times: Readonly<Record<Step, number>>;
  readonly calls: readonly FlowCall[];
  readonly invocations: readonly FlowInvocation[];
  /** Bytes of an answer that the supplier's system gets, body only, on average. */
  readonly answerBytes: Readonly<Record<"open" | "report", number>>;
}

const WARM_UP = 4;
const INVOICES = 12;
const TOKENS = 6;
/** How long one invoice may take to its e-mail's return, in milliseconds. */
const PATIENCE_MS = 20_000;
/** Functions' lines reach their files a moment after the functions' end, in milliseconds. */
const LOG_DELAY_MS = 300;
const HOUR_MS = 3_600_000;

const now = (): number => performance.timeOrigin + performance.now();

const until = async (what: string, condition: () => boolean): Promise<void> => {
  const deadline = performance.now() + PATIENCE_MS;
  while (!condition()) {
    if (performance.now() > deadline) throw new Error(`${what} did not come within ${PATIENCE_MS} ms`);
    await pause(10);
  }
};

/** Keeps the calls of each step, and when it was taken: invocations are matched to it by time. */
const createRecorder = ({ observer }: ObservedPlatform) => {
  const calls: FlowCall[] = [];
  const spans: { readonly step: Step; readonly from: number; readonly to: number }[] = [];
  return {
    calls,
    record: async <T>(step: Step, work: () => Promise<T>): Promise<T> => {
      const mark = observer.mark();
      const from = now();
      const result = await work();
      spans.push({ step, from, to: now() });
      calls.push(...observer.since(mark).map((call) => ({ ...call, step })));
      return result;
    },
    placed: (invocations: readonly Invocation[]): readonly FlowInvocation[] =>
      invocations.flatMap((one) => {
        const span = spans.find(({ from, to }) => from <= one.at && one.at <= to);
        return span ? [{ ...one, step: span.step }] : [];
      }),
  };
};

type Recorder = Pick<ReturnType<typeof createRecorder>, "record">;

const UNRECORDED: Recorder = { record: (_step, work) => work() };

export const measureFlow = async (
  platform: ObservedPlatform,
  progress: (what: string) => void,
): Promise<FlowMeasure> => {
  const { observer, runtime, logs, logged } = platform;
  const next = createSender("FLUX", runtime.now());
  const recorder = createRecorder(platform);
  const answerBytes = { open: 0, report: 0 };

  /** Uploads, and waits for the proof of the e-mail's arrival: the last thing that an upload causes. */
  const uploadAndWait = async (form: Parameters<typeof upload>[0], bytes: Uint8Array): Promise<void> => {
    const mark = observer.mark();
    await upload(form, bytes);
    await until(`the return of an e-mail (${logged.join("; ")})`, () =>
      observer.since(mark).some(({ caller }) => functionNamed(caller) === "RetoursCourriel"),
    );
    await runtime.settle();
  };

  const sendOne = async (session: Session, { name, bytes }: InvoiceFile, { record }: Recorder) => {
    const depot = await record("open", () => session.open({ nomFichier: name, taille: bytes.length }));
    const { televersement } = depot;
    if (!televersement) throw new Error(`the deposit of ${name} came without a form`);
    await record("upload", () => uploadAndWait(televersement, bytes));
    const report = await record("report", () => session.report(depot.id));
    if (report.statut !== "INTEGRE") throw new Error(`${name} is ${report.statut}: ${JSON.stringify(report.factures)}`);
    return { depot, report };
  };

  const session = await platform.signIn();
  progress("standard invoices, to warm up");
  let { depot, report } = await sendOne(session, next(), UNRECORDED);
  for (let count = 1; count < WARM_UP; count++) await sendOne(session, next(), UNRECORDED);
  for (let count = 1; count <= INVOICES; count++) {
    progress(`standard invoice ${count} of ${INVOICES}, every AWS call counted`);
    ({ depot, report } = await sendOne(session, next(), recorder));
    answerBytes.open += JSON.stringify(depot).length / INVOICES;
    answerBytes.report += JSON.stringify(report).length / INVOICES;
  }

  progress("tokens");
  for (let count = 0; count < TOKENS; count++) {
    await recorder.record("token", async () => {
      const fresh = await platform.signIn();
      // So that the authorizer is asked about the token once.
      await fresh.report(depot.id);
    });
  }

  progress("hourly sweep");
  const advance = (hours: number) => runtime.advanceTo(new Date(runtime.now().getTime() + hours * HOUR_MS));
  // The first sweep of all looks a day back; those after it are the usual ones.
  await advance(2);
  await recorder.record("sweep", () => advance(1));
  await pause(LOG_DELAY_MS);

  return {
    times: { open: INVOICES, upload: INVOICES, report: INVOICES, token: TOKENS, sweep: 1 },
    calls: recorder.calls,
    invocations: recorder.placed(readLogs(logs)),
    answerBytes,
  };
};
