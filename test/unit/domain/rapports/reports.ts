/** Real reports: what is said of the golden documents, as they are and as a test spoils them. */
import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { term } from "#domain/facture/invoice.ts";
import { makeReport, type Report } from "#domain/rapports/report.ts";
import { verifyInvoice } from "#formats/verify-invoice.ts";

/** Documents and, beside each, its report in every form. */
export const GOLDEN = resolve(import.meta.dirname, "../../../golden/rapports");

const documentOf = (name: string): string => readFileSync(join(GOLDEN, `${name}.xml`), "utf8");

const reportOn = (document: string): Report => {
  const { invoice, faults, structure, rules } = verifyInvoice(Buffer.from(document));
  return makeReport({
    syntax: invoice?.syntax,
    numeroFacture: invoice && term(invoice, "BT-1")?.value,
    reading: faults,
    structure,
    rules,
    national: [],
  });
};

/** By a text of the document, what replaces it everywhere. */
export type Edits = Readonly<Record<string, string>>;

/** @throws when the document has no such text: it changed. */
const spoiled = (document: string, edits: Edits): string =>
  Object.entries(edits).reduce((text, [from, to]) => {
    if (!text.includes(from)) throw new Error(`${from}: not in the document`);
    return text.replaceAll(from, to);
  }, document);

const UBL = documentOf("valide");
const CII = documentOf("valide-cii");

export const spoiledUbl = (edits: Edits): Report => reportOn(spoiled(UBL, edits));

export const spoiledCii = (edits: Edits): Report => reportOn(spoiled(CII, edits));

export const VALID = reportOn(UBL);
export const VALID_CII = reportOn(CII);

/** Wrong totals, codes and units, something that EN 16931 has no use for, and values that would act where they are shown. */
export const SPOILED_UBL = reportOn(documentOf("ubl-anomalies"));

/** Lines that break one rule more often than a report shows, an element out of its place, and sums that are not. */
export const SPOILED_CII = reportOn(documentOf("cii-anomalies"));

export const UNREADABLE = reportOn(documentOf("illisible"));
