/** The published catalogue is what the tables say: `npm run catalogue` writes it again. */
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { REFUSALS } from "#domain/erreurs/catalogue.ts";
import { RULE_SETS } from "#domain/regles/national/rule-sets.ts";
import { rulesIn } from "#formats/rules/catalogue.ts";
import { catalogueEntries } from "#infra/cli/catalogue-entries.ts";
import { catalogueFiles } from "#infra/cli/catalogue-files.ts";
import { NEVER_BROKEN } from "#infra/cli/catalogue-never-broken.ts";
import { sectionOf } from "#infra/cli/catalogue-sections.ts";
import { filesOf, ROOT } from "#test/architecture/root.ts";

const entries = catalogueEntries();
const files = catalogueFiles();

const entryOf = (code: string) => entries.find((entry) => entry.code === code);

const codesOfFaults = async (): Promise<readonly string[]> => {
  const modules: readonly Readonly<Record<string, unknown>>[] = await Promise.all(
    filesOf("functions/domain/fautes/*.ts").map((file) => import(join(ROOT, file))),
  );
  return modules
    .flatMap((module) => Object.entries(module))
    .flatMap(([name, faults]) => (name.endsWith("_FAULTS") ? Object.keys(Object(faults)) : []));
};

describe("the files of the catalogue", () => {
  it.each(["catalogue.html", "catalogue.json"] as const)(
    "docs/%s is that of the tables: npm run catalogue",
    async (name) => {
      await expect(files[name]).toMatchFileSnapshot(join(ROOT, "docs", name));
    },
  );

  it("have one anchor for each code, and one way to it", () => {
    const anchors = [...files["catalogue.html"].matchAll(/<tbody id="([^"]+)">/g)].map(([, id]) => id);
    const ways = [...files["catalogue.html"].matchAll(/<th scope="row"[^>]*><a href="#([^"]+)">/g)].map(([, id]) => id);
    expect(anchors).toEqual(entries.map(({ code }) => code));
    expect(ways).toEqual(anchors);
  });

  it("are read by systems", () => {
    const read: unknown = JSON.parse(files["catalogue.json"]);
    expect(read).toMatchObject({ codes: entries });
  });
});

describe("the catalogue", () => {
  it("has every code that a report or a refusal can carry, once", async () => {
    const codes = new Set([
      ...(await codesOfFaults()),
      ...rulesIn("UBL").map(({ id }) => id),
      ...rulesIn("CII").map(({ id }) => id),
      ...Object.values(RULE_SETS).flatMap((rules) => rules.map(({ id }) => id)),
      ...Object.keys(REFUSALS),
      ...NEVER_BROKEN.map(({ code }) => code),
    ]);
    expect(codes.size).toBeGreaterThan(1_600);
    expect(entries.map(({ code }) => code).toSorted()).toEqual([...codes].toSorted());
  });

  it("says something of every code", () => {
    expect(entries.filter(({ texts, never }) => texts.length === 0 && never === undefined)).toEqual([]);
  });

  it("says once what both syntaxes say alike, and apart what they say differently", () => {
    expect(entryOf("BR-01")?.texts.map(({ syntaxes }) => syntaxes)).toEqual([undefined]);
    expect(entryOf("BR-51")?.texts.map(({ syntaxes, severity }) => [syntaxes, severity])).toEqual([
      [["UBL"], "warning"],
      [["CII"], "fatal"],
    ]);
  });

  it("says of a rule that can never be broken why, and in which syntax", () => {
    expect(entryOf("BR-CO-05")).toMatchObject({ texts: [], never: { syntaxes: ["UBL", "CII"] } });
    expect(entryOf("BR-AF-08")).toMatchObject({ texts: [{ syntaxes: ["UBL"] }], never: { syntaxes: ["CII"] } });
  });

  it("has a section for every kind of rule", () => {
    expect(() => sectionOf("BR-XX-01")).toThrow("BR-XX-01: no section of the catalogue");
  });
});
