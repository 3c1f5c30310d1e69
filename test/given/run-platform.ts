/**
 * Runs the platform until it is killed: it has no other end. Arguments: assembly, data folder, the three ports.
 * Says `ready` on its standard output once it serves and its directory is filled; logs on its standard error.
 */
import { sdkEnvironment } from "#infra/cli/sdk-environment.ts";
import { seed } from "#infra/cli/seed.ts";
import { startRuntime } from "#infra/local/runtime.ts";
import { READY } from "./child-platform.ts";

// Whoever started it holds the other end of its standard input: it must not outlive a test that was interrupted.
process.stdin.on("end", () => process.exit());
process.stdin.resume();

const [, , assembly = "", dataDir = "", ...ports] = process.argv;
const [api = 0, aws = 0, people = 0] = ports.map(Number);
const runtime = await startRuntime({
  assembly,
  dataDir,
  ports: { api, aws, people },
  log: (line) => process.stderr.write(`${line}\n`),
});
Object.assign(process.env, sdkEnvironment(runtime));
await seed("local");
process.stdout.write(`${READY}\n`);
