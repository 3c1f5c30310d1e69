/** The reader of XML against documents that others wrote to find out what a reader of XML gets wrong. */
import { describe, expect, it } from "vitest";
import type { XmlElement } from "#formats/xml/element.ts";
import { trimXml } from "#formats/xml/whitespace.ts";
import { withoutPlainDocumentType } from "./document-type.ts";
import { EXCEPTIONS, expectationOf, meets } from "./expectations.ts";
import { nameOf, type Outcome, READ, readDocument, readText, textOf } from "./read-document.ts";
import { readSuite } from "./w3c-suite.ts";

const cases = readSuite().map((document) => ({
  document,
  expectation: expectationOf(document),
  outcome: nameOf(readDocument(document.bytes)),
}));

const countBy = <Item>(items: readonly Item[], key: (item: Item) => string): Readonly<Record<string, number>> =>
  Object.fromEntries(
    Object.entries(Object.groupBy(items, key)).map(([name, group]) => [name, group?.length ?? 0] as const),
  );

/** Shown in the run as well: the figures are what is said about this reader elsewhere. */
const counted = (title: string, counts: Readonly<Record<string, number>>): typeof counts => {
  console.log(`${title}: ${JSON.stringify(counts)}`);
  return counts;
};

describe("the W3C XML conformance suite", () => {
  it("is whole", () => {
    const counts = counted(
      "W3C suite, by what it asks",
      countBy(cases, ({ document, expectation }) => `${document.type} → ${expectation}`),
    );
    expect(counts).toEqual({
      "not-wf → refused": 1424,
      "not-wf → free": 74,
      "invalid → read": 73,
      "invalid → refused": 2,
      "invalid → XML_DOCTYPE": 164,
      "invalid → free": 3,
      "valid → XML_DOCTYPE": 812,
      "error → XML_DOCTYPE": 29,
      "error → free": 4,
    });
  });

  it("is answered as it asks, save for the exceptions that are written down", () => {
    const unmet = cases
      .filter(({ expectation, outcome }) => !meets(expectation, outcome))
      .map(({ document, outcome }) => [document.id, outcome]);
    const known = Object.entries(EXCEPTIONS).map(([id, { outcome }]) => [id, outcome]);
    expect(Object.fromEntries(unmet)).toEqual(Object.fromEntries(known));
  });

  it("is refused for reasons that have not changed", () => {
    const refused = cases.filter(({ document, outcome }) => document.type === "not-wf" && outcome !== READ);
    expect(
      counted(
        "W3C suite, not well-formed",
        countBy(refused, ({ outcome }) => outcome),
      ),
    ).toEqual({
      XML_DOCTYPE: 1158,
      XML_MAL_FORME: 156,
      XML_CARACTERE_INTERDIT: 76,
      FICHIER_NON_XML: 26,
      ENCODAGE_INVALIDE: 24,
      XML_TRONQUE: 11,
      XML_DEUX_RACINES: 4,
      ENCODAGE_CONTRADICTOIRE: 4,
      FICHIER_VIDE: 2,
      XML_ENTITE_INCONNUE: 2,
      XML_PREFIXE_INCONNU: 2,
    });
  });

  it("has what is only wrong in XML 1.1, or in earlier editions of 1.0, read", () => {
    const read = cases.filter(({ document, outcome }) => document.type === "not-wf" && outcome === READ);
    expect(countBy(read, ({ document }) => (document.xml11 ? "1.1" : document.editions.join(" ")))).toEqual({
      // The control characters 0x7F to 0x9F, which 1.0 allows (XML 1.0 §2.2, XML 1.1 §2.2).
      "1.1": 31,
      // Two letters of newer scripts in names.
      "1 2 3 4": 2,
    });
  });
});

/** Two of three documents of the suite begin with a declaration: without it, what they are about comes to light. */
const bared = cases.flatMap(({ document }) => {
  const decoded = textOf(document.bytes);
  const text = "text" in decoded ? withoutPlainDocumentType(decoded.text) : undefined;
  if (text === undefined) return [];
  const expectation = expectationOf({ ...document, bytes: Buffer.from(text) });
  return [{ document, expectation, outcome: readText(text) }];
});

/** Elements in order, each with its name, its attributes and its own text. */
const told = (element: XmlElement): readonly unknown[] => {
  const children: unknown[] = [];
  for (let child = element.firstChild; child !== undefined; child = child.next) children.push(told(child));
  return [element.uri, element.local, element.attributes, trimXml(element.text), children];
};

const toldOf = (outcome: Outcome): readonly unknown[] | string =>
  "root" in outcome ? told(outcome.root) : outcome.refused;

describe("the documents of the suite, without a document type declaration that says nothing", () => {
  it("are many", () => {
    expect(
      counted(
        "W3C suite, bared",
        countBy(bared, ({ expectation }) => expectation),
      ),
    ).toEqual({
      refused: 116,
      read: 106,
      free: 37,
    });
  });

  it("are read when they are well-formed, and refused when they are not", () => {
    const unmet = bared
      .filter(({ expectation, outcome }) => !meets(expectation, nameOf(outcome)))
      .map(({ document, outcome }) => [document.id, nameOf(outcome)]);
    expect(unmet).toEqual([]);
  });

  it("tell what their canonical form tells: line ends, references and CDATA resolved, comments left out", () => {
    const comparable = bared.flatMap(({ document: { id, canonical }, expectation, outcome }) =>
      canonical === undefined || expectation !== "read"
        ? []
        : [{ id, mine: toldOf(outcome), theirs: toldOf(readDocument(canonical)) }],
    );
    expect(comparable).toHaveLength(86);
    expect(comparable.filter(({ mine, theirs }) => JSON.stringify(mine) !== JSON.stringify(theirs))).toEqual([]);
  });
});
