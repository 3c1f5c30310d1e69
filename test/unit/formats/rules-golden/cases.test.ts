/**
 * Golden cases of every rule of EN 16931: one line says how to break it, and all that is then broken. `npx vitest run -u`
 * writes what is found into the golden files, for a change that was meant.
 */
import { readFileSync } from "node:fs";
import { basename, dirname } from "node:path";
import { describe, expect, it } from "vitest";
import type { Family } from "#domain/regles/en16931/family.ts";
import type { Fired, RuleHead } from "#domain/regles/en16931/rule.ts";
import { ELEMENT_RULES } from "#formats/rules/books.ts";
import { rulesIn } from "#formats/rules/catalogue.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { matches, parsePattern } from "#formats/rules/pattern.ts";
import { XmlElement } from "#formats/xml/element.ts";
import { NEVER_BROKEN } from "#infra/cli/catalogue-never-broken.ts";
import {
  casesIn,
  documentOfCase,
  GOLDEN_DOCUMENTS,
  GOLDEN_FILES,
  type GoldenCase,
  judged,
  outcomeOf,
  rewritten,
} from "#test/given/golden/cases.ts";
import { NAMESPACES, watching, without } from "./books.ts";

const FAMILIES: readonly Family[] = ["UBL", "CII"];

interface JudgedCase {
  readonly one: GoldenCase;
  readonly fired: readonly Fired[];
}

const firedIn = new Map<GoldenCase, readonly Fired[]>();
for (const one of GOLDEN_FILES.flatMap(casesIn)) firedIn.set(one, judged(documentOfCase(one)));

const firedBy = (one: GoldenCase): readonly Fired[] => firedIn.get(one) ?? [];

const judgedCases = (asked: Family): readonly JudgedCase[] =>
  GOLDEN_FILES.filter(({ family }) => family === asked)
    .flatMap(casesIn)
    .map((one) => ({ one, fired: firedBy(one) }));

/** The first case in which each rule fires. Two rules may have one id: each needs a case of its own. */
const breakingCases = (family: Family): ReadonlyMap<RuleHead, GoldenCase> => {
  const found = new Map<RuleHead, GoldenCase>();
  for (const { one, fired } of judgedCases(family)) {
    for (const { rule } of fired) if (!found.has(rule) && one.ids.includes(rule.id)) found.set(rule, one);
  }
  return found;
};

/** The element that was asked: the one that is shown may stand below it. */
const askedAt = (at: unknown, { shown }: ElementRule): readonly XmlElement[] => {
  const way: XmlElement[] = [];
  for (let one = at instanceof XmlElement ? at : undefined; one !== undefined; one = shown && one.parent) way.push(one);
  return way;
};

const hasCondition = (rule: RuleHead): boolean =>
  ("holds" in rule && rule.holds !== undefined) || ("together" in rule && rule.together !== undefined);

/** Of the rules that only forbid something, which are all made alike, some speak for the others. */
const SAMPLE = 10;

/** Ids that the artefacts publish, and that no document can break: why stands beside each. */
const outOfReach = (family: Family): readonly string[] =>
  NEVER_BROKEN.filter(({ syntaxes }) => syntaxes.includes(family)).map(({ code }) => code);

const observable = (family: Family): readonly RuleHead[] => {
  const left = new Set(outOfReach(family));
  return rulesIn(family).filter(({ id }) => !left.has(id));
};

describe.each(
  GOLDEN_FILES.map((file) => ({ ...file, name: `${basename(dirname(file.path))}/${basename(file.path)}` })),
)("$name", (file) => {
  it("has the outcomes that it says", async () => {
    await expect(rewritten(file, (one) => outcomeOf(firedBy(one)))).toMatchFileSnapshot(file.path);
  });

  it("breaks the rules that each case is named after, and none that it says to hold", () => {
    const mistaken = casesIn(file).filter((one) => {
      const broken = new Set(firedBy(one).map(({ rule }) => rule.id));
      return one.ids.some((id) => broken.has(id) === one.holds);
    });
    expect(mistaken.map(({ ids, edits }) => `${ids.join(" ")}: ${edits}`)).toEqual([]);
  });

  it("names no rule that there is not, and says nothing twice", () => {
    const known = new Set(rulesIn(file.family).map(({ id }) => id));
    const cases = casesIn(file).map(({ ids, edits, document }) => `${ids.join(" ")} ${edits} ${document}`);
    expect(casesIn(file).flatMap(({ ids }) => ids.filter((id) => !known.has(id)))).toEqual([]);
    expect(cases.filter((one, index) => cases.indexOf(one) !== index)).toEqual([]);
  });
});

describe.each(FAMILIES)("the golden cases of %s", (family) => {
  const breaking = breakingCases(family);

  it("break every rule that can be broken", () => {
    expect(
      observable(family)
        .filter((rule) => !breaking.has(rule))
        .map(({ id }) => id),
    ).toEqual([]);
  });

  it("break no rule that is said to be out of reach", () => {
    const broken = new Set(judgedCases(family).flatMap(({ fired }) => fired.map(({ rule }) => rule.id)));
    expect(outOfReach(family).filter((id) => broken.has(id))).toEqual([]);
  });

  it("break each rule over elements in each of its places", () => {
    const places = Map.groupBy(
      judgedCases(family).flatMap(({ fired }) => fired),
      ({ rule }) => rule,
    );
    const isBroken = (rule: ElementRule, path: string): boolean => {
      const pattern = parsePattern(path, NAMESPACES[family]);
      const met = places.get(rule)?.some(({ at }) => askedAt(at, rule).some((element) => matches(pattern, element)));
      return met === true;
    };
    const unbroken = ELEMENT_RULES[family].flatMap((rule) => {
      const paths = typeof rule.on === "string" ? [rule.on] : rule.on;
      return paths.filter((path) => !isBroken(rule, path)).map((path) => `${rule.id} ${path}`);
    });
    expect(unbroken).toEqual([]);
  });

  it("ask every rule with a condition where it holds", () => {
    const asked = new Set<RuleHead>();
    const watch = watching(family, asked);
    const folder = family.toLowerCase();
    for (const path of GOLDEN_DOCUMENTS) if (basename(dirname(path)) === folder) watch(readFileSync(path));
    for (const { one } of judgedCases(family)) if (one.holds) watch(documentOfCase(one));
    const conditional = observable(family).filter(hasCondition);
    expect(conditional.filter((rule) => !asked.has(rule)).map(({ id }) => id)).toEqual([]);
  });

  it("have another outcome without the rule", () => {
    const sample = [...breaking].filter(([rule], index) => hasCondition(rule) || index % SAMPLE === 0);
    const unnoticed = sample.filter(([rule, one]) => {
      const others = without(rule, family)(documentOfCase(one));
      return outcomeOf(others) === one.outcome;
    });
    expect(unnoticed.map(([{ id }]) => id)).toEqual([]);
  });
});
