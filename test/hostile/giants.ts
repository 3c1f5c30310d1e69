/**
 * The largest files that are accepted, each of another shape: what takes much time or memory in one takes little in the
 * next. They are arranged by how they are answered, for what is refused at its first line shows nothing.
 */
import type { ReadingFaultCode } from "#domain/fautes/reading.ts";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import { chineseLines, filledWithLines, invoiceOfLines } from "./lines.ts";
import { CII_DOCUMENT, filled, INVOICE, inside, SIZE, spread } from "./shapes.ts";

type Make = () => string | Buffer;

const { depth, nodes, attributes, attributeLength, nameLength, references } = READING_LIMITS;

/** Leaves room for the root and its namespaces. */
const MOST_ELEMENTS = nodes.max - 10;

const attributesOf = (count: number, value: string): string =>
  Array.from({ length: count }, (_, index) => ` a${index}="${value}"`).join("");

const NOTE = inside(INVOICE, "<cbc:Note>", "</cbc:Note>");
const OTHER = inside(INVOICE, "<other>", "</other>");
const SPOILT = inside(OTHER, "Dupont & Fils", "");
const ATTACHED = inside(
  INVOICE,
  '<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID><cac:Attachment><cbc:EmbeddedDocumentBinaryObject mimeCode="application/pdf" filename="a.pdf">',
  "</cbc:EmbeddedDocumentBinaryObject></cac:Attachment></cac:AdditionalDocumentReference>",
);

/** One value of a type that the schema describes, wrong at its very end: what an expression may go through again and again. */
const wrongAtItsEnd = (element: string, unit: string): string =>
  filled(
    inside(INVOICE, `<cac:LegalMonetaryTotal><cbc:${element}>`, `!</cbc:${element}></cac:LegalMonetaryTotal>`),
    unit,
  );

const EARLIER_INVOICE =
  "<cac:BillingReference><cac:InvoiceDocumentReference><cbc:ID>1</cbc:ID></cac:InvoiceDocumentReference></cac:BillingReference>";
const ALLOWANCE =
  "<cac:AllowanceCharge><cbc:ChargeIndicator>false</cbc:ChargeIndicator><cbc:Amount>1</cbc:Amount></cac:AllowanceCharge>";
const DOCUMENT = "<cac:AdditionalDocumentReference><cbc:ID>1</cbc:ID></cac:AdditionalDocumentReference>";

const utf16 = (text: string): Buffer => Buffer.from(`\uFEFF${text}`, "utf16le");

/** Invoices without a fault. */
const SOUND: Readonly<Record<string, Make>> = {
  "lines, UBL": () => filledWithLines("ubl"),
  "lines, CII": () => filledWithLines("cii"),
  "20,000 lines, UBL": () => invoiceOfLines("ubl", 20_000),
  "20,000 lines, CII": () => invoiceOfLines("cii", 20_000),
  "lines, UTF-16, Chinese names": () => utf16(chineseLines()),
  "lines, ISO-8859-1": () => Buffer.from(filledWithLines("ubl").replace('"UTF-8"', '"ISO-8859-1"'), "latin1"),
};

/** Read to the end for all that is wrong in them. */
const READ: Readonly<Record<string, Make>> = {
  "100,000 notes (BG-1)": () => spread(INVOICE, 100_000, "<cbc:Note>x</cbc:Note>"),
  "earlier invoices (BG-3)": () => filled(INVOICE, EARLIER_INVOICE),
  "allowances (BG-20)": () => filled(INVOICE, ALLOWANCE),
  "100,000 documents (BG-24)": () => spread(INVOICE, 100_000, DOCUMENT),
  "one attachment": () => filled(ATTACHED, "JVBERi0x"),
  "one attachment, wrong at its end": () => filled(inside(ATTACHED, "", "!"), "JVBERi0x"),
  "one attachment, with a blank after each character": () => filled(ATTACHED, "J "),
  "one amount, wrong at its end": () => wrongAtItsEnd("PayableAmount", "9"),
  "one amount of blanks": () => wrongAtItsEnd("PayableAmount", " "),
  "one date, wrong at its end": () => filled(inside(INVOICE, "<cbc:IssueDate>2", "!</cbc:IssueDate>"), "0"),
  "one address, wrong at its end": () =>
    filled(inside(INVOICE, "<cac:Signature><cbc:ID>1</cbc:ID><cbc:URI>http://", "%!</cbc:URI></cac:Signature>"), "a/"),
  "one text": () => filled(OTHER, "x"),
  "empty elements, no more than allowed": () => spread(INVOICE, MOST_ELEMENTS, "<a/>"),
  "texts, no more than allowed": () => spread(INVOICE, MOST_ELEMENTS, "<a>xxxxxxxxxx</a>"),
  "text between elements": () => spread(OTHER, MOST_ELEMENTS, "<a/>x", "x"),
  "line ends of the Macintosh between elements": () => spread(INVOICE, MOST_ELEMENTS, "<a/>", "\r"),
  "names, as long as allowed": () => filled(INVOICE, `<${"n".repeat(nameLength.max)}/>`),
  "nesting, as deep as allowed": () =>
    spread(INVOICE, MOST_ELEMENTS / (depth.max - 1), "<a>".repeat(depth.max - 1) + "</a>".repeat(depth.max - 1)),
  "attributes, as long as allowed": () =>
    filled(INVOICE, `<a${attributesOf(attributes.max, "x".repeat(attributeLength.max))}/>`),
  "character references, no more than allowed": () => spread(OTHER, references.max, "&#65;"),
  "character references in attributes, no more than allowed": () =>
    spread(INVOICE, references.max / 500, `<a a="${"&#65;".repeat(500)}"/>`),
  "CDATA in bits": () => filled(OTHER, "<![CDATA[x]]>"),
  "one comment": () => filled(inside(INVOICE, "<!--", "-->"), "x"),
  comments: () => filled(INVOICE, "<!---->"),
  "comments before the root": () => filled({ opens: "", closes: INVOICE.opens + INVOICE.closes }, "<!---->"),
  instructions: () => filled(INVOICE, "<?p?>"),
  "blanks between two tags": () => filled(INVOICE, " "),
  "line ends": () => filled(INVOICE, "\n"),
  "line ends of the Macintosh": () => filled(INVOICE, "\r"),
  "line ends of Windows": () => filled(INVOICE, "\r\n"),
  "one date again and again": () => filled(INVOICE, "\n<cbc:IssueDate>2026-02-28</cbc:IssueDate>"),
  "one term": () => filled(NOTE, "x"),
  "a date on each line that cannot be read": () =>
    filled(CII_DOCUMENT, "\n<ram:IssueDateTime><udt:DateTimeString>?</udt:DateTimeString></ram:IssueDateTime>"),
  "elements that no table knows": () => filled(INVOICE, "\n<cbc:Unknown>Something</cbc:Unknown>"),
  "attributes that no table knows": () =>
    spread(INVOICE, MOST_ELEMENTS / 2, '\n<cbc:Unknown unknown="1">x</cbc:Unknown>'),
  "elements in the wrong place": () =>
    spread(INVOICE, MOST_ELEMENTS / 2, "\n<cac:Price><cbc:ID>1</cbc:ID></cac:Price>"),
};

/** Stopped at a limit: what came before it was held. */
const TOO_MUCH: Readonly<Partial<Record<ReadingFaultCode, Readonly<Record<string, Make>>>>> = {
  XML_TROP_D_ELEMENTS: {
    "empty elements": () => filled(INVOICE, "<a/>"),
    "notes (BG-1)": () => filled(INVOICE, "<cbc:Note>x</cbc:Note>"),
    "attributes, as many as allowed": () => filled(INVOICE, `<a${attributesOf(attributes.max, "")}/>`),
    "namespaces, declared anew each time": () => filled(INVOICE, '<p:a xmlns:p="urn:p"/>'),
    "namespaces, nested": () => filled(INVOICE, '<a xmlns="urn:a">'.repeat(30) + "</a>".repeat(30)),
  },
  XML_TROP_DE_NOMS: {
    "names, each another": () => filled(INVOICE, (index) => `<n${index}/>`),
    "namespaces, each another": () => filled(INVOICE, (index) => `<p${index}:a xmlns:p${index}="urn:${index}"/>`),
  },
  XML_TROP_DE_REFERENCES: { ampersands: () => filled(OTHER, "&amp;") },
  XML_TROP_PROFOND: { "nesting, without an end": () => filled(INVOICE, "<a>") },
  XML_TROP_D_ATTRIBUTS: {
    "attributes of one element": () => filled(inside(INVOICE, "<a", "/>"), (index) => ` a${index}="x"`),
  },
  XML_ATTRIBUT_TROP_LONG: { "one attribute": () => filled(inside(INVOICE, '<a a="', '"/>'), "x") },
  XML_NOM_TROP_LONG: { "one name": () => filled(inside(INVOICE, "<a", "/>"), "a") },
};

/** Faulty, at the very end where that takes longest. */
const FAULTY: Readonly<Partial<Record<ReadingFaultCode, Readonly<Record<string, Make>>>>> = {
  XML_TRONQUE: {
    "lines, cut short": () => filledWithLines("ubl").slice(0, -400),
    "one comment without an end": () => filled({ ...INVOICE, closes: "<!--" }, "x"),
  },
  XML_MAL_FORME: {
    "an ampersand without an end": () => filled(SPOILT, "x"),
    "an ampersand, then comments": () => filled(SPOILT, "<!--x-->"),
    "an ampersand, then lines": () => filled(SPOILT, "<a>x</a>\n"),
  },
  ENCODAGE_INVALIDE: {
    "a wrong byte at the end": () => Buffer.concat([Buffer.from(filled(INVOICE, "x", SIZE - 1)), Buffer.of(0xff)]),
    "replacement characters, then a wrong byte": () =>
      Buffer.concat([Buffer.from(`<a>${"\uFFFD".repeat(SIZE / 3 - 2)}`), Buffer.of(0xff)]),
    "half a pair at the end, UTF-16": () => utf16(`${filled(OTHER, "x", SIZE / 2 - 2)}\uD800`),
  },
  FICHIER_VIDE: { "blanks alone": () => " ".repeat(SIZE) },
  FICHIER_NON_XML: { zeros: () => Buffer.alloc(SIZE) },
};

export interface Giant {
  readonly name: string;
  readonly make: Make;
  /** `invoice`, `invoice with faults`, or the code of the fault for which there is none. */
  readonly answer: string;
}

export const GIANTS: readonly Giant[] = Object.entries({
  invoice: SOUND,
  "invoice with faults": READ,
  ...TOO_MUCH,
  ...FAULTY,
}).flatMap(([answer, makes]) => Object.entries(makes).map(([name, make]) => ({ name, make, answer })));
