import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

const ROOT = resolve(import.meta.dirname, "../..");

/**
 * Synthesises the CDK app for this machine into `outdir`, in a process of its own: the CDK is large and is done with.
 *
 * @throws when the app does not synthesise, with what it printed.
 */
export const synthesise = async (outdir: string): Promise<void> => {
  const child = spawn(process.execPath, ["infra/app.ts"], {
    cwd: ROOT,
    env: { ...process.env, CDK_OUTDIR: outdir, PLAINCHANT_STADE: "local" },
    stdio: ["ignore", "ignore", "pipe"],
  });
  let errors = "";
  child.stderr.on("data", (chunk: Buffer) => {
    errors += chunk.toString();
  });
  const [code] = (await once(child, "exit")) as [number | null];
  if (code !== 0) throw new Error(`the CDK app could not be synthesised:\n${errors}`);
};
