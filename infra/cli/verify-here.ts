/** The verification with its real parts. */
import { styleText } from "node:util";
import { LOCAL_ARCHIVE_TOTALS } from "#domain/limites/archive.ts";
import { type Palette, PLAIN } from "#domain/rapports/text.ts";
import { GUIDELINES } from "#domain/regles/chorus/guidelines.ts";
import { makeOpenArchive } from "#formats/archives/open-archive.ts";
import { verifyInvoice } from "#formats/verify-invoice.ts";
import { makeVerifyDocument } from "#usecases/verify-document.ts";
import { TERMINAL } from "./terminal.ts";
import { runVerify } from "./verify-command.ts";
import type { Progress } from "./verify-progress.ts";

/** `styleText` leaves text as it is where the terminal or its user wants no colours. */
const COLOURS: Palette = {
  strong: (text) => styleText("bold", text),
  faint: (text) => styleText("dim", text),
  fatal: (text) => styleText("red", text),
  warning: (text) => styleText("yellow", text),
  valid: (text) => styleText("green", text),
};

/** Longer lines are hard to read; a pipe has no width, and some terminals say 0. */
const WIDTH = { most: 110, unknown: 80 };

export const verifyHere = (args: readonly string[], progress: Progress): Promise<0 | 1 | 2> => {
  const system = { now: () => new Date() };
  return runVerify(args, {
    terminal: TERMINAL,
    look: {
      palette: TERMINAL.isWatched ? COLOURS : PLAIN,
      width: Math.min(process.stdout.columns || WIDTH.unknown, WIDTH.most),
    },
    progress,
    stdin: process.stdin,
    openArchive: makeOpenArchive(LOCAL_ARCHIVE_TOTALS),
    verify: makeVerifyDocument({ verifyInvoice, checkSiretKey: true, guidelines: GUIDELINES, system }),
  });
};
