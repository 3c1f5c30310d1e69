/** Documents that are made of what rules ask of: their paths, in any number and order, with values that rules stumble over. */
import { globSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import fc from "fast-check";
import type { Family } from "#domain/regles/en16931/family.ts";
import { elementsOn, RULE_PATHS, rootOf } from "./aimed-paths.ts";
import { damaged } from "./mutations.ts";

/** Amounts, dates, codes, rates and indicators, and what is nearly one. */
const VALUES: readonly string[] = [
  "",
  " ",
  "0",
  "-0.00",
  "1.005",
  "-1.234",
  " 12.34 ",
  "1e2",
  "1e999",
  "+7",
  ".5",
  "5.",
  "NaN",
  "INF",
  "9".repeat(2_000),
  `0.${"0".repeat(2_000)}1`,
  "true",
  "false",
  " false ",
  "1",
  "S",
  " S ",
  "E",
  "AE",
  "K",
  "G",
  "O",
  "L",
  "M",
  "B",
  "Z",
  "VAT",
  " vat ",
  "GST",
  "20",
  "20.0",
  "EUR",
  "FR",
  "IT",
  "30",
  "58",
  "130",
  "916",
  "50",
  "380",
  "102",
  "20260230",
  "2026-02-30",
  "#AAI#a",
  "#",
  "FR12345678901",
  "SEPA",
  "urn:cen.eu:en16931:2017",
  "x".repeat(5_000),
];

const FAMILIES: readonly Family[] = ["UBL", "CII"];

/** Invoices that have all that rules ask of and break none: what is changed in them is close to the edge. */
const goldenOf = (family: Family): readonly Buffer[] =>
  globSync(fileURLToPath(import.meta.resolve(`#test/golden/rules/${family.toLowerCase()}/*.xml`)))
    .sort()
    .map((path) => readFileSync(path));

/** Few of nearly all, and some of them many times. */
const times = fc.oneof(
  { weight: 8, arbitrary: fc.integer({ min: 1, max: 3 }) },
  { weight: 1, arbitrary: fc.constant(300) },
);

const pieceOf = (family: Family): fc.Arbitrary<string> =>
  fc
    .tuple(fc.constantFrom(...RULE_PATHS[family]), fc.constantFrom(...VALUES), times)
    .map(([path, value, count]) => elementsOn(path, family, value).repeat(count));

/** In one element that stands once, as those of a document do, each path would meet those before it. */
const merged = (texts: readonly string[]): string => texts.join("").replaceAll(/<\/([\w:]+)><\1>/g, "");

/** Alone, below a root. */
const bare = (family: Family): fc.Arbitrary<string> => {
  const { opens, closes } = rootOf(family);
  return fc
    .tuple(fc.array(pieceOf(family), { maxLength: 30 }), fc.boolean())
    .map(([pieces, together]) => `${opens}${together ? merged(pieces) : pieces.join("")}${closes}`);
};

/** The values of an invoice, some of them replaced: what is compared with something is there. */
const revalued = (family: Family): fc.Arbitrary<string> => {
  return fc
    .tuple(
      fc.constantFrom(...goldenOf(family).map(String)),
      fc.array(fc.tuple(fc.noBias(fc.nat()), fc.constantFrom(...VALUES)), { minLength: 1, maxLength: 8 }),
    )
    .map(([text, changes]) => {
      const parts = text.split(/((?<=>)[^<>]+(?=<\/)|(?<==")[^"]*(?="))/);
      // Of what is split, every second one is a value.
      for (const [place, value] of changes) parts[1 + 2 * (place % Math.floor(parts.length / 2))] = value;
      return parts.join("");
    });
};

const texts = fc.oneof(...FAMILIES.flatMap((family) => [bare(family), revalued(family)]));

export const aimedAtRules: fc.Arbitrary<Uint8Array> = fc.oneof(
  { weight: 2, arbitrary: texts.map((text) => Buffer.from(text)) },
  { weight: 1, arbitrary: damaged(FAMILIES.flatMap(goldenOf)) },
);
