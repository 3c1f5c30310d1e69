import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { REFUSALS } from "#domain/erreurs/catalogue.ts";
import type { FaultDefinition } from "#domain/fautes/fault.ts";
import { filesOf, ROOT } from "./root.ts";

interface Entry {
  readonly catalogue: string;
  readonly code: string;
  readonly message: string;
  readonly fix: string;
}

const refusals = Object.entries(REFUSALS).map(
  ([code, { titre, correction }]): Entry => ({ catalogue: "REFUSALS", code, message: titre, fix: correction }),
);

/** Every `…_FAULTS` that a file of the fault catalogues exports. */
const faultCatalogues = async (): Promise<readonly Entry[]> => {
  const modules = await Promise.all(
    filesOf("functions/domain/fautes/*.ts").map(
      (file): Promise<Readonly<Record<string, unknown>>> => import(join(ROOT, file)),
    ),
  );
  return modules
    .flatMap((module) => Object.entries(module))
    .filter(([name]) => name.endsWith("_FAULTS"))
    .flatMap(([catalogue, faults]) =>
      Object.entries(faults as Readonly<Record<string, FaultDefinition>>).map(([code, { message, fix }]) => ({
        catalogue,
        code,
        message,
        fix,
      })),
    );
};

const entries: readonly Entry[] = [...refusals, ...(await faultCatalogues())];

const repeated = (values: readonly string[]): readonly string[] =>
  values.filter((value, index) => values.indexOf(value) !== index);

/** A sentence, or a clause after a comma or a semicolon, that begins with a verb in the imperative. */
const IMPERATIVE = /(?:^|[.;,:] )(?:N')?(?:\p{L}+ez|[Ff]aites|[Dd]ites)(?=[ ,-])/u;

/** Names of one syntax: prefixed elements, steps and positions of a path. Messages speak of what the invoice says. */
const SYNTAX_NAMES = /\b(?:cbc|cac|ram|rsm|udt|qdt|ubl|cii):\w|\/\/\w|\[\d+\]|(?:\/[A-Z]\w+){2}/;

describe("every fault and every refusal", () => {
  it("are found in their catalogues", () => {
    const catalogues = new Set(entries.map(({ catalogue }) => catalogue));
    expect([...catalogues]).toEqual(expect.arrayContaining(["REFUSALS", "READING_FAULTS", "ROUTING_FAULTS"]));
  });

  it("has a code of its own, whatever the catalogue", () => {
    expect(repeated(entries.map(({ code }) => code))).toEqual([]);
  });

  it("has a code that is unaccented capitals, so that a system can compare it", () => {
    expect(entries.filter(({ code }) => !/^[A-Z][A-Z0-9_-]+$/.test(code))).toEqual([]);
  });

  it("says something that no other says", () => {
    expect(repeated(entries.map(({ message }) => message))).toEqual([]);
  });

  it("says what is wrong in a whole sentence, which may begin with a value", () => {
    expect(entries.filter(({ message }) => !/^[\p{Lu}{].*\.$/u.test(message))).toEqual([]);
  });

  it("says what to do, as an imperative, in whole sentences", () => {
    expect(entries.filter(({ fix }) => !/^\p{Lu}.*\.$/u.test(fix) || !IMPERATIVE.test(fix))).toEqual([]);
  });

  it("names no element of a syntax", () => {
    expect(entries.filter(({ message, fix }) => SYNTAX_NAMES.test(`${message} ${fix}`))).toEqual([]);
  });
});
