/** EN 16931 validation artefacts 1.3.16: the set of rules that each document breaks is the recorded one. */
import { beforeAll, describe, expect, it } from "vitest";
import { rulesIn } from "#formats/rules/catalogue.ts";
import { verifyInvoice } from "#formats/verify-invoice.ts";
import { AgreementTable } from "./agreement-table.ts";
import { DIFFERENCES } from "./differences.ts";
import { hasCorpus, judgedDocuments, publishedRules } from "./verdicts.ts";

/** Rules as published that can never be broken: a constant, a path to nothing, a node that another rule claims first. */
const isVacuous = (note: string | undefined): boolean => note?.startsWith("never fires") === true;

describe.skipIf(!hasCorpus)("over the corpus", () => {
  const table = new AgreementTable();
  const silent: string[] = [];
  let stopped = 0;

  beforeAll(() => {
    for (const { path, bytes, verdict } of judgedDocuments()) {
      const { faults, structure, rules } = verifyInvoice(bytes);
      if (verdict.oracleError !== undefined) {
        stopped++;
        if (![...faults, ...structure, ...rules].some(({ severity }) => severity === "fatal")) silent.push(path);
      } else if (verdict.enginesDiffer !== true) {
        table.add(
          path,
          verdict,
          rules.map(({ code }) => code),
        );
      }
    }
    console.log(table.lines().join("\n"));
  });

  it("agrees with the recorded verdicts, save for the listed differences", () => {
    expect(table.documents).toBeGreaterThan(6000);
    const listed = DIFFERENCES.map(({ path, id }) => `${path} ${id}`);
    expect([...table.differences.keys()].toSorted()).toEqual(listed.toSorted());
  });

  it("says something fatal where the official artefacts stop with an error", () => {
    expect(stopped).toBeGreaterThan(300);
    expect(silent).toEqual([]);
  });

  it("has every published rule in each of its families, save those that can never be broken", () => {
    const missing = [...publishedRules()].flatMap(([id, families]) =>
      (["UBL", "CII"] as const)
        .filter((family) => families[family] !== undefined && !isVacuous(families[family].note))
        .filter((family) => !rulesIn(family).some((rule) => rule.id === id))
        .map((family) => `${family} ${id}`),
    );
    expect(missing).toEqual([]);
  });

  it("has no rule that is not published", () => {
    const published = publishedRules();
    const unknown = (["UBL", "CII"] as const).flatMap((family) =>
      rulesIn(family)
        .filter(({ id }) => published.get(id)?.[family] === undefined)
        .map(({ id }) => `${family} ${id}`),
    );
    expect(unknown).toEqual([]);
  });
});
