/** What each function takes: as measured here, and as AWS would charge it. */
import { FUNCTIONS, type FunctionSpec } from "#infra/functions.ts";
import type { Part, Work } from "./parts.ts";
import { gigabyteSeconds, timeOnShare } from "./price.ts";
import { roundTripMs } from "./round-trips.ts";
import { median, sum } from "./statistics.ts";

export interface Compute {
  readonly caller: string;
  readonly step: string;
  readonly part: Part;
  readonly memoryMegabytes: number;
  /** Invocations each time that the step is taken. */
  readonly invocations: number;
  /** Medians on this machine, in milliseconds. */
  readonly measuredMs: number;
  readonly cpuMs: number;
  /** Assumed waiting for the AWS calls of one invocation, one after the other, in milliseconds. */
  readonly waitingMs: number;
  /** Processor time on the share that the memory buys, and the waiting, in milliseconds. */
  readonly expectedMs: number;
}

const specOf = (caller: string): FunctionSpec | undefined => FUNCTIONS.find(({ id }) => id === caller);

export const computeOf = ({ caller, step, part, times, calls, invocations }: Work): readonly Compute[] => {
  const spec = specOf(caller);
  if (!spec || invocations.length === 0) return [];
  const { memoryMegabytes } = spec;
  const cpuMs = median(invocations.map((one) => one.cpuMs));
  const waitingMs = sum(calls.map(roundTripMs)) / invocations.length;
  return [
    {
      caller,
      step,
      part,
      memoryMegabytes,
      invocations: invocations.length / times,
      measuredMs: median(invocations.map((one) => one.ms)),
      cpuMs,
      waitingMs,
      expectedMs: timeOnShare(cpuMs, memoryMegabytes) + waitingMs,
    },
  ];
};

/** Which of the two durations is charged for. */
export type Duration = "expectedMs" | "measuredMs";

/** GB-seconds each time that the step is taken. */
export const gigabyteSecondsOf = (compute: Compute, duration: Duration): number =>
  compute.invocations * gigabyteSeconds(compute[duration], compute.memoryMegabytes);
