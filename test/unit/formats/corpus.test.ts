/** Real invoices of many issuers: none is refused by reading, save for a reason that is written here. */
import { readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { describe, expect, it } from "vitest";
import { group, term } from "#domain/facture/invoice.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { trimXml } from "#formats/xml/whitespace.ts";
import { filesOfTarGz } from "./tar.ts";

const corpus = process.env["PLAINCHANT_CORPUS"];

/** File → codes of its faults. */
const FAULTY: Readonly<Record<string, readonly string[]>> = {
  // An invalid example on purpose: its date is written 2025-13-45.
  "cb0ee778f4-facture_invalide_001.xml": ["DATE_ILLISIBLE"],
};

/** Rules that ask for a term and nothing else, and the group that holds it. */
const MANDATORY = [
  { id: "BT-1", rule: "BR-02", holder: "BG-0" },
  { id: "BT-2", rule: "BR-03", holder: "BG-0" },
  { id: "BT-3", rule: "BR-04", holder: "BG-0" },
  { id: "BT-5", rule: "BR-05", holder: "BG-0" },
  { id: "BT-27", rule: "BR-06", holder: "BG-4" },
  { id: "BT-44", rule: "BR-07", holder: "BG-7" },
  { id: "BT-106", rule: "BR-12", holder: "BG-22" },
  { id: "BT-109", rule: "BR-13", holder: "BG-22" },
  { id: "BT-112", rule: "BR-14", holder: "BG-22" },
  { id: "BT-115", rule: "BR-15", holder: "BG-22" },
] as const;

interface Verdict {
  readonly firedFatal?: readonly string[];
  readonly syntax: string;
  readonly guideline?: string | null;
  readonly process?: string | null;
}

const load = (folder: string) => ({
  files: [...filesOfTarGz(readFileSync(join(folder, "instances.tar.gz")))].map(({ name, bytes }) => ({
    name,
    reading: readInvoice(bytes),
  })),
  verdicts: new Map<string, Verdict>(
    Object.entries(JSON.parse(readFileSync(join(folder, "verdicts-instances.json"), "utf8"))),
  ),
});

describe.skipIf(corpus === undefined)("the corpus of real invoices", () => {
  const { files, verdicts } = corpus === undefined ? { files: [], verdicts: new Map<string, Verdict>() } : load(corpus);

  it("is whole", () => {
    expect(files).toHaveLength(960);
  });

  it("is read without a fault, except for the named files", () => {
    const faulty = files
      .map(({ name, reading }) => [basename(name), reading.faults.map(({ code }) => code)] as const)
      .filter(([, codes]) => codes.length > 0);
    expect(Object.fromEntries(faulty)).toEqual(FAULTY);
  });

  it("is recognised and understood: syntax, guideline and process as others read them", () => {
    const mine = files.map(({ name, reading: { invoice } }) => {
      const read = (id: "BT-23" | "BT-24") => (invoice && term(invoice, id)?.value) || undefined;
      return [name, invoice?.syntax, read("BT-24"), read("BT-23")];
    });
    const theirs = files.map(({ name }) => {
      const { syntax, guideline, process } = verdicts.get(name) ?? {};
      const clean = (value: string | null | undefined) => trimXml(value ?? "") || undefined;
      return [name, syntax, clean(guideline), clean(process)];
    });
    expect(mine).toEqual(theirs);
  });

  it.each(MANDATORY)("lacks $id exactly where the official rule $rule fires", ({ id, rule, holder }) => {
    const judged = files.flatMap(({ name, reading: { invoice } }) => {
      const fired = verdicts.get(name)?.firedFatal;
      if (fired === undefined || invoice === undefined) return [];
      const holding = holder === "BG-0" ? invoice : group(invoice, holder);
      const missing = holding === undefined || !term(holding, id)?.value;
      return [[basename(name), missing, fired.includes(rule)]];
    });
    expect(judged.filter(([, missing, fires]) => missing !== fires)).toEqual([]);
  });
});
