/** What an attacker sends (OWASP XML Security cheat sheet), made here where it would be too big to keep as a file. */
import { describe, expect, it } from "vitest";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import { readInvoice } from "#formats/read-invoice.ts";

const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";
const CBC = `${UBL}CommonBasicComponents-2`;

const invoice = (body: string, attributes = ""): string =>
  `<Invoice xmlns="${UBL}Invoice-2" xmlns:c="${CBC}"${attributes}>${body}</Invoice>`;

const read = (xml: string) => readInvoice(Buffer.from(xml));
const codes = (xml: string): readonly string[] => read(xml).faults.map(({ code }) => code);

const max = Object.fromEntries(Object.entries(READING_LIMITS).map(([name, limit]) => [name, limit.max])) as {
  readonly [Name in keyof typeof READING_LIMITS]: number;
};

const nested = (depth: number): string => "<a>".repeat(depth) + "</a>".repeat(depth);
const attributes = (count: number): string => Array.from({ length: count }, (_, index) => ` a${index}=""`).join("");

interface Guard {
  readonly guard: string;
  readonly code: string;
  readonly within: string;
  readonly beyond: string;
}

const GUARDS: readonly Guard[] = [
  {
    guard: "depth",
    code: "XML_TROP_PROFOND",
    within: invoice(nested(max.depth - 1)),
    beyond: invoice(nested(max.depth)),
  },
  {
    guard: "attributes of one element",
    code: "XML_TROP_D_ATTRIBUTS",
    within: invoice(`<a${attributes(max.attributes)}/>`),
    beyond: invoice(`<a${attributes(max.attributes + 1)}/>`),
  },
  {
    guard: "length of an attribute",
    code: "XML_ATTRIBUT_TROP_LONG",
    within: invoice("", ` a="${"x".repeat(max.attributeLength)}"`),
    beyond: invoice("", ` a="${"x".repeat(max.attributeLength + 1)}"`),
  },
  {
    guard: "length of a namespace bound to a prefix",
    code: "XML_ATTRIBUT_TROP_LONG",
    within: invoice("", ` xmlns:n="${"x".repeat(max.namespaceLength)}"`),
    beyond: invoice("", ` xmlns:n="${"x".repeat(max.namespaceLength + 1)}"`),
  },
  {
    guard: "length of a default namespace",
    code: "XML_ATTRIBUT_TROP_LONG",
    within: invoice(`<a xmlns="${"x".repeat(max.namespaceLength)}"/>`),
    beyond: invoice(`<a xmlns="${"x".repeat(max.namespaceLength + 1)}"/>`),
  },
  {
    guard: "length of an element's name",
    code: "XML_NOM_TROP_LONG",
    within: invoice(`<${"x".repeat(max.nameLength)}/>`),
    beyond: invoice(`<${"x".repeat(max.nameLength + 1)}/>`),
  },
  {
    guard: "length of an attribute's name",
    code: "XML_NOM_TROP_LONG",
    within: invoice(`<a ${"x".repeat(max.nameLength)}=""/>`),
    beyond: invoice(`<a ${"x".repeat(max.nameLength + 1)}=""/>`),
  },
  {
    guard: "number of elements and attributes",
    code: "XML_TROP_D_ELEMENTS",
    // The root and its two namespace declarations are three.
    within: invoice("<a/>".repeat(max.nodes - 3)),
    beyond: invoice("<a/>".repeat(max.nodes - 2)),
  },
  {
    guard: "length of a term",
    code: "XML_TEXTE_TROP_LONG",
    within: invoice(`<c:Note>${"x".repeat(max.termLength)}</c:Note>`),
    beyond: invoice(`<c:Note>${"x".repeat(max.termLength + 1)}</c:Note>`),
  },
  {
    guard: "values of one group",
    code: "XML_TROP_DE_VALEURS",
    within: invoice("<c:BuyerReference>x</c:BuyerReference>".repeat(max.termsOfGroup)),
    beyond: invoice("<c:BuyerReference>x</c:BuyerReference>".repeat(max.termsOfGroup + 2)),
  },
  {
    guard: "groups of one kind",
    code: "XML_TROP_DE_VALEURS",
    within: invoice("<c:Note>x</c:Note>".repeat(max.groupsOfKind)),
    beyond: invoice("<c:Note>x</c:Note>".repeat(max.groupsOfKind + 2)),
  },
  {
    guard: "size of the file",
    code: "FICHIER_TROP_GROS",
    within: invoice("").padEnd(max.fileBytes),
    beyond: invoice("").padEnd(max.fileBytes + 1),
  },
];

describe("the limits of reading", () => {
  it.each(GUARDS)("reads up to the limit: $guard", ({ within }) => {
    expect(codes(within)).toEqual([]);
  });

  it.each(GUARDS)("refuses one more: $guard", ({ beyond, code }) => {
    const { faults } = read(beyond);
    expect(faults).toMatchObject([{ code, severity: "fatal" }]);
    expect(faults[0]?.message).toMatch(/\d/);
  });

  it("says which term is too long, and cuts the value that it shows", () => {
    const [fault] = read(invoice(`<c:Note>${"x".repeat(max.termLength + 1)}</c:Note>`)).faults;
    expect(fault).toMatchObject({ terms: ["BT-22"], at: { path: "/Invoice/Note" }, value: "x".repeat(200) });
  });

  it("stops a million attributes at the first too many", () => {
    const [fault] = read(invoice(`<a${attributes(1_000_000).slice(0, 9_000_000)}/>`)).faults;
    expect(fault).toMatchObject({ code: "XML_TROP_D_ATTRIBUTS", at: { line: 1 } });
    expect(fault?.at?.column).toBeLessThan(2_000);
  });

  it("shows the first faults of many and counts the others", () => {
    const CII = "urn:un:unece:uncefact:data:standard:";
    const dates = "<b:IssueDateTime><c:DateTimeString>?</c:DateTimeString></b:IssueDateTime>".repeat(max.faults + 7);
    const xml =
      `<a:CrossIndustryInvoice xmlns:a="${CII}CrossIndustryInvoice:100" xmlns:b="${CII}ReusableAggregateBusinessInformationEntity:100"` +
      ` xmlns:c="${CII}UnqualifiedDataType:100"><a:ExchangedDocument>${dates}</a:ExchangedDocument></a:CrossIndustryInvoice>`;
    const { faults, invoice: read107 } = read(xml);
    expect(faults).toHaveLength(max.faults + 1);
    expect(faults.at(-1)).toMatchObject({
      code: "FAUTES_NON_MONTREES",
      severity: "fatal",
      message: "7 autres anomalies de lecture ne sont pas montrées.",
    });
    expect(read107?.terms.filter(({ id }) => id === "BT-2")).toHaveLength(max.faults + 7);
  });
});

describe("names that JavaScript knows", () => {
  it.each(["__proto__", "constructor", "hasOwnProperty", "toString"])("takes %s for a name like any other", (name) => {
    const xml = invoice(
      `<${name} ${name}="1"><c:ID ${name}="2">x</c:ID></${name}><c:ID schemeID="1">F1</c:ID>`,
      ` xmlns:${name}="urn:x"`,
    );
    const { invoice: model, faults } = read(xml);
    expect(faults).toEqual([]);
    expect(model?.terms).toMatchObject([{ id: "BT-1", value: "F1" }]);
    expect({}).not.toHaveProperty("1");
  });

  it.each(["__proto__", "constructor"])("knows no prefix %s before it is declared", (name) => {
    expect(codes(invoice(`<${name}:ID/>`))).toEqual(["XML_PREFIXE_INCONNU"]);
    expect(codes(invoice(`&${name};`))).toEqual(["XML_ENTITE_INCONNUE"]);
  });
});

/** Shortest of three runs, in milliseconds: what the work takes when nothing disturbs it. */
const shortest = (bytes: Uint8Array): number =>
  Math.min(
    ...[1, 2, 3].map(() => {
      const start = performance.now();
      readInvoice(bytes);
      return performance.now() - start;
    }),
  );

describe("time grows with the size, not with its square", () => {
  const SHAPES: Readonly<Record<string, (size: number) => string>> = {
    "an unclosed reference": (n) => invoice(`<c:Note>&${"a".repeat(n * 20)}`),
    "many stray ampersands": (n) => invoice(`<c:Note>${"& ".repeat(n * 10)}`),
    "text in a million pieces": (n) => invoice(`<c:Note>${"a<!---->".repeat(n * 2)}</c:Note>`),
    references: (n) => invoice(`<a>${"&#65;".repeat(n * 3)}</a>`),
    "line ends after each name": (n) => invoice("<a\n/>".repeat(n)),
    "one line of many elements": (n) => invoice("<a/>".repeat(n)),
    "many namesakes of a term": (n) => invoice("<c:Note/>".repeat(n)),
    "unfinished comments": (n) => invoice(`${"<!-- & ".repeat(n * 2)}`),
    "a prolog of comments": (n) => "<!---->".repeat(n * 2) + invoice(""),
    "deep prefixes": (n) => invoice(`${"<a>".repeat(30)}${'<c:b c:d=""/>'.repeat(n / 2)}${"</a>".repeat(30)}`),
    "a broken end after many siblings": (n) => invoice(`${"<a/>".repeat(n)}</b>`),
    "invalid bytes after many replacement characters": (n) => `${"\uFFFD".repeat(n * 3)}\uD800`,
  };

  // Ten times the size takes about ten times as long, a hundred times if a square hides somewhere.
  // A busy machine may spoil one measure; a square spoils all.
  it.each(Object.entries(SHAPES))("for %s", { retry: 4 }, (_, shape) => {
    const [small, large] = [Buffer.from(shape(3_000)), Buffer.from(shape(30_000))];
    shortest(small);
    const ratio = shortest(large) / Math.max(shortest(small), 0.5);
    expect(ratio).toBeLessThan(50);
  });
});
