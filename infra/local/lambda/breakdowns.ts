/** Breakdowns on demand: what a function that throws, takes too long or dies does to the rest can be seen in a drill. */
import type { Outcome } from "./execution-environment.ts";

/** Each with what Lambda says of it. `mort`: all that the function wrote is written, and its answer never comes. */
const OUTCOMES = {
  exception: { runs: false, errorType: "Error", errorMessage: "panne demandée par POST /_local/pannes" },
  delai: { runs: true, errorType: "Sandbox.Timedout", errorMessage: "Error: Task timed out" },
  mort: { runs: true, errorType: "Runtime.ExitError", errorMessage: "Error: Runtime exited with error: exit status 1" },
} as const;

export type Breakdown = keyof typeof OUTCOMES;

export const isBreakdown = (text: unknown): text is Breakdown =>
  typeof text === "string" && Object.hasOwn(OUTCOMES, text);

export interface PlannedBreakdown {
  /** Name of the function, or the end of it. */
  readonly fonction: string;
  readonly panne: Breakdown;
  /** Invocations that it still strikes. */
  readonly nombre: number;
}

export interface Breakdowns {
  /** In the place of what was planned for the function; none at all for 0. */
  plan(breakdown: PlannedBreakdown): void;
  planned(): readonly PlannedBreakdown[];
  /** Lets the invocation of a function run, or strikes it. */
  around(name: string, run: () => Promise<Outcome>): Promise<Outcome>;
}

export const createBreakdowns = (): Breakdowns => {
  const planned = new Map<string, PlannedBreakdown>();

  const take = (name: string): Breakdown | undefined => {
    for (const [fonction, breakdown] of planned) {
      if (!name.endsWith(fonction)) continue;
      if (breakdown.nombre > 1) planned.set(fonction, { ...breakdown, nombre: breakdown.nombre - 1 });
      else planned.delete(fonction);
      return breakdown.panne;
    }
    return undefined;
  };

  return {
    plan: (breakdown) => {
      if (breakdown.nombre === 0) planned.delete(breakdown.fonction);
      else planned.set(breakdown.fonction, breakdown);
    },
    planned: () => [...planned.values()],
    around: async (name, run) => {
      const panne = take(name);
      if (panne === undefined) return run();
      const { runs, errorType, errorMessage } = OUTCOMES[panne];
      if (runs) await run();
      return { kind: "failed", error: { errorType, errorMessage, trace: [] } };
    },
  };
};
