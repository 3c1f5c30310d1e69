/** Attachments do not pass through the parser; what is read is what it would have told of them. */
import fc from "fast-check";
import { SaxesParser } from "saxes";
import { describe, expect, it } from "vitest";
import type { Fault } from "#domain/fautes/fault.ts";
import { syntaxOf } from "#formats/syntaxes.ts";
import { UBL_INVOICE } from "#formats/ubl/invoice-table.ts";
import type { XmlElement } from "#formats/xml/element.ts";
import { longTexts } from "#formats/xml/long-texts.ts";
import { readXml } from "#formats/xml/reader.ts";

const UNKNOWN_ROOT = { code: "RACINE", severity: "fatal", terms: [], message: "", fix: "" } as const;

const read = (xml: string) =>
  readXml(xml, (uri, local) => {
    const known = syntaxOf(uri, local);
    return known ? { kind: known.syntax, place: known.place } : { fault: UNKNOWN_ROOT };
  });

/** An element as both sides tell it; the text is told of those that hold no others. */
interface Told {
  readonly name: string;
  readonly line: number;
  readonly column: number;
  readonly text: string | undefined;
}

const toldHere = (element: XmlElement): readonly Told[] => {
  const { local: name, line, column, firstChild } = element;
  const told: Told[] = [{ name, line, column, text: firstChild === undefined ? element.text : undefined }];
  for (let child = firstChild; child !== undefined; child = child.next) told.push(...toldHere(child));
  return told;
};

const placeOf = (xml: string, offset: number) => {
  const before = xml.slice(0, offset).split("\n");
  return { line: before.length, column: (before.at(-1) ?? "").length + 1 };
};

/** What the parser tells of the whole text; a string is its complaint. */
const toldByParser = (xml: string): readonly Told[] | string => {
  const parser = new SaxesParser({ xmlns: true, position: true });
  const told: { name: string; line: number; column: number; text: string | undefined }[] = [];
  const open: number[] = [];
  let start = 0;
  parser.on("opentagstart", ({ name }) => {
    start = parser.position - name.length - 2;
  });
  parser.on("opentag", ({ local }) => {
    const parent = told[open.at(-1) ?? -1];
    if (parent !== undefined) parent.text = undefined;
    open.push(told.push({ name: local, ...placeOf(xml, start), text: "" }) - 1);
  });
  const addText = (text: string) => {
    const element = told[open.at(-1) ?? -1];
    if (element?.text !== undefined) element.text += text;
  };
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.on("closetag", () => void open.pop());
  try {
    parser.write(xml).close();
  } catch (error) {
    return error instanceof Error ? error.message : "";
  }
  return told;
};

const placeOfFault = ({ at }: Fault): string => `${at?.line}:${at?.column}`;

const ROOT = `<Invoice xmlns="${UBL_INVOICE.root.uri}">`;

const digits = fc.integer({ min: 260, max: 500 }).map((length) => "QUJD".repeat(length));
const lines = fc.integer({ min: 14, max: 26 }).map((count) => `${"Q".repeat(76)}\n`.repeat(count));
const long = fc.oneof(digits, lines);
/** Texts that mean something to the parser, or do not, among long ones. */
const sign = fc.constantFrom(
  "",
  "",
  "",
  "&amp;",
  "&",
  "]]>",
  ">",
  "\u0001",
  "é",
  "€",
  "\u{1F600}",
  "<!--a-->",
  "<?a b?>",
);
const text = fc.array(fc.oneof(long, sign), { maxLength: 3 }).map((parts) => parts.join(""));

const leaf = fc.oneof(
  { weight: 6, arbitrary: text.map((value) => `<a>${value}</a>`) },
  { weight: 1, arbitrary: long.map((value) => `<a b="${value}">${value}</a>`) },
  { weight: 1, arbitrary: long.map((value) => `<a b=">${value}"/>${value}`) },
  { weight: 1, arbitrary: text.map((value) => `<!-->${value}-->`) },
  { weight: 1, arbitrary: text.map((value) => `<a><![CDATA[>${value}]]></a>`) },
  { weight: 1, arbitrary: text.map((value) => `<?a >${value}?>`) },
  { weight: 1, arbitrary: text.map((value) => `<a>${value}<b>${value}</b>\n${value}</a>`) },
  { weight: 1, arbitrary: text.map((value) => `<a>${value}</b>`) },
  { weight: 1, arbitrary: text.map((value) => `<a>${value}<</a>`) },
);
const document = fc
  .tuple(
    fc.array(leaf, { minLength: 1, maxLength: 4 }),
    fc.constantFrom("</Invoice>", "</Invoice>\n", "", "</Invoice>a"),
  )
  .map(([leaves, end]) => `${ROOT}${leaves.join("\n")}${end}`);

describe("long texts", () => {
  it("are read, with all that follows them, as the parser reads them", () => {
    fc.assert(
      fc.property(document, (xml) => {
        const byParser = toldByParser(xml);
        const here = read(xml);
        if ("fault" in here) expect(typeof byParser).toBe("string");
        else expect(toldHere(here.root)).toEqual(byParser);
      }),
      { numRuns: 2_000 },
    );
  });

  it("are found in an invoice with an attachment, in one line or in many", () => {
    const attached = (base64: string) => `${ROOT}<a b="c>d">${base64}</a><b/></Invoice>`;
    for (const base64 of ["QUJD".repeat(1_000), `\n${"Q".repeat(76)}`.repeat(100)]) {
      const xml = attached(base64);
      expect([...longTexts(xml)]).toEqual([{ text: base64, start: xml.indexOf(base64), end: xml.indexOf("</a>") }]);
    }
  });

  it.each([
    ["an invoice without attachments", `${ROOT}${"<a>text of no length</a>\n".repeat(500)}</Invoice>`],
    ["a reference among it", `${ROOT}<a>${"QUJD".repeat(200)}&amp;${"QUJD".repeat(200)}</a></Invoice>`],
    ["a character that XML does not allow", `${ROOT}<a>${"QUJD".repeat(200)}\u0001${"QUJD".repeat(200)}</a></Invoice>`],
    ["nothing after it", `${ROOT}<a>${"QUJD".repeat(2_000)}`],
    ["no tag before it", "QUJD".repeat(2_000)],
  ])("are not found in %s", (_, xml) => {
    expect([...longTexts(xml)]).toEqual([]);
  });

  it("are refused after the root, as all text is", () => {
    const reading = read(`<Invoice xmlns="${UBL_INVOICE.root.uri}"/>${"QUJD".repeat(500)}<!-- -->`);
    expect("fault" in reading && reading.fault.code).toBe("XML_MAL_FORME");
  });

  it("leave faults after them at their place", () => {
    const xml = `${ROOT}\n<a>${`\n${"Q".repeat(76)}`.repeat(100)}\n</a>\n  <b>x & y</b></Invoice>`;
    const reading = read(xml);
    expect("fault" in reading && placeOfFault(reading.fault)).toBe("104:8");
    const unclosed = read(`${ROOT}\n<a>${`\n${"Q".repeat(76)}`.repeat(100)}\n</b></Invoice>`);
    expect("fault" in unclosed && unclosed.fault.at?.line).toBe(103);
  });

  it("are looked for in a time that grows with the file alone, whatever it is made of", () => {
    const piece = "Q".repeat(600);
    for (const xml of ["<", ">", "<a>", "<a", "=>"].map((markup) => `${ROOT}${`${markup}${piece}`.repeat(8_000)}`)) {
      const started = performance.now();
      for (const found of longTexts(xml)) expect(found.end).toBeGreaterThan(found.start);
      expect(performance.now() - started).toBeLessThan(2_000);
    }
  });
});
