/** What a bench is: something that measures, and shows what it found as tables for people and figures for machines. */
import type { FlowMeasure } from "./flow.ts";
import type { ObservedPlatform } from "./observed-platform.ts";

export interface Sheet {
  readonly title: string;
  readonly head: readonly string[];
  /** Cells that are numbers are aligned to the right. */
  readonly rows: readonly (readonly (string | number)[])[];
  readonly notes?: readonly string[];
}

export interface Finding {
  readonly sheets: readonly Sheet[];
  readonly figures: Readonly<Record<string, unknown>>;
}

/** What benches share: made when the first of them asks, and undone when all have ended. */
export interface BenchContext {
  /** Says what is being done; each call replaces what the one before said. */
  readonly progress: (what: string) => void;
  /** An empty folder that is removed at the end. */
  readonly folder: string;
  /** The CDK app, synthesised afresh. */
  readonly assembly: () => Promise<string>;
  /** A platform whose AWS calls are counted. */
  readonly observed: () => Promise<ObservedPlatform>;
  /** What one standard invoice does there. */
  readonly flow: () => Promise<FlowMeasure>;
}

export interface Bench {
  readonly name: string;
  readonly run: (context: BenchContext) => Promise<Finding>;
}
