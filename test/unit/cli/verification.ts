/** The command `verify` run here: its real parts, a terminal and a standard input that the test has, the day of the tests. */
import { Readable } from "node:stream";
import { LOCAL_ARCHIVE_TOTALS } from "#domain/limites/archive.ts";
import { PLAIN } from "#domain/rapports/text.ts";
import { GUIDELINES } from "#domain/regles/chorus/guidelines.ts";
import { makeOpenArchive } from "#formats/archives/open-archive.ts";
import { verifyInvoice } from "#formats/verify-invoice.ts";
import { runVerify, type VerifySurroundings } from "#infra/cli/verify-command.ts";
import { NO_PROGRESS } from "#infra/cli/verify-progress.ts";
import { makeVerifyDocument } from "#usecases/verify-document.ts";
import { memoryTerminal } from "./memory-terminal.ts";

const openArchive = makeOpenArchive(LOCAL_ARCHIVE_TOTALS);
const system = { now: () => new Date("2026-11-23T10:00:00Z") };

const verify = makeVerifyDocument({ verifyInvoice, checkSiretKey: true, guidelines: GUIDELINES, system });

export const verification = async (args: readonly string[], changes: Partial<VerifySurroundings> = {}) => {
  const terminal = memoryTerminal();
  const look = { palette: PLAIN, width: 80 };
  const stdin = Readable.from([]);
  const usual = { terminal, look, progress: NO_PROGRESS, stdin, openArchive, verify };
  const status = await runVerify(args, { ...usual, ...changes });
  return { status, ...terminal.written };
};

/** What a program is told of one document. */
export interface Verdict {
  readonly path: string;
  readonly syntax: string | null;
  readonly fatal: readonly string[];
  readonly warning: readonly string[];
  readonly faults: readonly { readonly code: string; readonly severity: string; readonly message: string }[];
}

export const verdictsOf = (out: string): readonly Verdict[] =>
  out
    .split("\n")
    .slice(0, -1)
    .map((line): Verdict => JSON.parse(line));
