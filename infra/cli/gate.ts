/** Runs steps one after the other, all of them: whoever waited for the gate wants every fault at once. */
import type { CommandOutcome } from "./run-command.ts";

export interface Step {
  readonly name: string;
  /** What to do when it fails. */
  readonly fix: string;
  readonly run: () => Promise<CommandOutcome>;
}

const indented = (text: string): string => text.trimEnd().replaceAll(/^/gm, "    ");

const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(1)} s`;

/** Answers the exit status: 1 when a step failed. */
export const runGate = async (steps: readonly Step[], out: (text: string) => void): Promise<0 | 1> => {
  let failed = 0;
  for (const { name, fix, run } of steps) {
    const start = performance.now();
    const { ok, output } = await run();
    out(`${ok ? "✓" : "✗"} ${name} (${seconds(performance.now() - start)})\n`);
    if (!ok) {
      failed += 1;
      out(`${indented(output)}\n  → ${fix}\n`);
    }
  }
  out(failed === 0 ? "\nAll is well.\n" : `\n${failed} of ${steps.length} steps failed.\n`);
  return failed === 0 ? 0 : 1;
};
