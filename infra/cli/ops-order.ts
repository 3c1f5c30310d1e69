/** What each command of `npm run ops` is given, and what it gives back. */
import type { composeExploitation } from "#compose";
import type { OpsOptions } from "./ops-options.ts";
import type { OpsProgress } from "./ops-progress.ts";

export interface OpsOrder {
  readonly args: readonly string[];
  readonly options: OpsOptions;
  readonly platform: ReturnType<typeof composeExploitation>;
  readonly progress: OpsProgress;
  readonly now: () => Date;
  readonly pause: (milliseconds: number) => Promise<unknown>;
}

export interface OpsOutcome {
  readonly text: string;
  /** The same for programs: its shape is in `--help`. */
  readonly json: object;
  /** False when something that was asked for did not come out well. */
  readonly ok: boolean;
}
