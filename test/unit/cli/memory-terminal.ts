import type { Terminal } from "#infra/cli/terminal.ts";

export interface MemoryTerminal extends Terminal {
  /** All that was written so far to each stream. */
  readonly written: { out: string; error: string };
}

/** A terminal that keeps what is written to it; `told` is called each time with all that is on its standard output. */
export const memoryTerminal = (isWatched = false, told: (out: string) => void = () => undefined): MemoryTerminal => {
  const written = { out: "", error: "" };
  return {
    written,
    isWatched,
    out: (text) => {
      written.out += text;
      told(written.out);
    },
    error: (text) => {
      written.error += text;
    },
  };
};
