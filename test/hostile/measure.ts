/** What one large document takes, in a process that reads nothing else: the resident set of a process never shrinks. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { z } from "zod";
import { runApart } from "./own-process.ts";

const Measured = z.strictObject({
  /** Of the work alone, in a process that has not done any before. */
  ms: z.number(),
  /** Largest resident set with the file loaded, before it is read. */
  loadedKilobytes: z.number(),
  /** The same after the work. */
  peakKilobytes: z.number(),
  /** `invoice`, `invoice with faults` of reading or of structure, or the code of the fault for which there is none. */
  outcome: z.string(),
  /** Rules that the invoice breaks. */
  broken: z.number(),
});

export type Measured = z.infer<typeof Measured> & { readonly bytes: number };

const SOURCE = fileURLToPath(import.meta.resolve("./take-giant.ts"));

export type Work = "read" | "read and judge";

/** `folder` receives the document; one at a time. */
export const measure = (document: string | Buffer, folder: string, work: Work = "read and judge"): Measured => {
  const path = join(folder, "document.xml");
  const bytes = Buffer.from(document);
  writeFileSync(path, bytes);
  const printed = runApart(SOURCE, [work, path], folder);
  return { ...Measured.parse(JSON.parse(printed)), bytes: bytes.length };
};
