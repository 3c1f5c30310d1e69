/** The whole documents from which the golden cases start: each holds every rule that it is asked. */
import { readFileSync } from "node:fs";
import { basename, dirname, join } from "node:path";
import { describe, expect, it } from "vitest";
import type { Group } from "#domain/facture/invoice.ts";
import { GROUPS } from "#domain/facture/terms.ts";
import { makeReport } from "#domain/rapports/report.ts";
import { VAT_CATEGORIES } from "#domain/regles/en16931/vat/categories.ts";
import { verifyInvoice } from "#formats/verify-invoice.ts";
import { GOLDEN_DOCUMENTS } from "#test/given/golden/cases.ts";

const documents = GOLDEN_DOCUMENTS.map((path) => ({
  folder: basename(dirname(path)),
  name: basename(path),
  ...verifyInvoice(readFileSync(path)),
}));

const groupIds = ({ id, groups }: Group): readonly string[] => [id, ...[...groups.values()].flat().flatMap(groupIds)];

const verdicts = Object.fromEntries(
  documents.map(({ folder, name, invoice, faults, structure, rules }) => {
    const report = makeReport({ syntax: invoice?.syntax, reading: faults, structure, rules, national: [] });
    return [`${folder}/${name}`, report];
  }),
);

describe("the golden documents", () => {
  it.each(documents)("finds nothing to say of $folder/$name", ({ faults, structure, rules }) => {
    expect([...faults, ...structure, ...rules]).toEqual([]);
  });

  it("gives each the verdict that stands beside them", async () => {
    const file = join(import.meta.dirname, "../../../golden/rules/verdicts.json");
    await expect(`${JSON.stringify(verdicts, undefined, 2)}\n`).toMatchFileSnapshot(file);
  });

  it.each(["ubl", "cii"])("shows every group of the standard in %s", (folder) => {
    const shown = new Set(
      documents.flatMap((document) =>
        document.folder === folder && document.invoice ? groupIds(document.invoice) : [],
      ),
    );
    const standard = Object.keys(GROUPS).filter((id) => id.startsWith("BG-"));
    expect(standard.filter((id) => !shown.has(id))).toEqual([]);
  });

  it.each(["ubl", "cii"])("has an invoice of each category of VAT in %s", (folder) => {
    const names = documents.filter((document) => document.folder === folder).map(({ name }) => name);
    expect(names).toEqual(expect.arrayContaining(VAT_CATEGORIES.map(({ code }) => `tva-${code}.xml`)));
  });
});
