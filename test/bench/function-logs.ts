/** What functions printed: their own lines, which AWS charges for, and those of the probes, which tell durations. */
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { FUNCTIONS } from "#infra/functions.ts";
import { physicalName } from "#infra/naming.ts";
import type { FunctionName } from "../../functions/environment.ts";

export interface Invocation {
  readonly name: FunctionName;
  /** When it ended, in milliseconds since the epoch, on the machine's clock. */
  readonly at: number;
  /** Route of the HTTP API; empty for other triggers. */
  readonly route: string;
  /** Messages or stream records of the batch; null where the trigger has none. */
  readonly messages: number | null;
  /** Real time from call to answer on this machine, in milliseconds. */
  readonly ms: number;
  /** Processor time of the function's thread, in milliseconds. */
  readonly cpuMs: number;
  /** Bytes of the lines that it printed, the probe's left out. */
  readonly logBytes: number;
}

const ProbeLine = z.object({
  sonde: z.object({
    at: z.number(),
    route: z.string(),
    messages: z.number().nullable(),
    ms: z.number(),
    cpuMs: z.number(),
  }),
});

const NAMES: readonly FunctionName[] = FUNCTIONS.map(({ id }) => id);

const byPhysicalName = new Map(NAMES.map((name) => [physicalName("local", name), name]));

/** The function of that physical name; undefined for a caller that is none. */
export const functionNamed = (physical: string): FunctionName | undefined => byPhysicalName.get(physical);

const parseLine = (line: string): unknown => {
  try {
    return JSON.parse(line);
  } catch {
    return undefined;
  }
};

/** A batch of which the filters left nothing: AWS invokes nothing for it. */
const isEmptyBatch = ({ messages }: Invocation): boolean => messages === 0;

const readLog = (folder: string, name: FunctionName): readonly Invocation[] => {
  const path = join(folder, `${physicalName("local", name)}.log`);
  const lines = existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
  const invocations: Invocation[] = [];
  let logBytes = 0;
  for (const line of lines) {
    const { data } = ProbeLine.safeParse(parseLine(line));
    if (!data) {
      logBytes += Buffer.byteLength(line) + 1;
      continue;
    }
    invocations.push({ name, ...data.sonde, logBytes });
    logBytes = 0;
  }
  return invocations.filter((invocation) => !isEmptyBatch(invocation));
};

/** All invocations that are in the logs; what was printed before an invocation's end is taken for its own. */
export const readLogs = (folder: string): readonly Invocation[] => NAMES.flatMap((name) => readLog(folder, name));
