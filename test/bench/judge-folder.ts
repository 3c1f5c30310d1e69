/** Run in a process of its own: reads and judges every document of a folder once, and prints what memory that took. */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { verifyInvoice } from "#formats/verify-invoice.ts";
import { peakKilobytes } from "#test/hostile/peak.ts";

const folder = process.argv[2] ?? "";
const paths = globSync(join(folder, "**/*.xml"));
const startKilobytes = peakKilobytes();
const started = performance.now();
for (const path of paths) verifyInvoice(readFileSync(path));
const ms = performance.now() - started;

process.stdout.write(JSON.stringify({ documents: paths.length, ms, startKilobytes, peakKilobytes: peakKilobytes() }));
