import { describe, expect, it } from "vitest";
import type { ProfileName } from "#domain/regles/national/profiles.ts";
import { verifyInvoice } from "#formats/verify-invoice.ts";
import { sampleInvoice } from "#test/given/sample-invoice.ts";
import { makeVerifyDocument, type VerifyDocumentDeps } from "#usecases/verify-document.ts";

const SPECIFICATION = "urn:cen.eu:en16931:2017";
const NATION = { id: SPECIFICATION, name: "EN 16931", from: "2026-03-01", source: "the test" };

const given = (changes: Partial<VerifyDocumentDeps> = {}) => {
  const verify = makeVerifyDocument({
    verifyInvoice,
    checkSiretKey: true,
    guidelines: [NATION],
    system: { now: () => new Date("2026-11-23T10:00:00Z") },
    ...changes,
  });
  const report = (bytes: Uint8Array, profile: ProfileName = "chorus-pro") => verify(bytes, profile);
  return { report, codes: (...of: Parameters<typeof report>) => report(...of).faults.map(({ code }) => code) };
};

/** Of all that the French rules want of an invoice to the public sector, the engagement is what the sample leaves open. */
const invoice = sampleInvoice("F-1", { engagement: "1300012345" }).toString();
const edited = (from: string | RegExp, to: string): Buffer => Buffer.from(invoice.replace(from, to));

const WITHOUT_NUMBER = edited(/<cbc:ID>F-1<\/cbc:ID>/, "");
const OF_ANOTHER_SPECIFICATION = edited(`>${SPECIFICATION}<`, ">urn:exemple<");
const WITHOUT_SELLER_KEY = edited(/(schemeID="0009">\d{13})\d/, "$19");
const WITH_WRONG_TOTAL = edited(/(<cbc:PayableAmount[^>]*>)[^<]*/, "$11.00");

describe("the verification of a document", () => {
  it("says nothing of an invoice in order but its syntax and its number", () => {
    expect(given().report(Buffer.from(invoice))).toEqual({
      syntax: "ubl-invoice",
      numeroFacture: "F-1",
      valid: true,
      fatal: [],
      warning: [],
      faults: [],
    });
  });

  it("names the rules of EN 16931 apart, whatever the profile", () => {
    expect(given().report(WITH_WRONG_TOTAL)).toMatchObject({ valid: false, fatal: ["BR-CO-16"], warning: [] });
    expect(given().report(WITH_WRONG_TOTAL, "en16931")).toMatchObject({ valid: false, fatal: ["BR-CO-16"] });
  });

  it.each<[string, Buffer, string]>([
    ["the number", WITHOUT_NUMBER, "NUMERO_ABSENT"],
    ["the key of the seller's SIRET", WITHOUT_SELLER_KEY, "FOURNISSEUR_SIRET_INVALIDE"],
    ["an accepted specification", OF_ANOTHER_SPECIFICATION, "SPECIFICATION_HORS_DEPOT"],
  ])("wants for a deposit, and for nothing else, %s", (_, bytes, code) => {
    const { codes } = given();
    expect(codes(bytes)).toContain(code);
    expect(codes(bytes, "en16931")).not.toContain(code);
    expect(codes(bytes, "br-fr-cpro")).not.toContain(code);
  });

  it("does not refuse what no deposit would accept for its specification alone", () => {
    expect(given().report(OF_ANOTHER_SPECIFICATION).faults).toMatchObject([
      { code: "SPECIFICATION_HORS_DEPOT", severity: "warning", value: "urn:exemple" },
    ]);
  });

  it("does not check keys where SIRETs have none", () => {
    expect(given({ checkSiretKey: false }).codes(WITHOUT_SELLER_KEY)).not.toContain("FOURNISSEUR_SIRET_INVALIDE");
  });

  it("asks the rules of the profile", () => {
    const { codes } = given();
    expect(codes(Buffer.from(invoice), "br-fr")).toContain("BR-FR-08_BT-23");
    expect(codes(Buffer.from(invoice), "en16931")).toEqual([]);
  });

  it.each([
    ["the last second of the day before, in Paris", "2026-02-28T22:59:59Z", ["SPECIFICATION_HORS_DEPOT"]],
    ["the first second of the day", "2026-02-28T23:00:00Z", []],
  ])("judges by the civil day in Paris: %s", (_, instant, codes) => {
    expect(given({ system: { now: () => new Date(instant) } }).codes(Buffer.from(invoice))).toEqual(codes);
  });

  it("says why bytes are no invoice, and no more than that", () => {
    expect(given().report(Buffer.from("%PDF-1.7\n"))).toEqual({
      valid: false,
      fatal: [],
      warning: [],
      faults: [expect.objectContaining({ code: "PDF_NON_LU", severity: "fatal", terms: [] })],
    });
  });
});
