import { runOps } from "#infra/cli/ops-command.ts";
import { memoryTerminal } from "#test/unit/cli/memory-terminal.ts";

export interface Ended {
  readonly status: number;
  readonly out: string;
  readonly error: string;
}

/** `npm run ops` in this process: the platform's endpoints are in the environment since its start. */
export const ops = async (...args: readonly string[]): Promise<Ended> => {
  const terminal = memoryTerminal();
  const status = await runOps(args, { terminal, isWatched: false, environment: process.env });
  return { status, ...terminal.written };
};
