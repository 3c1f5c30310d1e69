/**
 * The language of everything that the catalogue says: French for who makes invoices, not for who wrote the rules. Texts of
 * reading, structure and the API name elements and fields, since that is what they are about; texts of rules never do.
 */
import { describe, expect, it } from "vitest";
import { nameOf } from "#domain/facture/terms.ts";
import { type CatalogueText, catalogueEntries } from "#infra/cli/catalogue-entries.ts";
import type { SectionId } from "#infra/cli/catalogue-sections.ts";

interface Text extends CatalogueText {
  readonly code: string;
  readonly section: SectionId;
}

const texts: readonly Text[] = catalogueEntries().flatMap(({ code, section, texts: all }) =>
  all.map((text) => ({ ...text, code, section })),
);

const TECHNICAL_SECTIONS: ReadonlySet<SectionId> = new Set(["lecture", "archive", "structure", "api"]);

const ofRules = texts.filter(({ section }) => !TECHNICAL_SECTIONS.has(section));

const both = ({ message, fix }: CatalogueText): readonly string[] => [message, fix];

/** Codes and what is wrong with them, so that a failure says what to mend. */
const failing = (among: readonly Text[], isWrong: (text: string) => boolean): readonly string[] =>
  among.flatMap((text) =>
    both(text)
      .filter(isWrong)
      .map((wrong) => `${text.code}: ${wrong}`),
  );

/** Words of English invoices and schemas that no French sentence has. */
const ENGLISH =
  /(?<!\p{L})(?:the|and|shall|must|should|with|without|have|has|not|been|be|invoice|amount|buyer|seller|payee|tax|element|attribute|missing|allowed|required|wrong|name|number|payment|line|value|currency|charge amount|allowance)(?!\p{L})/iu;

/** Names of elements and attributes, prefixes, paths; words for those who read schemas. */
const TECHNICAL = /\p{Ll}\p{Lu}|@|\/\/|::|\[\d|\b(?:cbc|cac|ram|rsm|udt|qdt):|XPath|XML|Schematron|\bnil\b|namespace/u;

/** What French writes otherwise: unelided articles, uncontracted ones, typewriter habits. */
const UNFRENCH = [
  /(?<![\p{L}-])(?:de(?! un à)|le|la|que|ne|se) [aàâeéèêiîoôuy]\p{L}/u,
  /(?<!\p{L})(?:de le|de les|à le|à les)(?!\p{L})/u,
  / {2}|\s$|^\s|\t/,
  /\p{L}[;!?]|« ?»|«\S|\S»|\p{L} [,.]/u,
  /[‘’“”]/u,
  /\.\.(?!\.)/,
];

/** References to characters are no sentence: `&eacute;` ends in a semicolon. */
const isUnfrench = (text: string): boolean => {
  const sentence = text.replace(/&#?\w+;/g, "…");
  return UNFRENCH.some((habit) => habit.test(sentence));
};

/** The same word again on the other side of an article: « la livraison de la livraison ». */
const STUTTER = /(?<!\p{L})(\p{L}{4,}) (?:de la |du |de l'|des |d'une |d'un )\1(?!\p{L})/u;

/** Two lines of a terminal for each; a list of codes may need a third. */
const LONGEST = { message: 210, fix: 240 };

/** A verb in the imperative opens it, or comes right after a clause that says when. */
const IMPERATIVE = /^(?:(?:Si|Avant) [^.,]+, )?(?:N'|Ne )?(?:\p{L}\p{Ll}+ez|Faites|Dites)(?=[ ,-])/u;

/** The ids of EN 16931, of XP Z12-012 and of the administration's flow; else a code of ours. */
const KNOWN_IDS =
  /^(?:BR(?:-(?:CO|CL|DEC|S|Z|E|AE|IC|G|O|AF|AG|B))?-\d{2}|UBL-(?:CR|SR|DT)-\d{2,3}|CII-(?:SR|DT)-\d{2,3}|BR-FR-[A-Z0-9-]+(?:_[A-Z0-9-]+)*|PPF-G\d-\d{2}(?:_BT-\d+)?|[A-Z][A-Z0-9]*(?:[_-][A-Z0-9]+)*)$/;

describe("what the catalogue says", () => {
  it("is something, of every code", () => {
    expect(texts.length).toBeGreaterThan(1_600);
    expect(failing(texts, (text) => text.trim() === "")).toEqual([]);
  });

  it("is said of one code alone", () => {
    const codes = Map.groupBy(texts, ({ message }) => message);
    const shared = [...codes].filter(([, all]) => new Set(all.map(({ code }) => code)).size > 1);
    expect(shared.map(([message, all]) => [message, all.map(({ code }) => code)])).toEqual([]);
  });

  it("is made of whole sentences", () => {
    expect(failing(texts, (text) => !/^[\p{Lu}«{].*\.$/u.test(text))).toEqual([]);
  });

  it("is written as French writes", () => {
    expect(failing(texts, isUnfrench)).toEqual([]);
  });

  it("names the terms of EN 16931 in French", () => {
    const unnamed = texts.flatMap(({ code, terms }) =>
      terms.filter(({ id, name }) => name === id).map(({ id }) => [code, id]),
    );
    expect(unnamed).toEqual([]);
  });

  it("refers to no term that has no name", () => {
    const unknown = failing(texts, (text) =>
      [...text.matchAll(/\b(?:BT|BG)-\d+(?:-\d+)?\b/g)].some(([id]) => nameOf(id) === id),
    );
    expect(unknown).toEqual([]);
  });

  it("is short enough to be read", () => {
    const long = texts.filter(({ message, fix }) => message.length > LONGEST.message || fix.length > LONGEST.fix);
    expect(long.map(({ code, message, fix }) => [code, message.length, fix.length])).toEqual([]);
  });

  it("goes by ids of a known form", () => {
    expect(texts.filter(({ code }) => !KNOWN_IDS.test(code)).map(({ code }) => code)).toEqual([]);
  });
});

describe("what rules say", () => {
  it("is in French", () => {
    expect(failing(ofRules, (text) => ENGLISH.test(text))).toEqual([]);
  });

  it("is without names of a syntax", () => {
    expect(failing(ofRules, (text) => TECHNICAL.test(text))).toEqual([]);
  });

  it("is to be done: an imperative opens the remedy", () => {
    expect(ofRules.filter(({ fix }) => !IMPERATIVE.test(fix)).map(({ code, fix }) => [code, fix])).toEqual([]);
  });

  it("does not stutter", () => {
    expect(failing(ofRules, (text) => STUTTER.test(text))).toEqual([]);
  });
});

describe("the lint of messages", () => {
  it.each([
    ["English", ENGLISH, "Le montant of the invoice est faux."],
    ["the name of an element", TECHNICAL, "Retirez LineExtensionAmount."],
    ["a prefix", TECHNICAL, "Retirez cbc:ID."],
    ["an attribute", TECHNICAL, "Retirez @schemeID."],
    ["a stutter", STUTTER, "Retirez la livraison de la livraison."],
  ])("sees %s", (_, pattern, text) => {
    expect(text).toMatch(pattern);
  });

  it.each(["le prix de un article", "la date de le jour", "deux  espaces", "un point-virgule; ici", "«sans espace»"])(
    "sees « %s »",
    (text) => {
      expect(isUnfrench(text)).toBe(true);
    },
  );

  it("wants a verb in the imperative", () => {
    expect("Il faut retirer cette donnée.").not.toMatch(IMPERATIVE);
  });
});
