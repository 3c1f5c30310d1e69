/** `npm run ops`: what those who operate a platform do from a terminal. */
import { constants } from "node:os";
import { runOps } from "./ops-command.ts";
import { TERMINAL } from "./terminal.ts";
import { ERASE } from "./verify-progress.ts";

const isWatched = process.stderr.isTTY;

// The journal has what was done; the line of progress is in the way of the shell.
process.once("SIGINT", () => {
  if (isWatched) TERMINAL.error(ERASE);
  process.exit(128 + constants.signals.SIGINT);
});

// Whoever reads has what they wanted, as `head` does.
process.stdout.on("error", (error: NodeJS.ErrnoException) => {
  if (error.code !== "EPIPE") throw error;
  process.exit(128 + constants.signals.SIGPIPE);
});

process.exitCode = await runOps(process.argv.slice(2), { terminal: TERMINAL, isWatched, environment: process.env });
