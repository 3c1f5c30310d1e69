/** `npm run check`: the one gate. Each step has its name, its time and, when it fails, what to do. */
import { stepsOf } from "./check-steps.ts";
import { runGate } from "./gate.ts";
import { runCommand } from "./run-command.ts";
import { TERMINAL } from "./terminal.ts";

process.exitCode = await runGate(stepsOf(runCommand), TERMINAL.out);
