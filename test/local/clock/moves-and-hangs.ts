/** Run as a process by the test of the clock: moves it by a year, says what it reads, and waits to be killed. */
import { createClock } from "#infra/local/clock/clock.ts";

const clock = createClock(process.argv[2] ?? "");
await clock.advanceTo(Date.now() + 365 * 86_400_000, [], async () => undefined);
process.send?.(clock.now());
setInterval(() => undefined, 1_000);
