/** The operators' command line: arguments → what is asked of the platform → what the terminal shows. */
import { setTimeout as pause } from "node:timers/promises";
import { composeExploitation } from "#compose";
import { physicalName } from "../naming.ts";
import { findPlatform } from "./find-platform.ts";
import { Misuse } from "./misuse.ts";
import { listDeadLetters, redriveDeadLetters, showDeadLetters } from "./ops-dlq.ts";
import { showDepot, showFacture } from "./ops-dossiers.ts";
import { listExecutions, showExecution } from "./ops-executions.ts";
import { type CommandName, readOpsRequest } from "./ops-options.ts";
import type { OpsOrder, OpsOutcome } from "./ops-order.ts";
import { opsProgress } from "./ops-progress.ts";
import { redriveExecutions } from "./ops-redrive.ts";
import { restartExecutions } from "./ops-restart.ts";
import { showDossier } from "./ops-travaux.ts";
import { USAGE } from "./ops-usage.ts";
import { messageOf, type Terminal } from "./terminal.ts";

const RUN: Readonly<Record<CommandName, (order: OpsOrder) => Promise<OpsOutcome>>> = {
  "executions list": listExecutions,
  "executions show": showExecution,
  "executions redrive": redriveExecutions,
  "executions restart": restartExecutions,
  "dlq list": listDeadLetters,
  "dlq show": showDeadLetters,
  "dlq redrive": redriveDeadLetters,
  "depots show": showDepot,
  "facture show": showFacture,
  "dossier show": showDossier,
};

export interface OpsSurroundings {
  readonly terminal: Pick<Terminal, "out" | "error">;
  /** Whether a terminal shows the errors' stream, on which progress is written. */
  readonly isWatched: boolean;
  /** The SDK reads where the platform is from it. */
  readonly environment: NodeJS.ProcessEnv;
}

const obey = async (args: readonly string[], { terminal, isWatched, environment }: OpsSurroundings): Promise<0 | 1> => {
  const now = (): Date => new Date();
  const request = readOpsRequest(args, now());
  if (request.help) {
    terminal.out(USAGE);
    return 0;
  }
  const { command, options } = request;
  findPlatform(options.stade, environment);
  const progress = opsProgress(terminal.error, isWatched);
  const platform = composeExploitation(physicalName(options.stade, ""));
  const { text, json, ok } = await RUN[command]({ args: request.args, options, platform, progress, now, pause });
  terminal.out(`${options.json ? JSON.stringify(json) : text}\n`);
  return ok ? 0 : 1;
};

const UNREACHABLE = /ECONNREFUSED|ENOTFOUND|ECONNRESET/;

const reasonOf = (error: unknown): string => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return UNREACHABLE.test(`${code} ${messageOf(error)}`)
    ? `La plateforme ne répond pas : ${messageOf(error) || code}. Sur cette machine, npm start la lance.`
    : messageOf(error);
};

/** Answers the exit status: 0 all well, 1 something failed or failed again, 2 misuse. */
export const runOps = async (args: readonly string[], surroundings: OpsSurroundings): Promise<0 | 1 | 2> => {
  try {
    return await obey(args, surroundings);
  } catch (error) {
    if (error instanceof Misuse) {
      surroundings.terminal.error(`${error.message}\n`);
      return 2;
    }
    surroundings.terminal.error(`${reasonOf(error)}\n`);
    return 1;
  }
};
