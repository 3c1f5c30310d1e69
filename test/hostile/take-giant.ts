/** Run in a process of its own: reads the file that it is given, or reads and judges it, and prints what that took. */
import { readFileSync } from "node:fs";
import { readInvoice } from "#formats/read-invoice.ts";
import { type Verification, verifyInvoice } from "#formats/verify-invoice.ts";
import { peakKilobytes } from "./peak.ts";

const outcomeOf = ({ invoice, faults, structure }: Verification): string => {
  if (invoice === undefined) return faults[0]?.code ?? "";
  return faults.length + structure.length === 0 ? "invoice" : "invoice with faults";
};

const [, , work, path = ""] = process.argv;
const bytes = readFileSync(path);
const loadedKilobytes = peakKilobytes();
const start = performance.now();
const answer = work === "read" ? { ...readInvoice(bytes), rules: [] } : verifyInvoice(bytes);
const ms = performance.now() - start;
const broken = new Set(answer.rules.map(({ code }) => code)).size;

process.stdout.write(
  JSON.stringify({ ms, loadedKilobytes, peakKilobytes: peakKilobytes(), outcome: outcomeOf(answer), broken }),
);
