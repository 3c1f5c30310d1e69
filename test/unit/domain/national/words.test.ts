/** What national rules say to a supplier. */
import { describe, expect, it } from "vitest";
import { nameOf } from "#domain/facture/terms.ts";
import type { NationalRule } from "#domain/regles/national/national-rule.ts";
import { PROFILES } from "#domain/regles/national/profiles.ts";
import { RULE_SETS } from "#domain/regles/national/rule-sets.ts";

const RULES: readonly NationalRule[] = Object.values(RULE_SETS).flat();

const repeated = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

describe("every national rule", () => {
  it("has an id of its own that a system can compare", () => {
    expect(repeated(RULES.map(({ id }) => id))).toEqual([]);
    expect(RULES.filter(({ id }) => !/^[A-Z][A-Z0-9_-]+$/.test(id))).toEqual([]);
  });

  it("says something that no other says, in a whole sentence", () => {
    expect(repeated(RULES.map(({ message }) => message))).toEqual([]);
    expect(RULES.filter(({ message }) => !/^\p{Lu}.*\.$/u.test(message)).map(({ id }) => id)).toEqual([]);
  });

  it("says what to do, as an imperative", () => {
    const imperative = /^(?:N')?(?:\p{L}+ez) .*\.$/u;
    expect(RULES.filter(({ fix }) => !imperative.test(fix)).map(({ id }) => id)).toEqual([]);
  });

  it("is about terms that have a French name", () => {
    expect(RULES.flatMap(({ terms }) => terms).filter((id) => nameOf(id) === id)).toEqual([]);
  });

  it("has its days and where they are written", () => {
    const civilDay = /^\d{4}-\d{2}-\d{2}$/;
    expect(RULES.filter(({ from, source }) => !civilDay.test(from) || source === "").map(({ id }) => id)).toEqual([]);
  });
});

it("every profile has a name for people", () => {
  expect(Object.values(PROFILES).every(({ label }) => label.length > 10)).toBe(true);
});
