/** The 1,202 rules that only say that something is not to be there: each fires on the smallest document that has it. */
import { describe, expect, it } from "vitest";
import { CII_ABSENT } from "#formats/cii/absent.ts";
import { CROSS_INDUSTRY_INVOICE } from "#formats/cii/table.ts";
import { type AbsentSection, absentRules } from "#formats/rules/absent.ts";
import type { ElementRule } from "#formats/rules/element-rule.ts";
import { judgeElements } from "#formats/rules/judge-elements.ts";
import { UBL_ABSENT } from "#formats/ubl/absent.ts";
import { documentOf } from "#test/given/document.ts";
import { firing } from "./fire.ts";
import { markup } from "./markup.ts";

const FAMILIES = [
  { family: "UBL", rules: UBL_ABSENT, fire: firing(UBL_ABSENT, "invoice"), any: "cac:Anything" },
  { family: "CII", rules: CII_ABSENT, fire: firing(CII_ABSENT, "cii"), any: "ram:Anything" },
] as const;

/** The first rule of a pattern that matches a node has it: the document's type code is that of all type codes. */
const NEVER_ASKED = ["CII-DT-010", "CII-DT-011", "CII-DT-012"];

/** A document with what the path leads to; ends of names are given a beginning. */
const breaking = (path: string, any: string): string => {
  const steps = path.replace(/^\/\//, "").split("/");
  const attribute = steps.at(-1)?.startsWith("@") ? steps.pop() : undefined;
  const named = steps.map((step) => step.replace(/^\*/, "ram:*").replace("*", "Any"));
  return markup(`${named.length > 0 ? named.join("/") : any}${attribute === undefined ? "" : `${attribute}=x`}`);
};

const isOfRoot = (path: string): boolean => path.startsWith("@");

const pathsOf = ({ on }: ElementRule): readonly string[] => (typeof on === "string" ? [on] : on);

describe.each(FAMILIES)("what is not to be in $family", ({ rules, fire, any }) => {
  it("is refused wherever the rule says, by the rule that says so", () => {
    const silent = rules.flatMap((rule) =>
      pathsOf(rule)
        .filter((path) => !isOfRoot(path))
        .filter((path) => !fire(breaking(path, any)).includes(rule.id))
        .map((path) => [rule.id, path]),
    );
    expect(silent).toEqual([]);
  });

  it("is not missed in an invoice that has nothing", () => {
    expect(fire("")).toEqual([]);
  });

  it("is said in other words by each rule", () => {
    const messages = rules.map(({ message }) => message);
    expect(messages.filter((message, index) => messages.indexOf(message) !== index)).toEqual([]);
  });

  it("is asked somewhere, except where another rule comes first", () => {
    const nowhere = rules.filter((rule) => pathsOf(rule).length === 0).map(({ id }) => id);
    expect(nowhere.filter((id) => !NEVER_ASKED.includes(id))).toEqual([]);
  });
});

describe("the root of a CII invoice", () => {
  it("names no language", () => {
    const { uri, local } = CROSS_INDUSTRY_INVOICE.root;
    const document = documentOf(Buffer.from(`<${local} xmlns="${uri}" languageID="fr" languageLocaleID="FR"/>`));
    const fired = document ? judgeElements(document.root, "cii").map(({ rule }) => rule.id) : [];
    expect(fired).toEqual(expect.arrayContaining(["CII-DT-013", "CII-DT-014"]));
  });
});

describe("identifiers in CII", () => {
  const fire = firing(CII_ABSENT, "cii");

  it("are asked for an agency or a version only where EN 16931 wants them bare", () => {
    const attributes = "@schemeName=x@schemeAgencyID=x@schemeVersionID=x";
    expect(fire(markup(`rsm:ExchangedDocument/ram:ID${attributes}`))).toEqual([
      "CII-DT-001",
      "CII-DT-006",
      "CII-DT-007",
    ]);
    expect(fire(markup(`rsm:SupplyChainTradeTransaction/ram:AnyID${attributes}`))).toEqual(["CII-DT-101"]);
  });

  it("are those of the invoice's vocabulary", () => {
    expect(fire(markup("rsm:SupplyChainTradeTransaction/udt:AnyID@schemeName=x"))).toEqual([]);
  });
});

describe("amounts in CII", () => {
  it("name no currency, but for the totals of VAT", () => {
    const fire = firing(CII_ABSENT, "cii");
    expect(fire(markup("ram:GrandTotalAmount@currencyID=EUR"))).toEqual(["CII-DT-031"]);
    expect(fire(markup("ram:TaxTotalAmount@currencyID=EUR"))).toEqual([]);
  });
});

describe("the words of a rule", () => {
  const section = (absent: AbsentSection["absent"]): AbsentSection => ({
    under: "cac:PayeeParty",
    of: "du bénéficiaire",
    severity: "warning",
    terms: ["BG-10"],
    absent,
  });
  const messageOf = (path: string | readonly [string, string]): string | undefined =>
    absentRules("UBL", [section({ R: path })], { Person: "la personne", "Person/Role": "le rôle joué" })[0]?.message;

  it("are put together from the path, inside out, with their articles", () => {
    expect(messageOf("cac:Person/cbc:Name")).toBe(
      "Le nom de la personne du bénéficiaire n'a pas sa place dans une facture UBL.",
    );
  });

  it("are those of two steps where the dictionary has both", () => {
    expect(messageOf("cac:Person/cbc:Role")).toMatch(/^Le rôle joué du bénéficiaire n'a pas/);
  });

  it("are its own where the path says too little", () => {
    expect(messageOf(["cbc:Name", "le nom d'usage"])).toMatch(/^Le nom d'usage n'a pas/);
  });

  it("agree in number", () => {
    expect(messageOf(["cbc:Name", "les noms d'usage"])).toMatch(/^Les noms d'usage n'ont pas leur place/);
  });

  it("are all known when a table is loaded", () => {
    expect(() => messageOf("cbc:Nothing")).toThrow("Nothing: has no French name");
  });
});
