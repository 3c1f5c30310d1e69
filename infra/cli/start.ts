/** `npm start`: synthesises the CDK app, runs that template on this machine, deposits samples, and keeps serving. */
import { once } from "node:events";
import { startPlatform } from "./start-platform.ts";
import { synthesise } from "./synthesise.ts";
import { TERMINAL } from "./terminal.ts";

const interrupted = (): Promise<unknown> => Promise.race([once(process, "SIGINT"), once(process, "SIGTERM")]);

const status = await startPlatform(process.argv.slice(2), { terminal: TERMINAL, synthesise, interrupted });
// Servers and threads that were started before a failure would keep the process.
if (status !== 0) process.exit(status);
