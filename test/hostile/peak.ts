/** The memory of a process, as it sees it itself. */
import { existsSync, readFileSync } from "node:fs";

/** Linux alone has it. */
const STATUS = "/proc/self/status";

/**
 * Largest resident set of this process so far, in kilobytes. On Linux not from `resourceUsage()`: a process is born with
 * the peak of the one that started it, which for a test run is larger than what is measured.
 */
export const peakKilobytes = (): number =>
  existsSync(STATUS)
    ? Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(STATUS, "utf8"))?.[1])
    : process.resourceUsage().maxRSS;
