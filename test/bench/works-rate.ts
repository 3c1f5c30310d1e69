/** Executions a second: dossiers of the monthly chain from their request to the end of their execution. */
import { join } from "node:path";
import { setTimeout as pause } from "node:timers/promises";
import { DescribeExecutionCommand, ListStateMachinesCommand, SFNClient } from "@aws-sdk/client-sfn";
import { worksAt } from "#test/given/works.ts";
import type { BenchContext } from "./contract.ts";
import { runPlatform } from "./run-platform.ts";
import { quantile } from "./statistics.ts";
import { MONTHLY, playDossier } from "./works-play.ts";

/** Dossiers at a time, and how many are played in all. */
const LEVELS = [
  { concurrency: 1, samples: 15 },
  { concurrency: 4, samples: 40 },
  { concurrency: 16, samples: 80 },
] as const;

const WARM_UP = 6;
/** Time between two looks at an execution, in milliseconds. */
const POLL_MS = 20;
const PATIENCE_MS = 60_000;

export interface Rate {
  readonly concurrency: number;
  readonly samples: number;
  readonly perSecond: number;
  /** Of one dossier, from its request to the end of its execution, in milliseconds. */
  readonly p50: number;
  readonly p95: number;
}

const ended = (sfn: SFNClient, machineArn: string) => {
  const prefix = machineArn.replace(":stateMachine:", ":execution:");
  return async (dossier: string): Promise<void> => {
    const deadline = performance.now() + PATIENCE_MS;
    for (;;) {
      const { status } = await sfn.send(new DescribeExecutionCommand({ executionArn: `${prefix}:${dossier}` }));
      if (status === "SUCCEEDED") return;
      if (status !== "RUNNING" || performance.now() > deadline) throw new Error(`execution ${dossier} is ${status}`);
      await pause(POLL_MS);
    }
  };
};

export const measureRates = async ({ assembly, folder, progress }: BenchContext): Promise<readonly Rate[]> => {
  const platform = await runPlatform({ assembly: await assembly(), dataDir: join(folder, "works-data") });
  try {
    const sfn = new SFNClient({});
    const { stateMachines = [] } = await sfn.send(new ListStateMachinesCommand({}));
    const untilEnded = ended(sfn, stateMachines.find(({ name }) => name?.endsWith("travaux"))?.stateMachineArn ?? "");
    // Dossiers side by side do not wait for each other: each looks at what is its own.
    const works = worksAt({ api: platform.runtime.urls.api, runtime: { settle: async () => undefined } });
    let drawn = 0;
    const playOne = async (): Promise<number> => {
      drawn += 1;
      const started = performance.now();
      await untilEnded(await playDossier(works, MONTHLY, `RYTHME-${drawn}`));
      return performance.now() - started;
    };
    const playMany = async (concurrency: number, samples: number) => {
      const durations: number[] = [];
      const started = performance.now();
      let left = samples;
      const client = async (): Promise<void> => {
        while (left > 0) {
          left -= 1;
          durations.push(await playOne());
        }
      };
      await Promise.all(Array.from({ length: concurrency }, client));
      return { durations, seconds: (performance.now() - started) / 1000 };
    };

    progress("dossiers, to warm up");
    await playMany(2, WARM_UP);
    const rates: Rate[] = [];
    for (const { concurrency, samples } of LEVELS) {
      progress(`${samples} dossiers, ${concurrency} at a time`);
      const { durations, seconds } = await playMany(concurrency, samples);
      rates.push({
        concurrency,
        samples,
        perSecond: samples / seconds,
        p50: quantile(durations, 0.5),
        p95: quantile(durations, 0.95),
      });
      await platform.runtime.settle();
    }
    return rates;
  } finally {
    await platform.stop();
  }
};
