/** A platform on this machine for a bench: started on data of its own, seeded with the samples' directory. */
import { join } from "node:path";
import { type Session, signIn } from "#infra/cli/platform.ts";
import { sdkEnvironment } from "#infra/cli/sdk-environment.ts";
import { seed } from "#infra/cli/seed.ts";
import type { FrontService } from "#infra/local/front.ts";
import { type Runtime, startRuntime } from "#infra/local/runtime.ts";
import { SAMPLE_ACCOUNTS } from "#infra/samples/directory.ts";

export interface BenchPlatform {
  readonly runtime: Runtime;
  /** A new token for the sample account that deposits. */
  readonly signIn: () => Promise<Session>;
  /** Folder of the functions' logs, one file each; whole once the platform is stopped. */
  readonly logs: string;
  /** Lines that the runtime logged: faults of functions among them. */
  readonly logged: readonly string[];
  readonly stop: () => Promise<void>;
}

interface PlatformOptions {
  readonly assembly: string;
  readonly dataDir: string;
  readonly around?: (service: FrontService) => FrontService;
}

export const runPlatform = async (options: PlatformOptions): Promise<BenchPlatform> => {
  const logged: string[] = [];
  const runtime = await startRuntime({
    ...options,
    ports: { api: 0, aws: 0, people: 0 },
    log: (line) => logged.push(line),
  });
  // The seed reads where the platform is from the environment, as on a real account.
  Object.assign(process.env, sdkEnvironment(runtime));
  await seed("local");
  const { clientId, secret } = SAMPLE_ACCOUNTS.menuiserie;
  return {
    runtime,
    signIn: () => signIn(runtime.urls.api, clientId, secret),
    logs: join(options.dataDir, "lambda", "logs"),
    logged,
    stop: runtime.stop,
  };
};
