/** Runs a program at the root of the project, and keeps what it prints. */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { resolve } from "node:path";

export interface CommandOutcome {
  readonly ok: boolean;
  /** Both streams, as they came. */
  readonly output: string;
}

export type RunCommand = (
  command: string,
  args: readonly string[],
  environment?: Readonly<Record<string, string>>,
) => Promise<CommandOutcome>;

const ROOT = resolve(import.meta.dirname, "../..");

export const runCommand: RunCommand = async (command, args, environment = {}) => {
  const child = spawn(command, args, {
    cwd: ROOT,
    env: { ...process.env, ...environment },
    stdio: ["ignore", "pipe", "pipe"],
    // On Windows, npm is a command file, which only a shell runs.
    shell: process.platform === "win32",
  });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.on("data", (chunk: Buffer) => {
      output += chunk.toString();
    });
  }
  const [code] = await once(child, "close");
  return { ok: code === 0, output };
};
