/** Run in a process of its own: reads the file that it is given the path of, and prints what that took. */
import { existsSync, readFileSync } from "node:fs";
import type { Reading } from "#formats/read.ts";
import { readInvoice } from "#formats/read-invoice.ts";

/** Linux alone has it. */
const STATUS = "/proc/self/status";

/**
 * Largest resident set of this process so far, in kilobytes. On Linux not from `resourceUsage()`: a process is born with
 * the peak of the one that started it, which for a test run is larger than what is measured here.
 */
const peak = (): number =>
  existsSync(STATUS)
    ? Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync(STATUS, "utf8"))?.[1])
    : process.resourceUsage().maxRSS;

const outcomeOf = ({ invoice, faults, structure }: Reading): string => {
  if (invoice === undefined) return faults[0]?.code ?? "";
  return faults.length + structure.length === 0 ? "invoice" : "invoice with faults";
};

const bytes = readFileSync(process.argv[2] ?? "");
const loadedKilobytes = peak();
const start = performance.now();
const reading = readInvoice(bytes);
const ms = performance.now() - start;

process.stdout.write(JSON.stringify({ ms, loadedKilobytes, peakKilobytes: peak(), outcome: outcomeOf(reading) }));
