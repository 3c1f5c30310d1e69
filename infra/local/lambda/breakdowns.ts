/** Breakdowns on demand: what a function that throws, takes too long or dies does to the rest can be seen in a drill. */
import { createStrikes, type Planned, type Strikes } from "../strikes.ts";
import type { Outcome } from "./execution-environment.ts";

const TIMED_OUT = { errorType: "Sandbox.Timedout", errorMessage: "Error: Task timed out" } as const;
const EXITED = {
  errorType: "Runtime.ExitError",
  errorMessage: "Error: Runtime exited with error: exit status 1",
} as const;
const KILLED = {
  errorType: "Runtime.OutOfMemory",
  errorMessage: "Error: Runtime exited with error: signal: killed",
} as const;

/**
 * Each with what Lambda says of it, and whether the function had done its work by then: of one that `runs`, all that it
 * writes is written, and its answer never comes.
 */
const OUTCOMES = {
  exception: { runs: false, errorType: "Error", errorMessage: "panne demandée par POST /_local/pannes" },
  blocage: { runs: false, ...TIMED_OUT },
  arret: { runs: false, ...EXITED },
  memoire: { runs: false, ...KILLED },
  delai: { runs: true, ...TIMED_OUT },
  mort: { runs: true, ...EXITED },
} as const;

export type Breakdown = keyof typeof OUTCOMES;

export const isBreakdown = (text: string): text is Breakdown => Object.hasOwn(OUTCOMES, text);

export interface PlannedBreakdown extends Planned {
  /** Name of the function, or the end of it. */
  readonly fonction: string;
  readonly panne: Breakdown;
  /** Only invocations whose event holds this text: one poisoned document, say. */
  readonly contenant?: string;
}

export interface Breakdowns extends Pick<Strikes<PlannedBreakdown>, "plan" | "planned"> {
  /** Lets the invocation of a function run, or strikes it. */
  around(name: string, payload: string, run: () => Promise<Outcome>): Promise<Outcome>;
}

export const createBreakdowns = (): Breakdowns => {
  const { plan, planned, take } = createStrikes<PlannedBreakdown>(({ fonction, contenant = "" }) =>
    [fonction, contenant].join(" "),
  );

  return {
    plan,
    planned,
    around: async (name, payload, run) => {
      const struck = take(({ fonction, contenant = "" }) => name.endsWith(fonction) && payload.includes(contenant));
      if (struck === undefined) return run();
      const { runs, errorType, errorMessage } = OUTCOMES[struck.panne];
      if (runs) await run();
      return { kind: "failed", error: { errorType, errorMessage, trace: [] } };
    },
  };
};
