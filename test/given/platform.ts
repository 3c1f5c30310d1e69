import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { type Session, signIn } from "#infra/cli/platform.ts";
import { sdkEnvironment } from "#infra/cli/sdk-environment.ts";
import { seed } from "#infra/cli/seed.ts";
import { type Runtime, startRuntime } from "#infra/local/runtime.ts";
import { SAMPLE_ACCOUNTS } from "#infra/samples/directory.ts";

export interface Platform {
  readonly runtime: Runtime;
  readonly api: string;
  readonly session: (account: keyof typeof SAMPLE_ACCOUNTS) => Promise<Session>;
  /** Lines that the runtime logged: faults of functions among them. */
  readonly logged: readonly string[];
  /** Stops, and starts again on the same data. */
  readonly restart: () => Promise<Platform>;
  readonly stop: () => Promise<void>;
}

const start = async (dataDir: string): Promise<Platform> => {
  const logged: string[] = [];
  const runtime = await startRuntime({
    assembly: inject("assembly"),
    dataDir,
    ports: { api: 0, aws: 0, people: 0 },
    log: (line) => logged.push(line),
  });
  Object.assign(process.env, sdkEnvironment(runtime));
  await seed("local");
  return {
    runtime,
    api: runtime.urls.api,
    logged,
    session: (account) => signIn(runtime.urls.api, SAMPLE_ACCOUNTS[account].clientId, SAMPLE_ACCOUNTS[account].secret),
    restart: async () => {
      await runtime.stop();
      return start(dataDir);
    },
    stop: async () => {
      await runtime.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
};

/** The whole platform on this machine, seeded with the samples' directory, on data of its own. */
export const startPlatform = (): Promise<Platform> => start(mkdtempSync(join(tmpdir(), "plainchant-data-")));
