/** Each term keeps its place: path, line and column of the `<` of its start tag. */
import { describe, expect, it } from "vitest";
import { group, groups, term, terms } from "#domain/facture/invoice.ts";
import { readInvoice } from "#formats/read-invoice.ts";
import { sampleCii, sampleUbl } from "#infra/samples/invoice.ts";
import { contentJson } from "./model-json.ts";
import { OPTIONS } from "./options.ts";

const UBL = "urn:oasis:names:specification:ubl:schema:xsd:";
const OPEN = `<Invoice xmlns="${UBL}Invoice-2" xmlns:cbc="${UBL}CommonBasicComponents-2" xmlns:cac="${UBL}CommonAggregateComponents-2">`;

const read = (body: string) => {
  const { invoice, faults } = readInvoice(Buffer.from(`${OPEN}${body}</Invoice>`));
  expect(faults).toEqual([]);
  if (!invoice) throw new Error("no invoice");
  return invoice;
};

describe("line and column", () => {
  it.each([
    ["right after the root", "<cbc:ID>F1</cbc:ID>", 1, OPEN.length + 1],
    ["on its own line", "\n  <cbc:ID>F1</cbc:ID>", 2, 3],
    ["after a CR LF, a CR and a LF", "\r\n\r\n <cbc:ID>F1</cbc:ID>", 3, 2],
    ["after a lone CR", "\r<cbc:ID>F1</cbc:ID>", 2, 1],
    ["after a tab, which is one column", "\n\t<cbc:ID>F1</cbc:ID>", 2, 2],
    ["with attributes on further lines", "\n <cbc:ID\n   schemeID='1'\n  >F1</cbc:ID>", 2, 2],
    ["with a CR LF right after its name", "\r\n  <cbc:ID\r\n>F1</cbc:ID>", 2, 3],
    ["with a CR right after its name", "\r  <cbc:ID\r>F1</cbc:ID>", 2, 3],
    ["after an astral character, which is two columns", "\n<a>𝄞</a><cbc:ID>F1</cbc:ID>", 2, 10],
    ["self-closing", "\n <cbc:ID/>", 2, 2],
  ])("of a term %s", (_, body, line, column) => {
    expect(term(read(body), "BT-1")?.at).toMatchObject({ path: "/Invoice/ID", line, column });
  });
});

describe("paths", () => {
  it("number the namesakes from the first one on, when there are several", () => {
    const invoice = read("<cac:InvoiceLine><cbc:ID>1</cbc:ID></cac:InvoiceLine>".repeat(2));
    const paths = groups(invoice, "BG-25").map((line) => [line.at.path, term(line, "BT-126")?.at.path]);
    expect(paths).toEqual([
      ["/Invoice/InvoiceLine[1]", "/Invoice/InvoiceLine[1]/ID"],
      ["/Invoice/InvoiceLine[2]", "/Invoice/InvoiceLine[2]/ID"],
    ]);
  });

  it("number no element that is alone", () => {
    const [line] = groups(read("<cac:InvoiceLine><cbc:ID>1</cbc:ID></cac:InvoiceLine>"), "BG-25");
    expect(line?.at.path).toBe("/Invoice/InvoiceLine");
  });

  it("name the open element of a fault, with the positions known so far", () => {
    const body = "<cac:InvoiceLine/><cac:InvoiceLine>\n<other><cbc:ID>&nbsp;";
    expect(readInvoice(Buffer.from(OPEN + body)).faults).toMatchObject([
      { code: "XML_ENTITE_INCONNUE", at: { path: "/Invoice/InvoiceLine[2]/other/ID", line: 2, column: 16 } },
    ]);
  });
});

describe("values", () => {
  it("keep every value of a repeated term, in order", () => {
    expect(terms(read("<cbc:ID>F1</cbc:ID><cbc:ID>F2</cbc:ID>"), "BT-1").map(({ value }) => value)).toEqual([
      "F1",
      "F2",
    ]);
  });

  it("lose XML white space around them, not the no-break space", () => {
    expect(term(read("<cbc:ID>\t\r\n \u00A0F 1\u00A0 \n</cbc:ID>"), "BT-1")?.value).toBe("\u00A0F 1\u00A0");
  });

  it("are empty for an empty element, which is there all the same", () => {
    expect(term(read("<cbc:ID> </cbc:ID>"), "BT-1")?.value).toBe("");
  });

  it("join text, references and CDATA, without what stands in child elements", () => {
    const body = "<cbc:ID>a&#x42;<!-- no -->&lt;<![CDATA[<c>]]><x>no</x>&amp;d<?no no?>e</cbc:ID>";
    expect(term(read(body), "BT-1")?.value).toBe("aB<<c>&de");
  });

  it("are not taken from another namespace", () => {
    expect(term(read("<ID>F1</ID><cac:ID>F1</cac:ID>"), "BT-1")).toBeUndefined();
  });

  it("have a scheme only where the table gives one", () => {
    const party = (content: string) =>
      group(
        read(`<cac:AccountingSupplierParty><cac:Party>${content}</cac:Party></cac:AccountingSupplierParty>`),
        "BG-4",
      );
    const seller = party('<cac:PartyIdentification><cbc:ID schemeID=" 0009 ">1</cbc:ID></cac:PartyIdentification>');
    expect(seller && term(seller, "BT-29")).toMatchObject({ value: "1", scheme: "0009" });
    expect(term(read('<cbc:ID schemeID="0009">F1</cbc:ID>'), "BT-1")).toMatchObject({ scheme: undefined });
  });
});

describe("prefixes", () => {
  const rename = (xml: string, names: Readonly<Record<string, string>>): string =>
    Object.entries(names).reduce(
      (text, [from, to]) => text.replaceAll(`${from}:`, `${to}:`).replaceAll(`xmlns:${from}=`, `xmlns:${to}=`),
      xml,
    );

  it.each([
    ["UBL", sampleUbl(OPTIONS), { cbc: "a", cac: "cbc-x" }],
    ["CII", sampleCii(OPTIONS), { ram: "x", rsm: "_y", udt: "é" }],
  ])("of %s may be any", (_, xml, names) => {
    const renamed = rename(xml, names);
    expect(renamed).not.toBe(xml);
    const [before, after] = [xml, renamed].map((text) => readInvoice(Buffer.from(text)).invoice);
    expect(after && contentJson(after)).toEqual(before && contentJson(before));
  });

  it("may be bound anew on an inner element, or be none at all", () => {
    const invoice = read(
      `<ID xmlns="${UBL}CommonBasicComponents-2">F1</ID><cbc:Note xmlns:cbc="urn:x">no</cbc:Note><z:Note xmlns:z="${UBL}CommonBasicComponents-2">yes</z:Note>`,
    );
    expect(term(invoice, "BT-1")?.value).toBe("F1");
    expect(groups(invoice, "BG-1").map((note) => term(note, "BT-22")?.value)).toEqual(["yes"]);
  });
});
