/** The simple types of XML Schema 1.0 part 2, by the forms that it names and those that are easily taken for them. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { LEXICAL, type LexicalKind } from "#formats/structure/lexical.ts";

interface Forms {
  readonly right: readonly string[];
  readonly wrong: readonly string[];
}

const ANYTHING: Forms = { right: ["", " ", "é\n", "\u00a0"], wrong: [] };

const FORMS: Readonly<Record<LexicalKind, Forms>> = {
  "xs:string": ANYTHING,
  "xs:normalizedString": ANYTHING,
  "xs:token": ANYTHING,
  "xs:token[1..3]": { right: ["C62", " H87 ", "a  b", "🍞🍞🍞"], wrong: ["", "  ", "MONTH", "a b c"] },
  "xs:decimal": {
    right: ["0", "-1.50", "+.5", "5.", "\n 1200.00\t", "1".repeat(1000)],
    wrong: ["", ".", "-", "1,5", "1 200", "1e3", "NaN", "INF", "--1", "1.2.3", "\u00a01", "１"],
  },
  "xs:date": {
    right: ["2026-01-31", "2024-02-29", "2000-02-29", "12000-02-29", "-0004-02-29", "2026-01-31Z", "2026-01-31+14:00"],
    wrong: [
      "",
      "2026-1-31",
      "20260131",
      "31/01/2026",
      "2026-02-29",
      "1900-02-29",
      "2026-04-31",
      "2026-13-01",
      "0000-01-01",
    ],
  },
  "xs:time": {
    right: ["14:30:00", "14:30:00.123", "24:00:00", "00:00:00-05:30", " 14:30:00Z "],
    wrong: ["", "14:30", "24:00:01", "24:30:00", "12:60:00", "12:00:60", "14:30:00.", "14:30:00+15:00"],
  },
  "xs:dateTime": {
    right: ["2026-01-31T14:30:00", "2024-02-29T24:00:00.000Z"],
    wrong: ["", "2026-01-31", "2026-01-31 14:30:00", "2026-02-29T00:00:00", "2026-01-31T25:00:00"],
  },
  "xs:boolean": { right: ["true", "false", "0", " 1 "], wrong: ["", "True", "FALSE", "oui", "2"] },
  "xs:language": {
    right: ["fr", "fr-FR", "x-klingon9"],
    wrong: ["", "français", "fr_FR", "fr-", "abcdefghi", "fr-abcdefghi"],
  },
  "xs:anyURI": {
    right: [
      "",
      "https://exemple.fr/a?b=c#d",
      "a b é",
      "urn:x",
      "#a",
      "?a:b",
      "./a:b",
      "http://[::1]:80/a",
      "//u@[::1]",
      "a%20b",
      "a?[b]",
    ],
    wrong: [
      "a:",
      "a:#b",
      "1a:b",
      "a%2",
      "a?%zz",
      "a#%",
      "a#b#c",
      "[a]",
      "http://[::1",
      "http://[::1]b",
      "http://x/[a]",
    ],
  },
  "xs:base64Binary": {
    right: ["", " ", "TWFu", "T W\nFu", "TWE=", "TQ==", "TWFu TQ = =\r\n", "ab+/"],
    wrong: ["T", "TWF", "TWFuT", "TWF=", "TR==", "T===", "=", "====", "TQ==TWFu", "TW=u", "ab-_", "TWFé", "TWFu\u00a0"],
  },
};

const cases = (which: keyof Forms) =>
  Object.entries(FORMS).flatMap(([kind, forms]) => forms[which].map((text) => ({ kind: kind as LexicalKind, text })));

describe("a value", () => {
  it.each(cases("right"))("of $kind may be $text", ({ kind, text }) => {
    expect(LEXICAL[kind].accepts(text)).toBe(true);
  });

  it.each(cases("wrong"))("of $kind may not be $text", ({ kind, text }) => {
    expect(LEXICAL[kind].accepts(text)).toBe(false);
  });
});

/** What makes a regular expression that backtracks run for minutes: a long start that is right, and an end that is not. */
const MILLION = 1_000_000;
const LONG: Readonly<Record<string, readonly [LexicalKind, string]>> = {
  digits: ["xs:decimal", `${"1".repeat(MILLION)}x`],
  blanks: ["xs:decimal", `${" ".repeat(MILLION)}x${" ".repeat(MILLION)}`],
  "a long year": ["xs:date", `${"9".repeat(MILLION)}-01-0`],
  "fractions of a second": ["xs:time", `10:00:00.${"0".repeat(MILLION)}x`],
  "parts of a language": ["xs:language", `${"a-".repeat(MILLION)}é`],
  "a host without an end": ["xs:anyURI", `//${"a".repeat(MILLION)}@[${"b".repeat(MILLION)}`],
  "escapes of a reference": ["xs:anyURI", `${"%20".repeat(MILLION)}%`],
  "an attachment": ["xs:base64Binary", `${"TWFu".repeat(MILLION)}=`],
  "an attachment in pieces": ["xs:base64Binary", "T ".repeat(MILLION + 1)],
  "nothing but padding": ["xs:base64Binary", "=".repeat(4 * MILLION)],
};

describe("a value of millions of characters", () => {
  it.each(Object.entries(LONG))("is refused at once: %s", { timeout: 2_000 }, (_, [kind, text]) => {
    expect(LEXICAL[kind].accepts(text)).toBe(false);
  });
});

interface Fact {
  readonly whiteSpace: "preserve" | "replace" | "collapse";
  readonly pattern?: string;
}

const corpus = process.env["PLAINCHANT_CORPUS"];

const lexicalFacts = (folder: string): ReadonlyMap<string, Fact> =>
  new Map(
    ["ubl-invoice", "cii"].flatMap((syntax) => {
      const facts: { readonly lexical: Readonly<Record<string, Fact>> } = JSON.parse(
        readFileSync(join(folder, "structure", `${syntax}.json`), "utf8"),
      );
      return Object.entries(facts.lexical);
    }),
  );

/** The patterns leave out which days a month has. */
const EXISTING_DAY = /^-?(?!0000)\d{4}-(?:\d\d-(?:[01]\d|2[0-8])|(?!02)\d\d-(?:29|30)|(?:01|03|05|07|08|10|12)-31)/;
const hasExistingDay = (kind: string, text: string): boolean =>
  !["xs:date", "xs:dateTime"].includes(kind) || EXISTING_DAY.test(text.trim());

/** Texts that are nearly right, and edits of right ones: what is drawn at random is nearly always wrong. */
const ALPHABET = "01234569aAbBfFrRzZTQ=+-.:/?#[]@% \n\té\u00a0";
const nearly = (kind: LexicalKind) => {
  const piece = fc.string({ unit: fc.constantFrom(...ALPHABET), maxLength: 4 });
  const start = fc.constantFrom(...FORMS[kind].right, ...FORMS[kind].wrong);
  return fc
    .tuple(start, piece, fc.nat({ max: 30 }), fc.nat({ max: 3 }))
    .map(([text, added, at, dropped]) => text.slice(0, at) + added + text.slice(at + dropped));
};

describe.skipIf(corpus === undefined)("the patterns of the schemas", () => {
  const patterned = [...(corpus === undefined ? [] : lexicalFacts(corpus))].filter(([, { pattern }]) => pattern);

  it.each(patterned)("decide as we do of %s", (kind, { pattern }) => {
    const whole = new RegExp(`^(?:${pattern})$`, "u");
    const blanks = kind === "xs:base64Binary" ? "" : " ";
    fc.assert(
      fc.property(nearly(kind as LexicalKind), (text) => {
        const collapsed = text.replace(/^[ \t\r\n]+|[ \t\r\n]+$/g, "").replace(/[ \t\r\n]+/g, blanks);
        fc.pre(hasExistingDay(kind, collapsed) || !whole.test(collapsed));
        expect(LEXICAL[kind as LexicalKind].accepts(text)).toBe(whole.test(collapsed));
      }),
      { numRuns: 2_000 },
    );
  });
});
