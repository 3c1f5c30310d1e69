/** `npm run verify`: judges invoices on this machine, without a platform. */
import { enableCompileCache } from "node:module";
import { constants } from "node:os";
import { TERMINAL } from "./terminal.ts";
import { NO_PROGRESS, watchedProgress } from "./verify-progress.ts";
import { reasonOf } from "./verify-reasons.ts";

/** What a shell says of a command that a signal ended. */
const endedBy = (signal: "SIGINT" | "SIGPIPE"): number => 128 + constants.signals[signal];

const progress = process.stderr.isTTY ? watchedProgress(TERMINAL.error, TERMINAL.isWatched) : NO_PROGRESS;

process.once("SIGINT", () => {
  progress.clear();
  process.exit(endedBy("SIGINT"));
});

/** A verdict that nobody can read is none: neither 0 nor 1 would be true. */
const NOT_DONE = 2;

// Whoever reads has what they wanted, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  progress.clear();
  if (error.code === "EPIPE") process.exit(endedBy("SIGPIPE"));
  TERMINAL.error(`Les résultats ne peuvent pas être écrits : ${reasonOf(error)}.\n`);
  process.exit(NOT_DONE);
});

// Two thirds of the time that a small verification takes would be spent on compiling the rules again.
enableCompileCache();
const { verifyHere } = await import("./verify-here.ts");
process.exitCode = await verifyHere(process.argv.slice(2), progress);
