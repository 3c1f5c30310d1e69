/** `npm run annuaire`: what the keeper of a platform's directory does from a terminal. */
import { runAnnuaire } from "./annuaire-command.ts";
import { TERMINAL } from "./terminal.ts";

process.exitCode = await runAnnuaire(process.argv.slice(2), TERMINAL);
