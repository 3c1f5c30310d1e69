import { stripVTControlCharacters } from "node:util";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import type { Fault } from "#domain/fautes/fault.ts";
import { renderHtml } from "#domain/rapports/html.ts";
import { html } from "#domain/rapports/markup.ts";
import { makeReport, type Report } from "#domain/rapports/report.ts";
import { type Palette, renderText } from "#domain/rapports/text.ts";
import { visible } from "#domain/rapports/visible.ts";
import { wrap } from "#domain/rapports/wrap.ts";
import { SPOILED_CII, SPOILED_UBL, VALID } from "./reports.ts";

const withValue = (value: string): Report => {
  const at = { path: "/Invoice/ID", line: 1, column: 1 };
  const fault: Fault = { code: "BR-02", severity: "fatal", terms: [], message: "Faux.", fix: "Corrigez.", at, value };
  return makeReport({ numeroFacture: value, reading: [], structure: [], rules: [fault], national: [] });
};

const tagged =
  (tag: string) =>
  (text: string): string =>
    `\u001B[${tag}m${text}\u001B[0m`;

const COLOURS: Palette = {
  strong: tagged("1"),
  faint: tagged("2"),
  fatal: tagged("31"),
  warning: tagged("33"),
  valid: tagged("32"),
};

const longest = (text: string): number => Math.max(...text.split("\n").map((line) => [...line].length));

describe("a report in a terminal", () => {
  it.each([40, 80, 120])("fits %i columns", (width) => {
    expect(longest(renderText(SPOILED_CII, undefined, { width }))).toBeLessThanOrEqual(width);
  });

  it("has no colour unless asked", () => {
    expect(renderText(SPOILED_UBL)).not.toContain("\u001B");
  });

  it("says the same in colours", () => {
    const coloured = renderText(SPOILED_UBL, COLOURS);
    expect(coloured).toContain("\u001B[31m");
    expect(stripVTControlCharacters(coloured)).toBe(renderText(SPOILED_UBL));
  });

  it("opens on the invoice and its verdict", () => {
    expect(renderText(VALID).split("\n").slice(0, 2)).toEqual([
      "Facture FA-2026-0042, facture au format UBL 2.1",
      "Valide, sans anomalie.",
    ]);
  });

  it("never obeys what a document says", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary" }), (value) => {
        expect(renderText(withValue(value))).not.toMatch(/[^\n\P{C}]/u);
      }),
    );
  });

  it("says that a value is empty", () => {
    expect(renderText(withValue(""))).toContain("trouvé : (vide)");
  });
});

/** The tags that reports are made of. */
const OWN_TAGS = /^<\/?(?:html|body|h1|h2|h3|p|strong|code|section|table|caption|thead|tbody|tr|th|td|ul|li)$/;

describe("a report as a page", () => {
  it("shows whatever a document says as text", () => {
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom("<", ">", '"', "'", "&", "a", "/", " ") }), (value) => {
        const [, body = ""] = renderHtml([{ report: withValue(value), name: value }]).split("<body>");
        const tags = new Set(body.match(/<\/?\w*/g));
        expect([...tags].filter((tag) => !OWN_TAGS.test(tag))).toEqual([]);
      }),
    );
  });

  it("loads nothing and runs nothing", () => {
    expect(renderHtml([{ report: SPOILED_UBL }])).not.toMatch(/<script|\ssrc=|\son\w+=|url\(|@import|<link/);
  });

  it("says its language, and what each column of a table is", () => {
    const page = renderHtml([{ report: SPOILED_UBL }]);
    expect(page).toContain('<html lang="fr">');
    expect(page.match(/<th(?! scope="col">)[ >]/g)).toBeNull();
    expect(page.match(/<caption>/g)).toHaveLength(page.split("<table>").length - 1);
  });

  it("is titled with the number of the invoice", () => {
    expect(renderHtml([{ report: VALID }])).toContain("<title>Rapport de vérification : Facture FA-2026-0042</title>");
  });

  it("lists several documents first, each with a way to its section", () => {
    const page = renderHtml([{ report: VALID, name: "a.xml" }, { report: SPOILED_CII }]);
    const targets = [...page.matchAll(/href="#([^"]+)"/g)].map(([, id]) => `id="${id}"`);
    expect(targets).toHaveLength(2);
    expect(targets.filter((id) => !page.includes(id))).toEqual([]);
  });
});

describe("lines", () => {
  it("keep all words, and are parted at spaces", () => {
    expect(wrap("un deux trois quatre", 9)).toEqual(["un deux", "trois", "quatre"]);
  });

  it("do not begin with high punctuation nor end with an opening quote", () => {
    expect(wrap("le nom : « la valeur » ; fin", 10)).toEqual(["le nom :", "« la", "valeur » ;", "fin"]);
  });

  it("part a path before its steps, and cut what has nowhere to part", () => {
    expect(wrap("/Invoice/LegalMonetaryTotal/PayableAmount", 28)).toEqual([
      "/Invoice/LegalMonetaryTotal",
      "/PayableAmount",
    ]);
    expect(wrap("abcdefgh", 3)).toEqual(["abc", "def", "gh"]);
  });
});

describe("hidden characters", () => {
  it.each([
    ["an escape sequence", "\u001B[31mrouge", "\\u{1B}[31mrouge"],
    ["a change of direction", "abc\u202Efdp.exe", "abc\\u{202E}fdp.exe"],
    ["line ends and tabs", "a\n\tb", "a⏎⇥b"],
    ["half of a pair", "\uD83D", "\\u{D83D}"],
  ])("are shown: %s", (_, text, shown) => {
    expect(visible(text)).toBe(shown);
  });

  it("leave letters, accents and spaces alone", () => {
    expect(visible("Été à Nîmes, 12 € « ok »")).toBe("Été à Nîmes, 12 € « ok »");
  });
});

describe("markup", () => {
  it("escapes values, also in attributes and lists, and no markup twice", () => {
    const inner = html`<b title="${`"'`}">${["<", 1]}</b>`;
    expect(html`<p>${inner}${[inner]}</p>`.toString()).toBe(
      '<p><b title="&quot;&#39;">&lt;1</b><b title="&quot;&#39;">&lt;1</b></p>',
    );
  });
});
