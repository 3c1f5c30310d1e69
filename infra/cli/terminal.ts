/** Where a command writes; a test gives its own, and reads it. */
export interface Terminal {
  readonly out: (text: string) => void;
  readonly error: (text: string) => void;
  /** Whether a line can be written over: somebody watches, no file keeps it. */
  readonly isWatched: boolean;
}

export const TERMINAL: Terminal = {
  out: (text) => process.stdout.write(text),
  error: (text) => process.stderr.write(text),
  isWatched: process.stdout.isTTY,
};

export const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error));
