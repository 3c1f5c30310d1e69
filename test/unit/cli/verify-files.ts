/** Files for the command `verify`: each test has a folder of its own, with a space and an accent in its path. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { onTestFinished } from "vitest";
import { sampleInvoice } from "#test/given/sample-invoice.ts";

const TEXT = sampleInvoice("F-1", { engagement: "1300012345" }).toString();

export const GOOD = Buffer.from(TEXT);

/** Breaks BR-CO-16. */
export const WRONG = Buffer.from(TEXT.replace(/(<cbc:PayableAmount[^>]*>)[^<]*/, "$11.00"));

/** Of a specification that a deposit does not take: SPECIFICATION_HORS_DEPOT warns. */
export const WARNED = Buffer.from(TEXT.replace(">urn:cen.eu:en16931:2017<", ">urn:exemple<"));

/** A folder with these files in it, gone after the test; a name may have folders before it. */
export const folderOf = (files: Readonly<Record<string, Uint8Array | string>>): string => {
  const folder = mkdtempSync(join(tmpdir(), "plainchant-vérifier "));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  for (const [name, content] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true });
    writeFileSync(join(folder, name), content);
  }
  return folder;
};
