/** Invoices of very many lines. */
import { goodTexts } from "./originals.ts";
import { filled, SIZE } from "./shapes.ts";

export type SyntaxName = "ubl" | "cii";

/** The element of a line, and little more than the least that it must hold: 20,000 of either fit into a file. */
const LINES: Readonly<Record<SyntaxName, { readonly name: string; readonly short: string }>> = {
  ubl: {
    name: "cac:InvoiceLine",
    short:
      '<cac:InvoiceLine><cbc:ID>1</cbc:ID><cbc:InvoicedQuantity unitCode="C62">1</cbc:InvoicedQuantity>' +
      '<cbc:LineExtensionAmount currencyID="EUR">4.25</cbc:LineExtensionAmount><cac:Item><cbc:Name>Ramette</cbc:Name>' +
      "<cac:ClassifiedTaxCategory><cbc:ID>S</cbc:ID><cac:TaxScheme><cbc:ID>VAT</cbc:ID></cac:TaxScheme></cac:ClassifiedTaxCategory></cac:Item>" +
      '<cac:Price><cbc:PriceAmount currencyID="EUR">4.25</cbc:PriceAmount></cac:Price></cac:InvoiceLine>',
  },
  cii: {
    name: "ram:IncludedSupplyChainTradeLineItem",
    short:
      "<ram:IncludedSupplyChainTradeLineItem><ram:AssociatedDocumentLineDocument><ram:LineID>1</ram:LineID>" +
      "</ram:AssociatedDocumentLineDocument><ram:SpecifiedTradeProduct><ram:Name>A</ram:Name></ram:SpecifiedTradeProduct>" +
      '<ram:SpecifiedLineTradeDelivery><ram:BilledQuantity unitCode="C62">1</ram:BilledQuantity></ram:SpecifiedLineTradeDelivery>' +
      "<ram:SpecifiedLineTradeSettlement><ram:SpecifiedTradeSettlementLineMonetarySummation><ram:LineTotalAmount>1" +
      "</ram:LineTotalAmount></ram:SpecifiedTradeSettlementLineMonetarySummation></ram:SpecifiedLineTradeSettlement>" +
      "</ram:IncludedSupplyChainTradeLineItem>",
  },
};

/** A sample, cut around its lines; without indentation, which is a third of it. */
const sampleAround = (name: string) => {
  const sample = goodTexts.find((one) => one.includes(`<${name}>`));
  if (sample === undefined) throw new Error(`no sample has a ${name}`);
  const text = sample.replaceAll(/>\s+</g, "><");
  const end = `</${name}>`;
  const first = text.indexOf(`<${name}>`);
  return {
    shape: { opens: text.slice(0, first), closes: text.slice(text.lastIndexOf(end) + end.length) },
    line: text.slice(first, text.indexOf(end) + end.length),
  };
};

/** An invoice of so many short lines. In CII, which has long names, the prefix of nearly all elements is left out. */
export const invoiceOfLines = (syntax: SyntaxName, lines: number): string => {
  const { name, short } = LINES[syntax];
  const { opens, closes } = sampleAround(name).shape;
  const bare = (text: string): string => text.replaceAll("ram:", "").replace("xmlns:ram=", "xmlns=");
  return bare(opens) + bare(short).repeat(lines) + bare(closes);
};

export const filledWithLines = (syntax: SyntaxName): string => {
  const { shape, line } = sampleAround(LINES[syntax].name);
  return filled(shape, line);
};

export const chineseLines = (): string => {
  const { shape, line } = sampleAround(LINES.ubl.name);
  return filled(shape, line.replace(/(?<=<cbc:Name>)[^<]*/, "発注書番号"), SIZE / 2 - 1).replace('"UTF-8"', '"UTF-16"');
};
