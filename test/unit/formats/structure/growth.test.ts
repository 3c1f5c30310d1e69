/** The work of a check grows with the document and no faster, whatever is wrong in it: counted, not timed. */
import { afterEach, describe, expect, it, vi } from "vitest";
import { READING_LIMITS } from "#domain/limites/reading.ts";
import { XmlElement } from "#formats/xml/element.ts";
import { cii, faultsIn, ublInvoice } from "./documents.ts";

const NOTE = "<cbc:Note>une</cbc:Note>\n";
const ID = "<cbc:ID>F1</cbc:ID>\n";

const SHAPES: Readonly<Record<string, (size: number) => string>> = {
  "notes in order": (size) => ublInvoice([NOTE, NOTE.repeat(size)]),
  "strangers to the syntax": (size) => ublInvoice([NOTE, "<cbc:Remark/>".repeat(size)]),
  "strangers to the parent": (size) => ublInvoice([NOTE, "<cbc:Name/>".repeat(size)]),
  "elements of another namespace": (size) => ublInvoice([NOTE, "<Note/>".repeat(size)]),
  "repeated elements": (size) => ublInvoice([ID, ID.repeat(size)]),
  "elements that come too late": (size) => ublInvoice([ID, `${ID}<cac:Delivery/>`.repeat(size)]),
  "parents that lack a child": (size) => ublInvoice([NOTE, `${NOTE}<cac:BillingReference/>`.repeat(size)]),
  "lines that lack all": (size) =>
    cii(["<ram:ApplicableHeaderTradeAgreement/>", "<ram:IncludedSupplyChainTradeLineItem/>".repeat(size)]),
  "values that are none": (size) =>
    ublInvoice(["<cbc:IssueDate>2026-01-31</cbc:IssueDate>", "<cbc:IssueDate>?</cbc:IssueDate>".repeat(size)]),
};

afterEach(() => {
  vi.restoreAllMocks();
});

/** Names read and paths worked out in one check. */
const work = (text: string) => {
  const names = vi.spyOn(XmlElement.prototype, "local", "get");
  const paths = vi.spyOn(XmlElement.prototype, "path", "get");
  faultsIn(text);
  const counted = { names: names.mock.calls.length, paths: paths.mock.calls.length };
  vi.restoreAllMocks();
  return counted;
};

describe("the work of a check", () => {
  it.each(Object.entries(SHAPES))("is ten times as much for ten times as many: %s", (_, shape) => {
    const [small, large] = [work(shape(150)), work(shape(1_500))];
    expect(large.names).toBeLessThanOrEqual(small.names * 12);
    // The path of what is not shown is not worked out: each looks through all siblings.
    expect(large.paths).toBeLessThanOrEqual(READING_LIMITS.faults.max);
  });

  it("counts the faults that it does not show", () => {
    const faults = faultsIn(ublInvoice([NOTE, "<cbc:Remark/>".repeat(READING_LIMITS.faults.max + 7)]));
    expect(faults).toHaveLength(READING_LIMITS.faults.max + 1);
    expect(faults.at(-1)).toMatchObject({ code: "FAUTES_NON_MONTREES", message: expect.stringMatching(/^7 /) });
  });
});
